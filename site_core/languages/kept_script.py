"""Words that are shown in the script in which they are written, in both variants of Serbian.

In rich text they are marked by the element ``acronym``, which HTML has dropped and wagtail-localize lets
through, also inside a link; it refuses ``span``, and attributes on anything but links. Readers and apps get
``<span translate="no">`` (HTML Living Standard, 3.2.6.5).
"""

from __future__ import annotations

#: Name of the rich text feature.
FEATURE = "keep-script"
#: Name of the option of blocks that hold plain text.
OPTION = "keep_script"
#: The element that marks such words in the database.
STORED = "acronym"


def html_for_readers(html: str) -> str:
    """Rich text HTML with its marks as readers and apps get them."""
    return html.replace(f"<{STORED}>", '<span translate="no">').replace(f"</{STORED}>", "</span>")
