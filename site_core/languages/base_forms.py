"""Base forms of Serbian words: the nominative of a noun, the infinitive of a verb.

The dictionary is simplemma's for Serbo-Croatian (decision 46), put right where it fails the words of an
office. It is read when a server starts or a word is first asked for, and kept as sorted arrays of numbers: an
eighth of what simplemma's own mapping takes.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

#: Forms whose base form the dictionary does not know, or takes from a rarer word.
_CORRECTED = {
    **dict.fromkeys(("danima", "dani"), "dan"),
    **dict.fromkeys(("dobra", "dobri"), "dobar"),
    "čađi": "čađ",
    "hoće": "hteti",
    "ispiti": "ispit",
    "mesecima": "mesec",
    "noćima": "noć",
    "noću": "noć",
    "novine": "novina",
    "obuci": "obuka",
    "osama": "osa",
    "pomoći": "pomoć",
    "radi": "raditi",
    **dict.fromkeys(("soli", "solju"), "so"),
    **dict.fromkeys(("stola", "stolom", "stolova", "stolovi", "stolovima", "stolu"), "sto"),
    "suši": "suša",
    "vesti": "vest",
}
#: Endings of cases, the longest first, and those of nominatives: how a form that the dictionary does not have
#: leads to a base form that it has.
_ENDINGS = (
    *("ovima", "evima", "ijama"),
    *("ima", "ama", "ovi", "evi", "ova", "eva", "ove", "eve", "iju", "oga", "omu", "ome"),
    *("om", "em", "im", "og", "ih", "oj", "ju", "a", "e", "i", "o", "u"),
)
_NOMINATIVES = ("", "a", "e", "o", "i")
#: The instrumental of безбедност, as it is written and without diacritics.
_INSTRUMENTAL = (("šću", "st"), ("scu", "st"))
_MIN_STEM_LENGTH = 3
_DIACRITICS = (("č", "c"), ("ć", "c"), ("š", "s"), ("ž", "z"), ("đ", "dj"))
#: Stands before a form that is kept without its diacritics.
_FOLDED = "~"
#: The first byte of Cyrillic letters (UTF-8): the forms are sorted, and each stands in both scripts.
_FIRST_CYRILLIC = b"\xd0"
_BUCKETS = 256
_PLACE_BITS = 16
_PLACE_MASK = (1 << _PLACE_BITS) - 1
_HASH_MASK = (1 << (64 - _PLACE_BITS)) - 1


def unmarked(form: str) -> str:
    """A word in lower-case Latin letters without the marks of its letters; đ is dj."""
    for letter, plain in _DIACRITICS:
        form = form.replace(letter, plain)
    return form


def _entries() -> Iterator[tuple[str, str]]:
    """The Latin half of simplemma's dictionary: forms and their base forms, names first."""
    # Not before it is asked for: a process that analyses nothing reads nothing.
    from simplemma.strategies.dictionaries import dictionary_factory, frontcode  # noqa: PLC0415

    data = dictionary_factory._read_decompressed("hbs")
    _reversed, _count, position = frontcode._read_header(data)
    for _start, form, base in frontcode._iter_records(data, position):
        if form >= _FIRST_CYRILLIC:
            return
        yield form.decode(), base.decode()


