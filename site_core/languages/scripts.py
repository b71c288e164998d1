"""Serbian Cyrillic to Latin.

The Serbian alphabets correspond letter by letter (Правопис српскога језика): each Cyrillic letter is
one Latin letter or one of the digraphs lj, nj and dž. The reverse is not a function, which is why
Cyrillic is what editors write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, zip_longest

_SIMPLE = dict(
    zip(
        "абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ",
        "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ",
        strict=True,
    )
)
_SMALL_DIGRAPHS = {"љ": "lj", "њ": "nj", "џ": "dž"}
_CAPITAL_DIGRAPHS = {"Љ": "Lj", "Њ": "Nj", "Џ": "Dž"}
#: Replacing one letter after another is faster than ``str.translate``: see ``bench/scripts.py``.
_REPLACEMENTS = tuple((_SMALL_DIGRAPHS | _SIMPLE).items())
_CAPITAL_DIGRAPH = re.compile("[ЉЊЏ]")

_KEPT = re.compile(r"\stranslate\s*=", re.IGNORECASE)
#: A start tag with attributes. What it has matched it never gives back: of tags that do not end, each letter
#: is read by three of them at most, as what opens a quotation for one of them closes it for another.
_START_TAG = re.compile(
    r"""<(?P<name>[a-z][a-z0-9-]*+)(?=[\s/])(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""",
    re.IGNORECASE | re.VERBOSE,
)
#: What in a start tag keeps the script, or a quotation, in which that means nothing. In a JSON string the
#: quotes are escaped.
_KEEPING = re.compile(
    r"""\stranslate\s*+=\s*+(?P<no>\\?"no\\?"|'no'|no(?=[\s/>]))|"[^"]*+"|'[^']*+'""",
    re.IGNORECASE | re.VERBOSE,
)
_TAG = re.compile(r"<(?P<slash>/?)(?P<name>[a-z][a-z0-9-]*+)(?=[\s/>\\])[^<>]*+>", re.IGNORECASE)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
#: Stands between the pieces that are converted together. HTML cannot hold it.
_BORDER = "\x00"


def _neighbour(text: str, index: int, step: int) -> str:
    """The next character in a direction, past combining marks; empty at the end."""
    index += step
    while 0 <= index < len(text):
        if not unicodedata.combining(text[index]):
            return text[index]
        index += step
    return ""


def _capital(match: re.Match[str]) -> str:
    text, position = match.string, match.start()
    digraph = _CAPITAL_DIGRAPHS[match.group()]
    following = _neighbour(text, position, 1)
    if following.islower():
        return digraph
    if following.isupper() or _neighbour(text, position, -1).isupper():
        return digraph.upper()
    return digraph


def _converted(text: str) -> str:
    if text.isascii():
        return text
    if any(letter in text for letter in _CAPITAL_DIGRAPHS):
        text = _CAPITAL_DIGRAPH.sub(_capital, text)
    for cyrillic, latin in _REPLACEMENTS:
        text = text.replace(cyrillic, latin)
    return text


def _end_of_element(html: str, start_tag: re.Match[str]) -> int:
    """The position after the end tag that belongs to a start tag; the end of the text without one."""
    name = start_tag["name"].lower()
    if name in _VOID or start_tag.group().endswith("/>"):
        return start_tag.end()
    open_elements = 1
    for found in _TAG.finditer(html, start_tag.end()):
        if found["name"].lower() != name:
            continue
        if found["slash"]:
            open_elements -= 1
        elif not found.group().endswith("/>"):
            open_elements += 1
        if open_elements == 0:
            return found.end()
    return len(html)


def _kept_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every outermost element that keeps its script."""
    position = 0
    while (start_tag := _START_TAG.search(text, position)) is not None:
        position = start_tag.end()
        if any(found["no"] for found in _KEEPING.finditer(start_tag.group())):
            position = _end_of_element(text, start_tag)
            yield start_tag.start(), position


def _converted_around(text: str) -> str:
    pieces, kept, position = [], [], 0
    for start, end in _kept_ranges(text):
        pieces.append(text[position:start])
        kept.append(text[start:end])
        position = end
    pieces.append(text[position:])
    if _BORDER not in text:
        pieces = _converted(_BORDER.join(pieces)).split(_BORDER)
    else:
        pieces = [_converted(piece) for piece in pieces]
    return "".join(chain.from_iterable(zip_longest(pieces, kept, fillvalue="")))


def to_latin(text: str) -> str:
    """Return a text or an HTML document with every Serbian Cyrillic letter in Latin script.

    All else is untouched, and so is whatever stands in an element with ``translate="no"`` (HTML
    Living Standard, 3.2.6.5), its attributes included. The capitals Љ, Њ and Џ follow their neighbours:
    ЉУБАВ → LJUBAV, Љубав → Ljubav, alone „Љ“ → „Lj“.

    Total and idempotent: there is no input for which it fails or changes its own result.
    """
    return _converted_around(text) if _KEPT.search(text) else _converted(text)
