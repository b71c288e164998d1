"""The links of one page: where each stands, what it says, and what it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, TextField, URLField
from django.utils.text import capfirst
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

WEB = ("http://", "https://")


@dataclass(frozen=True)
class Link:
    """A link as an editor has made it. ``kind`` is ``page``, ``document`` or ``url``.

    ``place`` is the name of the field, and of the block in it.
    """

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
        place = field.name
        if isinstance(field, StreamField) and isinstance(value, StreamValue):
            yield from _of_stream(value, place)
        elif isinstance(field, URLField) and value:
            yield Link(place, "", "url", str(value))
        elif isinstance(field, TextField) and isinstance(value, str):
            yield from _of_html(value, place)


def _of_stream(value: StreamValue, place: str) -> Iterator[Link]:
    for item in value.raw_data:
        yield from _of_raw(item["value"], f"{place}.{item['type']}")


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


def label_of(model: Any, place: str) -> str:
    """Where a link stands, in the active language: the labels of the field and of the block."""
    name, _dot, block_name = place.partition(".")
    try:
        field = model._meta.get_field(name)
    except (AttributeError, FieldDoesNotExist):  # of a plugin that is off, or of older code
        return place
    label = capfirst(str(field.verbose_name))
    stream = getattr(field, "stream_block", None)
    block = stream.child_blocks.get(block_name) if stream is not None else None
    return f"{label} › {block.label}" if block is not None else label
