"""``/images/`` and ``/documents/``: Wagtail's endpoints, with what a front end needs to show them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.fields import CharField, Field
from wagtail.api import APIField
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.documents.models import AbstractDocument
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.images.models import AbstractImage

from site_core.api.filters import valid
from site_core.published import files, images, shapes
from site_core.published.json_schema import Schema, nullable


class ResponsiveImageField(Field):
    """The scaled copies of an image, as pages carry them."""

    def get_attribute(self, instance: AbstractImage) -> AbstractImage:
        return instance

    def to_representation(self, value: AbstractImage) -> dict[str, Any] | None:
        return images.represent_image(value, value.default_alt_text)

    def get_api_schema(self, schemas: Any) -> Schema:
        return nullable(schemas.shape(shapes.Image))


class SiteImagesAPIViewSet(ImagesAPIViewSet):
    """The images of the library that readers meet, without those of private collections."""

    filter_backends: ClassVar[list[type]] = valid(ImagesAPIViewSet.filter_backends)
    body_fields: ClassVar[list[Any]] = [
        *ImagesAPIViewSet.body_fields,
        APIField("responsive", serializer=ResponsiveImageField()),
    ]

    def get_queryset(self) -> QuerySet[AbstractImage]:
        shown = files.shown_to_readers(self.model).values("pk")
        found = super().get_queryset().filter(pk__in=shown)
        return found.prefetch_related("renditions", "tagged_items__tag")


class SiteDocumentsAPIViewSet(DocumentsAPIViewSet):
    """The documents of the library that readers meet, without those of private collections."""

    filter_backends: ClassVar[list[type]] = valid(DocumentsAPIViewSet.filter_backends)
    body_fields: ClassVar[list[Any]] = [
        *DocumentsAPIViewSet.body_fields,
        APIField("file_extension", serializer=CharField(read_only=True)),
        "file_size",
    ]

    def get_queryset(self) -> QuerySet[AbstractDocument]:
        shown = files.shown_to_readers(self.model).values("pk")
        return super().get_queryset().filter(pk__in=shown)
