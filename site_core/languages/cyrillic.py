"""Latin to Serbian Cyrillic, as help for somebody who then reads it: the reverse is not a function.

``nj``, ``lj`` and ``dž`` are one letter nearly always and two in some words; names and abbreviations of
other languages stay Latin. What was decided by guessing is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from site_core.languages.addresses import LATIN_DOMAINS
from site_core.languages.base_forms import base_form
from site_core.languages.scripts import to_latin

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
    *(
        "in|jek",
        "in|junk",
        "dezin|jek",
        "kon|jug",
        "kon|junk",
        "tan|jug",
        "van|jezič",
        "izvan|jezič",
    ),
    *("pan|jelin", "nad|živ", "nad|žnj", "nad|ždr", "nad|žup", "pod|žanr", "pod|župan", "pod|žbun"),
    *("pred|žet", "od|živ", "od|žal", "od|žvak"),
)
#: Abbreviations that Serbian writes in Cyrillic. The glossary of the site knows more.
ABBREVIATIONS = {
    to_latin(word): word
    for word in (
        *(
            "НАТО",
            "ЕУ",
            "САД",
            "УН",
            "ОУН",
            "ОЕБС",
            "КФОР",
            "УНМИК",
            "ЕУФОР",
            "УНПРОФОР",
            "ПзМ",
            "ИПАП",
        ),
        *(
            "МУП",
            "МСП",
            "МО",
            "ВС",
            "РС",
            "АП",
            "БиХ",
            "СЦГ",
            "СРЈ",
            "СФРЈ",
            "СССР",
            "РТС",
            "ПДВ",
            "ЈМБГ",
        ),
    )
} | {"UNESCO": "УНЕСКО", "UNICEF": "УНИЦЕФ"}
_END = r"(?![\w])"
_FILE_ENDS = "csv|docx?|gif|jpe?g|odt|pdf|png|pptx?|txt|xlsx?|zip"
_UNITS = (
    "km/h|m/s|k?Wh|[kKMGT]i?B|[kMG]?Hz|[kM]?W|[kM]?V|mA|[kcdm]?m[²³23]?|[km]?g|[mdh]?l"
    "|ha|h|min|h?Pa|m?bar|dB|°?[CFK]"
)
#: What is not a word of running Serbian text: tags, entities, addresses, names of files, units after figures.
_UNTOUCHED = (
    r"<(?P<mark>acronym|abbr)>(?:(?!<(?:acronym|abbr)>).)*?</(?P=mark)>|<[^<>]*>|&\#?\w+;"
    r"|[a-z]{3,6}://\S+|www\.\S+|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++"
    rf"|(?<![\w.-])(?:[\w-]++\.)++(?:{LATIN_DOMAINS}|{_FILE_ENDS}){_END}(?:[:/]\S*)?+"
    rf"|(?<!\w)[0-9][0-9.,]*+[ \u00a0]?(?:°[ \u00a0]?)?(?:{_UNITS}){_END}"
)
_TOKEN = re.compile(rf"(?P<untouched>{_UNTOUCHED})|(?P<word>[A-Za-zČĆĐŠŽčćđšž]+)", re.DOTALL)
_FOREIGN = re.compile("[qwxy]", re.IGNORECASE)
#: Spellings that Serbian does not have; names are spelt so that are not written as they are heard.
_NOT_SERBIAN = re.compile(
    r"([bcdfghklmnprstvz])\1|ck|gh|ph|[cst]h(?![aeiou]|r|t|v|l)|th|ee|oo(?!p)|[a-zčćđšž][A-ZČĆĐŠŽ](?=[a-zčćđšž])"
)
_NAMES = frozenset(
    (
        *("adobe", "android", "apple", "bitcoin", "bluetooth", "chrome", "email", "gmail"),
        *("hardware", "iphone", "linux", "microsoft", "mozilla", "offline", "online", "skype"),
    )
)
_ROMAN = re.compile("M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
#: Serbian words that could be Roman numerals.
_ROMAN_WORDS = frozenset(("CI", "DI", "I", "LI", "MI", "VI"))
_SERBIAN_LETTER = re.compile("[čćđšž]|lj|nj", re.IGNORECASE)
#: Shorter words in capitals are abbreviations, unless such a word stands beside them.
_MIN_CAPITALS = 4
#: A temperature, a Roman numeral before what is counted with one, a formula or a sign with a figure.
_LOOK_ALIKE = re.compile(
    r"°[ \u00a0]?С(?!\w)|(?<!\w)[ХІ]{2,6}(?!\w)"
    r"|(?<!\w)[ХІСМVXLCDM]{1,8}(?=\.?[ \u00a0](?:век|вијек|столећ|конгрес|самит|сесиј|разред))"
    r"|(?<!\w)(?=[АВЕКМНОРСТХ]+[0-9\u2080-\u2089])[АВЕКМНОРСТХ0-9\u2080-\u2089]{2,12}(?!\w)"
)
#: A Cyrillic letter that becomes another one than it looks like.
_CHANGING = re.compile("[ВНРСХІ]")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?…:\"“„”»>\n])\s*$")
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


def _is_roman(word: str) -> bool:
    return bool(word) and _ROMAN.fullmatch(word) is not None


def _is_serbian(word: str) -> bool:
    """Whether a word is spelt as only Serbian words are, or the dictionary knows it."""
    return _SERBIAN_LETTER.search(word) is not None or base_form(word.lower()) is not None


def _is_in_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper()


@dataclass
class _Reading:
    """One text on its way: what was left, and what was guessed."""

    text: str
    abbreviations: Mapping[str, str]
    #: Positions of the words that stand in a row of words in capitals, of which one at least is Serbian.
    in_capitals: frozenset[int] = frozenset()
    kept: dict[str, None] = field(default_factory=dict)
    doubtful: dict[str, None] = field(default_factory=dict)

    def word(self, word: str, position: int) -> str:
        if word in self.abbreviations:
            return self.abbreviations[word]
        if self._is_kept(word, position):
            self.kept[word] = None
            return word
        if (
            "dj" in word.lower()
            or separated(word)
            or (word in _ROMAN_WORDS and word != "I")
            or not (len(word) < 3 or _is_serbian(word))
        ):
            self.doubtful[word] = None
        return _converted(word)

    def _is_kept(self, word: str, position: int) -> bool:
        if _FOREIGN.search(word) or _NOT_SERBIAN.search(word) or word.lower() in _NAMES:
            return True
        if position in self.in_capitals:
            return _is_roman(word) and word not in _ROMAN_WORDS
        if word == "I":  # a conjunction where a sentence begins, a numeral elsewhere
            return not _ENDS_SENTENCE.search(self.text[max(0, position - 20) : position])
        if word in ("V", "X"):
            return True
        return _is_in_capitals(word) and not (
            len(word) >= _MIN_CAPITALS and not _is_roman(word) and _is_serbian(word)
        )


def _rows_of_capitals(
    words: Iterable[re.Match[str]], abbreviations: Mapping[str, str]
) -> Iterator[int]:
    """The positions of words in rows of capitals that are Serbian and no abbreviations: ЗАКОН О ОДБРАНИ."""
    row: list[re.Match[str]] = []

    def positions() -> Iterator[int]:
        longer = [word for word in row if len(word.group()) >= _MIN_CAPITALS]
        known = [
            word
            for word in longer
            if word.group() not in abbreviations and _is_serbian(word.group())
        ]
        if len(row) > 1 and known:
            yield from (word.start() for word in row)

    for word in words:
        follows = row and not word.string[row[-1].end() : word.start()].strip(" ,-–\u00a0")
        if not (word.group().isupper() and (follows or not row)):
            yield from positions()
            row = []
        if word.group().isupper():
            row.append(word)
    yield from positions()


def separated(word: str) -> set[int]:
    """The positions in a word before which a digraph cannot reach over."""
    lowered = word.lower()
    return {
        pattern.index("|") for pattern in _SEPARATE if lowered.startswith(pattern.replace("|", ""))
    }


def _converted(word: str) -> str:
    borders = separated(word)
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


def to_cyrillic(text: str, abbreviations: Mapping[str, str] = ABBREVIATIONS) -> Conversion:
    """Convert a text or rich text from Latin. What is in Cyrillic already stays.

    ``abbreviations`` are Latin ones and what is written for them: NATO, НАТО. Left in Latin: other
    abbreviations and Roman numerals (IBAN, XIV), units after figures, addresses and names of files, words
    that are not spelt as Serbian ones are, and what an editor has marked to keep its script or to be in
    another language.
    """
    text = unicodedata.normalize("NFC", text).translate(_LIGATURES)
    tokens = list(_TOKEN.finditer(text))
    words = [token for token in tokens if token["word"]]
    rows = frozenset(_rows_of_capitals(words, abbreviations))
    reading = _Reading(text, abbreviations, rows)
    pieces, position = [], 0
    for token in tokens:
        pieces.append(text[position : token.start()])
        position = token.end()
        if token["word"]:
            pieces.append(reading.word(token["word"], token.start()))
            continue
        untouched = token["untouched"]
        if not untouched.startswith(("<", "&")) and not untouched[0].isdigit():
            reading.kept[untouched] = None
        pieces.append(untouched)
    pieces.append(text[position:])
    return Conversion("".join(pieces), tuple(reading.kept), tuple(reading.doubtful))


def is_mostly_latin(text: str) -> bool:
    """Whether more of a text's letters are Latin than Cyrillic, addresses and abbreviations apart."""
    words = [
        word
        for word in _WORD.findall(_TAG.sub(" ", text))
        if not (_FOREIGN.search(word) or (_is_in_capitals(word) and word.isascii()))
    ]
    latin = sum(len(_LATIN.findall(word)) for word in words)
    return latin > sum(len(_CYRILLIC.findall(word)) for word in words)


def mixed_words(text: str) -> list[str]:
    """Words with letters of both alphabets, such as НАТO with a Latin O, each once, in order."""
    words = _WORD.findall(_TAG.sub(" ", text))
    return list(
        dict.fromkeys(word for word in words if _LATIN.search(word) and _CYRILLIC.search(word))
    )


def look_alikes(text: str) -> list[str]:
    """Signs typed in Cyrillic letters that look like the Latin ones they stand for, each once, in order.

    Such as ХХ век, СО2 and 25 °С: in Latin script they would be read HH, SO2 and °S.
    """
    found = _LOOK_ALIKE.finditer(_TAG.sub(" ", text))
    return list(dict.fromkeys(match.group() for match in found if _CHANGING.search(match.group())))
