"""Atom and JSON Feed, of a variant and of each section: what was published last."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe
from wagtail.models import Site

from site_core.discovery.listing import (
    current_variant,
    listed_pages,
    page_url,
    requested_site,
    section_at,
)
from site_core.languages.readable import readable
from site_core.languages.variants import Variant
from site_core.published.models import PublishedDocument
from site_core.search.highlighting import summary

ENTRIES = 30
ATOM, JSON = "atom", "json"


@require_safe
def feed(request: HttpRequest, path: str, kind: str) -> HttpResponse:
    """The newest pages at a path and below it: Atom (RFC 4287), or JSON Feed 1.1."""
    site, variant = requested_site(request), current_variant()
    section = section_at(site, variant, path)
    pages = _newest(listed_pages(site, variant, section).exclude(pk=section.pk))
    author = section_at(site, variant, "").title
    write = _atom if kind == ATOM else _json
    return write(site, variant, section, pages, author)


def _newest(pages: Any) -> list[PublishedDocument]:
    """The newest by their own date or by that of their first publication, and then those without either.

    Asked for apart, since no index that both databases have puts what is unknown behind the newest.
    """
    pages = pages.defer("search_text")
    own = pages.filter(feed_date__isnull=False).order_by("-feed_date", "-pk")
    others = pages.filter(feed_date__isnull=True)
    published = others.filter(first_published_at__isnull=False)
    found = [*own[:ENTRIES], *published.order_by("-first_published_at", "-pk")[:ENTRIES]]
    found = sorted(found, key=lambda page: (_date(page), page.pk), reverse=True)[:ENTRIES]
    if len(found) < ENTRIES:
        undated = others.filter(first_published_at__isnull=True)
        found += undated.order_by("-pk")[: ENTRIES - len(found)]
    return found


def _date(page: PublishedDocument) -> datetime | None:
    return page.feed_date or page.first_published_at


def _atom(
    site: Site,
    variant: Variant,
    section: PublishedDocument,
    pages: list[PublishedDocument],
    author: str,
) -> HttpResponse:
    link = page_url(site, section, variant)
    made = Atom1Feed(
        title=readable(section.title),
        link=link,
        description=readable(summary(section)),
        language=variant.tag,
        author_name=readable(author),
        author_link=f"{site.root_url}/{variant.code}/",
        feed_url=f"{link}feed.{ATOM}",
        feed_guid=link,
    )
    for page in pages:
        made.add_item(
            title=readable(page.title),  # what was saved by an older version can hold anything
            link=page_url(site, page, variant),
            description=f"<p>{escape(readable(summary(page)))}</p>",
            unique_id=_identity(site, page, variant),
            pubdate=_date(page),
            # Of the page's own content: what it shows of others changes without it (RFC 4287, 4.2.15).
            updateddate=page.last_published_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml")


def _json(
    site: Site,
    variant: Variant,
    section: PublishedDocument,
    pages: list[PublishedDocument],
    author: str,
) -> HttpResponse:
    link = page_url(site, section, variant)
    items: list[dict[str, Any]] = []
    for page in pages:
        item = {
            "id": _identity(site, page, variant),
            "url": page_url(site, page, variant),
            "title": page.title,
            "content_text": summary(page),
            "language": variant.tag,
            "date_published": _date(page),
            "date_modified": page.last_published_at,
        }
        items.append({key: value for key, value in item.items() if value is not None})
    return JsonResponse(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": section.title,
            "description": summary(section),
            "home_page_url": link,
            "feed_url": f"{link}feed.{JSON}",
            "language": variant.tag,
            "authors": [{"name": author, "url": f"{site.root_url}/{variant.code}/"}],
            "items": items,
        },
        content_type="application/feed+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _identity(site: Site, page: PublishedDocument, variant: Variant) -> str:
    """A URL by the page's id: the same as long as the page lives, wherever it is moved."""
    return f"{site.root_url}/{variant.code}/#page-{page.pk}"
