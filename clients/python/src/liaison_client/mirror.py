"""A copy of the site that follows its changes feed."""

from __future__ import annotations

from typing import Protocol

from liaison_client.client import Liaison, ProblemError
from liaison_client.models import Page

#: What takes a page from its readers.
LEAVING = ("unpublished", "deleted")


class Store(Protocol):
    """Where an app keeps its copy. One page has an entry in each variant in which it is read."""

    def put(self, page_id: int, tag: str, page: Page) -> None:
        """Keep a page in a variant (``en``, ``sr-Cyrl``, ``sr-Latn``)."""

    def remove(self, page_id: int) -> None:
        """Drop a page in all variants, if it is there."""

    def clear(self) -> None:
        """Drop everything: the site was restored from an older copy."""


def follow(client: Liaison, store: Store, cursor: str = "") -> str:
    """Bring a copy up to date with all that has happened behind a cursor; return the next one.

    Keep it with what was applied. Without a cursor the copy begins anew.
    """
    has_more = True
    while has_more:
        try:
            answer = client.changes(cursor)
        except ProblemError as error:
            if error.code != "invalid_cursor" or not cursor:
                raise
            store.clear()
            cursor = ""
            continue
        last = {line["object"]["id"]: line for line in answer["items"]}
        for page_id, line in last.items():
            store.remove(page_id)
            if line["change"] not in LEAVING:
                _keep(client, store, page_id)
        cursor, has_more = answer["meta"]["cursor"], answer["meta"]["has_more"]
    return cursor


def _keep(client: Liaison, store: Store, page_id: int) -> None:
    page = _page(client, f"pages/{page_id}/")
    if page is None:  # a later line tells why
        return
    for alternate in page["alternates"]:
        found = _page(client, alternate["detail_url"]) if alternate["id"] == page_id else None
        if found is not None:
            store.put(page_id, alternate["tag"], found)


def _page(client: Liaison, path: str) -> Page | None:
    try:
        page: Page = client.get(path)
    except ProblemError as error:
        if error.status == 404:
            return None
        raise
    return page
