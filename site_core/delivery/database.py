"""What is answered while the database is away: what is kept, and else when to ask again."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from site_core.delivery.breakers import Breaker

#: SQLSTATE of PostgreSQL: an administrator ends it, it has crashed, or is starting.
_SHUTTING_DOWN = ("57P01", "57P02", "57P03")
#: Seconds after which a client may ask again.
RETRY_AFTER = 5


def _ask() -> None:
    connection.close()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        pool = getattr(connection, "pool", None)
        if pool is not None:
            pool.check()  # what it has kept was cut off
    finally:
        connection.close()


breaker = Breaker("The database", _ask)


def is_away(error: BaseException | None) -> bool:
    """Whether an error says that the database cannot be reached, and note it if so."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    if _is_about_the_connection(error):
        breaker.trip(error)
    return True


def _is_about_the_connection(error: BaseException) -> bool:
    """Whether the server was not there; it was, where it names a fault of its own (SQLSTATE)."""
    if connection.vendor != "postgresql":
        return isinstance(error, InterfaceError) or "unable to open" in str(error)
    state = getattr(error.__cause__, "sqlstate", None)
    if state is not None:
        return state.startswith("08") or state in _SHUTTING_DOWN
    return connection.connection is None or connection.connection.closed


def reason_of(error: BaseException) -> str | None:
    """A sentence for whoever ran a command while the database could not be reached; else ``None``.

    The pool of connections tells only that it waited, so the database is asked once more without it. The
    sentence names no password.
    """
    if not isinstance(error, (OperationalError, InterfaceError)):
        return None
    if not _is_about_the_connection(error):
        return None
    where = connection.settings_dict
    server = ":".join(filter(None, (str(where["HOST"]), str(where["PORT"]))))
    told = str(error)
    if connection.vendor == "postgresql":
        parameters = {**connection.get_connection_params(), "connect_timeout": 2}
        try:
            psycopg.connect(**parameters).close()
        except psycopg.Error as found:
            told = str(found)
    reason = told.strip().partition("\n")[0].rstrip(".")
    return (
        f"The database {where['NAME']}{f' at {server}' if server else ''} cannot be reached: {reason}. "
        "Start it, or name another in DATABASE_URL."
    )


def unless_away[Found](find: Callable[[], Found]) -> Found | None:
    """What a function finds in the database; ``None`` while that cannot be reached."""
    if breaker.is_open:
        return None
    try:
        return find()
    except (OperationalError, InterfaceError) as error:
        is_away(error)
        return None


def unavailable() -> HttpResponse:
    """503 with a page in every variant, made without a database."""
    return told_to_wait(HttpResponse(render_to_string("503.html"), status=503))


def told_to_wait(response: HttpResponse) -> HttpResponse:
    """Add to a response 503 when to ask again, and that nobody is to keep it."""
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


class DatabaseMiddleware:
    """Answers at once, while the database is away, what nothing above it could answer from what is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return unavailable() if breaker.is_open else self.get_response(request)
