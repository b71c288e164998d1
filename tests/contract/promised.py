"""What a description promises: addresses, parameters, members and their types, without any wording.

Run with the URL of a server it writes the promise anew, for a release that promises more:
``python tests/contract/promised.py http://localhost:8000``.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "promised.json"


def kind(schema: dict[str, Any]) -> Any:
    """The type of a schema, as short as it can be told from another."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    for name in ("anyOf", "oneOf"):
        if name in schema:
            return sorted({str(kind(item)) for item in schema[name]})
    if schema.get("type") == "array":
        return {"list of": kind(schema["items"])}
    if schema.get("type") == "object" and "properties" in schema:
        return members(schema)
    return schema.get("const", schema.get("type", "any"))


def members(schema: dict[str, Any]) -> dict[str, Any]:
    """Member → type; one that is always there is marked."""
    required = schema.get("required", ())
    return {
        f"{name}{'!' if name in required else ''}": kind(member)
        for name, member in schema.get("properties", {}).items()
    }


def of(description: dict[str, Any]) -> dict[str, Any]:
    """The promise of a description."""
    return {
        "operations": {
            path: {
                "id": methods["get"]["operationId"],
                "parameters": sorted(item["name"] for item in methods["get"]["parameters"]),
                "statuses": sorted(methods["get"]["responses"]),
            }
            for path, methods in description["paths"].items()
        },
        "webhooks": sorted(description["webhooks"]),
        "schemas": {
            name: members(schema)
            for name, schema in description["components"]["schemas"].items()
            if "properties" in schema
        },
    }


def broken(promised: Any, given: Any, path: str = "") -> list[str]:
    """Where less is given than was promised. More may be."""
    if isinstance(promised, dict) and isinstance(given, dict):
        found = []
        for name, value in promised.items():
            # What was only sometimes there may be always there.
            there = name if name in given else f"{name}!"
            if there in given:
                found += broken(value, given[there], f"{path}/{name}")
            else:
                found.append(f"{path}/{name} is gone")
        return found
    if isinstance(promised, list) and isinstance(given, list):
        return [f"{path}/{value} is gone" for value in promised if value not in given]
    return [] if promised == given else [f"{path} was {promised}, and is {given}"]


if __name__ == "__main__":
    with urllib.request.urlopen(f"{sys.argv[1]}/api/v2/openapi.json") as answer:  # noqa: S310 - named by hand
        FILE.write_text(json.dumps(of(json.load(answer)), indent=1, ensure_ascii=False) + "\n")
