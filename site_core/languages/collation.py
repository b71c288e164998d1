"""The order of titles: by azbuka in Cyrillic, by abeceda in Latin, and by the English alphabet.

A key is a text of digits, two for each letter: every database, under every collation of its own, sorts keys
as the letters are to be sorted. Case, quotation marks and accents of other languages do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import count

from site_core.languages.cyrillic import separated
from site_core.languages.scripts import to_latin

#: Letters of a title that count.
MAX_LETTERS = 127
_AZBUKA = "абвгдђежзијклљмнњопрстћуфхцчџш"
#: Abeceda, with the letters of English that it lacks.
_ABECEDA = (
    *(
        "a",
        "b",
        "c",
        "č",
        "ć",
        "d",
        "dž",
        "đ",
        "e",
        "f",
        "g",
        "h",
        "i",
        "j",
        "k",
        "l",
        "lj",
        "m",
        "n",
    ),
    *("nj", "o", "p", "q", "r", "s", "š", "t", "u", "v", "w", "x", "y", "z", "ž"),
)
_SPACE, _DIGITS, _FIRST_CYRILLIC, _FIRST_LATIN = "01", 10, 20, 60
#: Letters of other Cyrillic alphabets come after those of Serbian, letters of other scripts after all.
_OTHER_CYRILLIC, _OTHER = "55", "99"
_LATIN_CODES = dict(zip(_ABECEDA, map(str, count(_FIRST_LATIN)), strict=False))
_DIGIT_CODES = {str(digit): str(_DIGITS + digit) for digit in range(10)}
_CYRILLIC_CODES = dict(zip(_AZBUKA, map(str, count(_FIRST_CYRILLIC)), strict=False))
#: Letters that are no others with a mark (Unicode has no decomposition of them).
_EXPANDED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "ı": "i"})
_WORD = re.compile(r"[^\W_]+")
#: What parts no word: apostrophes, stress marks, what is not seen.
_UNCOUNTED = re.compile("[’'ʼ\u00ad\u0300-\u036f\u200b-\u200d]")


class Alphabet:
    """Letters in their order. ``key`` makes the key by which a text is sorted."""

    def __init__(self, codes: Mapping[str, str], digraphs: Iterable[str] = ()) -> None:
        self._codes = codes
        self._digraphs = frozenset(digraphs)

    def key(self, text: str) -> str:
        """The key of a text: of its first ``MAX_LETTERS`` letters, as digits."""
        text = _UNCOUNTED.sub("", unicodedata.normalize("NFC", text[: 2 * MAX_LETTERS]))
        words = (self._of_word(word) for word in _WORD.findall(text.casefold()))
        return _SPACE.join(words)[: 2 * MAX_LETTERS]

    def _of_word(self, word: str) -> str:
        borders = separated(word) if self._digraphs else ()
        codes, position = [], 0
        while position < len(word):
            pair = word[position : position + 2]
            if pair in self._digraphs and position + 1 not in borders:
                codes.append(self._codes[pair])
                position += 2
            else:
                codes.append(self._of_letter(word[position]))
                position += 1
        return "".join(codes)

    def _of_letter(self, letter: str) -> str:
        code = self._codes.get(letter)
        if code is not None:
            return code
        # ä is a, ё is е, ﬁ is fi.
        plain = unicodedata.normalize("NFKD", letter.translate(_EXPANDED))
        found = [self._codes.get(part) for part in plain if not unicodedata.combining(part)]
        if found and None not in found:
            return "".join(filter(None, found))
        return _OTHER_CYRILLIC if "\u0400" <= letter <= "\u052f" else _OTHER


_DIGRAPHS = ("dž", "lj", "nj")
#: As English sorts: č is c, and no two letters are one. Cyrillic comes first.
ENGLISH = Alphabet(
    {letter: code for letter, code in _LATIN_CODES.items() if letter.isascii() and len(letter) == 1}
    | _DIGIT_CODES
    | _CYRILLIC_CODES
)
#: As Serbian Cyrillic sorts, words in Latin letters after those in Cyrillic (CLDR, sr).
AZBUKA = Alphabet(_LATIN_CODES | _DIGIT_CODES | _CYRILLIC_CODES, _DIGRAPHS)
#: As Serbian Latin sorts. A text in Cyrillic is sorted as it is read in Latin.
ABECEDA = Alphabet(
    _LATIN_CODES | _DIGIT_CODES | {letter: _LATIN_CODES[to_latin(letter)] for letter in _AZBUKA},
    _DIGRAPHS,
)


@lru_cache(maxsize=10_000)
def compared_key(text: str) -> str:
    """The key of a text in either language, to compare it with others in a list of both."""
    return AZBUKA.key(text)


@lru_cache(maxsize=10_000)
def compared_latin_key(text: str) -> str:
    """The key of a text as it is read in Latin, to compare it with others in a list."""
    return ABECEDA.key(text)


def title_keys(title: str, locale_code: str) -> tuple[str, str]:
    """The keys of a title of a locale: as it is written, and as it is read in Latin."""
    if locale_code != "sr":
        return (key := ENGLISH.key(title)), key
    return AZBUKA.key(title), ABECEDA.key(title)
