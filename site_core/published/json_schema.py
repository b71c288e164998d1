"""JSON Schema (2020-12) of what is served: fixed shapes, and pieces for those that are put together.

A shape with fixed members is a class (``Shape``), and pydantic writes its schema. What depends on the
installed page types and blocks is put together of ``array``, ``closed``, ``nullable`` and ``ref``.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema

from site_core.exceptions import StartupError
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
_REFERENCE = "#/components/schemas/{model}"

#: Types of members of a ``Shape``.
Url = Annotated[str, Field(json_schema_extra={"format": "uri-reference"})]
Tag = Annotated[str, Field(json_schema_extra={"enum": TAGS})]


class _Plainly(GenerateJsonSchema):
    """A member has no title beside its name, and no default: with one it can be left out."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: Any) -> Schema:
        return self.generate_inner(schema["schema"])


#: Name of each shape → the module that it stands in.
_modules: dict[str, str] = {}


class Shape(BaseModel):
    """An object that is served with these members and no others; those with a default can be absent.

    The docstring describes it to clients, and its name is that of the schema. Raises ``StartupError`` for a
    name that a shape of another module has: one of the two would be described as the other.
    """

    model_config = ConfigDict(
        extra="forbid", json_schema_extra=lambda schema: schema.pop("title", None)
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        module = _modules.setdefault(cls.__name__, cls.__module__)
        if module != cls.__module__:
            first, second = sorted((module, cls.__module__))
            raise StartupError(
                f"Two shapes are named {cls.__name__!r}, in {first} and in {second}: rename one of them."
            )

    @classmethod
    def schemas(cls) -> dict[str, Schema]:
        """Name → schema of this shape and of the shapes that it refers to."""
        own: Schema = cls.model_json_schema(ref_template=_REFERENCE, schema_generator=_Plainly)
        others: dict[str, Schema] = own.pop("$defs", {})
        if own.keys() == {"$ref"}:  # it refers to itself
            return others
        return {cls.__name__: own, **others}


def constant(value: str) -> Schema:
    """A text that is always the same. Its type is said as well: generators of typed clients need it."""
    return {"type": "string", "const": value}


def choice(values: list[str]) -> Schema:
    """A text that is one of these."""
    return {"type": "string", "enum": values}


def ref(name: str) -> Schema:
    """A reference to a named schema."""
    return {"$ref": _REFERENCE.format(model=name)}


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
