"""Words that mean the same, as an administrator keeps them: one group a line, with commas between.

Each language finds those of its own in a line: «ЕУ, EU, Европска унија, European Union».
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from site_core.languages.analysis import stem_of, words_of
from site_core.languages.function_words import FUNCTION_WORDS

MAX_LINES = 300
#: Stems of a word or of several that stand together.
type Stems = tuple[str, ...]


@lru_cache(maxsize=16)  # a text for each site and language, and those of before
def _groups(text: str, locale: str) -> tuple[tuple[tuple[Stems, Stems], ...], ...]:
    """Each group: the stems of a name that are asked for, and all its stems as they stand on a page."""
    little = FUNCTION_WORDS.get(locale, frozenset())
    groups = []
    for line in text.splitlines()[:MAX_LINES]:
        names = {}
        for name in line.split(","):
            words = words_of(name)
            stems = tuple(stem_of(word, locale) for word in words)
            asked = tuple(stem_of(word, locale) for word in words if word not in little)
            if asked:
                names[stems] = asked
        if len(names) > 1:
            groups.append(tuple((asked, stems) for stems, asked in names.items()))
    return tuple(groups)


def synonyms_in(
    asked: Sequence[set[str]], text: str, locale: str
) -> list[tuple[int, int, list[Stems]]]:
    """Where words have synonyms: the first, the one after the last, and the stems of each synonym.

    ``asked`` are the stems of each word. Of names that overlap, the longest is taken, then the first.
    """
    found = []
    for group in _groups(text, locale):
        for name, _stems in group:
            length = len(name)
            for start in range(len(asked) - length + 1):
                words = asked[start : start + length]
                if all(stem in stems for stem, stems in zip(name, words, strict=True)):
                    others = [stems for other, stems in group if other != name]
                    found.append((start, start + length, others))
    taken: set[int] = set()
    chosen = []
    for start, end, others in sorted(found, key=lambda place: (place[0] - place[1], place[0])):
        if others and taken.isdisjoint(range(start, end)):
            taken |= {*range(start, end)}
            chosen.append((start, end, others))
    return sorted(chosen)
