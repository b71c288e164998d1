"""Shapes of what ``/api/v2/pages/`` adds to a page, and of errors, for the API's description."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from site_core.api.problems import CODES
from site_core.published.json_schema import Shape, Tag, Url


class BreadcrumbItem(Shape):
    """A page above this one."""

    id: int
    title: str
    html_url: Url
    detail_url: Url


class Alternate(Shape):
    """One published variant of a page."""

    tag: Tag
    locale: str
    id: int
    title: str
    html_url: Url
    detail_url: Url


class ObjectAlternate(Shape):
    """One public variant of an object that is no page."""

    tag: Tag
    locale: str
    id: int
    detail_url: Url


class TranslationState(Shape):
    """How a page stands to the original that it was translated from."""

    state: Literal["original", "current", "outdated"]
    source_changed_at: datetime | None


class PageLinkMeta(Shape):
    """What Wagtail's API v2 says of a page that another one names."""

    type: str
    detail_url: Url
    html_url: Url


class PageLink(Shape):
    """Another page as Wagtail's API v2 names it."""

    id: int
    meta: PageLinkMeta
    title: str


class Problem(Shape):
    """Problem details (RFC 9457). `message` repeats `detail` for older clients."""

    type: str = Field(json_schema_extra={"format": "uri"})
    title: str
    status: int
    detail: str
    code: str = Field(json_schema_extra={"enum": list(CODES)})
    parameter: str | None
    message: str
    outcome: Literal["gone"] = "gone"
