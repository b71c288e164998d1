"""Terms that an institution always translates in one way, and whether a translation has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.html import strip_tags

from site_core.languages.analysis import analyse
from site_core.languages.cyrillic import ABBREVIATIONS
from site_core.languages.scripts import to_latin
from site_core.translations.models import Term

_WORD = re.compile(r"[^\W\d_]+")


def terms_in(english: str, terms: Iterable[Term]) -> list[Term]:
    """The terms that an English text holds, in any inflection."""
    stems = analyse(strip_tags(english), "en")
    return [term for term in terms if _holds(stems, analyse(term.english, "en"))]


def abbreviations(terms: Iterable[Term]) -> dict[str, str]:
    """Latin abbreviations and how Serbian writes them: those that everybody knows, and the glossary's."""
    own = (word for term in terms for word in _WORD.findall(term.serbian))
    return ABBREVIATIONS | {
        to_latin(word): word for word in own if len(word) > 1 and word.isupper()
    }


def is_used(term: Term, serbian: str) -> bool:
    """Whether a Serbian text, in either script, has one of the translations of a term in any case."""
    stems = analyse(strip_tags(serbian), "sr")
    return any(_holds(stems, analyse(text, "sr")) for text in term.translations)


def _holds(stems: Sequence[str], wanted: Sequence[str]) -> bool:
    length = len(wanted)
    return length > 0 and any(
        list(stems[start : start + length]) == list(wanted)
        for start in range(len(stems) - length + 1)
    )
