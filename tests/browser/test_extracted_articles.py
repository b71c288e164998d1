"""Programs that take the text out of a page for readers, archives and models get the whole article."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

import pytest
import trafilatura

pytestmark = pytest.mark.browser


def get(url: str) -> bytes:
    with urllib.request.urlopen(url) as response:  # noqa: S310 - our own server
        return bytes(response.read())


def letters(text: str) -> str:
    """What a text says, however it is broken into lines and marked up."""
    return re.sub(r"[\s\xa0\xad]+", "", re.sub(r"<[^>]+>", "", text))


def articles(base_url: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for locale in ("en", "sr", "sr-Latn"):
        query = f"type=relations.ArticlePage&fields=*&limit=100&locale={locale}"
        found += json.loads(get(f"{base_url}/api/v2/pages/?{query}"))["items"]
    return found


def test_trafilatura_finds_lead_key_points_and_body(base_url: str) -> None:
    found = articles(base_url)
    lost = []
    for article in found:
        url = article["meta"]["html_url"]
        text = letters(trafilatura.extract(get(url).decode()) or "")
        statements = [point["value"]["statement"] for point in article["key_points"]]
        paragraphs = [
            paragraph
            for block in article["body"]
            if block["type"] == "paragraph"
            for paragraph in re.findall(r"<p[^>]*>(.*?)</p>", block["value"], re.DOTALL)
        ]
        for wanted in (article["title"], article["lead"], *statements, *paragraphs):
            if letters(wanted) not in text:
                lost.append((url, wanted))
        assert "Link to this" not in text
    assert len(found) > 12
    assert lost == []
