"""Texts and references of a published document as Markdown (CommonMark)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markdownify import MarkdownConverter

_SIGNS = re.compile(r"([\\`*_\[\]<>#])")
#: What begins a mark, a link or an element in running text.
_SIGNS_IN_RICH_TEXT = re.compile(r"([\\`*_\[<])")


class _Converter(MarkdownConverter):
    """Markdownify with the marks that Wagtail's own Markdown has."""

    class Options:
        heading_style = "ATX"
        bullets = "-"
        strong_em_symbol = "*"

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Text as Markdown. What looks like HTML in it is text and stays so, wherever it is rendered."""
        if {"pre", "code"} & parent_tags:
            return text
        return _SIGNS_IN_RICH_TEXT.sub(r"\\\1", text)


def from_html(html: str) -> str:
    """Rich text HTML as Markdown."""
    return _Converter().convert(html).strip()


def plain(text: Any) -> str:
    """Plain text on one line, with what would be a sign of Markdown escaped."""
    return _SIGNS.sub(r"\\\1", " ".join(str(text or "").split()))


def link(text: Any, url: str) -> str:
    """A link, whose text is plain."""
    return f"[{plain(text)}]({url})"


def page_link(page: Mapping[str, Any] | None) -> str:
    """An item of a list that leads to a page (``PageReference`` of the API); empty for none."""
    return f"- {link(page['title'], page['html_url'])}" if page else ""


def quoted(text: str) -> str:
    """A block quotation, of whatever Markdown stands in it."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())
