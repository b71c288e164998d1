"""What machines read of the newsroom, below the prefix of each variant."""

from __future__ import annotations

from django.urls import path, re_path

from newsroom.feeds import feed
from newsroom.sitemap import sitemap
from site_core.delivery.responses import kept

urlpatterns = [
    re_path(r"^news-feed\.(?P<kind>atom|json)$", kept(feed, "topic"), name="news_feed"),
    # Not kept: what is two days old leaves it without anything having changed.
    path("news-sitemap.xml", sitemap, name="news_sitemap"),
]
