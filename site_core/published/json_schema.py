"""The words of JSON Schema (2020-12) in which blocks and endpoints say what they answer."""

from __future__ import annotations

from typing import Any

from site_core.languages.variants import VARIANTS

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
URL: Schema = {"type": "string", "format": "uri-reference"}
HTML: Schema = {
    "type": "string",
    "contentMediaType": "text/html",
    "description": "HTML with resolved links; Markdown with `rich_text_format=markdown`.",
}
MOMENT: Schema = {"type": "string", "format": "date-time"}
TAGS = [variant.tag for variant in VARIANTS]


def ref(name: str) -> Schema:
    """A reference to a named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def nullable(schema: Schema) -> Schema:
    """A schema that takes ``null`` as well."""
    return {"anyOf": [schema, {"type": "null"}]}


def array(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def closed(properties: dict[str, Schema], required: list[str] | None = None) -> Schema:
    """An object that has these members and no others; all of them unless ``required`` says which."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
        "additionalProperties": False,
    }
