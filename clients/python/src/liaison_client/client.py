"""Asks the API of a site."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from liaison_client.models import (
    Changes,
    Event,
    Navigation,
    Page,
    ResolvedPage,
    ResolvedRedirect,
    SearchResult,
    SiteDescription,
)

API = "/api/v2/"


class ProblemError(Exception):
    """An error as the API answers it (RFC 9457)."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(str(problem.get("detail", f"The site answered {status}.")))
        self.status = status
        #: Stable: build on it, and not on the sentence.
        self.code = str(problem.get("code", ""))
        self.parameter: str | None = problem.get("parameter")


@dataclass(frozen=True)
class Redirected:
    """Where what stood at a path is now; ``page_id`` is ``None`` on another site."""

    html_url: str
    page_id: int | None
    is_permanent: bool


class Liaison:
    """A site, by its URL. Answers are kept while the site says that nothing has changed."""

    def __init__(self, url: str, *, timeout: float = 30, headers: dict[str, str] | None = None):
        self.url = url.rstrip("/")
        self.timeout = timeout
        self.headers = {"Accept": "application/json", **(headers or {})}
        self._kept: dict[str, tuple[str, Any]] = {}

    def get(self, path: str, /, **parameters: Any) -> Any:
        """The answer of any endpoint, as ``offices/``, or at a URL that the API gave.

        A parameter that is a list is written with commas; one that is ``None`` is left out. Raises
        ``ProblemError`` for an error, and ``urllib.error.URLError`` where the site cannot be reached.
        """
        url = path if path.startswith(("http://", "https://")) else f"{self.url}{API}{path}"
        asked = {name.rstrip("_"): _written(value) for name, value in parameters.items()}
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        url = f"{url}{'&' if '?' in url else '?'}{query}" if query else url
        tag, kept = self._kept.get(url, ("", None))
        headers = {**self.headers, "If-None-Match": tag} if tag else self.headers
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the site that the app names
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:  # noqa: S310 - as above
                answer = json.load(response)
                self._kept[url] = (response.headers.get("ETag", ""), answer)
                return answer
        except urllib.error.HTTPError as error:
            if error.code == 304:
                return kept
            raise ProblemError(error.code, _problem(error)) from None

    def site(self, locale: str | None = None) -> SiteDescription:
        """Name, pictures, variants and footer."""
        return cast("SiteDescription", self.get("site/", locale=locale))

    def navigation(self, locale: str | None = None, depth: int = 1) -> Navigation:
        """The menus as a tree, and the footer."""
        return cast("Navigation", self.get("navigation/", locale=locale, depth=depth))

    def page(self, page_id: int, locale: str | None = None) -> Page:
        """A page whole, in a variant where one is named."""
        return cast("Page", self.get(f"pages/{page_id}/", locale=locale))

    def pages(self, **parameters: Any) -> Iterator[Page]:
        """All pages that the parameters of ``pages/`` choose, each whole, along the cursor."""
        cursor: str | None = ""
        while cursor is not None:
            answer = self.get(
                "pages/", **{"fields": "*", "limit": 100, **parameters, "cursor": cursor}
            )
            yield from answer["items"]
            cursor = answer["meta"]["next_cursor"]

    def resolve(self, path: str) -> Page | Redirected | None:
        """What stands at a path of the site: a page, a redirect, or ``None`` where nothing does any more."""
        try:
            answer: ResolvedPage | ResolvedRedirect = self.get("resolve/", path=path)
        except ProblemError as error:
            if error.status in (404, 410):
                return None
            raise
        if answer["outcome"] == "page":
            return cast("Page", answer["page"])
        return Redirected(answer["html_url"], answer["id"], answer["is_permanent"])

    def search(self, words: str, **parameters: Any) -> Iterator[SearchResult]:
        """The pages that answer to words, the best first."""
        yield from self._by_offset("search/", q=words, **parameters)

    def events(self, **parameters: Any) -> Iterator[Event]:
        """Dated key points in the order of time; ``from_`` and ``to`` are dates."""
        yield from self._by_offset("events/", **parameters)

    def changes(self, since: str = "", limit: int = 1000) -> Changes:
        """What has happened to public pages behind a cursor."""
        return cast("Changes", self.get("changes/", since=since, limit=limit))

    def _by_offset(self, path: str, **parameters: Any) -> Iterator[Any]:
        offset = 0
        while True:
            answer = self.get(path, **{"limit": 100, **parameters, "offset": offset})
            yield from answer["items"]
            offset += len(answer["items"])
            if not answer["items"] or offset >= answer["meta"]["total_count"]:
                return


def _written(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _problem(error: urllib.error.HTTPError) -> dict[str, Any]:
    try:
        found = json.load(error)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
