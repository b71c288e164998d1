"""Serbian as it is set: a word of one letter does not stand at the end of a line.

The space behind it becomes a no-break space, in HTML for readers alone. Data for apps keep their spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_core.languages.markup import MARKUP, VOID, attribute_values

#: A conjunction or preposition of one letter, and the space before what follows on the same line. The
#: space is only looked at, as the next such word may stand behind it: и у Београду.
_SHORT_WORD = (
    "[ \\t\\r\\n\u00a0>(„“«](?P<word>[{}])(?=(?P<space>[ \\t\\r\\n]+)(?:[^\\s<]|<[A-Za-z]))"
)
_CYRILLIC = re.compile(_SHORT_WORD.format("авиоускАВИОУСК"))
_LATIN = re.compile(_SHORT_WORD.format("aviouskAVIOUSK"))
_NO_BREAK_SPACE = "\u00a0"
#: Elements in which every space is as it was typed, or which hold no words of a sentence.
_AS_TYPED = frozenset(
    (
        *("pre", "code", "kbd", "samp", "address", "title"),
        *("script", "style", "textarea"),
    )
)


def _keeps_spaces(tag: str, name: str) -> bool:
    """Whether nothing in an element is changed: by its name, its language, or ``translate="no"``."""
    if name in _AS_TYPED:
        return True
    if ("lang" not in tag and "translate" not in tag) or name in VOID:
        return False
    values = attribute_values(tag)
    language = values.get("lang", "sr").lower()
    return values.get("translate", "").lower() == "no" or not language.startswith("sr")


def _texts(html: str) -> Iterator[tuple[int, int]]:
    """Start and end of each text of a document in which a sentence may stand, in order.

    With the ends of the tags around it: they part a word of one letter from others.
    """
    position, kept, depth = 0, "", 0
    for tag in MARKUP.finditer(html):
        start = tag.start()
        if not kept and start - position > 1:
            yield max(0, position - 1), start + 2
        position = tag.end()
        slash, name = tag.groups()
        if kept:
            if name is not None and name.lower() == kept:
                depth += -1 if slash else 1
                kept = kept if depth else ""
        elif not slash and name is not None and _keeps_spaces(tag[0], name.lower()):
            kept, depth = name.lower(), 1
    if not kept:
        yield max(0, position - 1), len(html)


def with_short_words_bound(html: str, *, is_latin: bool) -> str:
    """An HTML document of Serbian words with a no-break space after each word of one letter.

    Attributes, code, what is not to be translated and what is in another language are left as they are.
    Takes time in proportion to the document.
    """
    short_word = _LATIN if is_latin else _CYRILLIC
    pieces: list[str] = []
    position = 0
    for start, end in _texts(html):
        for word in short_word.finditer(html, start, end):
            pieces += html[position : word.end("word")], _NO_BREAK_SPACE
            position = word.end("space")
    pieces.append(html[position:])
    return "".join(pieces)
