"""Wagtail's search backend of the database, which weighs new titles without a look at all others.

Wagtail takes the average length of all titles, and looks through all entries for new ones, whenever it
indexes one object. Publishing a page indexes three.

What people search in the admin (pages, images, documents, snippets) is indexed and asked for in one spelling:
either script finds the other, with diacritics or without (``search_spelling``).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db.models import Avg, Count, F, Model, Subquery, Value
from django.db.models.functions import Length
from modelsearch.utils import get_content_type_pk
from wagtail.search.backends import database

from site_core.published.models import PublishedDocument
from site_core.published.search_spelling import InOneSpelling, query_in_one_spelling

#: Seconds for which the average length of titles is taken for what it was. ``update_index`` weighs all anew.
AVERAGE_LASTS = 3600
#: Of so many entries the average is taken each time, in the statement that weighs a title: one more makes
#: another of it, and it is soon had.
FEW = 1000


class _KeptAverage:
    """The average length of the titles in the index, in terms, as a process last asked for it."""

    def __init__(self) -> None:
        self._average: float | None = None
        self._asked_at = float("-inf")
        self._few_for = 0

    def of(self, entries: Any, written: int) -> Any:
        """The average of these entries, or what it was a while ago, to be divided in SQL.

        ``written`` of them have just been written. ``None`` where no entry has a title.
        """
        lengths = entries.annotate(title_length=Length("title")).filter(title_length__gt=0)
        now = time.monotonic()
        if now - self._asked_at > AVERAGE_LASTS or (self._average is None and self._few_for <= 0):
            found = lengths.aggregate(average=Avg("title_length"), number=Count("pk"))
            self._asked_at = now
            self._few_for = FEW - found["number"]
            self._average = found["average"] if self._few_for < 0 else None
            return found["average"]
        if self._average is not None:
            return self._average
        self._few_for -= written  # they may be new
        together = lengths.order_by().annotate(all=Value(1)).values("all")
        return Subquery(together.annotate(average=Avg("title_length")).values("average"))

    def clear(self) -> None:
        """Forget it."""
        self._average, self._asked_at, self._few_for = None, float("-inf"), 0


average_length = _KeptAverage()


class WeighsWhatIsNew:
    """Mixed into the backend's index: the entries that were just written are weighed, by a kept average."""

    entries: Any
    _written: tuple[type[Model], list[str]] | None = None

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        """Write the entries of objects of one model."""
        objects: list[Any] = list(objs)
        self._written = model, [str(instance.pk) for instance in objects]
        if model is not PublishedDocument:
            objects = [InOneSpelling(instance) for instance in objects]
        super().add_items(model, objects)  # type: ignore[misc] # the backend's index stands behind it

    def _refresh_title_norms(self, full: bool = False) -> None:
        if full or self._written is None:
            average_length.clear()
            super()._refresh_title_norms(full=full)  # type: ignore[misc] # the same
            return
        model, ids = self._written
        average = average_length.of(self.entries, len(ids))
        if average is None:
            return
        written = self.entries.filter(content_type_id=get_content_type_pk(model), object_id__in=ids)
        written.annotate(title_length=Length("title")).filter(
            title_norm=1.0, title_length__gt=0
        ).update(title_norm=average / F("title_length"))


class AsksInOneSpelling:
    """Mixed into the backend: what is asked for is spelt like what is indexed."""

    def search(self, query: Any, model_or_queryset: Any, *args: Any, **kwargs: Any) -> Any:
        """Whole words."""
        query = query_for(model_or_queryset, query)
        return super().search(query, model_or_queryset, *args, **kwargs)  # type: ignore[misc] # the same

    def autocomplete(self, query: Any, model_or_queryset: Any, *args: Any, **kwargs: Any) -> Any:
        """Beginnings of words."""
        query = query_for(model_or_queryset, query)
        return super().autocomplete(query, model_or_queryset, *args, **kwargs)  # type: ignore[misc] # the same


def query_for(model_or_queryset: Any, query: Any) -> Any:
    """A query for a model or a query set, in the spelling in which its objects are indexed."""
    model = getattr(model_or_queryset, "model", model_or_queryset)
    return query if model is PublishedDocument else query_in_one_spelling(query)


@cache
def _backend_class(original: type[Any]) -> type[Any]:
    return type(original.__name__, (AsksInOneSpelling, original), {})


@cache
def _index_class(original: type[Any]) -> type[Any]:
    return type(original.__name__, (WeighsWhatIsNew, original), {})


def SearchBackend(params: Mapping[str, Any]) -> Any:  # noqa: N802 - Wagtail looks for this name
    """The backend for the database, as ``WAGTAILSEARCH_BACKENDS`` asks for it."""
    original: Any = type(database.SearchBackend(dict(params)))
    backend = _backend_class(original)(dict(params))
    if hasattr(backend.index_class, "_refresh_title_norms"):
        backend.index_class = _index_class(backend.index_class)
    return backend
