"""Latin to Serbian Cyrillic, as help for somebody who then reads it: the reverse is not a function.

``nj``, ``lj`` and ``dž`` are one letter nearly always and two in some words; names and abbreviations of
other languages stay Latin. What was decided by guessing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LETTERS = dict(
    zip(
        "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ",
        "абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ",
        strict=True,
    )
)
_DIGRAPHS = {
    "lj": "љ",
    "Lj": "Љ",
    "LJ": "Љ",
    "nj": "њ",
    "Nj": "Њ",
    "NJ": "Њ",
    "dž": "џ",
    "Dž": "Џ",
    "DŽ": "Џ",
}
#: Single characters that Unicode has for the digraphs.
_LIGATURES = str.maketrans(
    {
        "ǉ": "lj",
        "ǈ": "Lj",
        "Ǉ": "LJ",
        "ǌ": "nj",
        "ǋ": "Nj",
        "Ǌ": "NJ",
        "ǆ": "dž",
        "ǅ": "Dž",
        "Ǆ": "DŽ",
    }
)
#: Beginnings of words in which a bar stands between two letters that look like a digraph.
_SEPARATE = (
    "in|jekc",
    "in|jekt",
    "kon|jug",
    "kon|junk",
    "tan|jug",
    "van|jezič",
    "nad|živ",
    "nad|žnj",
    "nad|ždr",
    "pod|žanr",
    "od|živ",
    "od|žal",
)
#: What is not a word of running Serbian text: tags, entities, addresses.
_UNTOUCHED = r"<(?P<mark>acronym|abbr)>.*?</(?P=mark)>|<[^<>]*>|&\#?\w+;|https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_TOKEN = re.compile(rf"(?P<untouched>{_UNTOUCHED})|(?P<word>[A-Za-zČĆĐŠŽčćđšž]+)", re.DOTALL)
_FOREIGN = re.compile("[qwxy]", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?…:\"“„»>\n])\s*$")
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(_UNTOUCHED, re.DOTALL)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True)
class Conversion:
    """A text in Cyrillic, and the words that a person has to check."""

    text: str
    #: Words that were left in Latin, each once, in order.
    kept: tuple[str, ...] = ()
    #: Latin words that were converted and may be meant otherwise, each once, in order.
    doubtful: tuple[str, ...] = ()

    @property
    def for_review(self) -> tuple[str, ...]:
        """Every word that a person has to check."""
        return self.kept + self.doubtful


def _is_kept(word: str, before: str) -> bool:
    if _FOREIGN.search(word):
        return True
    if word == "I":  # a conjunction where a sentence begins, a numeral elsewhere
        return not _ENDS_SENTENCE.search(before)
    return len(word) > 1 and word.isupper() and word.isascii()


def _separated(word: str) -> set[int]:
    """The positions in a word before which a digraph cannot reach over."""
    lowered = word.lower()
    return {
        pattern.index("|") for pattern in _SEPARATE if lowered.startswith(pattern.replace("|", ""))
    }


def _converted(word: str) -> str:
    borders = _separated(word)
    letters = []
    position = 0
    while position < len(word):
        pair = word[position : position + 2]
        if pair in _DIGRAPHS and position + 1 not in borders:
            letters.append(_DIGRAPHS[pair])
            position += 2
        else:
            letters.append(_LETTERS.get(word[position], word[position]))
            position += 1
    return "".join(letters)


def to_cyrillic(text: str) -> Conversion:
    """Convert a text or rich text from Latin. What is in Cyrillic already stays.

    Left in Latin: abbreviations in capitals and Roman numerals (NATO, XIV), addresses, words with q, w, x
    or y, and what an editor has marked to keep its script or to be in another language.
    """
    text = text.translate(_LIGATURES)
    kept: dict[str, None] = {}
    doubtful: dict[str, None] = {}

    def replaced(match: re.Match[str]) -> str:
        if match["untouched"] is not None:
            if not match["untouched"].startswith(("<", "&")):
                kept[match["untouched"]] = None
            return match["untouched"]
        word = match["word"]
        if _is_kept(word, text[: match.start()]):
            kept[word] = None
            return word
        if "dj" in word.lower() or _separated(word):
            doubtful[word] = None
        return _converted(word)

    converted = _TOKEN.sub(replaced, text)
    return Conversion(converted, tuple(kept), tuple(doubtful))


def is_mostly_latin(text: str) -> bool:
    """Whether more of a text's letters are Latin than Cyrillic, addresses and abbreviations apart."""
    left = to_cyrillic(text).kept
    words = [word for word in _WORD.findall(_TAG.sub(" ", text)) if word not in left]
    latin = sum(len(_LATIN.findall(word)) for word in words)
    return latin > sum(len(_CYRILLIC.findall(word)) for word in words)


def mixed_words(text: str) -> list[str]:
    """Words with letters of both alphabets, such as НАТO with a Latin O, each once, in order."""
    words = _WORD.findall(_TAG.sub(" ", text))
    return list(
        dict.fromkeys(word for word in words if _LATIN.search(word) and _CYRILLIC.search(word))
    )
