"""What the newsroom brings to the site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from site_core.plugins import PluginConfig, Setting
from site_core.variables import positive_number

_KEEPING_TOPICS = tuple(f"newsroom.{act}_topic" for act in ("add", "change", "delete", "publish"))


class NewsroomConfig(PluginConfig):
    """The newsroom: news, their topics, and press events."""

    name = "newsroom"
    verbose_name = _("Newsroom")
    core_version = ">=0.1,<1"
    requires = ("home",)
    api_endpoints = {"news": "newsroom.api.NewsAPIViewSet"}
    regions = {
        "head": {"newsroom.components.FeedLinks": 50},
        "home": {"newsroom.components.LatestOnTheHomePage": 20},
        "article_end": {"newsroom.components.LatestAfterAnArticle": 50},
    }
    blocks = {"body": {"source_quotation": "newsroom.blocks.SourceQuotationBlock"}}
    stylesheets = ("newsroom/newsroom.css",)
    settings = {
        "ITEMS_PER_PAGE": Setting(
            "a whole number", "How many items the list of news shows at once.", positive_number, "8"
        ),
        "ITEMS_IN_FEED": Setting(
            "a whole number", "How many items the feeds hold.", positive_number, "20"
        ),
    }
    urlconf = "newsroom.urls"
    roles = {
        "translator": ("newsroom.change_topic",),
        "editor": _KEEPING_TOPICS,
        "media_desk": _KEEPING_TOPICS,
    }
    demo = "newsroom.demo.add_demo"
