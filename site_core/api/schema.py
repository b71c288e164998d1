"""JSON Schema (2020-12) of what the API answers, read from the serializers and the blocks themselves."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model
from modelcluster.fields import ParentalKey
from rest_framework import fields as rest
from wagtail import blocks
from wagtail.api.v2.serializers import DetailUrlField, StreamField, TagsField, TypeField
from wagtail.documents.api.v2.serializers import DocumentDownloadUrlField
from wagtail.documents.models import AbstractDocument
from wagtail.images.api.v2.serializers import ImageDownloadUrlField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from site_core.api.shapes import Alternate, BreadcrumbItem, PageLink, TranslationState
from site_core.blocks import faces
from site_core.blocks.streams import offered_blocks
from site_core.published import representation
from site_core.published.json_schema import (
    MOMENT,
    STRING,
    TAGS,
    URL,
    Schema,
    Shape,
    array,
    choice,
    closed,
    constant,
    nullable,
    ref,
)
from site_core.published.models import installed_types
from site_core.published.representation import ChildrenField, ObjectField, ObjectsField
from site_core.published.shapes import Document, Image, PageReference

#: What the fields of Django REST framework and of Wagtail give, most special first.
_FIELDS: tuple[tuple[type[rest.Field], Schema], ...] = (
    (TagsField, array(STRING)),
    (TypeField, STRING),
    (DetailUrlField, nullable(URL)),
    (DocumentDownloadUrlField, URL),
    (ImageDownloadUrlField, URL),
    (rest.BooleanField, {"type": "boolean"}),
    (rest.IntegerField, {"type": "integer"}),
    (rest.FloatField, {"type": "number"}),
    (rest.DecimalField, {"type": "string", "description": "A decimal number."}),
    (rest.DateTimeField, MOMENT),
    (rest.DateField, {"type": "string", "format": "date"}),
    (rest.ChoiceField, STRING),
    (rest.CharField, STRING),
)


class Schemas:
    """Collects the named schemas that others refer to."""

    def __init__(self) -> None:
        self.named: dict[str, Schema] = {}

    def shape(self, shape: type[Shape]) -> Schema:
        """Register a shape and the shapes that it refers to; return a reference to it."""
        self.named.update(shape.schemas())
        return ref(shape.__name__)

    def define(self, name: str, schema: Schema) -> Schema:
        """Register a composed schema under a name; return a reference to it."""
        self.named[name] = schema
        return ref(name)

    def partial(self, shape: type[Shape]) -> Schema:
        """Register a shape of which ``fields`` can leave members out; return a reference to it."""
        name = f"{shape.__name__}Fields"
        self.named |= {**shape.schemas(), name: {**shape.schemas()[shape.__name__], "required": []}}
        return ref(name)

    # Pages

    def pages(self, base: type[Page] = Page) -> Schema:
        """A page of any installed type that is, or inherits from, ``base``."""
        models = (apps.get_model(name) for name in installed_types())
        described = [ref(self.page(model)) for model in models if issubclass(model, base)]
        if base is not Page:
            return described[0] if len(described) == 1 else {"anyOf": described}
        return self.define(
            "Page",
            {
                "description": "A page of any type; `meta.type` says which.",
                "anyOf": described,
            },
        )

    def page(self, model: type[Page]) -> str:
        """Register the schema of a page type; return its name."""
        name = model._meta.label
        if name not in self.named:
            own = self._own_fields(model)
            meta_names = {"seo_title", "search_description"}
            meta = {
                "type": constant(name),
                "detail_url": URL,
                "html_url": URL,
                "slug": STRING,
                "show_in_menus": {"type": "boolean"},
                **{key: own.pop(key) for key in meta_names if key in own},
                "first_published_at": nullable(MOMENT),
                "last_published_at": nullable(MOMENT),
                "tree_position": {
                    "type": "string",
                    "description": "Sorted by it, pages stand in the order of the tree.",
                },
                "alias_of": nullable(self.partial(PageLink)),
                "parent": nullable(self.partial(PageLink)),
                "locale": STRING,
                "tag": {**choice(TAGS), "description": "The variant in which the page is given."},
                "translation_key": {
                    "type": "string",
                    "format": "uuid",
                    "description": "The same for a page and its counterparts.",
                },
                "requested_locale": choice(TAGS),
                "served_locale": choice(TAGS),
            }
            self.named[name] = {
                "description": f"{model._meta.verbose_name}. `fields` leaves members out.".capitalize(),
                **closed(
                    {
                        "id": {"type": "integer"},
                        "meta": closed(meta, required=[]),
                        "title": STRING,
                        "breadcrumb": array(self.partial(BreadcrumbItem)),
                        "alternates": array(self.partial(Alternate)),
                        "translation": self.partial(TranslationState),
                        **own,
                    },
                    required=[],
                ),
            }
        return name

    def _own_fields(self, model: type[Model]) -> dict[str, Schema]:
        serializer = representation._serializer_class(model)
        fields = serializer(context={"locale": "en", "request": None}).fields
        return {name: self._field(name, field, model) for name, field in fields.items()}

    def object(self, model: type[Model]) -> Schema:
        """Any other object that pages refer to, by the ``api_fields`` of its model."""
        name = model._meta.label
        if name not in self.named:
            self.named[name] = {}  # it may refer to itself
            self.named[name] = closed(
                {"id": {"type": "integer"}, **self._own_fields(model)}, required=[]
            )
        return ref(name)

    def item(self, viewset: Any, name: str, router: Any) -> Schema:
        """An item of an endpoint that answers with Wagtail's own serializers."""
        model = viewset.model
        serializer = viewset._get_serializer_class(router, model, [], show_details=True)
        fields = {
            field_name: self._field(field_name, field, model)
            for field_name, field in serializer(context={}).fields.items()
        }
        meta_names = set(viewset.get_meta_fields_names(model))
        meta = {key: fields[key] for key in fields if key in meta_names}
        body = {key: fields[key] for key in fields if key not in meta_names}
        return self.define(
            f"{name}.Item", closed({**body, "meta": closed(meta, required=[])}, required=[])
        )

    def _field(self, name: str, field: rest.Field, model: type[Model]) -> Schema:
        """The schema of a serializer field: its own, or that of the first class in ``_FIELDS`` which it
        extends.
        """
        own = getattr(field, "get_api_schema", None)
        if own is not None:
            return own(self)
        model_field: Any = next(
            (item for item in model._meta.get_fields() if item.name == name), None
        )
        if isinstance(field, StreamField):
            return array(self.stream(model_field.stream_block))
        if isinstance(field, ChildrenField):
            return array(closed(self._own_fields(model_field.related_model), required=[]))
        if isinstance(field, ObjectsField):
            return array(self._item_of(field.model))
        if isinstance(field, ObjectField):
            return nullable(self.object(model_field.related_model)) if model_field else {}
        schema: Schema = next((known for kind, known in _FIELDS if isinstance(field, kind)), {})
        null = getattr(model_field, "null", False) and not isinstance(model_field, ParentalKey)
        return nullable(schema) if null and schema and "anyOf" not in schema else schema

    def _item_of(self, model: type[Model]) -> Schema:
        """An object that a list of references holds: those that are not public are left out of it."""
        if issubclass(model, Page):
            return self.shape(PageReference)
        if issubclass(model, AbstractImage):
            return self.shape(Image)
        if issubclass(model, AbstractDocument):
            return self.shape(Document)
        return self.object(model)

    # Blocks

    def stream(self, stream: blocks.StreamBlock) -> Schema:
        """An item of a stream: one of its blocks."""
        return {
            "oneOf": [
                ref(self._block_item(name, block)) for name, block in offered_blocks(stream).items()
            ]
        }

    def _block_item(self, name: str, block: blocks.Block) -> str:
        title = f"Block.{name}"
        if title not in self.named:
            self.named[title] = {
                "description": str(getattr(block.meta, "description", "") or block.label),
                **closed(
                    {
                        "type": constant(name),
                        "value": faces.schema(block, self),
                        "id": nullable(STRING),
                    }
                ),
            }
        return title
