"""Objects and queries of the admin's search in one spelling: Latin letters without diacritics."""

from __future__ import annotations

import copy
from typing import Any

from django.db.models import Model
from wagtail.search.index import AutocompleteField, RelatedFields, SearchField
from wagtail.search.query import And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from site_core.languages.analysis import in_one_spelling


def _spelt(value: Any) -> Any:
    if isinstance(value, dict):
        return [_spelt(item) for item in value.values()]
    if isinstance(value, (list, tuple)):
        return [_spelt(item) for item in value]
    return value if value is None else in_one_spelling(str(value))


class InOneSpelling:
    """An object as Wagtail's index asks it: for its key, its search fields, and their values."""

    def __init__(self, instance: Model) -> None:
        self.pk = instance.pk
        self._instance: Any = instance

    def get_search_fields(self) -> list[Any]:
        """The search fields of the object, which give its texts in one spelling.

        Each value is found once; the index asks for it three times.
        """
        return [self._with_values(field) for field in self._instance.get_search_fields()]

    def _with_values(self, field: Any) -> Any:
        spelt: Any = copy.copy(field)
        if isinstance(field, RelatedFields):
            spelt.get_value = lambda owner: field.get_value(self._instance)
            spelt.fields = [_of_related(inner) for inner in spelt.fields]
            return spelt
        if not isinstance(field, (SearchField, AutocompleteField)):
            return field
        values: list[Any] = []

        def get_value(owner: Any) -> Any:
            if not values:
                values.append(_spelt(field.get_value(self._instance)))
            return values[0]

        spelt.get_value = get_value
        return spelt


def _of_related(field: Any) -> Any:
    spelt: Any = copy.copy(field)
    if isinstance(field, RelatedFields):
        spelt.fields = [_of_related(inner) for inner in spelt.fields]
    elif isinstance(field, (SearchField, AutocompleteField)):
        spelt.get_value = lambda instance: _spelt(field.get_value(instance))
    return spelt


def query_in_one_spelling(query: Any) -> Any:
    """A query, as Wagtail takes it, with its words in one spelling."""
    if isinstance(query, str):
        return in_one_spelling(query)
    spelt = copy.copy(query)
    if isinstance(query, (PlainText, Phrase, Fuzzy)):
        spelt.query_string = in_one_spelling(query.query_string)
    elif isinstance(query, (And, Or)):
        spelt.subqueries = [query_in_one_spelling(part) for part in query.subqueries]
    elif isinstance(query, (Not, Boost)):
        spelt.subquery = query_in_one_spelling(query.subquery)
    return spelt
