"""The server that the contract is put to: ``CONTRACT_URL``, or a demo of this site."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: Any
    body: bytes

    @cached_property
    def json(self) -> Any:
        return json.loads(self.body)


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer."""

    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        return None


@dataclass(frozen=True)
class Server:
    """Asks one server by HTTP."""

    url: str

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """``path`` may be a whole URL that the server gave; headers are written with low lines."""
        url = path if path.startswith("http") else f"{self.url}{path}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(url, headers=named, method=method)  # noqa: S310 - the server of the test
        try:
            with urllib.request.build_opener(_Stay).open(request, timeout=30) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def json(self, path: str) -> Any:
        answer = self.ask(path)
        assert answer.status == 200, f"{path} answers {answer.status}: {answer.body[:300]!r}"
        return answer.json


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that is asked."""
    url = os.environ.get("CONTRACT_URL")
    if url:
        yield Server(url.rstrip("/"))
        return
    from tests.browser.conftest import served_demo  # noqa: PLC0415 - for our own server alone

    with served_demo(tmp_path_factory) as demo:
        yield Server(demo.address)


@pytest.fixture(scope="session")
def description(server: Server) -> dict[str, Any]:
    """What the server says of itself."""
    return server.json("/api/v2/openapi.json")


@pytest.fixture(scope="session")
def pages(server: Server) -> list[dict[str, Any]]:
    """All pages whole, read along the cursor."""
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = server.json(f"/api/v2/pages/?fields=*&limit=5&cursor={cursor}")
        found += answer["items"]
        cursor = answer["meta"]["next_cursor"]
    return found
