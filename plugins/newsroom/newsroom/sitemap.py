"""The news of the last two days, as Google News asks for them (sitemap-news 0.9), in each variant.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from __future__ import annotations

from datetime import timedelta
from html import escape

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.listing import ITEM, news_indexes
from site_core.discovery.listing import (
    current_variant,
    page_url,
    public_pages,
    requested_site,
    section_at,
)

RECENT = timedelta(days=2)
#: As many as a news sitemap may hold.
MAX_ITEMS = 1000
_BEGINNING = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">"""


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The news sitemap of a variant, the newest first. Empty in a quiet week, which is allowed."""
    site, variant = requested_site(request), current_variant()
    publication = section_at(site, variant, "").title
    now = timezone.now()
    below = [document.tree_path for document in news_indexes(site, variant)]
    items = (
        public_pages(site, variant)
        .filter(type=ITEM, feed_date__gte=now - RECENT, feed_date__lte=now)
        .without_content()
        .order_by("-feed_date", "-pk")[:MAX_ITEMS]
    )
    entries = "".join(
        f"""
  <url>
    <loc>{escape(page_url(site, item, variant))}</loc>
    <news:news>
      <news:publication>
        <news:name>{escape(publication)}</news:name>
        <news:language>{variant.locale_code}</news:language>
      </news:publication>
      <news:publication_date>{item.feed_date.isoformat()}</news:publication_date>
      <news:title>{escape(item.title)}</news:title>
    </news:news>
  </url>"""
        for item in items
        if item.tree_path.startswith(tuple(below))
    )
    return HttpResponse(f"{_BEGINNING}{entries}\n</urlset>\n", content_type="application/xml")
