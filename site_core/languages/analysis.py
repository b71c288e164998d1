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

from site_core.languages.base_forms import base_form, unmarked
from site_core.languages.scripts import to_latin
from site_core.languages.tokens import as_seen, tokens_of

_DIGIT = re.compile(r"\d")
_ALGORITHMS = {"en": "english", "sr": "serbian"}
#: Stems are not cut to fewer letters than this by going on.
_MIN_STEM_LENGTH = 3
#: Plurals such as градови and путеви.
_PLURALS = ("ov", "ev")
#: Consonants that the locative changes, and what they were: наука – науци, књига – књизи.
_PALATALISED = {"c": "k", "z": "g"}
#: Cases of a word for somebody who does something: пошиљалац, пошиљаоца.
_OF_LAC = ("ocima", "ocem", "oca", "oce", "oci", "ocu")
#: English plurals that no rule makes.
_PLURAL_OF = {
    **{
        f"{stem}ves": f"{stem}f"
        for stem in ("cal", "el", "hal", "loa", "scar", "shel", "thie", "wol")
    },
    **{"knives": "knife", "wives": "wife", "children": "child", "feet": "foot", "geese": "goose"},
    **{"men": "man", "mice": "mouse", "people": "person", "teeth": "tooth", "women": "woman"},
}
#: Ends of English stems that are spelt in two ways, and the one that stands for both.
_SPELLINGS = (("enc", "ens"), ("iz", "is"), ("our", "or"))
_per_thread = threading.local()


def _stemmer(locale_code: str) -> snowballstemmer.stemmer:
    # Stemmers keep state while they work, so each thread has its own.
    stemmers = _per_thread.__dict__.setdefault("stemmers", {})
    if locale_code not in stemmers:
        stemmers[locale_code] = snowballstemmer.stemmer(_ALGORITHMS.get(locale_code, "english"))
    return stemmers[locale_code]


def without_diacritics(text: str) -> str:
    """Lower-case Latin text without what stands on or through its letters; đ is dj."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "dj"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _serbian_stem(word: str) -> str:
    """Snowball's stem, taken further until the cases of a word meet.

    Snowball's Serbian cuts a nominative shorter than the other cases (дијалог, дијалога) and knows
    neither -ија beside -ије nor the consonants that change before -и.
    """
    for ending in _OF_LAC:
        root = word.removesuffix(ending)
        if len(word) > len(root) >= _MIN_STEM_LENGTH:
            return f"{root}lac"
    if word.endswith("lac"):
        return word
    stem, stemmer = word, _stemmer("sr")
    while len(shorter := stemmer.stemWord(stem)) > _MIN_STEM_LENGTH and shorter != stem:
        stem = shorter
    if stem.endswith(_PLURALS) and len(stem) >= _MIN_STEM_LENGTH + 2:
        stem = stem[:-2]
    root = stem.rstrip("ij")
    if len(root) >= _MIN_STEM_LENGTH:
        stem = root
    if len(stem) >= _MIN_STEM_LENGTH and stem[-1] in _PALATALISED:
        stem = stem[:-1] + _PALATALISED[stem[-1]]
    return stem


def _english_stem(word: str) -> str:
    """Snowball's stem, with one spelling for what is written in two: defence, organise, neighbour."""
    stem = _stemmer("en").stemWord(_PLURAL_OF.get(word, word))
    for british, one in _SPELLINGS:
        if len(stem) > _MIN_STEM_LENGTH + 1 and stem.endswith(british):
            return stem.removesuffix(british) + one
    return stem


def has_digit(word: str) -> bool:
    """Whether a word is a number, or an address as ``words_of`` gives it: exact, never a beginning."""
    return _DIGIT.search(word) is not None


@lru_cache(maxsize=20_000)  # a text repeats its words, and stemming one takes about 0.1 ms
def stem_of(word: str, locale_code: str) -> str:
    """The stem of a word as ``words_of`` gives it, without diacritics.

    That of a Serbian word is its base form, where the dictionary knows it. A word with a digit, such as an
    address or a number, is its own.
    """
    if has_digit(word):
        return without_diacritics(word)
    if locale_code == "sr":
        return base_form(word) or without_diacritics(_serbian_stem(word))
    return without_diacritics(_english_stem(word))


def in_one_spelling(text: str) -> str:
    """A text in lower-case Latin letters without diacritics, each word in its form."""
    return unmarked(to_latin(as_seen(text)))


def spellings_of(text: str) -> list[str]:
    """The words of a text, in order, in lower case and in the script in which they are written."""
    return [token.spelling for token in tokens_of(text)]


def words_of(text: str) -> list[str]:
    """The words of a text, in order, in lower-case Latin letters, with their diacritics."""
    return [to_latin(word) for word in spellings_of(text)]


def analyse(text: str, locale_code: str) -> list[str]:
    """Return the stems of a text's words, in order, in lower-case Latin letters without diacritics.

    ``locale_code`` is the language code of the Wagtail locale that the text is written in.
    """
    return [stem_of(word, locale_code) for word in words_of(text)]
