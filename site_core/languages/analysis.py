"""Text made ready for searching: one spelling, one case, one stem for all forms of a word.

Both sides go through the same analysis, what is indexed and what is asked, so that «Београду»,
``Beograda`` and ``beograd`` meet. Analysis comes before the index: every database then behaves alike.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

from site_core.languages.scripts import to_latin

_WORD = re.compile(r"\w+", re.UNICODE)
_ENGLISH_POSSESSIVE = re.compile(r"[’']s\b", re.IGNORECASE)
_ALGORITHMS = {"en": "english", "sr": "serbian"}
_per_thread = threading.local()


def _stemmer(locale_code: str) -> snowballstemmer.stemmer:
    # Stemmers keep state while they work, so each thread has its own.
    stemmers = _per_thread.__dict__.setdefault("stemmers", {})
    if locale_code not in stemmers:
        stemmers[locale_code] = snowballstemmer.stemmer(_ALGORITHMS.get(locale_code, "english"))
    return stemmers[locale_code]


def _without_diacritics(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "dj"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@lru_cache(maxsize=20_000)  # a text repeats its words, and stemming one takes about 0.1 ms
def _stem(word: str, locale_code: str) -> str:
    return _without_diacritics(_stemmer(locale_code).stemWord(word))


def analyse(text: str, locale_code: str) -> list[str]:
    """Return the stems of a text's words, in order, in lower-case Latin letters without diacritics.

    ``locale_code`` is the language code of the Wagtail locale that the text is written in.
    """
    text = _ENGLISH_POSSESSIVE.sub("", to_latin(text).lower())
    return [_stem(word, locale_code) for word in _WORD.findall(text)]
