"""``/events/``: the dated key points of all public pages, in the order of time."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.urls import URLPattern, path
from pydantic import WithJsonSchema
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.views import BaseAPIViewSet

from site_core.api.endpoint import Endpoint
from site_core.api.locale import known_variant
from site_core.api.markdown import refuse_other_formats
from site_core.api.operations import Operation, list_of
from site_core.api.parameters import (
    FORMAT,
    LIMIT,
    LOCALE,
    OFFSET,
    Parameter,
    refuse_unknown_parameters,
)
from site_core.api.problems import ProblemError, quoted
from site_core.delivery import generation
from site_core.languages.variants import DEFAULT_VARIANT, Variant
from site_core.published import aliases
from site_core.published.json_schema import HTML, Schema, Shape, Url
from site_core.published.key_events import days_of
from site_core.published.links import ORIGIN, represent_link
from site_core.published.models import PublishedEvent
from site_core.published.shapes import PageReference, PartialDate

_DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
FROM = Parameter("from", "The first day, month or year.", _DATE)
TO = Parameter("to", "The last day, month or year.", _DATE)
DATE_GTE = Parameter("date__gte", "As `from`: events on this day, month or year, or later.", _DATE)
DATE_LT = Parameter("date__lt", "Events before this day, month or year.", _DATE)


class Event(Shape):
    """A dated key point of a public page."""

    id: str
    statement: str
    date: PartialDate
    detail: Annotated[str, WithJsonSchema(HTML)]
    html_url: Url
    page: PageReference


class EventsAPIViewSet(Endpoint, BaseAPIViewSet):
    """``from`` and ``to`` are dates: a year, a month or a day, both included.

    An event whose day is not known counts where any day that it can mean lies in between.
    """

    model = PublishedEvent
    name = "events"
    operation = Operation(
        "list_events",
        "List dated key points in order of time",
        (FROM, TO, DATE_GTE, DATE_LT, LOCALE, LIMIT, OFFSET, FORMAT),
        lambda schemas: list_of(schemas.shape(Event)),
    )
    answer_variant: Variant | None = None

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The one address of the endpoint."""
        return [path("", cls.as_view({"get": "events_view"}), name="listing")]

    def events_view(self, request: Request) -> Response:
        """Answer with the events of a language: three queries."""
        refuse_unknown_parameters(request, self.operation.known_names)
        refuse_other_formats(request)
        variant = known_variant(request) or DEFAULT_VARIANT
        limit, offset = LIMIT.of(request), OFFSET.of(request)
        first, last = _day(request, "from", 0), _day(request, "to", 1)
        if first and last and first > last:
            raise ProblemError("conflicting_parameters", "from must not be after to", "from")
        found = _public_events(variant, generation.site(request).id)
        if first:
            found = found.filter(last_day__gte=first)
        if last:
            found = found.filter(first_day__lte=last)
        at_least, before = _day(request, DATE_GTE.name, 0), _day(request, DATE_LT.name, 0)
        if at_least:
            found = found.filter(last_day__gte=at_least)
        if before:
            found = found.filter(first_day__lt=before)
        self.answer_variant = variant
        response = Response(
            {
                "meta": {"total_count": found.count()},
                "items": [_described(event) for event in found[offset : offset + limit]],
            }
        )
        response["Content-Language"] = variant.tag
        return response


def _day(request: Request, name: str, end: int) -> datetime.date | None:
    """The first (0) or last (1) day that a parameter names."""
    text = request.GET.get(name)
    if text is None:
        return None
    try:
        return days_of(text)[end]
    except ValueError:
        raise ProblemError(
            "invalid_parameter",
            f"{name} must be a date such as 2015, 2015-01 or 2015-01-20, not {quoted(text)}",
            name,
        ) from None


def _public_events(variant: Variant, site_id: int | None) -> QuerySet[PublishedEvent]:
    return (
        PublishedEvent.objects.public()
        .filter(document__site=site_id, document__locale=variant.locale_code)
        .exclude(document__in=aliases.beside_their_originals(site_id, variant.locale_code))
        .select_related("document")
        .defer("document__representation", "document__search_text")
        .order_by("first_day", "last_day", "document__tree_path", "pk")
    )


def _described(event: PublishedEvent) -> dict[str, Any]:
    document = event.document
    return {
        "id": event.identifier,
        **event.readable_value,
        "html_url": f"{ORIGIN}{document.path}{event.fragment}",
        "page": represent_link(document),
    }
