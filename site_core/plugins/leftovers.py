"""Rows of plugins that are off, where they refer to something that is deleted.

Django knows no model for their tables, so it would leave their rows as they are, and the database would
refuse the deletion.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

#: Made by Django itself, without a model.
_WITHOUT_MODEL = frozenset({"django_migrations"})


@dataclass(frozen=True)
class _Reference:
    """A foreign key of a table without a model."""

    table: str
    column: str
    key: str
    is_part_of: bool


@cache
def _references() -> Mapping[tuple[str, str], list[_Reference]]:
    """Table and column that is referred to → foreign keys of the tables that no model is for.

    Looked up once in a process: tables come and go with migrations.
    """
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    found: dict[tuple[str, str], list[_Reference]] = defaultdict(list)
    with connection.cursor() as cursor:
        introspection = connection.introspection
        for table in introspection.table_names(cursor):
            if table in known or table in _WITHOUT_MODEL:
                continue
            nullable = {
                column.name: column.null_ok
                for column in introspection.get_table_description(cursor, table)
            }
            key = introspection.get_primary_key_column(cursor, table)
            if key is None:
                continue
            for constraint in introspection.get_constraints(cursor, table).values():
                target = constraint["foreign_key"]
                if target and len(constraint["columns"]) == 1:
                    [column] = constraint["columns"]
                    is_part_of = column == key or not nullable[column]
                    found[target].append(_Reference(table, column, key, is_part_of))
    return found


def release(instance: models.Model) -> None:
    """Delete the rows that are part of an object which is about to be deleted, and empty other references.

    What is part of it: the row with the plugin's own fields of a page, and whatever cannot be without it.
    """
    if not _references():
        return
    for model in (type(instance), *instance._meta.get_parent_list()):
        _release(model._meta.db_table, str(model._meta.pk.column), [instance.pk])


def _release(table: str, key: str, values: list[Any]) -> None:
    quote = connection.ops.quote_name
    for reference in _references().get((table, key), ()):
        marks = ", ".join(["%s"] * len(values))
        where = f"{quote(reference.column)} IN ({marks})"
        name = quote(reference.table)
        with connection.cursor() as cursor:
            if not reference.is_part_of:
                cursor.execute(
                    f"UPDATE {name} SET {quote(reference.column)} = NULL WHERE {where}",  # noqa: S608 - names of tables and columns
                    values,
                )
                continue
            cursor.execute(f"SELECT {quote(reference.key)} FROM {name} WHERE {where}", values)  # noqa: S608 - the same
            rows = [row[0] for row in cursor.fetchall()]
            if rows:
                _release(reference.table, reference.key, rows)
                cursor.execute(f"DELETE FROM {name} WHERE {where}", values)  # noqa: S608 - the same
