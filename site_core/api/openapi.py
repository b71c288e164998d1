"""``/api/v2/openapi.json``: the API described in OpenAPI 3.1, from what answers it."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from wagtail.api.v2.filters import OrderingFilter, SearchFilter
from wagtail.api.v2.views import BaseAPIViewSet

import site_core
from site_core.api import generation
from site_core.api.changes import MOST as MOST_CHANGES
from site_core.api.endpoint import GREATEST_ID
from site_core.api.navigation import DEEPEST
from site_core.api.pages import PublishedPagesAPIViewSet
from site_core.api.parameters import (
    ATLEAST_ONE,
    FALLBACK,
    FIELDS,
    FORMAT,
    LIMIT,
    LOCALE,
    OFFSET,
    OPERATOR,
    ORDER,
    PATH_ID,
    SEARCH,
    SITE,
    number,
    page_parameters,
    parameter,
)
from site_core.api.problems import CODES, MEDIA_TYPE
from site_core.api.router import build_router
from site_core.api.schema import (
    ADDRESS,
    HTML,
    MOMENT,
    STRING,
    Schema,
    Schemas,
    array,
    closed,
    nullable,
    plain_field,
    ref,
)
from site_core.published.models import Change, installed_types


def _errors(*statuses: int) -> dict[str, Schema]:
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _answer(schema: Schema, description: str) -> Schema:
    return {
        "description": description,
        "headers": {
            name: {"schema": STRING, "description": text}
            for name, text in (
                ("ETag", "The generation of the public content. Send it back in `If-None-Match`."),
                ("Content-Language", "The form of the answer, where it has one."),
                ("RateLimit", "What is left to your address."),
            )
        },
        "content": {"application/json": {"schema": schema}},
    }


def operation(
    name: str,
    summary: str,
    parameters: list[Schema],
    answer: Schema,
    *also: int,
    tag: str,
) -> Schema:
    """One GET. ``also`` are statuses beyond those that every endpoint can give."""
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": [tag],
            "parameters": parameters,
            "responses": {
                "200": _answer(answer, "What was asked for."),
                "304": {
                    "description": "Nothing has changed since the answer with this entity tag."
                },
                **_errors(*sorted({400, 404, 405, 406, 429, *also})),
            },
        }
    }


def _list_of(item: Schema, **meta: Schema) -> Schema:
    counted = {"total_count": {"type": "integer"}, **meta}
    return closed({"meta": closed(counted, required=["total_count"]), "items": array(item)})


def _page_paths(schemas: Schemas) -> dict[str, Schema]:
    names = [schemas.page(apps.get_model(name)) for name in installed_types()]
    schemas.named["Page"] = {
        "description": "A page of any type; `meta.type` says which.",
        "anyOf": [ref(name) for name in names],
    }
    detail = [LOCALE, FALLBACK, FIELDS, FORMAT, SITE]
    redirected = {"302": {"description": "`Location` is the detail of the page."}}
    find = operation(
        "find_page",
        "Lead from an address or an id to a page's detail",
        [
            parameter("html_path", "Any address that the site has emitted.", STRING),
            parameter("id", "Id of a page.", number(1, GREATEST_ID)),
            *detail,
        ],
        {},
        410,
        tag="pages",
    )
    find["get"]["responses"].pop("200")
    find["get"]["responses"] = {**redirected, **find["get"]["responses"]}
    page_or_redirect = {
        "oneOf": [
            closed({"outcome": {"const": "page"}, "page": ref("Page")}),
            closed(
                {
                    "outcome": {"const": "redirect"},
                    "is_permanent": {"type": "boolean"},
                    "id": nullable({"type": "integer"}),
                    "html_url": STRING,
                }
            ),
        ]
    }
    return {
        "/api/v2/pages/": operation(
            "list_pages",
            "List public pages",
            page_parameters(),
            _list_of(ref("Page"), next_cursor=nullable(STRING)),
            tag="pages",
        ),
        "/api/v2/pages/{id}/": operation(
            "get_page", "Give a page whole", [PATH_ID, *detail], ref("Page"), tag="pages"
        ),
        "/api/v2/pages/find/": find,
        "/api/v2/resolve/": operation(
            "resolve",
            "Say what stands at an address: a page, a redirect, or what is gone",
            [
                parameter("path", "Any address that the site has emitted.", STRING, required=True),
                LOCALE,
                FALLBACK,
                FIELDS,
                FORMAT,
            ],
            page_or_redirect,
            410,
            tag="pages",
        ),
    }


def _own_paths(schemas: Schemas) -> dict[str, Schema]:
    schemas.named["NavigationEntry"] = {
        **closed(
            {
                "id": {"type": "integer"},
                "type": STRING,
                "title": STRING,
                "html_url": ADDRESS,
                "children": array(ref("NavigationEntry")),
            },
            required=["id", "type", "title", "html_url"],
        )
    }
    reference = schemas.named["PageReference"]["properties"]
    schemas.named["SearchResult"] = closed(
        {
            **reference,
            "summary": STRING,
            "fragments": array({**HTML, "description": "HTML; what was found stands in `<mark>`."}),
        }
    )
    schemas.named["Event"] = {
        "description": "A dated key point of a public page.",
        **closed(
            {
                "id": STRING,
                "statement": STRING,
                "date": ref("PartialDate"),
                "keep_script": {"type": "boolean"},
                "detail": HTML,
                "html_url": ADDRESS,
                "page": ref("PageReference"),
            }
        ),
    }
    schemas.named["Change"] = {
        "description": "What happened to a public page. Paths are `null` where the public found nothing.",
        **closed(
            {
                "cursor": STRING,
                "change": {"enum": list(Change.KINDS)},
                "at": MOMENT,
                "object": closed(
                    {
                        "id": {"type": "integer"},
                        "type": STRING,
                        "locale": STRING,
                        "tag": STRING,
                        "translation_key": {"type": "string", "format": "uuid"},
                        "detail_url": ADDRESS,
                    }
                ),
                "path_before": nullable(STRING),
                "path_after": nullable(STRING),
            }
        ),
    }
    date = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
    return {
        "/api/v2/navigation/": operation(
            "get_navigation",
            "Give the menus of a form as a tree",
            [LOCALE, parameter("depth", "How many levels.", number(1, DEEPEST))],
            closed(
                {
                    "locale": STRING,
                    "home": nullable(ref("NavigationEntry")),
                    "items": array(ref("NavigationEntry")),
                }
            ),
            tag="navigation",
        ),
        "/api/v2/search/": operation(
            "search",
            "Find public pages by words in any spelling",
            [
                parameter("q", "Words.", {"type": "string", "minLength": 1}, required=True),
                LOCALE,
                ATLEAST_ONE,
                OFFSET,
            ],
            _list_of(ref("SearchResult")),
            tag="search",
        ),
        "/api/v2/events/": operation(
            "list_events",
            "List dated key points in the order of time",
            [
                parameter("from", "The first day, month or year.", date),
                parameter("to", "The last day, month or year.", date),
                LOCALE,
                ATLEAST_ONE,
                OFFSET,
                FORMAT,
            ],
            _list_of(ref("Event")),
            tag="events",
        ),
        "/api/v2/changes/": operation(
            "list_changes",
            "Follow what happens to public pages",
            [
                parameter(
                    "since", "The last `meta.cursor`; nothing for all; `now` for none.", STRING
                ),
                parameter("limit", "How many changes to give.", number(1, MOST_CHANGES)),
            ],
            closed(
                {
                    "meta": closed({"cursor": STRING, "has_more": {"type": "boolean"}}),
                    "items": array(ref("Change")),
                }
            ),
            tag="changes",
        ),
    }


_DESCRIBED = ("pages", "resolve", "navigation", "search", "events", "changes")
_OWN_FIELDS: dict[str, Schema] = {
    "responsive": nullable(ref("Image")),
    "locale": STRING,
    "type": STRING,
    "detail_url": nullable(ADDRESS),
    "download_url": ADDRESS,
}


def _item(name: str, viewset: type[BaseAPIViewSet], router: Any, schemas: Schemas) -> Schema:
    """An item of an endpoint that Wagtail's serializers answer."""
    if issubclass(viewset, PublishedPagesAPIViewSet):
        return ref("Page")
    serializer = viewset._get_serializer_class(router, viewset.model, [], show_details=True)
    meta_names = set(viewset.get_meta_fields_names(viewset.model))
    fields = {}
    for field_name, field in serializer(context={}).fields.items():
        model_field = next(
            (item for item in viewset.model._meta.get_fields() if item.name == field_name), None
        )
        schema = _OWN_FIELDS.get(field_name) or plain_field(field)
        if schema and getattr(model_field, "null", False) and "anyOf" not in schema:
            schema = nullable(schema)
        fields[field_name] = schema
    meta = {key: fields[key] for key in fields if key in meta_names}
    body = {key: fields[key] for key in fields if key not in meta_names}
    title = f"{name}.Item"
    schemas.named[title] = closed({**body, "meta": closed(meta, required=[])}, required=[])
    return ref(title)


