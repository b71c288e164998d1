"""A mirror as an external app would build it: from the feed and the details, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Get = Callable[[str], tuple[int, Any]]
GONE = {"unpublished", "deleted"}


class Mirror:
    """Pages by id, kept equal to the site by following ``changes/``."""

    def __init__(self, get: Get) -> None:
        self.get = get
        self.pages: dict[int, Any] = {}
        self.cursor = ""
        self.applied = 0

    def follow(self) -> None:
        """Read the feed to its end."""
        has_more = True
        while has_more:
            status, answer = self.get(f"/api/v2/changes/?since={self.cursor}&limit=100")
            assert status == 200, answer
            # Several changes of one page need one request.
            for page_id, change in {item["object"]["id"]: item for item in answer["items"]}.items():
                self._apply(page_id, change)
            self.applied += len(answer["items"])
            self.cursor = answer["meta"]["cursor"]
            has_more = answer["meta"]["has_more"]

    def _apply(self, page_id: int, change: dict[str, Any]) -> None:
        status, page = (404, None)
        if change["change"] not in GONE:
            status, page = self.get(f"/api/v2/pages/{page_id}/")
        if status == 200:
            self.pages[page_id] = page
        else:
            self.pages.pop(page_id, None)


def whole_site(get: Get) -> dict[int, Any]:
    """Every public page by id, as its detail shows it, asked without the feed."""
    pages: dict[int, Any] = {}
    cursor: str | None = ""
    while cursor is not None:
        status, answer = get(f"/api/v2/pages/?limit=100&cursor={cursor}")
        assert status == 200, answer
        for item in answer["items"]:
            pages[item["id"]] = get(f"/api/v2/pages/{item['id']}/")[1]
        cursor = answer["meta"]["next_cursor"]
    return pages
