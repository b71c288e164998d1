"""Atom and JSON Feed, of a variant and of each section: the articles published last, whole."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe
from wagtail.models import Site

from site_core.discovery.content import content
from site_core.discovery.listing import (
    current_variant,
    listed_pages,
    page_url,
    requested_site,
    section_at,
)
from site_core.languages.readable import readable
from site_core.languages.variants import Variant
from site_core.pages.base import BasePage
from site_core.published.models import PublishedDocument, installed_types
from site_core.search.highlighting import summary

ENTRIES = 30
#: Types of schema.org of which pages stand in feeds.
ARTICLES = frozenset(["Article", "NewsArticle", "BlogPosting", "Report"])
ATOM, JSON = "atom", "json"


@require_safe
def feed(request: HttpRequest, path: str, kind: str) -> HttpResponse:
    """The newest articles at a path and below it: Atom (RFC 4287), or JSON Feed 1.1."""
    site, variant = requested_site(request), current_variant()
    section = section_at(site, variant, path)
    articles = listed_pages(site, variant, section).filter(type__in=_article_types())
    pages = _newest(articles.exclude(pk=section.pk))
    author = section_at(site, variant, "").title
    write = _atom if kind == ATOM else _json
    return write(site, variant, section, pages, author)


class _Atom(Atom1Feed):
    """Entries with their content beside the summary (RFC 4287, 4.1.3)."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


@cache
def _article_types() -> tuple[str, ...]:
    """The installed page types that are news or articles: a section or a contact page is no news."""
    models = {name: apps.get_model(name) for name in installed_types()}
    return tuple(
        name
        for name, model in models.items()
        if issubclass(model, BasePage) and model.schema_type in ARTICLES
    )


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
    made = _Atom(
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
            content=readable(content(site, variant, page)),
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
            "summary": summary(page),
            "content_html": content(site, variant, page),
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
