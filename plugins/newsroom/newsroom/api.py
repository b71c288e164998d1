"""``/api/v2/news/``: news, by date and topic."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.filters import BaseFilterBackend

from newsroom.index_page import items_about
from newsroom.item_page import NewsItemPage
from site_core.api.pages import PublishedPagesAPIViewSet
from site_core.api.parameters import Parameter
from site_core.api.problems import ProblemError, quoted
from site_core.published.key_events import days_of

_DATE = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


class PeriodFilter(BaseFilterBackend):
    """``from=2026-10&to=2026-11-15``: what is dated from a day to another, both included."""

    parameters = (
        Parameter("from", "The first day, month or year.", _DATE),
        Parameter("to", "The last day, month or year.", _DATE),
    )

    def filter_queryset(self, request: Any, queryset: QuerySet, view: Any) -> QuerySet:
        first, last = _day(request, "from", 0), _day(request, "to", 1)
        if first and last and first > last:
            raise ProblemError("conflicting_parameters", "from must not be after to", "from")
        if first is None and last is None:
            return queryset
        found = NewsItemPage.objects.filter(
            **({"date__gte": first} if first else {}), **({"date__lte": last} if last else {})
        )
        return queryset.filter(pk__in=found.values("pk"))


class TopicFilter(BaseFilterBackend):
    """``topic=defence-reform``: what is about it."""

    parameters = (Parameter("topic", "The name of a topic in addresses (`slug`)."),)

    def filter_queryset(self, request: Any, queryset: QuerySet, view: Any) -> QuerySet:
        topic = request.GET.get("topic")
        return queryset.filter(pk__in=items_about(topic)) if topic else queryset


def _day(request: Any, name: str, end: int) -> datetime.date | None:
    """The first (0) or last (1) day that a parameter names."""
    text = request.GET.get(name)
    if text is None:
        return None
    try:
        return days_of(text)[end]
    except ValueError:
        raise ProblemError(
            "invalid_parameter",
            f"{name} must be a date such as 2026, 2026-11 or 2026-11-20, not {quoted(text)}",
            name,
        ) from None


class NewsAPIViewSet(PublishedPagesAPIViewSet):
    """News items. ``order=-date`` gives the newest first."""

    model = NewsItemPage
    name = "news"
    filter_backends: ClassVar[list[type]] = [
        PeriodFilter,
        TopicFilter,
        *PublishedPagesAPIViewSet.filter_backends,
    ]
    known_query_parameters = PublishedPagesAPIViewSet.known_query_parameters.union(
        ["from", "to", "topic"]
    )
    listing_default_fields: ClassVar[list[str]] = [
        *PublishedPagesAPIViewSet.listing_default_fields,
        *("date", "place", "lead", "lead_image", "topics"),
    ]
