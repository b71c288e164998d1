"""JSON data in another script: words are converted, addresses and names are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

#: Members whose texts name something for machines, and may have Cyrillic letters.
NAMES = frozenset(("id", "slug", "filename"))
#: A URL, or a path from the root of a site: what no sentence begins with (RFC 3986, 3 and 4.2).
_ADDRESS = re.compile(r"(?:/|[A-Za-z][A-Za-z0-9+.-]*:)[^\s]*\Z")


def is_address(text: str) -> bool:
    """Whether a whole text is a URL or a path."""
    return _ADDRESS.match(text) is not None


def converted(value: Any, convert: Callable[[str], str]) -> Any:
    """JSON data with ``convert`` applied to every text that may hold words, HTML included."""
    if isinstance(value, str):
        return value if is_address(value) else convert(value)
    if isinstance(value, dict):
        return {
            key: item if key in NAMES and isinstance(item, str) else converted(item, convert)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [converted(item, convert) for item in value]
    return value
