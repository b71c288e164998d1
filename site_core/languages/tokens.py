"""The words of a text as a reader sees them: where each stands, and how it is spelt.

An e-mail address, a URL or a telephone number is one word. What the eye does not see is no part of a word:
soft hyphens, characters without width, stress marks. An ending that is written to an abbreviation with a
hyphen (НАТО-ом) is left off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from site_core.languages.addresses import LATIN_DOMAINS

#: Invisible characters and combining marks, as they come from Word, from PDF files and from a Mac.
_UNSEEN = "\u00ad\u0300-\u036f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_MARKED_LETTER = re.compile("(.)([\u0300-\u036f]+)", re.DOTALL)
#: One character that is read as several, or as another: ligatures, digraphs, raised and lowered digits.
_COMPATIBLE = re.compile("[ªº²³¹\u01c4-\u01cc\u01f1-\u01f3\u2070-\u209c\ufb00-\ufb06\uff10-\uff5a]")
#: What most words do not hold.
_TO_NORMALISE = re.compile(f"[{_UNSEEN}]|{_COMPATIBLE.pattern}")
_HYPHEN = "[-\u2010\u2011]"
_ENDINGS = (
    "а|е|и|у|ом|ем|ов|ова|ове|ови|овог|овом|овим|ових|овој|има|ју|их|ог|ој|им|тих"
    "|a|e|i|u|om|em|ov|ova|ove|ovi|ovog|ovom|ovim|ovih|ovoj|ima|ju|ih|og|oj|im|tih"
)
#: Letters and digits; an underscore parts words, as it does for every database. е-пошта is one word.
_WORD = re.compile(
    rf"(?:(?<![\w-])[eеEЕ]{_HYPHEN}(?=[^\W\d_]))?+"
    rf"(?P<word>[^\W_]++(?:[{_UNSEEN}]++[^\W_]*+)*+)"
    rf"(?:(?<=\w\w){_HYPHEN}(?:{_ENDINGS})(?![\w-])|[’'][sS]\b)?+"
)
_DOMAIN_ENDS = f"{LATIN_DOMAINS}|срб"
#: What a text without addresses does not hold.
_MAY_BE_ADDRESS = re.compile(rf"@|://|www\.|\.(?:{_DOMAIN_ENDS})(?!\w)", re.IGNORECASE)
#: Whatever stands between spaces, brackets and quotation marks.
_PIECE = re.compile(r"""[^\s<>"„“”«»‚‘‹›|,;!()\[\]{}]+""")
_EMAIL = re.compile(r"(?:mailto:)?+([\w.+'-]++@[\w-]++(?:\.[\w-]++)++)", re.IGNORECASE)
_URL = re.compile(
    r"(?:[a-z]{3,6}://(?:www\.)?+|www\.)([\w-]++(?:\.[\w-]++)*+.*+)"
    rf"|((?:[\w-]++\.)++(?:{_DOMAIN_ENDS})(?:[:/?#].*+)?+)",
    re.IGNORECASE | re.DOTALL,
)
_AFTER_ADDRESS = ".:-?'’/"
#: A telephone number begins with the code of a country or of a town; see ``_telephone``.
_TELEPHONE = re.compile(
    r"(?<![\w+])(?:\+[1-9]|00?[1-9]|\(\+?0|381(?=[ /-]))[0-9 ()/\-\u00a0\u2011\u2013]*+"
)
_TELEPHONE_DIGITS = range(8, 16)
#: Serbian numbers are mostly written without it (ITU-T E.164).
_COUNTRY_CODE = "381"
_NOT_DIGIT = re.compile("[^0-9]+")
#: What stands for the signs of an address in a word: databases part words at every sign.
_SIGN = "0"


class Token(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    #: In lower case and in the script in which it is written. An address or a number has digits in it.
    spelling: str


def _composed(match: re.Match[str]) -> str:
    letter, marks = match.groups()
    return unicodedata.normalize("NFC", letter + marks[:2])[:1]


def as_seen(text: str) -> str:
    """A text in lower case, without what is not seen, each letter one character."""
    if not text.isascii() and _TO_NORMALISE.search(text):
        text = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
        text = _MARKED_LETTER.sub(_composed, _INVISIBLE.sub("", text))
    return text.lower()


def _exact(address: str) -> str:
    """An address as one word that no database parts, and that nobody takes for another."""
    letters = "".join(letter if letter.isalnum() else _SIGN for letter in as_seen(address))
    return letters if any(letter.isdigit() for letter in letters) else letters + _SIGN


def _telephone(written: str) -> str:
    """The digits of a telephone number as they are dialled in the country; empty where it is none."""
    digits = _NOT_DIGIT.sub("", written)
    if len(digits) not in _TELEPHONE_DIGITS:
        return ""
    if written[0] == "+" or digits.startswith("00"):
        digits = digits.removeprefix("00")
    return digits.removeprefix(_COUNTRY_CODE).removeprefix("0")


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _WORD.finditer(text, start, end):
        spelling = as_seen(found["word"])
        if found.start("word") > found.start():
            spelling = found.group()[0].lower() + spelling
        if spelling:
            yield Token(found.start(), found.end(), spelling)


def _words_and_addresses(text: str, start: int, end: int) -> Iterator[Token]:
    if _MAY_BE_ADDRESS.search(text, start, end) is None:
        yield from _words(text, start, end)
        return
    for piece in _PIECE.finditer(text, start, end):
        written = piece.group().rstrip(_AFTER_ADDRESS)
        address = _EMAIL.fullmatch(written) if "@" in written else _URL.fullmatch(written)
        if address is None:
            yield from _words(text, piece.start(), piece.end())
        else:
            found = next(filter(None, address.groups()))
            yield Token(piece.start(), piece.start() + len(written), _exact(found))


def tokens_of(text: str) -> Iterator[Token]:
    """The words of a text, in order. In linear time on any text."""
    position = 0
    for found in _TELEPHONE.finditer(text):
        written = found.group().rstrip(" ()/-\u00a0\u2011\u2013")
        digits = _telephone(written)
        if digits:
            yield from _words_and_addresses(text, position, found.start())
            position = found.start() + len(written)
            yield Token(found.start(), position, digits)
    yield from _words_and_addresses(text, position, len(text))
