"""``/api/v2/openapi.json``: the API described in OpenAPI 3.1, from what answers it."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from wagtail.api.v2.filters import OrderingFilter, SearchFilter
from wagtail.api.v2.views import BaseAPIViewSet

import site_core
from site_core.api import generation
from site_core.api.operations import list_of, operation, own_paths, page_paths, webhooks
from site_core.api.pages import PublishedPagesAPIViewSet
from site_core.api.parameters import (
    FIELDS,
    LIMIT,
    LOCALE,
    OFFSET,
    OPERATOR,
    ORDER,
    PATH_ID,
    SEARCH,
)
from site_core.api.problems import CODES, MEDIA_TYPE
from site_core.api.router import build_router
from site_core.api.schema import Schemas, plain_field
from site_core.published.json_schema import STRING, URL, Schema, closed, nullable, ref

_DESCRIBED = ("pages", "resolve", "navigation", "search", "events", "changes", "preview")
_OWN_FIELDS: dict[str, Schema] = {
    "responsive": nullable(ref("Image")),
    "locale": STRING,
    "type": STRING,
    "detail_url": nullable(URL),
    "download_url": URL,
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
            list_of(item, next_cursor=nullable(STRING)),
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
    paths = {**page_paths(schemas), **own_paths(schemas), **_stock_paths(router, schemas)}
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
        "webhooks": webhooks(),
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


def _opened(schema: Any) -> Any:
    """The description without the promise that objects get no further members.

    The tests hold answers against the closed one.
    """
    if isinstance(schema, dict):
        return {
            key: _opened(value)
            for key, value in schema.items()
            if key != "additionalProperties" or value is not False
        }
    return [_opened(item) for item in schema] if isinstance(schema, list) else schema


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """Answer with the description, with the address of the site that was asked."""
    described = {**_opened(document()), "servers": [{"url": generation.site(request).origin}]}
    return JsonResponse(described, json_dumps_params={"ensure_ascii": False})
