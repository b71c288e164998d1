"""Every answer that a test of the API gets is held against the description, whatever the test asks."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client

from site_core.api.openapi import document
from site_core.api.problems import MEDIA_TYPE

PREFIX = "/api/v2/"


@cache
def operations() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """The description's GET operations, by the paths that they answer."""
    return [
        (re.compile(re.sub(r"{\w+}", r"\\d+", path)), methods["get"])
        for path, methods in document()["paths"].items()
    ]


@cache
def validator(path: str, status: str, media_type: str) -> jsonschema_rs.Draft202012Validator | None:
    """What an answer has to be; ``None`` where the description has nothing of that kind."""
    components = document()["components"]
    found = next((item for pattern, item in operations() if pattern.fullmatch(path)), None)
    if found is None or status == "500":  # no operation promises to fail
        is_problem = media_type == MEDIA_TYPE and status in ("404", "500")
        schema = {"$ref": "#/components/schemas/Problem"} if is_problem else None
    else:
        response = found["responses"].get(status, {})
        if "$ref" in response:
            response = components["responses"][response["$ref"].rpartition("/")[2]]
        schema = response.get("content", {}).get(media_type, {}).get("schema")
    if schema is None:
        return None
    return jsonschema_rs.Draft202012Validator({**schema, "components": components})


@pytest.fixture(autouse=True)
def every_answer_is_as_described(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look over the shoulder of Django's test client."""
    request = Client.request

    def looked_at(self: Client, **environment: Any) -> Any:
        response = request(self, **environment)
        path, method = environment.get("PATH_INFO", ""), environment.get("REQUEST_METHOD", "GET")
        if path.startswith(PREFIX) and path.endswith("/") and method == "GET" and response.content:
            status, media_type = str(response.status_code), response["Content-Type"]
            described = validator(path, status, media_type.partition(";")[0])
            assert described is not None, f"{path} answers {status} {media_type}: not described"
            described.validate(response.json())
        return response

    monkeypatch.setattr(Client, "request", looked_at)
