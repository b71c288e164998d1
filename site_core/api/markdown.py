"""``rich_text_format=markdown``: the rich text of an answer as Markdown (CommonMark)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from site_core.api.problems import ProblemError, quoted
from site_core.published.links import is_rich_text
from site_core.published.markdown import from_html

HTML = "html"
MARKDOWN = "markdown"
FORMATS = (HTML, MARKDOWN)


def refuse_other_formats(request: HttpRequest) -> None:
    """Raise ``ProblemError`` where ``rich_text_format`` asks for a format that is not given.

    Wagtail's ``db_html`` and ``db_markdown`` name pages by ids that can be those of drafts.
    """
    asked = request.GET.get("rich_text_format", HTML)
    if asked not in FORMATS:
        raise ProblemError(
            "invalid_parameter",
            f"rich_text_format must be one of {', '.join(FORMATS)}, not {quoted(asked)}",
            "rich_text_format",
        )


def is_requested(request: HttpRequest | None) -> bool:
    """Whether an answer carries Markdown."""
    return request is not None and request.GET.get("rich_text_format") == MARKDOWN


def converted(value: Any) -> Any:
    """JSON data with its rich text as Markdown."""
    if isinstance(value, str):
        return from_html(value) if is_rich_text(value) else value
    if isinstance(value, dict):
        return {key: converted(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [converted(item) for item in value]
    return value
