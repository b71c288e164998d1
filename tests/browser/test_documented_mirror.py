"""The mirror in the documentation, run as it stands there."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

import pytest

from tests.support.commands import ROOT

pytestmark = pytest.mark.browser


def test_holds_every_page_in_every_variant(base_url: str) -> None:
    text = (ROOT / "docs" / "api" / "mirroring.md").read_text()
    code = re.findall(r"```python\n(.*?)```", text, re.DOTALL)[-1]
    program: dict[str, Any] = {}
    exec(code.replace("http://localhost:8000", base_url), program)  # noqa: S102 - our own documentation

    program["follow"]()

    whole: dict[tuple[int, str], Any] = {}
    for query in ("", "locale=sr-Latn&"):
        address = f"{base_url}/api/v2/pages/?{query}fields=*&limit=100&cursor="
        with urllib.request.urlopen(address) as response:  # noqa: S310 - our own server
            for page in json.load(response)["items"]:
                whole[page["id"], page["meta"]["tag"]] = page
    assert {tag for _, tag in whole} == {"en", "sr-Cyrl", "sr-Latn"}
    assert program["pages"] == whole
    at_once = program["cursor"]
    program["follow"]()
    assert program["cursor"] == at_once