class Dictionary:
    """Forms and their base forms, found by a number that is made from the form.

    A number is 48 bits of the hash of a form and 16 of the place of its base form. Of a hundred million words
    that the dictionary does not have, one is taken for one that it has.
    """

    def __init__(self, entries: Iterable[tuple[str, str]], corrected: dict[str, str]) -> None:
        places: dict[str, int] = {}
        self._buckets = [array("Q") for _ in range(_BUCKETS)]
        names: set[str] = set()
        for form, base in entries:
            if base[:1].isupper():
                names.add(base.lower())
            else:
                names.discard(base)
            # A noun that is made from a verb is none of its forms: обавештење.
            of_itself = form.endswith("nje") and base.endswith("ti")
            place = places.setdefault((form if of_itself else base).lower(), len(places))
            self._add(form.lower(), place)
        self._sort()
        bases = list(places)
        meant = {base: self._meant(base, places, bases) for base in bases}
        for base, other in meant.items():
            if other == base and base not in names:  # мира is of мир, and no name
                self._add(base, places[base])
        for form, base in corrected.items():
            self._add(form, places[base])
        self._sort()
        #: Each base form as the one word that stands for it, without diacritics.
        self._tokens = [unmarked(meant[base]) for base in bases]
        #: Each base form as it is written, to tell it from its other forms.
        self._bases = bases

    def _add(self, form: str, place: int) -> None:
        for key in (hash(form), None if form.isascii() else hash(_FOLDED + unmarked(form))):
            if key is not None:
                number = (key & _HASH_MASK) << _PLACE_BITS | place
                self._buckets[key % _BUCKETS].append(number)

    def _sort(self) -> None:
        """Sort the numbers, and keep what was added last of each form. In pieces, to need little memory."""
        for index, bucket in enumerate(self._buckets):
            last = {number >> _PLACE_BITS: number for number in bucket}
            self._buckets[index] = array("Q", sorted(last.values()))

    def _place(self, form: str) -> int | None:
        key = hash(form)
        bucket, wanted = self._buckets[key % _BUCKETS], (key & _HASH_MASK) << _PLACE_BITS
        index = bisect_left(bucket, wanted)
        if index < len(bucket) and bucket[index] & ~_PLACE_MASK == wanted:
            return bucket[index] & _PLACE_MASK
        return None

    def _meant(self, base: str, places: dict[str, int], bases: list[str]) -> str:
        """The word that a base form is a form of, where that is an adjective: нова, нов. Itself otherwise."""
        found = self._place(base)
        if found is None or found == places[base]:
            return base
        other = bases[found]
        root = f"{other[:-2]}n" if other.endswith("an") else other.removesuffix("i")
        return base if self._place(f"{root}og") is None else other

    def _base_place(self, word: str) -> int | None:
        place = self._place(word)
        return self._place(_FOLDED + word) if place is None else place

    def has(self, word: str) -> bool:
        """Whether a word is one of the forms, with its diacritics or without."""
        return self._base_place(word) is not None

    def base(self, word: str) -> str | None:
        """The base form of a word, or of the word of which it is likely to be a form, without diacritics."""
        place = self._base_place(word)
        if place is None:
            place = self._by_its_ending(word)
        elif word.endswith("nici"):  # председници: of the man rather than of the woman
            place = self._place(f"{word[:-2]}k") or place
        return None if place is None else self._tokens[place]

    def _by_its_ending(self, word: str) -> int | None:
        for ending, nominative in _INSTRUMENTAL:
            if word.endswith(ending):
                return self._base_place(word.removesuffix(ending) + nominative)
        for ending in _ENDINGS:
            root = word.removesuffix(ending)
            if len(root) == len(word) or len(root) < _MIN_STEM_LENGTH:
                continue
            for nominative in _NOMINATIVES:
                place = self._base_place(root + nominative)
                if place is not None and root + nominative in (
                    self._bases[place],
                    unmarked(self._bases[place]),
                ):
                    return place
        return None


_lock = threading.Lock()
_read: list[Dictionary] = []


def _dictionary() -> Dictionary:
    if not _read:
        with _lock:
            if not _read:
                _read.append(Dictionary(_entries(), _CORRECTED))
    return _read[0]


def read_beforehand() -> threading.Thread:
    """Read the dictionary beside everything else that a process does, so that no reader waits for it."""
    thread = threading.Thread(target=_dictionary, name="base forms", daemon=True)
    thread.start()
    return thread


def base_form(word: str) -> str | None:
    """The base form of a Serbian word, without diacritics; ``None`` for a word that is not known.

    ``word`` is in lower-case Latin letters. One without diacritics is taken for one that has them where there
    is no other.
    """
    return _dictionary().base(word)


def is_known(word: str) -> bool:
    """Whether a word is a form in the dictionary, and so no misspelt one."""
    return base_form(word) is not None and _read[0].has(word)


def other_base_form(word: str) -> str | None:
    """What a word that may have been typed without its diacritics means otherwise: posta, for пошта."""
    base = base_form(word)
    place = _read[0]._place(_FOLDED + word) if word.isascii() else None
    other = None if place is None else _read[0]._tokens[place]
    return other if other != base else None
