"""A page's own fields as plain JSON values: what ``api_fields`` names, with every reference resolved.

Built on the serializers of Wagtail's API v2, so ``APIField("name", serializer=…)`` means here what it
means there. What differs is the shape of a reference: an app needs no second request to make sense
of it.
"""

from __future__ import annotations

import json
from contextlib import nullcontext
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import ForeignKey, Model
from modelcluster.fields import ParentalKey
from rest_framework.fields import Field
from rest_framework.utils.model_meta import RelationInfo
from wagtail.api import APIField
from wagtail.api.v2.serializers import (
    BaseSerializer,
    PageSerializer,
    StreamField,
    get_serializer_class,
)
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField
from wagtail.fields import StreamField as StreamModelField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from site_core.languages.kept_script import without_option
from site_core.published import faults
from site_core.published.links import looked_up
from site_core.published.serializer_fields import (
    DocumentField,
    HtmlField,
    ImageField,
    PageField,
)

#: An option of a block is kept where it is set: the variants are made by it, and readers never see it.
UNSET = (False, None)
#: Stored beside the page type's own ``api_fields``; API v2 shows them under ``meta``.
META_FIELDS = ("seo_title", "search_description")


class ObjectField(Field):
    """A reference to any other object, by the ``api_fields`` of its model."""

    def to_representation(self, value: Model) -> dict[str, Any] | None:
        return represent_object(value, self.context["locale"])


class ChildrenField(Field):
    """Child objects (``ParentalKey``) in their order, each by the ``api_fields`` of its model."""

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        children, locale = list(value.all()), self.context["locale"]
        names = [
            field.attname
            for field in value.model._meta.concrete_fields
            if isinstance(field, ForeignKey) and issubclass(field.related_model, Page)
        ]
        page_ids = {getattr(child, name) for child in children for name in names} - {None}
        with looked_up(page_ids, locale):
            return [_fields_of(child, locale) for child in children]


class ObjectsField(Field):
    """References to several objects or pages (``ParentalManyToManyField``), in their model's order."""

    def __init__(self, model: type[Model], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model = model

    def to_representation(self, value: Any) -> list[Any]:
        found = list(value.all())
        field = _field_for(self.model)()
        field.parent = self  # type: ignore[assignment] # the context is looked up there
        locale = self.context["locale"]
        page_ids = {item.pk for item in found} if issubclass(self.model, Page) else set()
        with looked_up(page_ids, locale) if page_ids else nullcontext():
            represented = [field.to_representation(item) for item in found]
        return [item for item in represented if item is not None]


def _field_for(model: type[Model]) -> type[Field]:
    if issubclass(model, AbstractImage):
        return ImageField
    if issubclass(model, AbstractDocument):
        return DocumentField
    if issubclass(model, Page):
        return PageField
    return ObjectField


class RepresentationMixin:
    """Chooses the fields above for relations and rich text."""

    serializer_field_mapping = {
        **BaseSerializer.serializer_field_mapping,
        RichTextField: HtmlField,
        StreamModelField: StreamField,
    }

    def build_relational_field(
        self, field_name: str, relation_info: RelationInfo
    ) -> tuple[type[Field], dict[str, Any]]:
        model_field = self.Meta.model._meta.get_field(field_name)  # type: ignore[attr-defined] # set by get_serializer_class
        if isinstance(getattr(model_field, "field", None), ParentalKey):
            return ChildrenField, {"read_only": True}
        if relation_info.to_many:
            return ObjectsField, {"read_only": True, "model": relation_info.related_model}
        return _field_for(relation_info.related_model), {"read_only": True}


class PageRepresentation(RepresentationMixin, PageSerializer):
    """Base of the serializer of a page type."""


class ObjectRepresentation(RepresentationMixin, BaseSerializer):
    """Base of the serializer of any other model."""


@cache
def _serializer_class(model: type[Model]) -> type[BaseSerializer]:
    fields = APIField.get_fields_for_model(model)
    is_page = issubclass(model, Page)
    names = [*(META_FIELDS if is_page else ()), *(field.name for field in fields)]
    return get_serializer_class(
        model,
        list(dict.fromkeys(names)),
        meta_fields=[],
        field_serializer_overrides={
            field.name: field.serializer for field in fields if field.serializer is not None
        },
        base=PageRepresentation if is_page else ObjectRepresentation,
    )


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _serializer(instance: Model, locale: str) -> BaseSerializer:
    context = {"locale": locale, "request": None, "is_for_readers": True}
    return _serializer_class(type(instance))(context=context)


def _fields_of(instance: Model, locale: str) -> dict[str, Any]:
    return _serializer(instance, locale).to_representation(instance)


def represent_object(instance: Model, locale: str) -> dict[str, Any] | None:
    """An object by the ``api_fields`` of its model; ``None`` while it is a draft."""
    if not getattr(instance, "live", True):
        return None
    return {"id": instance.pk, **_fields_of(instance, locale)}


def represent_page(page: Page) -> dict[str, Any]:
    """The page's own fields, by name, as values that JSON can carry.

    The page's language must be active: ``projection.project`` sees to that.

    Raises ``UnpublishableError`` where a field raises.
    """
    serializer = _serializer(page, page.locale.language_code)
    return faults.named(
        page,
        lambda: without_option(_plain(serializer.to_representation(page)), where=UNSET),
        lambda: faults.field_at_fault(page, serializer.fields),
    )
