"""A client that asks the site as a server does: through what stands in front of Django."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client

from site_core.delivery.front import Front


@contextmanager
def _open_connections() -> Iterator[None]:
    """A request closes no connection: it holds the test's transaction. Django's client does the same."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


class _Counted:
    """What stands behind the front, and counts the requests that reach it for a client."""

    def __init__(self, client: FrontClient, django: Any) -> None:
        self.client, self.django = client, django

    def __call__(self, *arguments: Any) -> Any:
        self.client.reached_django += 1
        return self.django(*arguments)


class FrontClient(Client):
    """Django's client, whose requests pass ``Front``. ``reached_django`` counts those that it let through.

    Clients that share a front do not stand behind each other, however many there are.
    """

    def __init__(self, front: Front | None = None) -> None:
        super().__init__()
        self.reached_django = 0
        self.front = front or Front(WSGIHandler())
        behind = self.front.application
        self._counted = _Counted(self, behind.django if isinstance(behind, _Counted) else behind)

    def request(self, **request: Any) -> Any:
        environ = self._base_environ(**request)  # type: ignore[attr-defined] # Django's types leave it out
        told: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], *rest: Any) -> None:
            told.update(status=int(status.split(maxsplit=1)[0]), headers=headers)

        self.front.application = self._counted
        with _open_connections():
            answer: Any = self.front(environ, start_response)
            response = HttpResponse(b"".join(answer), status=told["status"])
            if hasattr(answer, "close"):
                answer.close()
        for name in list(response.headers):
            del response.headers[name]
        for name, value in told["headers"]:
            response.headers[name] = value
        return response
