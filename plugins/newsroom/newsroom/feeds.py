"""Atom (RFC 4287) and JSON Feed 1.1 of the news, in each variant: each item whole, and who says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from newsroom.index_page import items_about
from newsroom.item_page import NewsItemPage
from newsroom.listing import news_indexes, published_items
from site_core.discovery.listing import current_variant, page_url, requested_site, section_at

ATOM, JSON = "atom", "json"
_SPACE = re.compile(r"\s*\n\s*")
#: What of a page only a browser needs.
_OF_BROWSERS = ("source", "script", "button", "span[hidden]")
_ATTRIBUTES = frozenset(
    ("href", "src", "alt", "lang", "translate", "cite", "datetime", "width", "height", "hreflang")
)


@dataclass(frozen=True)
class Entry:
    """An item as both feeds give it."""

    identity: str
    url: str
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime | None
    topics: list[str]


@dataclass(frozen=True)
class Channel:
    """What both feeds say of themselves."""

    title: str
    description: str
    url: str
    own_url: str
    language: str
    author: str
    author_url: str


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The newest items of the site in a variant, or those about ``?topic=``."""
    site, variant = requested_site(request), current_variant()
    news_index = news_indexes(site, variant).first()
    if news_index is None:
        raise Http404("There is no news at this site.")
    documents = published_items(news_index.tree_path)
    topic = request.GET.get("topic", "")
    if topic:
        documents = documents.filter(page_id__in=items_about(topic))
    most = settings.NEWSROOM_ITEMS_IN_FEED  # type: ignore[misc] # read at the start
    found = list(documents[:most])
    rows = NewsItemPage.objects.select_related("locale", "lead_image")
    pages = rows.in_bulk([document.page_id for document in found])
    entries = []
    for document in found:
        page = pages[document.page_id]
        page.routed_document = document
        url = page_url(site, document, variant)
        entries.append(
            Entry(
                identity=f"{site.root_url}/{variant.code}/#page-{document.page_id}",
                url=url,
                title=document.title,
                summary=document.representation["lead"],
                content=whole_content(request, page, url),
                published=document.feed_date or document.first_published_at,
                updated=document.last_published_at,
                topics=[variant.render(topic.name) for topic in page.listed_topics],
            )
        )
    home_url = f"{site.root_url}/{variant.code}/"
    channel = Channel(
        title=news_index.title,
        description=news_index.representation["lead"],
        url=page_url(site, news_index, variant),
        own_url=site.root_url + request.get_full_path() if topic else f"{home_url}news-feed.{kind}",
        language=variant.tag,
        author=section_at(site, variant, "").title,
        author_url=home_url,
    )
    return (_atom if kind == ATOM else _json)(channel, entries)


def whole_content(request: HttpRequest, page: NewsItemPage, url: str) -> str:
    """An item as HTML that is read anywhere: whole addresses, and nothing that only a browser needs."""
    html = render_to_string(
        "newsroom/feed_entry.html",
        {"page": page, "dated_corrections": page.dated_corrections, "request": request},
    )
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(", ".join(_OF_BROWSERS)):
        element.decompose()
    for element in soup.find_all(True):
        for name in list(element.attrs):
            if name not in _ATTRIBUTES:
                del element[name]
            elif name in ("href", "src"):
                element[name] = urljoin(url, str(element[name]))
    for link in soup.find_all("a"):
        if not link.get_text(strip=True):
            link.decompose()
    return _SPACE.sub("\n", str(soup)).strip()


class _WholeAtomFeed(Atom1Feed):
    """Django's Atom with the whole item as ``content`` beside its summary."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.startElement("content", {"type": "html"})
        # As CDATA and not escaped: what stands in it stays markup to whatever converts the script of
        # the response, which leaves addresses and foreign words alone.
        safe = item["content"].replace("]]>", "]]]]><![CDATA[>")
        handler.ignorableWhitespace(f"<![CDATA[{safe}]]>")
        handler.endElement("content")


def _atom(channel: Channel, entries: list[Entry]) -> HttpResponse:
    made = _WholeAtomFeed(
        title=channel.title,
        link=channel.url,
        description=channel.description,
        language=channel.language,
        author_name=channel.author,
        author_link=channel.author_url,
        feed_url=channel.own_url,
        feed_guid=channel.own_url,
    )
    for entry in entries:
        made.add_item(
            title=entry.title,
            link=entry.url,
            description=f"<p>{escape(entry.summary)}</p>",
            unique_id=entry.identity,
            pubdate=entry.published,
            updateddate=entry.updated,
            author_name=channel.author,
            author_link=channel.author_url,
            categories=entry.topics,
            content=entry.content,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml")


def _json(channel: Channel, entries: list[Entry]) -> HttpResponse:
    authors = [{"name": channel.author, "url": channel.author_url}]
    items = [
        {
            "id": entry.identity,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.content,
            "language": channel.language,
            "date_published": entry.published,
            "date_modified": entry.updated,
            "authors": authors,
            "tags": entry.topics,
        }
        for entry in entries
    ]
    return JsonResponse(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": channel.title,
            "description": channel.description,
            "home_page_url": channel.url,
            "feed_url": channel.own_url,
            "language": channel.language,
            "authors": authors,
            "items": [{key: value for key, value in item.items() if value} for item in items],
        },
        content_type="application/feed+json",
        json_dumps_params={"ensure_ascii": False},
    )
