"""What is shown of a document that refers to pages whose time is over.

A representation is kept as it was published. Until a worker has taken those pages down and the documents
that refer to them are made anew, a reader's request leaves them out itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

#: Stands before every URL of this site in a stored representation. Whoever renders the
#: representation puts the URL of the site that was asked in its place.
ORIGIN = "urn:liaison:origin"


def without_pages(value: Any, pages: Mapping[int, str]) -> Any:
    """JSON values without references to pages, given as page id → published URL path.

    As when a page is no longer public, an object that names one becomes ``None``, or leaves the list that it
    stands in; of a link in HTML its words are left.
    """
    if not pages:
        return value
    urls = {ORIGIN + path for path in pages.values()}
    link = re.compile(f'<a href="(?:{"|".join(map(re.escape, urls))})(?:[?#][^"]*)?"(?=[ >])')

    def is_reference(item: Any) -> bool:
        return isinstance(item, dict) and item.get("id") in pages and item.get("html_url") in urls

    def cleaned(item: Any) -> Any:
        if isinstance(item, str):
            return link.sub("<a", item) if ORIGIN in item else item
        if isinstance(item, list):
            return [cleaned(member) for member in item if not is_reference(member)]
        if isinstance(item, dict):
            return {key: without(member) for key, member in item.items()}
        return item

    def without(item: Any) -> Any:
        return None if is_reference(item) else cleaned(item)

    return without(value)
