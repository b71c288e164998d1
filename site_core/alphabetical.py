"""Names and titles in the order of the alphabet, sorted by the database itself.

For what editors list, drafts included: Serbian by azbuka, English as English. PostgreSQL has the order from
ICU (CLDR, sr); SQLite is taught it. What the public lists has keys (``languages.collation``).
"""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, Self

from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models import CharField, F, Func, Model, QuerySet, Value
from django.db.models.functions import Collate

from site_core.languages.collation import compared_key

_ON_SQLITE = "azbuka"
_ON_POSTGRESQL = "sr-x-icu"
#: Quotation marks and the like, which do not count.
_MARKS = "[^[:alnum:][:space:]]+"


@cache
def _has_icu() -> bool:
    """Whether PostgreSQL was built with ICU: most builds are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_collation WHERE collname = %s", [_ON_POSTGRESQL])
        return cursor.fetchone() is not None


def _collation() -> str | None:
    """The name of the order in this database; ``None`` where it has none."""
    if connection.vendor == "sqlite":
        return _ON_SQLITE
    return _ON_POSTGRESQL if connection.vendor == "postgresql" and _has_icu() else None


def _compare(one: str, other: str) -> int:
    first, second = (compared_key(one), one), (compared_key(other), other)
    return (first > second) - (first < second)


def _teach_order(connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_collation(_ON_SQLITE, _compare)


def connect_signals() -> None:
    """Teach SQLite the order, on each of its connections."""
    connection_created.connect(_teach_order)


def _ordered(queryset: QuerySet, name: Any) -> Any:
    """An ``order_by`` name as an expression, where it names a text of the model."""
    if not isinstance(name, str):
        return name
    field_name, collation = name.removeprefix("-"), _collation()
    try:
        is_text = isinstance(queryset.model._meta.get_field(field_name), CharField)
    except FieldDoesNotExist:
        return name
    if not is_text or collation is None:
        return name
    text: Func = Collate(F(field_name), collation)
    if connection.vendor == "postgresql":
        text = Func(text, Value(_MARKS), Value(""), Value("g"), function="REGEXP_REPLACE")
    return text.desc() if name.startswith("-") else text.asc()


def in_order(queryset: QuerySet, fields: tuple[str, ...] = ("title",)) -> QuerySet:
    """A query set that is ordered by one of these fields, by the alphabet instead of by code points."""
    names = queryset.query.order_by
    if not any(isinstance(name, str) and name.removeprefix("-") in fields for name in names):
        return queryset
    return QuerySet.order_by(
        queryset,
        *(
            _ordered(queryset, name) if str(name).removeprefix("-") in fields else name
            for name in names
        ),
    )


class AlphabeticalQuerySet[Row: Model](QuerySet[Row]):
    """A query set whose ``order_by`` follows the alphabet. To be mixed in before another one."""

    #: The fields of which it does.
    alphabetical_fields: ClassVar[tuple[str, ...]] = ("title",)

    def order_by(self, *names: Any) -> Self:
        """Django's ``order_by``."""
        return in_order(super().order_by(*names), self.alphabetical_fields)  # type: ignore[return-value] # a clone of it
