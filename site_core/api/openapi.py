"""``/api/v2/openapi.json``: the API described in OpenAPI 3.1, assembled from its endpoints' operations."""

from __future__ import annotations

import inspect
from functools import cache
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

import site_core
from site_core import prefixes
from site_core.api.changes import PageChange, message_type
from site_core.api.endpoint import mounted
from site_core.api.problems import CODES, MEDIA_TYPE
from site_core.api.router import build_router, endpoints
from site_core.api.schema import Schemas
from site_core.api.shapes import Problem
from site_core.delivery import generation
from site_core.published.announcements import known_kinds
from site_core.published.json_schema import MOMENT, STRING, Schema, closed, constant, ref

#: Headers of the messages that are posted to receivers of webhooks.
_WEBHOOK_HEADERS = {
    "webhook-id": "The same for each attempt of a message.",
    "webhook-timestamp": "Seconds since 1970 of this attempt.",
    "webhook-signature": "Signatures `v1,<base64>`, separated by spaces.",
}
_WEBHOOK_RESPONSES = {
    "2XX": {"description": "The message is confirmed."},
    "410": {"description": "No more messages are wanted."},
    "default": {"description": "The message is sent again later."},
}


@cache
def document() -> Schema:
    """The description without the URL of a site. Objects are closed; see ``openapi``."""
    router, schemas = build_router(), Schemas()
    paths = {
        f"{prefixes.API}{name}/{path}": operation.described(schemas, name, _about(viewset))
        for name, viewset in endpoints().items()
        for path, operation in mounted(viewset).get_operations(name, router).items()
    }
    described_webhooks = webhooks(schemas)
    schemas.shape(Problem)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Liaison API",
            "version": f"2 ({site_core.__version__})",
            "description": "The public content of the site: read only, JSON, no key needed.",
            "license": {"name": "BSD 3-Clause", "identifier": "BSD-3-Clause"},
        },
        "security": [],
        "tags": [
            *({"name": name, "description": _about(found)} for name, found in endpoints().items()),
            {"name": "webhooks", "description": "What is posted to receivers of webhooks."},
        ],
        "paths": paths,
        "webhooks": described_webhooks,
        "components": {
            "schemas": dict(sorted(schemas.named.items())),
            "responses": _responses(),
        },
    }


def _about(viewset: Any) -> str:
    """What an endpoint says of itself, for people who use it and not for those who write it."""
    about = inspect.getdoc(viewset) or ""
    return " ".join(about.replace("``", "`").split())


def _responses() -> dict[str, Schema]:
    """Each error status with the codes that come with it."""
    meanings: dict[int, list[str]] = {}
    for code, (status, meaning) in CODES.items():
        if status != HTTPStatus.INTERNAL_SERVER_ERROR:  # which no operation promises
            meanings.setdefault(status, []).append(f"`{code}`: {meaning}")
    return {
        str(status): {
            "description": " ".join(texts),
            "content": {MEDIA_TYPE: {"schema": ref(Problem.__name__)}},
        }
        for status, texts in meanings.items()
    }


def webhooks(schemas: Schemas) -> dict[str, Schema]:
    """The messages that are posted to receivers, by their type."""
    parameters = [
        {"name": name, "in": "header", "required": True, "schema": STRING, "description": text}
        for name, text in _WEBHOOK_HEADERS.items()
    ]
    messages: dict[str, Schema] = {
        message_type(kind): schemas.shape(PageChange) for kind in known_kinds()
    }
    messages["ping"] = {"type": "object", "description": "Empty: a trial message has no content."}
    return {
        name: {
            "post": {
                "operationId": f"on_{name.replace('.', '_')}",
                "summary": "Receive a trial message" if name == "ping" else f"Receive {name}",
                "description": "Posted to receivers that an administrator has entered.",
                "tags": ["webhooks"],
                "parameters": parameters,
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": closed(
                                {"type": constant(name), "timestamp": MOMENT, "data": data}
                            )
                        }
                    },
                },
                "responses": _WEBHOOK_RESPONSES,
            }
        }
        for name, data in messages.items()
    }


def _opened(schema: Any) -> Any:
    """The description without the promise that objects have no further members.

    A client must accept a member that a later release adds. The tests validate answers against the closed
    form.
    """
    if isinstance(schema, dict):
        return {
            key: _opened(value)
            for key, value in schema.items()
            if key != "additionalProperties" or value is not False
        }
    return [_opened(item) for item in schema] if isinstance(schema, list) else schema


def public_document(origin: str) -> Schema:
    """The description as the site at a URL gives it."""
    described = {**_opened(document()), "servers": [{"url": origin}]}
    described["info"] = {**described["info"], "contact": {"url": f"{origin}/"}}
    return described


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """Answer with the description, with the URL of the site that was asked."""
    described = public_document(generation.site(request).origin)
    return JsonResponse(described, json_dumps_params={"ensure_ascii": False})