def _stock_paths(router: Any, schemas: Schemas) -> dict[str, Schema]:
    paths = {}
    for name, viewset in router._endpoints.items():
        if name in _DESCRIBED:
            continue
        item = _item(name, viewset, router, schemas)
        filters = tuple(viewset.filter_backends)
        locale = [LOCALE] if "locale" in viewset.known_query_parameters else []
        listing = [FIELDS, LIMIT, OFFSET, *locale]
        if any(issubclass(kind, OrderingFilter) for kind in filters):
            listing.append(ORDER)
        if any(issubclass(kind, SearchFilter) for kind in filters):
            listing += [SEARCH, OPERATOR]
        detail = [FIELDS, *locale]
        paths[f"/api/v2/{name}/"] = operation(
            f"list_{name}",
            f"List {name}",
            listing,
            _list_of(item, next_cursor=nullable(STRING)),
            tag=name,
        )
        paths[f"/api/v2/{name}/{{id}}/"] = operation(
            f"get_{name}", f"Give one of {name}", [PATH_ID, *detail], item, tag=name
        )
    return paths


@cache
def document() -> Schema:
    """The description without the address of a site."""
    router = build_router()
    schemas = Schemas()
    paths = {**_page_paths(schemas), **_own_paths(schemas), **_stock_paths(router, schemas)}
    schemas.named["Problem"] = {
        "description": "Problem details (RFC 9457). `message` repeats `detail` for older clients.",
        "type": "object",
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": STRING,
            "status": {"type": "integer"},
            "detail": STRING,
            "code": {"enum": list(CODES)},
            "parameter": nullable(STRING),
            "message": STRING,
            "outcome": {"const": "gone"},
        },
        "required": ["type", "title", "status", "detail", "code", "parameter", "message"],
        "additionalProperties": False,
    }
    meanings: dict[int, list[str]] = {}
    for code, (status, meaning) in CODES.items():
        meanings.setdefault(status, []).append(f"`{code}`: {meaning}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Liaison API",
            "version": f"2 ({site_core.__version__})",
            "description": "The public content of the site: read only, JSON, no key needed.",
        },
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.named.items())),
            "responses": {
                str(status): {
                    "description": " ".join(texts),
                    "content": {MEDIA_TYPE: {"schema": ref("Problem")}},
                }
                for status, texts in meanings.items()
            },
        },
    }


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """Answer with the description, with the address of the site that was asked."""
    described = {**document(), "servers": [{"url": generation.site(request).origin}]}
    return JsonResponse(described, json_dumps_params={"ensure_ascii": False})
