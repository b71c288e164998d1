"""Words that are shown in the script in which they are written, in both variants of Serbian.

In rich text they are marked by the element ``acronym``, which HTML has dropped and wagtail-localize lets
through, also inside a link; it refuses ``span``, and attributes on anything but links. Readers and apps get
``<span translate="no">`` (HTML Living Standard, 3.2.6.5).
"""

from __future__ import annotations

from typing import Any

#: Name of the rich text feature.
FEATURE = "keep-script"
#: Name of the option of blocks that hold plain text.
OPTION = "keep_script"
#: The element that marks such words in the database.
STORED = "acronym"


def without_option(value: Any, *, where: tuple[object, ...] = (True, False, None)) -> Any:
    """JSON data without the option, or without it where it has one of these values."""
    if isinstance(value, dict):
        return {
            key: without_option(item, where=where)
            for key, item in value.items()
            if key != OPTION or item not in where
        }
    if isinstance(value, (list, tuple)):
        return [without_option(item, where=where) for item in value]
    return value


def html_for_readers(html: str) -> str:
    """Rich text HTML with its marks as readers and apps get them."""
    return html.replace(f"<{STORED}>", '<span translate="no">').replace(f"</{STORED}>", "</span>")
