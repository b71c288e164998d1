"""``docs/api/blocks.md`` says of each block what the API's description says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from site_core.api.openapi import document
from site_core.plugins import registry
from tests.support.commands import ROOT

TEXT = (ROOT / "docs" / "api" / "blocks.md").read_text(encoding="utf-8")
OURS = ("home", "relations", "offices")
PREFIX = "Block."
_WORDS = {"integer": "number", "date": "string", "uri-reference": "string"}


def documented() -> dict[str, dict[str, str] | None]:
    """Type of block → the members of its value and their types; ``None`` for one that is no object."""
    found: dict[str, dict[str, str] | None] = {}
    for part in TEXT.split("\n### ")[1:]:
        name = part.partition("\n")[0].strip("`")
        rows = re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", part, re.MULTILINE)
        found[name] = dict(rows) or None
    return found


def words(schema: dict[str, Any]) -> str:
    """A type as the documentation names it."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(words(item) for item in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {words(schema['items'])}"
    if schema.get("contentMediaType") == "text/html":
        return "HTML"
    if schema.get("type") == "integer" and "enum" in schema:
        return " or ".join(map(str, schema["enum"]))
    return _WORDS.get(schema["type"], schema["type"])


def described() -> dict[str, dict[str, str] | None]:
    """The same of the description, without what plugins that are packages of their own add."""
    schemas = document()["components"]["schemas"]
    added = {
        block
        for config in registry.enabled()
        if config.name not in OURS
        for blocks in config.blocks.values()
        for block in blocks
    }
    found: dict[str, dict[str, str] | None] = {}
    for name, schema in schemas.items():
        if not name.startswith(PREFIX) or name.removeprefix(PREFIX) in added:
            continue
        value = schema["properties"]["value"]
        value = next((item for item in value.get("anyOf", ()) if "$ref" in item), value)
        if "$ref" in value:
            value = schemas[words(value)]
        members = value.get("properties")
        found[name.removeprefix(PREFIX)] = members and {
            member: words(kind) for member, kind in members.items()
        }
    return found


def test_there_is_something_to_compare() -> None:
    assert len(described()) > 10


@pytest.mark.parametrize("name", sorted(described().keys() | documented().keys()))
def test_a_block_is_as_described(name: str) -> None:
    assert documented().get(name, "not documented") == described().get(name, "not there")
