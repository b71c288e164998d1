"""Words that say little by themselves: prepositions, conjunctions, pronouns, forms of "be".

A search asks for them only where nothing else is asked for.
"""

from __future__ import annotations

from site_core.languages.base_forms import unmarked
from site_core.languages.scripts import to_latin

_ENGLISH = (
    "a an and are as at be been by can did do does for from had has have he her his how i if in into is "
    "it its me my not of on or our she so than that the their them then there these they this those to us "
    "was we were what when where which who whom whose why will with would you your"
)
_SERBIAN = (
    "а али бих би бисмо бити био била било били да до за зашто и из или има имају иначе је јесте ја како "
    "када кад ко код кога који која које којег којем којим којима коју колико кроз к ка ли ме мене ми "
    "можемо му на над нам нама нас наш наша наше не него неке неки није нису ни но њега њему њих о ова "
    "ове ови ово овај од она оне они оно онај па по под пред при с са се си смо су сте сам тај та те ти "
    "то тога том треба у уз чега чему чиме што шта ће ћу"
)
_SERBIAN_LATIN = frozenset(to_latin(word) for word in _SERBIAN.split())
#: In lower-case Latin letters, as they are written and as they are typed without diacritics, by the language
#: code of the locale. ``sto`` is a table.
FUNCTION_WORDS = {
    "en": frozenset(_ENGLISH.split()),
    "sr": _SERBIAN_LATIN | {unmarked(word) for word in _SERBIAN_LATIN} - {"sto"},
}
