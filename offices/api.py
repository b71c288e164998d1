"""``/api/v2/offices/``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.fields import Field
from wagtail.api import APIField

from offices.office import Office
from site_core.api.translated import TranslatedAPIViewSet
from site_core.published.json_schema import Schema, Shape, array


class Channel(Shape):
    """A way to reach an office."""

    kind: str
    label: str
    value: str


class ChannelsField(Field):
    """The channels of an office in the editor's order."""

    def to_representation(self, value: Any) -> list[dict[str, str]]:
        return [
            {"kind": channel.kind, "label": channel.label, "value": channel.value}
            for channel in value.all()
        ]

    def get_api_schema(self, schemas: Any) -> Schema:
        return array(schemas.shape(Channel))


class OfficesAPIViewSet(TranslatedAPIViewSet):
    """The live offices, a row a language."""

    model = Office
    name = "offices"
    listing_default_fields: ClassVar[list[str]] = [
        *TranslatedAPIViewSet.listing_default_fields,
        *(field.name for field in Office.api_fields),
    ]

    @classmethod
    def get_body_fields(cls, model: type[Office]) -> Sequence[APIField]:
        return [
            APIField("channels", serializer=ChannelsField()) if field.name == "channels" else field
            for field in super().get_body_fields(model)
        ]

    def get_queryset(self) -> QuerySet[Office]:
        return (
            Office.objects.filter(live=True)
            .select_related("locale")
            .prefetch_related("channels")
            .order_by("sort_order", "pk")
        )
