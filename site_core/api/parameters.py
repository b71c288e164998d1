"""The query parameters of the API's endpoints, as OpenAPI describes them."""

from __future__ import annotations

from site_core.api.endpoint import MAX_ID, MAX_OFFSET
from site_core.languages.variants import VARIANTS
from site_core.published.json_schema import STRING, Schema
from site_core.published.models import installed_types
from site_core.published.reading import ORDERINGS

LOCALES = sorted(
    {variant.locale_code for variant in VARIANTS} | {variant.tag for variant in VARIANTS}
)


def parameter(name: str, description: str, schema: Schema, required: bool = False) -> Schema:
    """A query parameter."""
    return {
        "name": name,
        "in": "query",
        "description": description,
        "required": required,
        "schema": schema,
    }


def number(least: int, greatest: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": greatest}


LOCALE = parameter(
    "locale", "A locale, or the variant in which its texts are read.", {"enum": LOCALES}
)
FALLBACK = parameter(
    "fallback",
    "Give the English page in the place of one that is missing, and say so.",
    {"const": "en"},
)
FIELDS = parameter(
    "fields",
    "Which fields to show, in Wagtail's syntax: `*`, `_,title`, `*,-body`, `page(title)`.",
    STRING,
)
FORMAT = parameter("rich_text_format", "How rich text is given.", {"enum": ["html", "markdown"]})
LIMIT = parameter("limit", "How many items to give.", number(0, 100))
ATLEAST_ONE = parameter("limit", "How many items to give.", number(1, 100))
OFFSET = parameter("offset", "How many items to pass over.", number(0, MAX_OFFSET))
CURSOR = parameter("cursor", "`next_cursor` of the answer before; empty to begin.", STRING)
SITE = parameter("site", "Host name of another site of this installation.", STRING)
ORDER = parameter("order", "A field, or `-field`, or `random`.", STRING)
SEARCH = parameter("search", "Words as they are written.", STRING)
OPERATOR = parameter("search_operator", "Whether all words are needed.", {"enum": ["and", "or"]})
PATH_ID = {
    "name": "id",
    "in": "path",
    "description": "The id that a list or another answer gave.",
    "required": True,
    "schema": number(1, MAX_ID),
}


def page_parameters() -> list[Schema]:
    types = ", ".join(f"`{name}`" for name in installed_types())
    identifier = {"anyOf": [number(0, MAX_ID), {"const": "root"}]}
    return [
        parameter("type", f"Page types, separated by commas: {types}.", STRING),
        LOCALE,
        FALLBACK,
        FIELDS,
        FORMAT,
        LIMIT,
        OFFSET,
        CURSOR,
        parameter(
            "order",
            f"Fields, separated by commas, each with `-` for the other way round: "
            f"{', '.join(ORDERINGS)} are quick. `random` shuffles.",
            STRING,
        ),
        SEARCH,
        OPERATOR,
        parameter("child_of", "Id of the parent, or `root`.", identifier),
        parameter("descendant_of", "Id of a page above, or `root`.", identifier),
        parameter("ancestor_of", "Id of a page below.", number(0, MAX_ID)),
        parameter("translation_of", "Id of a counterpart, or `root`.", identifier),
        SITE,
        parameter("slug", "The last part of a page's address.", STRING),
        parameter("title", "A whole title.", STRING),
        parameter("show_in_menus", "Whether a page is in the menus.", {"type": "boolean"}),
    ]
