"""``/api/docs/``: the description of the API for people, from the same source as ``openapi.json``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from site_core.api.openapi import document
from site_core.api.problems import CODES
from site_core.delivery import generation

#: A request of each endpoint that the demo answers.
EXAMPLES = {
    "list_pages": "?fields=*&limit=2&order=title",
    "find_page": "?html_path=/sr/",
    "resolve": "?path=/en/",
    "get_navigation": "?locale=sr-Latn&depth=2",
    "search": "?q=saopstenje&locale=sr-Latn",
    "list_events": "?from=2015&to=2019",
    "list_changes": "?since=now",
}


def _type_of(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(_type_of(item) for item in schema[key]))
    if "enum" in schema or "const" in schema:
        return ", ".join(str(item) for item in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"list of {_type_of(schema['items'])}"
    if "minimum" in schema:
        return f"number from {schema['minimum']} to {schema['maximum']}"
    return schema.get("format") or schema.get("type") or "any"


def _plain(text: str) -> str:
    """A description without the marks of Markdown."""
    return text.replace("`", "")


def _operations(described: dict[str, Any], origin: str) -> list[dict[str, Any]]:
    operations = []
    for path, methods in described["paths"].items():
        operation = methods["get"]
        example = EXAMPLES.get(operation["operationId"])
        operations.append(
            {
                "id": operation["operationId"],
                "path": path,
                "summary": operation["summary"],
                "parameters": [
                    {
                        **item,
                        "type": _type_of(item["schema"]),
                        "description": _plain(item["description"]),
                    }
                    for item in operation["parameters"]
                ],
                "example": f"{origin}{path}{example}" if example else "",
                "statuses": ", ".join(sorted(operation["responses"])),
            }
        )
    return operations


def _schemas(described: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "description": _plain(schema.get("description", "")),
            "members": [
                {
                    "name": key,
                    "type": _type_of(value),
                    "description": _plain(value.get("description", "")),
                }
                for key, value in schema.get("properties", {}).items()
            ],
        }
        for name, schema in described["components"]["schemas"].items()
    ]


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Answer with the page. It needs no script and nothing from elsewhere."""
    described = document()
    origin = generation.site(request).origin
    return render(
        request,
        "api/reference.html",
        {
            "info": described["info"],
            "origin": origin,
            "operations": _operations(described, origin),
            "schemas": _schemas(described),
            "problems": [
                {"code": code, "status": status, "meaning": _plain(meaning)}
                for code, (status, meaning) in CODES.items()
            ],
        },
    )
