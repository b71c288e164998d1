"""Whether a process lives, and whether it can do its work: for supervisors and load balancers."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from site_core import prefixes
from site_core.delivery import database, metrics


class HealthMiddleware:
    """``/-/live`` touches nothing; ``/-/ready`` asks the database, and is 503 while that is away.

    ``/-/metrics`` has figures for Prometheus. The server in front keeps all of it to those who look after it.

    The cache is in neither: the site goes on without it. They stand before everything else, so that a probe
    needs no host name, no HTTPS and no session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(prefixes.HEALTH):
            return self.get_response(request)
        name = request.path_info.removeprefix(prefixes.HEALTH)
        if name == "live":
            return _answer("live", 200)
        if name == "ready":
            return _answer("ready", 200) if _is_ready() else _answer("the database is away", 503)
        if name == "metrics":
            return HttpResponse(
                metrics.text(),
                content_type=metrics.MEDIA_TYPE,
                headers={"Cache-Control": "no-store"},
            )
        return _answer("Ask /-/live, /-/ready or /-/metrics.", 404)


def _is_ready() -> bool:
    if database.breaker.is_open:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        database.is_away(error)
        return False
    finally:
        connection.close()
    return True


def _answer(text: str, status: int) -> HttpResponse:
    return HttpResponse(
        f"{text}\n", status=status, content_type="text/plain", headers={"Cache-Control": "no-store"}
    )
