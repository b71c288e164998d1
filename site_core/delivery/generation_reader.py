"""Reads the number of the generation in the shortest way that a database allows.

On PostgreSQL that is a prepared statement on a connection kept for it, past Django's and psycopg's cursors:
a third of the time of ``reading.generation``, of which nearly all is the round trip.
"""

from __future__ import annotations

import logging
import time

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import Error
from psycopg import Error as PsycopgError
from psycopg.pq import DiagnosticField, ExecStatus
from psycopg.pq.abc import PGconn, PGresult
from wagtail.models import Page

from site_core.delivery import database
from site_core.published import reading
from site_core.published.models import ChangeCounter

logger = logging.getLogger(__name__)

_NAME = b"liaison_generation"
#: SQLSTATE: the statement is there already, on a connection that the pool had before.
_IS_PREPARED = b"42P05"


class GenerationReader:
    """Reads the generation for whichever thread asks, over as many connections as ask at once.

    They come from Django's pool where there is one, and so are no more than that allows.
    """

    def __init__(self) -> None:
        #: Last in, first out: few connections, and those in use.
        self._idle: list[_Connection] = []
        self._is_refused = False

    def read(self) -> int | None:
        """The number of the generation; ``None`` where ``reading.generation`` is to be asked instead.

        It is while the database fails, and while the time of a page is over that no worker has taken down.
        """
        if database.breaker.is_open or self._is_refused:
            return None
        if connection.vendor != "postgresql" or connection.in_atomic_block:
            return _asked_of_django()
        try:
            kept = self._idle.pop()
        except IndexError:
            kept = None
        try:
            kept = kept or _Connection()
            number, first_expiry = kept.ask()
        except (Error, PsycopgError, _StatementError) as error:
            # A connection that was cut says little: whoever asks next finds out what is wrong.
            if kept is not None:
                kept.close()
            elif isinstance(error, Error):
                database.is_away(error)
            if isinstance(error, _StatementError) and error.is_lasting:
                logger.warning("The generation is read in the longer way: %s", error)
                self._is_refused = True
            return None
        self._idle.append(kept)
        return number if first_expiry is None or first_expiry > time.time() else None

    def close(self) -> None:
        """Give the connections back that are not in use."""
        while self._idle:
            self._idle.pop().close()


class _StatementError(Exception):
    """PostgreSQL is not there any more, or does not know the statement."""

    def __init__(self, result: PGresult) -> None:
        super().__init__(result.error_message)
        self.state = result.error_field(DiagnosticField.SQLSTATE) or b""

    @property
    def is_lasting(self) -> bool:
        """Whether it will be the same again: a proxy in between mixes connections, for example."""
        return self.state[:2] in (b"26", b"42", b"0A")


class _Connection:
    """One connection, with the statement prepared."""

    def __init__(self) -> None:
        self._wrapper: BaseDatabaseWrapper = connections[DEFAULT_DB_ALIAS].copy()
        self._wrapper.inc_thread_sharing()
        self._wrapper.ensure_connection()
        self._server: PGconn = self._wrapper.connection.pgconn
        prepared = self._server.prepare(_NAME, _statement())
        if prepared.status != ExecStatus.COMMAND_OK:
            error = _StatementError(prepared)
            if error.state != _IS_PREPARED:
                self.close()
                raise error

    def ask(self) -> tuple[int, float | None]:
        """The number of the generation, and when the first page expires, in seconds since 1970."""
        result = self._server.exec_prepared(_NAME, None)
        if result.status != ExecStatus.TUPLES_OK:
            raise _StatementError(result)
        number, first_expiry = result.get_value(0, 0), result.get_value(0, 1)
        return int(number or 0), float(first_expiry) if first_expiry else None

    def close(self) -> None:
        self._wrapper.close()


def _statement() -> bytes:
    # The condition of the index that a migration makes for it.
    first_expiry = (
        f"SELECT MIN(expire_at) FROM {Page._meta.db_table} WHERE live AND expire_at IS NOT NULL"  # noqa: S608 - no input in it
    )
    counter = ChangeCounter._meta.db_table
    sql = f"SELECT value, EXTRACT(EPOCH FROM ({first_expiry})) FROM {counter} WHERE id = 1"  # noqa: S608 - the same
    return sql.encode()


def _asked_of_django() -> int | None:
    try:
        number = reading.generation()
    except Error:
        return None
    return number if number >= 0 else None
