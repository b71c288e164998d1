"""JSON Schema (2020-12) of what the API answers, read from the serializers and the blocks themselves."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from modelcluster.fields import ParentalKey
from rest_framework import fields as rest
from wagtail import blocks
from wagtail.api.v2.serializers import StreamField, TagsField
from wagtail.models import Page

from site_core.blocks import faces
from site_core.published import representation, serializer_fields
from site_core.published.json_schema import (
    HTML,
    MOMENT,
    STRING,
    TAGS,
    URL,
    Schema,
    array,
    closed,
    nullable,
    ref,
)
from site_core.published.representation import ChildrenField, ObjectField

#: What pages, blocks and errors have in common.
SHARED: dict[str, Schema] = {
    "Image": {
        "description": "An image, ready for an `<img>`. An empty `alt` means that it is decorative.",
        **closed(
            {
                "id": {"type": "integer"},
                "src": URL,
                "srcset": STRING,
                "sizes": STRING,
                "width": {"type": "integer"},
                "height": {"type": "integer"},
                "alt": STRING,
                "sources": array(closed({"type": STRING, "srcset": STRING})),
                "placeholder": nullable(STRING),
                "focal_point": nullable(closed({"x": {"type": "number"}, "y": {"type": "number"}})),
                "credit": STRING,
            }
        ),
    },
    "Document": {
        "description": "A file to download. `size` is in bytes.",
        **closed(
            {
                "id": {"type": "integer"},
                "title": STRING,
                "url": URL,
                "file_extension": STRING,
                "size": nullable({"type": "integer"}),
                "language": nullable(STRING),
            }
        ),
    },
    "PageReference": {
        "description": "A public page, in the language of the page that refers to it where there is one.",
        **closed(
            {
                "id": {"type": "integer"},
                "type": STRING,
                "title": STRING,
                "locale": STRING,
                "html_url": URL,
            }
        ),
    },
    "PartialDate": {
        "description": "A date as exact as it is known (ISO 8601, reduced precision).",
        **closed(
            {
                "value": {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
                "precision": {"enum": ["year", "month", "day"]},
            }
        ),
    },
    "BreadcrumbItem": closed({"id": {"type": "integer"}, "title": STRING, "html_url": URL}),
    "Alternate": {
        "description": "One published variant of a page.",
        **closed(
            {
                "tag": {"enum": TAGS},
                "locale": STRING,
                "id": {"type": "integer"},
                "title": STRING,
                "html_url": URL,
                "detail_url": URL,
            }
        ),
    },
    "TranslationState": closed(
        {
            "state": {"enum": ["original", "current", "outdated"]},
            "source_changed_at": nullable(MOMENT),
        }
    ),
    "PageLink": {
        "description": "Another page as Wagtail's API v2 names it.",
        "type": "object",
        "properties": {
            "id": {"type": "integer"},
            "meta": {
                "type": "object",
                "properties": {"type": STRING, "detail_url": URL, "html_url": URL},
                "additionalProperties": False,
            },
            "title": STRING,
        },
        "additionalProperties": False,
    },
}


class Schemas:
    """Collects the named schemas that others refer to."""

    def __init__(self) -> None:
        self.named: dict[str, Schema] = dict(SHARED)

    # Pages

    def page(self, model: type[Page]) -> str:
        """Name the schema of a page type, and say what it is called."""
        name = model._meta.label
        if name not in self.named:
            own = self._own_fields(model)
            meta_names = {"seo_title", "search_description"}
            meta = {
                "type": {"const": name},
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
                "alias_of": nullable(ref("PageLink")),
                "parent": nullable(ref("PageLink")),
                "locale": STRING,
                "tag": {"enum": TAGS, "description": "The variant in which the page is given."},
                "translation_key": {
                    "type": "string",
                    "format": "uuid",
                    "description": "The same for a page and its counterparts.",
                },
                "requested_locale": {"enum": TAGS},
                "served_locale": {"enum": TAGS},
            }
            self.named[name] = {
                "description": f"{model._meta.verbose_name}. `fields` leaves members out.".capitalize(),
                **closed(
                    {
                        "id": {"type": "integer"},
                        "meta": closed(meta, required=[]),
                        "title": STRING,
                        "breadcrumb": array(self._partly("BreadcrumbItem")),
                        "alternates": array(self._partly("Alternate")),
                        "translation": self._partly("TranslationState"),
                        **own,
                    },
                    required=[],
                ),
            }
        return name

    def _partly(self, name: str) -> Schema:
        """A named schema of which ``fields`` can leave members out."""
        partial = f"{name}Fields"
        if partial not in self.named:
            self.named[partial] = {**self.named[name], "required": []}
        return ref(partial)

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

    def _field(self, name: str, field: rest.Field, model: type[Model]) -> Schema:
        model_field: Any = next(
            (item for item in model._meta.get_fields() if item.name == name), None
        )
        if isinstance(field, StreamField):
            return array(self.stream(model_field.stream_block))
        if isinstance(field, ChildrenField):
            return array(closed(self._own_fields(model_field.related_model), required=[]))
        if isinstance(field, ObjectField):
            return nullable(self.object(model_field.related_model)) if model_field else {}
        schema = plain_field(field)
        null = getattr(model_field, "null", False) and not isinstance(model_field, ParentalKey)
        return nullable(schema) if null and schema and "anyOf" not in schema else schema

    # Blocks

    def stream(self, stream: blocks.StreamBlock) -> Schema:
        """An item of a stream: one of its blocks."""
        return {
            "oneOf": [
                ref(self._block_item(name, block)) for name, block in stream.child_blocks.items()
            ]
        }

    def _block_item(self, name: str, block: blocks.Block) -> str:
        title = f"Block.{name}"
        if title not in self.named:
            self.named[title] = {
                "description": str(getattr(block.meta, "description", "") or block.label),
                **closed(
                    {
                        "type": {"const": name},
                        "value": faces.schema(block, self),
                        "id": nullable(STRING),
                    }
                ),
            }
        return title


_PLAIN: dict[type[rest.Field], Schema] = {
    serializer_fields.HtmlField: HTML,
    serializer_fields.LeadImageField: nullable(ref("Image")),
    serializer_fields.ImageField: nullable(ref("Image")),
    serializer_fields.DocumentField: nullable(ref("Document")),
    serializer_fields.PageField: nullable(ref("PageReference")),
    TagsField: array(STRING),
    rest.BooleanField: {"type": "boolean"},
    rest.IntegerField: {"type": "integer"},
    rest.FloatField: {"type": "number"},
    rest.DecimalField: {"type": "string", "description": "A decimal number."},
    rest.DateTimeField: MOMENT,
    rest.DateField: {"type": "string", "format": "date"},
    rest.ChoiceField: STRING,
    rest.CharField: STRING,
}


def plain_field(field: rest.Field) -> Schema:
    """The schema of a serializer field that stands for itself; anything where it is not known."""
    return next((schema for kind, schema in _PLAIN.items() if isinstance(field, kind)), {})
