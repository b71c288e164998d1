"""Text without what nobody can read: control characters, halves of characters, and what is no character.

XML forbids them (1.0, 2.2), databases and JSON readers stumble over them, and Word puts some of them where a
line was broken by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

#: Controls but the tab and the ends of lines, surrogates, and noncharacters (Unicode, 23.7).
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]+")
#: Word's line break, a page break, and the separators of files: words stand on both sides.
_BREAKS = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f")


def _instead(match: re.Match[str]) -> str:
    return " " if _BREAKS.intersection(match.group()) else ""


def readable(text: str) -> str:
    """The text without unreadable characters; a break among them becomes a space."""
    return _UNREADABLE.sub(_instead, text)


def with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """JSON data with each of its texts changed; the same object where none is another then."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        made = {key: with_texts(item, change) for key, item in value.items()}
        return made if made != value else value
    if isinstance(value, (list, tuple)):
        items = [with_texts(item, change) for item in value]
        return items if items != list(value) else value
    return value
