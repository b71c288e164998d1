"""The links of one page: where each stands, what it says, and what it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.db.models import Field, TextField, URLField
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

WEB = ("http://", "https://")


@dataclass(frozen=True)
class Link:
    """A link as an editor has made it. ``kind`` is ``page``, ``document`` or ``url``."""

    place: str
    words: str
    kind: str
    target: str


def links_of(page: Page) -> Iterator[Link]:
    """The links of a specific page, in the order of its fields."""
    for field in page._meta.get_fields():
        if not isinstance(field, Field):
            continue
        value = getattr(page, field.attname, None)
        place = str(field.verbose_name)
        if isinstance(field, StreamField) and isinstance(value, StreamValue):
            yield from _of_stream(value, field.stream_block, place)
        elif isinstance(field, URLField) and value:
            yield Link(place, "", "url", str(value))
        elif isinstance(field, TextField) and isinstance(value, str):
            yield from _of_html(value, place)


def _of_stream(value: StreamValue, block: StreamBlock, place: str) -> Iterator[Link]:
    for item in value.raw_data:
        known = block.child_blocks.get(item["type"])
        label = str(known.label) if known is not None else item["type"]
        yield from _of_raw(item["value"], f"{place} › {label}")


def _of_raw(value: Any, place: str) -> Iterator[Link]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _of_raw(inner, place)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_raw(inner, place)
    elif isinstance(value, str):
        if value.startswith(WEB) and not any(sign.isspace() for sign in value):
            yield Link(place, "", "url", value)
        else:
            yield from _of_html(value, place)


def _of_html(html: str, place: str) -> Iterator[Link]:
    if "<a " not in html:
        return
    for element in BeautifulSoup(html, "html.parser").find_all("a"):
        words = " ".join(element.get_text(" ").split())
        kind = str(element.get("linktype") or "url")
        target = str(element.get("id" if kind != "url" else "href") or "")
        if target and kind in ("page", "document", "url"):
            yield Link(place, words, kind, target)
