"""Serializer fields for values that API v2 would leave for a second request.

Page types name them in ``APIField("name", serializer=…)``; they can be imported while models load. Each
says in ``get_api_schema(schemas)`` what it gives, for the API's description; so can a plugin's.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from rest_framework.fields import Field
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from site_core.published import files, images, links, shapes
from site_core.published.json_schema import HTML, Schema, nullable


class HtmlField(Field):
    """Rich text as HTML."""

    def to_representation(self, value: str) -> str:
        return links.html_with_origin(value)

    def get_api_schema(self, schemas: Any) -> Schema:
        return HTML


class ImageField(Field):
    """An image of the library, with its description as alternative text."""

    def to_representation(self, value: AbstractImage) -> dict[str, Any] | None:
        return images.represent_image(value, value.default_alt_text)

    def get_api_schema(self, schemas: Any) -> Schema:
        return nullable(schemas.shape(shapes.Image))


class LeadImageField(Field):
    """The lead image of a page, with the alternative text that the page gives it."""

    def get_attribute(self, instance: Any) -> Any:
        return instance if instance.lead_image_id else None

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        return images.represent_image(value.lead_image, value.lead_image_alt)

    def get_api_schema(self, schemas: Any) -> Schema:
        return nullable(schemas.shape(shapes.Image))


class DocumentField(Field):
    """A document of the library."""

    def to_representation(self, value: AbstractDocument) -> dict[str, Any]:
        return files.represent_document(value)

    def get_api_schema(self, schemas: Any) -> Schema:
        return nullable(schemas.shape(shapes.Document))


class PageField(Field):
    """A reference to another page: its public counterpart in this page's language, or null."""

    def get_attribute(self, instance: Model) -> Any:
        names = {field.name: field.attname for field in instance._meta.concrete_fields}
        # Of a foreign key the id is enough: the page itself is not fetched.
        source = str(self.source)
        return getattr(instance, names.get(source, source))

    def to_representation(self, value: Page | int) -> dict[str, Any] | None:
        page_id = value if isinstance(value, int) else value.pk
        found = links.represent_links([page_id], self.context["locale"])
        return found[0] if found else None

    def get_api_schema(self, schemas: Any) -> Schema:
        return nullable(schemas.shape(shapes.PageReference))
