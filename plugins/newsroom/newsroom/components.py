"""What the newsroom puts into the regions of pages."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from laces.components import Component
from wagtail.models import Site

from newsroom.index_page import NewsIndexPage
from newsroom.item_page import NewsItemPage
from newsroom.listing import ListedItem, listed_items, news_indexes, published_items
from newsroom.press_event_page import PressEventPage
from site_core.delivery import generation
from site_core.languages.variants import Variant
from site_core.published.links import path_in_variant

#: One more than is shown, since an item does not name itself.
LATEST = 4


class LatestNews(Component):
    """The newest items of the site, in the reader's variant; nothing where there are none."""

    template_name = "newsroom/components/latest_news.html"
    shown = 3
    #: What tells the regions of a page apart.
    identity = "latest-news"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        parent_context = parent_context or {}
        request, page = parent_context.get("request"), parent_context.get("page")
        page_context = parent_context.get("page_context")
        if request is None or page_context is None:
            return {}
        variant: Variant = page_context.variant
        # The same on many pages of a language: looked up once after each public change.
        key = "newsroom latest", request.get_host(), variant.code
        path, items = generation.remembered(request, key, lambda: self._find(request, variant))
        others = [item for item in items if page is None or item.id != page.pk]
        return {
            "news_path": path,
            "items": others[: self.shown],
            "identity": self.identity,
            "page": page,
        }

    @staticmethod
    def _find(request: Any, variant: Variant) -> tuple[str, list[ListedItem]]:
        news_index = news_indexes(Site.find_for_request(request), variant).first()
        if news_index is None:
            return "", []
        items = listed_items(published_items(news_index.tree_path)[:LATEST], variant)
        return path_in_variant(news_index, variant), items


class LatestOnTheHomePage(LatestNews):
    """The newest items as cards."""


class LatestAfterAnArticle(LatestNews):
    """The newest items as a short list."""

    template_name = "newsroom/components/more_news.html"
    identity = "more-news"


class FeedLinks(Component):
    """On the pages of the newsroom, where its feeds are, for programs that read them."""

    template_name = "newsroom/components/feed_links.html"

    def render_html(self, parent_context: Any = None) -> SafeString:
        page = (parent_context or {}).get("page")
        if not isinstance(page, (NewsIndexPage, NewsItemPage, PressEventPage)):
            return SafeString("")
        return super().render_html(parent_context)
