from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.fields import Field
from rest_framework.filters import BaseFilterBackend
from wagtail.api.v2.views import BaseAPIViewSet

from noticeboard.models import NoticePage, Topic
from site_core.api.pages import PublishedPagesAPIViewSet
from site_core.api.parameters import Parameter


class TopicFilter(BaseFilterBackend):
    """``topic=Opening``: what is about it."""

    parameters = (Parameter("topic", "The name of what notices are about."),)

    def filter_queryset(self, request: Any, queryset: QuerySet, view: Any) -> QuerySet:
        topic = request.GET.get("topic")
        if not topic:
            return queryset
        about = NoticePage.objects.filter(topics__name=topic)  # type: ignore[misc] # not installed for mypy
        return queryset.filter(pk__in=about.values("pk"))


class LengthField(Field):
    """How many letters the lead of an article has."""

    def to_representation(self, value: Any) -> int:
        return len(value.lead)

    def get_api_schema(self, schemas: Any) -> dict[str, Any]:
        return {"type": "integer"}


class NoticesAPIViewSet(PublishedPagesAPIViewSet):
    """Notices alone."""

    model = NoticePage
    name = "notices"
    filter_backends: ClassVar[list[type]] = [
        *PublishedPagesAPIViewSet.filter_backends,
        TopicFilter,
    ]
    known_query_parameters = PublishedPagesAPIViewSet.known_query_parameters.union(["topic"])


class TopicsAPIViewSet(BaseAPIViewSet):
    """What notices are about."""

    model = Topic
    name = "topics"
    known_query_parameters = BaseAPIViewSet.known_query_parameters.union(["letter"])
    listing_default_fields: ClassVar[list[str]] = [*BaseAPIViewSet.listing_default_fields, "name"]

    def get_queryset(self) -> QuerySet:
        letter = self.request.GET.get("letter", "")
        return Topic._default_manager.filter(name__startswith=letter)
