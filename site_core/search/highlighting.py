"""Passages of a page around the words that were found."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.utils.html import strip_tags

from site_core.languages.analysis import stem_of
from site_core.languages.scripts import to_latin
from site_core.languages.tokens import tokens_of
from site_core.published.links import ORIGIN, is_rich_text
from site_core.published.models import PublishedDocument

LENGTH = 180
MAX_FRAGMENTS = 3
#: Where one block of rich text ends and another begins, though no space stands between them.
_BLOCK_TAG = re.compile(r"<(?=/?(?:p|li|ul|ol|h[1-6]|br)\b)")
#: Keys of a representation whose texts are no running text.
_NOT_READ = frozenset(["id", "type", "src", "srcset", "sizes", "html_url", "url", "locale", "tags"])


def summary(document: PublishedDocument) -> str:
    """What a page says of itself in a line or two."""
    own = document.readable_representation
    return own.get("lead") or own.get("search_description") or ""


def _texts(whole: Any) -> Iterator[str]:
    waiting = [whole]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if value.startswith(ORIGIN):
                continue
            text = value
            if is_rich_text(value):
                text = html.unescape(strip_tags(_BLOCK_TAG.sub(" <", value)))
            yield " ".join(text.split())
        elif isinstance(value, dict):
            waiting += [item for key, item in value.items() if key not in _NOT_READ][::-1]
        elif isinstance(value, list):
            waiting += value[::-1]


class Sought(dict[str, bool]):
    """Whether a word, by its spelling, is one of those that were asked for, known once it has been met."""

    def __init__(self, stems: set[str], locale: str) -> None:
        super().__init__()
        self.stems = stems
        self.locale = locale

    def __missing__(self, word: str) -> bool:
        is_sought = self[word] = _stem(word, self.locale) in self.stems
        return is_sought


def fragments(
    document: PublishedDocument, sought: Sought, *, besides_title: bool = False
) -> list[str]:
    """Passages of a page around the words that were found, as HTML with ``<mark>`` around each word."""
    found: list[str] = []
    own = document.readable_representation
    for text in _texts(own if besides_title else {"title": document.title, **own}):
        fragment = marked(text, sought)
        if fragment and fragment not in found:
            found.append(fragment)
        if len(found) == MAX_FRAGMENTS:
            break
    return found


@lru_cache(maxsize=20_000)  # the pages of a site share most of their words
def _stem(spelling: str, locale: str) -> str:
    return stem_of(to_latin(spelling), locale)


def marked(text: str, sought: Sought) -> str:
    """The part of a text around its first match, with every match in it marked; empty without one."""
    matches = [token for token in tokens_of(text) if sought[token.spelling]]
    if not matches:
        return ""
    start = max(matches[0].start - LENGTH // 3, 0)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", min(start + LENGTH, len(text)))
    end = len(text) if end == -1 else end
    pieces = ["…" if start else ""]
    position = start
    for match in matches:
        if match.end > end:
            break
        pieces.append(html.escape(text[position : match.start]))
        pieces.append(f"<mark>{html.escape(text[match.start : match.end])}</mark>")
        position = match.end
    pieces.append(html.escape(text[position:end]))
    pieces.append("…" if end < len(text) else "")
    return "".join(pieces)
