"""JSON Schema (2020-12) of what the API answers, read from the serializers and the blocks themselves."""

from __future__ import annotations

from collections.abc import Sequence
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


def _types(base: type[Page]) -> list[type[Page]]:
    """The installed page types that are, or inherit from, a model."""
    models = (apps.get_model(name) for name in installed_types())
    return [model for model in models if issubclass(model, base)]


def _either(first: Schema, second: Schema) -> Schema:
    """A schema that takes what one of two takes."""
    options = first.get("anyOf", [first])
    further = [item for item in second.get("anyOf", [second]) if item not in options]
    return {"anyOf": [*options, *further]} if further else first


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
        """A page of any installed type that is, or inherits from, ``base``; whole, or what is left of it."""
        whole = self._of_types("Page", base, {item: self.page(item) for item in _types(base)})
        return {"anyOf": [whole, self._selection()]}

    def listed_pages(self, base: type[Page], always: Sequence[str]) -> Schema:
        """The same as an item of a list, which has the fields ``always`` and those that were asked for."""
        listed = {item: self._listed(item, frozenset(always)) for item in _types(base)}
        return {"anyOf": [self._of_types("ListedPage", base, listed), self._selection()]}

    def _of_types(self, name: str, base: type[Page], names: dict[type[Page], str]) -> Schema:
        """Pages of several types, which their ``type`` tells apart."""
        if len(names) == 1:
            return ref(*names.values())
        described = {
            "description": "A page of any type; `type` says which.",
            "oneOf": [ref(item) for item in names.values()],
            "discriminator": {
                "propertyName": "type",
                "mapping": {model._meta.label: ref(item)["$ref"] for model, item in names.items()},
            },
        }
        return self.define(name, described) if base is Page else described

    def page(self, model: type[Page]) -> str:
        """Register the schema of a page type as its detail shows it; return its name."""
        name = model._meta.label
        if name not in self.named:
            members, meta = self._members(model, is_whole=True)
            optional = {"requested_locale", "served_locale"}
            self.named[name] = {
                "description": f"{model._meta.verbose_name}.".capitalize(),
                **closed(
                    {**members, "meta": closed(meta, required=sorted(meta.keys() - optional))}
                ),
            }
        return name

    def _listed(self, model: type[Page], always: frozenset[str]) -> str:
        name = f"{model._meta.label}.Listed"
        if name not in self.named:
            members, meta = self._members(model, is_whole=False)
            self.named[name] = {
                "description": f"{model._meta.verbose_name} in a list.".capitalize(),
                **closed(
                    {**members, "meta": closed(meta, required=sorted(meta.keys() & always))},
                    required=["type", "meta", *sorted(members.keys() & always - {"type"})],
                ),
            }
        return name

    def _selection(self) -> Schema:
        """What ``fields`` has left of a page of any type."""
        name = "PageSelection"
        if name not in self.named:
            members: dict[str, Schema] = {}
            meta: dict[str, Schema] = {}
            for model in _types(Page):
                own, own_meta = self._members(model, is_whole=False)
                for found, known in ((own, members), (own_meta, meta)):
                    for key, schema in found.items():
                        known[key] = _either(known[key], schema) if key in known else schema
            # A type that no page has: openapi-fetch would drop a member that is `null` or impossible, and
            # TypeScript then could not tell a page by its type.
            never = {**constant(""), "description": "Not there."}
            members |= {"type": never, "meta": closed(meta, required=[])}
            self.named[name] = {
                "description": "What `fields` has left of a page. It has no `type`; ask for `meta.type`.",
                **closed(members, required=[]),
            }
        return ref(name)

    def _members(
        self, model: type[Page], *, is_whole: bool
    ) -> tuple[dict[str, Schema], dict[str, Schema]]:
        """The members of a page, and of its ``meta``. Of one that is not whole, so are those inside."""
        shape = self.shape if is_whole else self.partial
        own = self._own_fields(model)
        name = model._meta.label
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
            "alias_of": nullable(shape(PageLink)),
            "parent": nullable(shape(PageLink)),
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
        members = {
            "id": {"type": "integer"},
            "type": constant(name),
            "title": STRING,
            "breadcrumb": array(shape(BreadcrumbItem)),
            "alternates": array(shape(Alternate)),
            "translation": shape(TranslationState),
            **own,
        }
        return members, meta

    def _own_fields(self, model: type[Model]) -> dict[str, Schema]:
        serializer = representation._serializer_class(model)
        fields = serializer(context={"locale": "en", "request": None}).fields
        return {name: self._field(name, field, model) for name, field in fields.items()}

    def object(self, model: type[Model]) -> Schema:
        """Any other object that pages refer to, by the ``api_fields`` of its model."""
        name = model._meta.label
        if name not in self.named:
            self.named[name] = {}  # it may refer to itself
            self.named[name] = closed({"id": {"type": "integer"}, **self._own_fields(model)})
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
            return array(closed(self._own_fields(model_field.related_model)))
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
        items = [
            ref(self._block_item(name, block)) for name, block in offered_blocks(stream).items()
        ]
        return items[0] if len(items) == 1 else {"oneOf": items}

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
