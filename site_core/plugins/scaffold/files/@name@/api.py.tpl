"""The endpoint."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.filters import BaseFilterBackend
from site_core.api.pages import PublishedPagesAPIViewSet
from site_core.api.parameters import NumberParameter

from @name@.models import @Name@Page

YEAR = NumberParameter("year", "The year that it is about.", minimum=1, maximum=9999, default=1)


class YearFilter(BaseFilterBackend):
    """``year=2026``: what is about a day of that year."""

    parameters = (YEAR,)

    def filter_queryset(self, request: Any, queryset: QuerySet, view: Any) -> QuerySet:
        if YEAR.name not in request.GET:
            return queryset
        return queryset.filter(day__year=YEAR.of(request))


class @Name@APIViewSet(PublishedPagesAPIViewSet):
    """The pages of this type alone."""

    model = @Name@Page
    name = "@dashed@"
    filter_backends: ClassVar[list[type]] = [*PublishedPagesAPIViewSet.filter_backends, YearFilter]
    known_query_parameters = PublishedPagesAPIViewSet.known_query_parameters.union([YEAR.name])
