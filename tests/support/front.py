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


class FrontClient(Client):
    """Django's client, whose requests pass ``Front``. ``reached_django`` counts those that it let through."""

    def __init__(self, front: Front | None = None) -> None:
        super().__init__()
        self.reached_django = 0
        self.front = front or Front(WSGIHandler())
        self._django = self.front.application

    def request(self, **request: Any) -> Any:
        environ = self._base_environ(**request)  # type: ignore[attr-defined] # Django's types leave it out
        told: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], *rest: Any) -> None:
            told.update(status=int(status.split(maxsplit=1)[0]), headers=headers)

        def counted(*arguments: Any) -> Any:
            self.reached_django += 1
            return self._django(*arguments)

        self.front.application = counted
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
