"""Serbian Cyrillic to Latin.

The Serbian alphabets correspond letter by letter (Правопис српскога језика): each Cyrillic letter is
one Latin letter or one of the digraphs lj, nj and dž. The reverse is not a function, which is why
Cyrillic is what editors write.
"""

from __future__ import annotations

import re

_SIMPLE = str.maketrans(
    "абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ",
    "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ",
)
_DIGRAPHS = {"љ": "lj", "њ": "nj", "џ": "dž", "Љ": "Lj", "Њ": "Nj", "Џ": "Dž"}
_LOWER_DIGRAPHS = str.maketrans({letter: _DIGRAPHS[letter] for letter in "љњџ"})
_CAPITAL_DIGRAPH = re.compile("[ЉЊЏ]")


def _is_upper(text: str, index: int) -> bool:
    return 0 <= index < len(text) and text[index].isupper()


def _is_lower(text: str, index: int) -> bool:
    return 0 <= index < len(text) and text[index].islower()


def _capital(match: re.Match[str]) -> str:
    text, position = match.string, match.start()
    digraph = _DIGRAPHS[match.group()]
    if _is_lower(text, position + 1):
        return digraph
    if _is_upper(text, position + 1) or _is_upper(text, position - 1):
        return digraph.upper()
    return digraph


def to_latin(text: str) -> str:
    """Return the text with every Serbian Cyrillic letter in Latin script; all else is untouched.

    The capitals Љ, Њ and Џ follow their neighbours: ЉУБАВ → LJUBAV, Љубав → Ljubav, alone „Љ“ → „Lj“.
    Total and idempotent: there is no input for which it fails or changes its own result.
    """
    if _CAPITAL_DIGRAPH.search(text):
        text = _CAPITAL_DIGRAPH.sub(_capital, text)
    return text.translate(_LOWER_DIGRAPHS).translate(_SIMPLE)
