"""Names and titles in the order of the alphabet, sorted by the database itself.

For what editors list, drafts included: Serbian by azbuka, English as English; and for what has no keys, by
abeceda where it is read in Latin. PostgreSQL has both orders from ICU (CLDR, sr and sr-Latn); SQLite is
taught them. Published pages have keys (``languages.collation``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any, ClassVar, Self

from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models import CharField, F, Func, Model, QuerySet, Value
from django.db.models.functions import Collate, Replace

from site_core.languages.collation import compared_key, compared_latin_key
from site_core.languages.scripts import to_latin

#: The collations of azbuka and abeceda.
_ON_SQLITE = ("azbuka", "abeceda")
_ON_POSTGRESQL = ("sr-x-icu", "sr-Latn-x-icu")
_ONE_LETTER = "абвгдђежзијклмнопрстћуфхцчш"
_TWO_LETTERS = "љњџ"
#: Quotation marks and the like, which do not count.
_MARKS = "[^[:alnum:][:space:]]+"


@cache
def _has_icu() -> bool:
    """Whether PostgreSQL was built with ICU: most builds are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT collname) FROM pg_collation WHERE collname = ANY(%s)",
            [list(_ON_POSTGRESQL)],
        )
        return cursor.fetchone()[0] == len(_ON_POSTGRESQL)


def _collation(*, in_latin: bool) -> str | None:
    """The name of the order in this database; ``None`` where it has none."""
    if connection.vendor == "sqlite":
        return _ON_SQLITE[in_latin]
    return _ON_POSTGRESQL[in_latin] if connection.vendor == "postgresql" and _has_icu() else None


def _compare(key: Callable[[str], str], one: str, other: str) -> int:
    first, second = (key(one), one), (key(other), other)
    return (first > second) - (first < second)


def _teach_order(connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        for name, key in zip(_ON_SQLITE, (compared_key, compared_latin_key), strict=True):
            connection.connection.create_collation(name, partial(_compare, key))


def connect_signals() -> None:
    """Teach SQLite the orders, on each of its connections."""
    connection_created.connect(_teach_order)


def _latin(text: Any) -> Func:
    """A text as it is read in Latin, for PostgreSQL to sort."""
    letters = _ONE_LETTER + _ONE_LETTER.upper()
    latin = Func(text, Value(letters), Value(to_latin(letters)), function="TRANSLATE")
    for letter in _TWO_LETTERS:
        for written in (letter, letter.upper()):
            latin = Replace(latin, Value(written), Value(to_latin(letter)))
    return latin


def _ordered(queryset: QuerySet, name: Any, *, in_latin: bool) -> Any:
    """An ``order_by`` name as an expression, where it names a text of the model."""
    if not isinstance(name, str):
        return name
    field_name, collation = name.removeprefix("-"), _collation(in_latin=in_latin)
    try:
        is_text = isinstance(queryset.model._meta.get_field(field_name), CharField)
    except FieldDoesNotExist:
        return name
    if not is_text or collation is None:
        return name
    is_read_in_latin = in_latin and connection.vendor == "postgresql"
    text: Func = Collate(_latin(F(field_name)) if is_read_in_latin else F(field_name), collation)
    if connection.vendor == "postgresql":
        text = Func(text, Value(_MARKS), Value(""), Value("g"), function="REGEXP_REPLACE")
    return text.desc() if name.startswith("-") else text.asc()


def in_order(
    queryset: QuerySet, fields: tuple[str, ...] = ("title",), *, in_latin: bool = False
) -> QuerySet:
    """A query set that is ordered by one of these fields, by the alphabet instead of by code points.

    ``in_latin`` sorts texts in Cyrillic as they are read in Latin.
    """
    names = queryset.query.order_by
    if not any(isinstance(name, str) and name.removeprefix("-") in fields for name in names):
        return queryset
    return QuerySet.order_by(
        queryset,
        *(
            _ordered(queryset, name, in_latin=in_latin)
            if str(name).removeprefix("-") in fields
            else name
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

    def order_by_abeceda(self, *names: str) -> Self:
        """The rows by these fields, their texts as they are read in Latin."""
        return in_order(super().order_by(*names), self.alphabetical_fields, in_latin=True)  # type: ignore[return-value] # a clone of it
