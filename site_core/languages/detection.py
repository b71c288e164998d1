"""In which language of the site a text is written, by its letters and its little words."""

from __future__ import annotations

import re

from site_core.languages.function_words import FUNCTION_WORDS
from site_core.languages.variants import ENGLISH, SERBIAN_CYRILLIC

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
#: Letters of other Cyrillic alphabets.
_NOT_SERBIAN = re.compile("[йщъыьэюяёєіїґѓќѕў]", re.IGNORECASE)
#: Of the letters in a text, so many may be of another alphabet, as in a quoted name.
_TOLERATED = 0.01
_SERBIAN_LATIN = re.compile("[čćđšž]", re.IGNORECASE)
_BOTH = FUNCTION_WORDS["en"] & FUNCTION_WORDS["sr"]


def language_of(text: str) -> str | None:
    """The code of the locale, ``"en"`` or ``"sr"``; ``None`` for another language, or too little to tell."""
    cyrillic = len(_CYRILLIC.findall(text))
    if cyrillic > len(_LATIN.findall(text)):
        foreign = len(_NOT_SERBIAN.findall(text))
        return None if foreign > _TOLERATED * cyrillic else SERBIAN_CYRILLIC.locale_code
    words = [word.lower() for word in _WORD.findall(text)]
    english = sum(word in FUNCTION_WORDS["en"] and word not in _BOTH for word in words)
    serbian = sum(word in FUNCTION_WORDS["sr"] and word not in _BOTH for word in words)
    serbian += sum(_SERBIAN_LATIN.search(word) is not None for word in words)
    if english == serbian:
        return None
    return ENGLISH.locale_code if english > serbian else SERBIAN_CYRILLIC.locale_code
