"""Loads one instance of a model by its key, with SQL that Django writes once and not at every request.

To write the query of a page with what belongs to it takes Django ten times as long as to read the row.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import FETCH_ONE, Model
from django.db.models.query import get_related_populators

from site_core.published import statements


def by_key[Instance: Model](model: type[Instance], key: int, related: tuple[str, ...]) -> Instance:
    """The instance with a key, and the ``related`` ones of ``select_related``, in one query.

    Raises the model's ``DoesNotExist``.
    """
    return _loader(model, related).load(key)


class _Loader:
    """What ``ModelIterable`` of Django does with a query, with the query kept."""

    def __init__(self, model: type[Model], related: tuple[str, ...]) -> None:
        self.model = model
        queryset = model._default_manager.select_related(*related)
        compiler = queryset.filter(pk=0).query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, parameters = compiler.as_sql()
        if tuple(parameters) != (0,) or compiler.annotation_col_map:
            raise TypeError(f"The manager of {model._meta.label} adds something to its queries.")
        select, described = compiler.select, compiler.klass_info
        self.converters = compiler.get_converters(column[0] for column in select)
        start, end = described["select_fields"][0], described["select_fields"][-1] + 1
        self.own = slice(start, end)
        self.names = [column[0].target.attname for column in select[start:end]]
        self.populators = get_related_populators(described, select, DEFAULT_DB_ALIAS, FETCH_ONE)

    def load(self, key: int) -> Any:
        found = statements.rows(self.sql, (key,))
        if not found:
            raise self.model.DoesNotExist(f"There is no {self.model._meta.label} {key}.")  # type: ignore[attr-defined] # every model has one
        row = list(found[0])
        for place, (converters, expression) in self.converters.items():
            for converter in converters:
                row[place] = converter(row[place], expression, connection)
        instance = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.own])
        for populator in self.populators:
            populator.populate(row, instance)
        return instance


@cache
def _loader(model: type[Model], related: tuple[str, ...]) -> _Loader:
    return _Loader(model, related)
