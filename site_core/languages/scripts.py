"""Serbian Cyrillic to Latin.

The Serbian alphabets correspond letter by letter (Правопис српскога језика): each Cyrillic letter is
one Latin letter or one of the digraphs lj, nj and dž. The reverse is not a function, which is why
Cyrillic is what editors write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain, zip_longest

from site_core.languages.addresses import address_ranges
from site_core.languages.markup import Range, kept_ranges

_SIMPLE = dict(
    zip(
        "абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ",
        "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ",
        strict=True,
    )
)
_DIGRAPHS = {"љ": "lj", "њ": "nj", "џ": "dž"}
_CAPITAL_DIGRAPHS = {"Љ": "Lj", "Њ": "Nj", "Џ": "Dž"}
#: Replacing one letter after another is faster than ``str.translate``: see ``bench/scripts.py``.
_REPLACEMENTS = tuple((_DIGRAPHS | _SIMPLE).items())
_CAPITAL_DIGRAPH = re.compile("[ЉЊЏ]")

#: Letters of other Slavic Cyrillic alphabets, by the Serbian Latin letters for their sounds (decision 45).
_NEIGHBOURS = {
    **dict(zip("йыэіґўѐѝӣӯѣѳѵѓќ", "jieiguèìīūefiđć", strict=True)),
    **{
        "щ": "šč",
        "ю": "ju",
        "я": "ja",
        "ї": "ji",
        "є": "je",
        "ѕ": "dz",
        "ь": "",
        "ё": "jo",
        "ъ": "a",
    },
}
_OF_NEIGHBOURS = "".join(_NEIGHBOURS) + "".join(_NEIGHBOURS).upper()
#: One letter of theirs, or one that is written with a sign of its own (Unicode, normalisation form D).
_FOREIGN = re.compile(f"[{_OF_NEIGHBOURS}\u0301\u0306\u0308]")
_FOREIGN_LETTER = re.compile(f"[{_OF_NEIGHBOURS}]")
_DECOMPOSED = re.compile("(?:[иуИУ]\u0306|[еіЕІ]\u0308|[гкГК]\u0301)")
#: ё is no jo after these; ъ and ь are silent before those, or part them from what stands before.
_HISSING, _IOTATED = frozenset("жчшщ"), frozenset("еёюя")
_KNOWN = frozenset(chain(_SIMPLE, "љњџЉЊЏ", _OF_NEIGHBOURS))
#: Cyrillic letters that have no Latin one here, such as those of Kazakh.
_UNKNOWN = re.compile(
    f"[{''.join(c for c in map(chr, range(0x400, 0x530)) if c.isalpha() and c not in _KNOWN)}]"
)
#: A character reference that stands for a Cyrillic letter, or may (HTML Living Standard, 13.5).
_REFERENCE = re.compile("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{1,6}cy);")
_CYRILLIC = re.compile("[\u0400-\u052f]")
#: Elements that do not part a word.
_INLINE_TAG = re.compile(
    "</?(?:a|abbr|acronym|b|bdi|cite|code|dfn|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|var|wbr)"
    r"(?:[\s/][^<>]*+)?>",
    re.IGNORECASE,
)
#: As many characters of one tag are looked at for the next letter.
_MAX_TAG = 400
_INVISIBLE_REFERENCE = re.compile(
    "&(?:shy|zwj|zwnj|ZeroWidthSpace|#173|#820[345]|#[xX](?:[aA][dD]|200[bBcCdD]));"
)
_MAX_REFERENCE = 16
#: Stands between the pieces that are converted together. HTML cannot hold it.
_BORDER = "\x00"


def _past_invisible(text: str, index: int, step: int) -> int | None:
    """The last index, in a direction, of what is invisible from an index on; ``None`` where that is seen."""
    letter = text[index]
    if letter in "<>":
        start = index if step > 0 else text.rfind("<", max(0, index - _MAX_TAG), index)
        tag = _INLINE_TAG.match(text, start) if start >= 0 else None
        if tag is None or (step < 0 and tag.end() != index + 1):
            return None
        return tag.end() - 1 if step > 0 else start
    if letter in "&;":
        start = index if step > 0 else text.rfind("&", max(0, index - _MAX_REFERENCE), index)
        reference = _INVISIBLE_REFERENCE.match(text, start) if start >= 0 else None
        if reference is None or (step < 0 and reference.end() != index + 1):
            return None
        return reference.end() - 1 if step > 0 else start
    is_invisible = unicodedata.combining(letter) or unicodedata.category(letter) == "Cf"
    return index if is_invisible else None


def _neighbour(text: str, index: int, step: int) -> str:
    """The next character that is seen in a direction; empty at the end.

    Combining marks, soft hyphens, characters without width and tags that part no word are passed over.
    """
    index += step
    while 0 <= index < len(text):
        letter = text[index]
        if letter.isalnum() or letter in " .":  # nearly always
            return letter
        past = _past_invisible(text, index, step)
        if past is None:
            return letter
        index = past + step
    return ""


def _cased(latin: str, text: str, position: int) -> str:
    """Several Latin letters for a capital one: ЉУБАВ → LJUBAV, Љубав → Ljubav."""
    following = _neighbour(text, position, 1)
    if not following.islower() and (
        following.isupper() or _neighbour(text, position, -1).isupper()
    ):
        return latin.upper()
    return latin.capitalize()


def _capital(match: re.Match[str]) -> str:
    text, position = match.string, match.start()
    latin = _CAPITAL_DIGRAPHS[match.group()]
    # Nearly always a small letter follows.
    return latin if text[position + 1 : position + 2].islower() else _cased(latin, text, position)


def _foreign(match: re.Match[str]) -> str:
    letter, text, position = match.group().lower(), match.string, match.start()
    latin = _NEIGHBOURS[letter]
    if letter == "ё" and _neighbour(text, position, -1).lower() in _HISSING:
        latin = "o"
    elif letter in "ъь":
        following = _neighbour(text, position, 1).lower()
        if following in _IOTATED:
            latin = "j" if following == "е" else ""
    return latin if match.group().islower() else _cased(latin, text, position)


def _letter(match: re.Match[str]) -> str:
    letter = unescape(match.group())
    return letter if _CYRILLIC.fullmatch(letter) else match.group()


def _converted(text: str) -> str:
    if "&#" in text or "cy;" in text:
        text = _REFERENCE.sub(_letter, text)
    if text.isascii():
        return text
    if _FOREIGN.search(text):
        text = _DECOMPOSED.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)
        text = _FOREIGN_LETTER.sub(_foreign, text)
    if _CAPITAL_DIGRAPH.search(text):
        text = _CAPITAL_DIGRAPH.sub(_capital, text)
    for cyrillic, latin in _REPLACEMENTS:
        text = text.replace(cyrillic, latin)
    return text


def _unknown_words(text: str) -> Iterator[Range]:
    """Start and end of the words that have a letter without a Latin one."""
    position = 0
    while (found := _UNKNOWN.search(text, position)) is not None:
        start, end = found.span()
        while start > position and text[start - 1].isalpha():
            start -= 1
        while end < len(text) and text[end].isalpha():
            end += 1
        yield start, end
        position = end


def _converted_around(text: str, kept_places: Iterable[Range]) -> str:
    pieces: list[str] = []
    kept: list[str] = []
    position = 0
    for start, end in kept_places:
        if end <= position:
            continue
        if start > position or not kept:
            pieces.append(text[position:start])
            kept.append(text[start:end])
        else:
            kept[-1] += text[position:end]
        position = end
    pieces.append(text[position:])
    if _BORDER not in text:
        pieces = _converted(_BORDER.join(pieces)).split(_BORDER)
    else:
        pieces = [_converted(piece) for piece in pieces]
    return "".join(chain.from_iterable(zip_longest(pieces, kept, fillvalue="")))


def to_latin(text: str) -> str:
    """Return a text or an HTML document with every word of Serbian Cyrillic in Latin script.

    Words alone are converted. URLs, e-mail addresses and domains of the text keep every letter
    (``addresses``), and so does what HTML does not show as words, or has ``translate="no"`` (``markup``).
    The capitals Љ, Њ and Џ follow their neighbours: ЉУБАВ → LJUBAV, Љубав → Ljubav, alone „Љ“ → „Lj“.
    Letters of other Slavic alphabets are converted too; a word with one of any other stays as it is.

    Total: there is no input for which it fails. What it returns it does not change again.
    """
    if text.isascii() and "&" not in text:
        return text
    kept: list[Range] = []
    if "<" in text:
        kept += kept_ranges(text)
    kept += address_ranges(text)
    if _UNKNOWN.search(text):
        kept += _unknown_words(text)
    return _converted_around(text, sorted(kept)) if kept else _converted(text)
