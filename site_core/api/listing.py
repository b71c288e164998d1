"""A list of pages: what it takes, and which pages it gives."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from rest_framework.request import Request
from wagtail.api.v2.utils import page_models_from_string
from wagtail.models import Page

from site_core.api import cursors
from site_core.api.parameters import (
    FALLBACK,
    FIELDS,
    FORMAT,
    LOCALE,
    MAX_ID,
    OFFSET,
    OPERATOR,
    SEARCH,
    STOCK_LIMIT,
    Parameter,
    number_of,
    whole_number,
)
from site_core.api.problems import ProblemError, quoted
from site_core.delivery import generation
from site_core.languages.variants import Variant
from site_core.published import reading
from site_core.published.json_schema import constant
from site_core.published.models import PublishedDocument, installed_types

DEFAULT_LIMIT = 20
SITE = Parameter("site", "Host name of another site of this installation.")
#: Parameters that a list answers from published documents alone.
SIMPLE = frozenset(
    ["type", "locale", "fields", "limit", "offset", "order", "cursor", "rich_text_format", "_"]
)
_PAGE_OR_ROOT = {"anyOf": [whole_number(0, MAX_ID), constant("root")]}


def list_parameters() -> tuple[Parameter, ...]:
    """What a list of pages takes. The page types must be loaded."""
    types = ", ".join(f"`{name}`" for name in installed_types())
    return (
        Parameter("type", f"Page types, separated by commas: {types}."),
        LOCALE,
        FALLBACK,
        FIELDS,
        FORMAT,
        STOCK_LIMIT,
        OFFSET,
        Parameter("cursor", "`next_cursor` of the answer before; empty to begin."),
        Parameter(
            "order",
            "Fields, separated by commas, each with `-` for the other way round: "
            f"{', '.join(reading.ORDERINGS)} are quick. `random` shuffles.",
        ),
        SEARCH,
        OPERATOR,
        Parameter("child_of", "Id of the parent, or `root`.", _PAGE_OR_ROOT),
        Parameter("descendant_of", "Id of a page above, or `root`.", _PAGE_OR_ROOT),
        Parameter("ancestor_of", "Id of a page below.", whole_number(0, MAX_ID)),
        Parameter("translation_of", "Id of a counterpart, or `root`.", _PAGE_OR_ROOT),
        SITE,
        Parameter("slug", "The last part of a page's URL."),
        Parameter("title", "A whole title."),
        Parameter("show_in_menus", "Whether a page is in the menus.", {"type": "boolean"}),
    )


def limit_and_offset(request: Request) -> tuple[int, int]:
    """v2's ``limit`` and ``offset``, refused in v2's words."""
    found = {"limit": DEFAULT_LIMIT, "offset": 0}
    for name in found:
        text = request.GET.get(name)
        if text is None:
            continue
        if not (text.isascii() and text.isdecimal()):
            raise ProblemError("invalid_parameter", f"{name} must be a positive integer", name)
        number = number_of(text)
        found[name] = MAX_ID if number is None else number
    most = settings.WAGTAILAPI_LIMIT_MAX
    if found["limit"] > most:
        raise ProblemError("invalid_parameter", f"limit cannot be higher than {most}", "limit")
    return found["limit"], found["offset"]


def pages_in_order(
    request: Request,
    site_id: int | None,
    types: tuple[str, ...],
    variant: Variant | None,
    *,
    limit: int,
    offset: int,
) -> tuple[list[PublishedDocument], int]:
    """Some pages of a list that published documents answer alone, and how many there are in all."""
    order = request.GET.get("order") or "id"
    chosen = reading.Selection(
        site_id=site_id,
        types=types,
        locale=variant.locale_code if variant else None,
        order=order.removeprefix("-"),
        descending=order.startswith("-"),
        in_latin=variant is not None and not variant.is_authored,
    )
    total = generation.remembered(
        request,
        ("total", chosen.site_id, chosen.types, chosen.locale),
        lambda: reading.count(chosen),
    )
    if "cursor" in request.GET:
        chosen.after = cursors.decode(request.GET["cursor"], "pages")
    return reading.listed(chosen, limit, offset), total


def requested_types(request: Request, base: type[Page]) -> tuple[type[Page], tuple[str, ...]]:
    """The model whose fields can be asked for, and the installed types that are listed.

    ``base`` is the model of the endpoint. Raises ``ProblemError`` for a type that there is not.
    """
    names = request.GET.get("type")
    models: tuple[type[Page], ...] = (base,)
    if names:
        try:
            models = page_models_from_string(names)
        except (LookupError, ValueError, TypeError) as error:
            known = ", ".join(installed_types())
            raise ProblemError(
                "unknown_type",
                f"type doesn't exist: {quoted(names)}. The types are {known}.",
                "type",
            ) from error
    types = tuple(name for name in installed_types() if issubclass(apps.get_model(name), models))
    return (models[0] if len(models) == 1 else base), types


def next_cursor(listed: list[PublishedDocument], limit: int) -> str | None:
    """The cursor of the next part of a list; ``None`` at its end, and for a part of no length."""
    if limit == 0:  # whoever followed a cursor would never come to an end
        return None
    return cursors.encode("pages", listed[-1].page_id) if len(listed) == limit else None
