"""Runs written SQL with as little between it and the database as that allows.

PostgreSQL is given each statement once a connection (``PREPARE``) and plans it a few times instead of at
every request: planning takes longer than answering. Django's own cursors put the values into the text, so
that there is nothing to prepare; and what a cursor does around a statement takes as long as the statement.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connection, connections
from psycopg import Connection
from psycopg.adapt import Transformer
from psycopg.errors import (
    DataError,
    DuplicatePreparedStatement,
    InvalidSqlStatementName,
    OperationalError,
    error_from_result,
)
from psycopg.pq import DiagnosticField, ExecStatus
from psycopg.pq.abc import PGresult

logger = logging.getLogger(__name__)

#: Statements that one connection keeps prepared. What is asked here has some dozens of shapes.
_MOST_PREPARED = 200


class _Prepared:
    """The statements that each connection has prepared, by their text."""

    #: Not where a proxy mixes connections, such as PgBouncer by transaction.
    is_possible = True

    def __init__(self) -> None:
        self._names: WeakKeyDictionary[Connection[Any], dict[str, bytes]] = WeakKeyDictionary()

    def name(self, physical: Connection[Any], sql: str) -> bytes | None:
        """The name of a statement on a connection, prepared if need be; ``None`` for one too many."""
        names = self._names.get(physical)
        if names is None:
            names = self._names[physical] = {}
        name = names.get(sql)
        if name is None and len(names) < _MOST_PREPARED:
            name = b"liaison_%d" % len(names)
            first, *others = sql.split("%s")
            numbered = first + "".join(f"${number}{part}" for number, part in enumerate(others, 1))
            result = physical.pgconn.prepare(name, numbered.encode())
            _check(physical, result, ExecStatus.COMMAND_OK)
            names[sql] = name
        return name


_prepared = _Prepared()


def are_prepared() -> bool:
    """Whether statements go to PostgreSQL itself.

    Not while queries are logged or counted, nor in a transaction, which a cursor of psycopg begins.
    """
    wrapper = connections[DEFAULT_DB_ALIAS]
    return (
        _prepared.is_possible
        and wrapper.vendor == "postgresql"
        and not wrapper.in_atomic_block
        and not wrapper.queries_logged
        and not wrapper.execute_wrappers
    )


def rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows that a statement finds. Its text is one of few: what varies are the parameters.

    Parameters are numbers, truth values, texts and UUIDs.
    """
    if are_prepared():
        wrapper = connections[DEFAULT_DB_ALIAS]
        wrapper.ensure_connection()
        try:
            with wrapper.wrap_database_errors:
                found = _executed(wrapper.connection, sql, parameters)
            if found is not None:
                return found
        except Exception as error:
            if not isinstance(
                error.__cause__, (DuplicatePreparedStatement, InvalidSqlStatementName)
            ):
                raise
            logger.warning("PostgreSQL is asked without prepared statements: %s", error)
            _prepared.is_possible = False
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _executed(
    physical: Connection[Any], sql: str, parameters: Sequence[Any]
) -> list[tuple[Any, ...]] | None:
    name = _prepared.name(physical, sql)
    if name is None:
        return None
    written: list[Any] = [_as_text(value) for value in parameters]
    result = physical.pgconn.exec_prepared(name, written)
    _check(physical, result, ExecStatus.TUPLES_OK)
    loader = Transformer(physical)
    loader.set_pgresult(result)
    return loader.load_rows(0, result.ntuples, tuple)


def _as_text(value: Any) -> bytes | None:
    """A parameter as PostgreSQL reads it, which knows its type from where it stands."""
    if value is None:
        return None
    if isinstance(value, bool):
        return b"t" if value else b"f"
    written = str(value)
    if "\x00" in written:
        raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    return written.encode()


def _check(physical: Connection[Any], result: PGresult, wanted: int) -> None:
    if result.status == wanted:
        return
    if physical.closed and not result.error_field(DiagnosticField.SQLSTATE):
        # libpq says this, and not the server: it is gone.
        raise OperationalError(result.error_message.decode(errors="replace"))
    raise error_from_result(result)


def slots(values: Sequence[Any]) -> str:
    """The places of a list of parameters in a statement."""
    return ", ".join(["%s"] * len(values))


def padded(values: Sequence[Any]) -> list[Any]:
    """Values with the last one repeated, for a list of slots: two, four, eight … and so few statements."""
    size = 1
    while size < len(values):
        size *= 2
    return [*values, *list(values[-1:]) * (size - len(values))]
