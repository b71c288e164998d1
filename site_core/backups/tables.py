"""The rows of every table of the installed apps, as JSON that does not depend on the database."""

from __future__ import annotations

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, Model

#: Apps whose tables can be made anew from the others, or are of one server alone.
LEFT_OUT = frozenset(["wagtailsearch", "sessions"])
#: Models that ``rebuild_published`` fills.
REBUILT = frozenset(["site_core.PublishedRebuild", "site_core.SearchWord"])
_BATCH = 500


def models() -> list[type[Model]]:
    """One model for each table that is kept."""
    found: dict[str, type[Model]] = {}
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        is_kept = options.app_label not in LEFT_OUT and options.label not in REBUILT
        if is_kept and options.managed and not options.proxy:
            found.setdefault(options.db_table, model)
    return [found[name] for name in sorted(found)]


def unknown_tables() -> list[str]:
    """Tables that belong to no installed app, such as those of a plugin that is off."""
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    ours = known | {"django_migrations", "sqlite_sequence"}
    return sorted(name for name in names if name not in ours and "_indexentry" not in name)


def applied_migrations() -> list[list[str]]:
    """App and name of every migration that this database has, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return sorted({(app, name): [app, name] for app, name in cursor.fetchall()}.values())


def rows(model: type[Model]) -> Iterator[str]:
    """Each row of a table as a line of JSON: the values of its columns, in the order of ``columns``.

    The values are those of the database, untouched by what a field makes of them: a stream keeps the blocks
    of a plugin that is off.
    """
    fields = _fields(model)
    quote = connection.ops.quote_name
    named = ", ".join(quote(str(field.column)) for field in fields)
    table = model._meta.db_table
    key = quote(str(model._meta.pk.column)) if model._meta.pk is not None else "1"
    converters = [connection.ops.get_db_converters(field.get_col(table)) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {named} FROM {quote(table)} ORDER BY {key}")  # noqa: S608 - names of our tables
        while batch := cursor.fetchmany(_BATCH):
            for row in batch:
                values = []
                for field, value, conversions in zip(fields, row, converters, strict=True):
                    for convert in conversions:
                        value = convert(value, field.get_col(table), connection)  # noqa: PLW2901 - step by step
                    values.append(_told(field, value))
                yield json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def columns(model: type[Model]) -> list[str]:
    """The names of the columns whose values ``rows`` tells."""
    return [str(field.column) for field in _fields(model)]


def empty(kept: Iterable[type[Model]]) -> None:
    """Delete every row of these tables and of the search index. To be called in a transaction."""
    index = [model for model in apps.get_models() if model._meta.app_label == "wagtailsearch"]
    with connection.cursor() as cursor:
        for model in [*index, *kept]:
            if model._meta.db_table.endswith("_fts"):
                continue  # SQLite's own triggers empty it with the index
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - the same


def insert(model: type[Model], names: list[str], lines: Iterable[str]) -> int:
    """Write rows as ``rows`` has told them, and return how many. Raises ``ValueError`` for other columns."""
    fields = {str(field.column): field for field in _fields(model)}
    if set(names) != set(fields):
        raise ValueError(f"{model._meta.db_table} has other columns: {', '.join(sorted(fields))}")
    quote = connection.ops.quote_name
    ordered = [fields[name] for name in names]
    slots = ", ".join(["%s"] * len(ordered))
    sql = (
        f"INSERT INTO {quote(model._meta.db_table)} "  # noqa: S608 - names of our tables
        f"({', '.join(map(quote, names))}) VALUES ({slots})"
    )
    count = 0
    batch: list[list[Any]] = []
    with connection.cursor() as cursor:
        for line in lines:
            values = json.loads(line)
            batch.append(
                [_stored(field, value) for field, value in zip(ordered, values, strict=True)]
            )
            count += 1
            if len(batch) == _BATCH:
                cursor.executemany(sql, batch)
                batch = []
        if batch:
            cursor.executemany(sql, batch)
    return count


def reset_sequences(kept: Iterable[type[Model]]) -> None:
    """Let the database number new rows after those that were written with their numbers."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(kept)):
            cursor.execute(sql)


def _fields(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _told(field: Field, value: Any) -> Any:
    """A value of the database as JSON has it."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if field.get_internal_type() == "JSONField":
        return value  # its text: null in it is not the same as no value
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (uuid.UUID, decimal.Decimal)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value


def _stored(field: Field, value: Any) -> Any:
    """A value as JSON has it, for the database."""
    if field.get_internal_type() == "JSONField":
        return None if value is None else connection.ops.adapt_json_value(json.loads(value), None)
    while field.remote_field is not None and hasattr(field, "target_field"):
        field = field.target_field
    if value is not None and field.get_internal_type() == "BinaryField":
        value = base64.b64decode(value)
    elif field.get_internal_type() in ("DateTimeField", "DateField", "TimeField", "DecimalField"):
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)
