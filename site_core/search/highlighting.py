"""Passages of a page around the words that were found."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.utils.html import strip_tags

from site_core.languages.analysis import analyse
from site_core.published.links import ORIGIN, is_rich_text
from site_core.published.models import PublishedDocument

LENGTH = 180
MAX_FRAGMENTS = 3
_WORD = re.compile(r"\w+(?:[’']s\b)?", re.UNICODE)
#: Where one block of rich text ends and another begins, though no space stands between them.
_BLOCK_TAG = re.compile(r"<(?=/?(?:p|li|ul|ol|h[1-6]|br)\b)")
#: Keys of a representation whose texts are no running text.
_NOT_READ = frozenset(["id", "type", "src", "srcset", "sizes", "html_url", "url", "locale", "tags"])


def summary(document: PublishedDocument) -> str:
    """What a page says of itself in a line or two."""
    own = document.readable_representation
    return own.get("lead") or own.get("search_description") or ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.startswith(ORIGIN):
            return
        text = value
        if is_rich_text(value):
            text = html.unescape(strip_tags(_BLOCK_TAG.sub(" <", value)))
        yield " ".join(text.split())
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _NOT_READ:
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def fragments(
    document: PublishedDocument, stems: set[str], *, besides_title: bool = False
) -> list[str]:
    """Passages of a page around the words that were found, as HTML with ``<mark>`` around each word."""
    found: list[str] = []
    own = document.readable_representation
    for text in _texts(own if besides_title else {"title": document.title, **own}):
        fragment = marked(text, stems, document.locale)
        if fragment and fragment not in found:
            found.append(fragment)
        if len(found) == MAX_FRAGMENTS:
            break
    return found


@lru_cache(maxsize=20_000)  # the pages of a site share most of their words
def _stems(word: str, locale: str) -> tuple[str, ...]:
    return tuple(analyse(word, locale))


def marked(text: str, wanted: set[str], locale: str) -> str:
    """The part of a text around its first match, with every match in it marked; empty without one."""
    matches = [
        match
        for match in _WORD.finditer(text)
        if not wanted.isdisjoint(_stems(match.group(), locale))
    ]
    if not matches:
        return ""
    start = max(matches[0].start() - LENGTH // 3, 0)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", min(start + LENGTH, len(text)))
    end = len(text) if end == -1 else end
    pieces = ["…" if start else ""]
    position = start
    for match in matches:
        if match.end() > end:
            break
        pieces.append(html.escape(text[position : match.start()]))
        pieces.append(f"<mark>{html.escape(match.group())}</mark>")
        position = match.end()
    pieces.append(html.escape(text[position:end]))
    pieces.append("…" if end < len(text) else "")
    return "".join(pieces)
