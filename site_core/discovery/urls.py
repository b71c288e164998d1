"""URLs of what machines read: some stand beside the languages, some in each of them."""

from __future__ import annotations

from django.urls import path, re_path

from site_core.delivery.responses import kept
from site_core.discovery.calendars import events
from site_core.discovery.feeds import feed
from site_core.discovery.icons import AT_THE_ROOT, icon, manifest
from site_core.discovery.markdown import llms, twin
from site_core.discovery.sitemaps import index, robots, sitemap

#: Path of a page below the prefix of its variant; empty for the home page.
PAGE = r"^(?P<path>(?:[-\w]+/)*)"

beside_languages = [
    path("sitemap.xml", kept(index), name="sitemap_index"),
    path("sitemap-<slug:code>.xml", kept(sitemap, "page"), name="sitemap"),
    path("robots.txt", kept(robots), name="robots"),
    path("llms.txt", kept(llms), name="llms"),
    *(path(name, icon, {"name": name}, name=name) for name in AT_THE_ROOT),
]
in_languages = [
    re_path(PAGE + r"feed\.(?P<kind>atom|json)$", kept(feed), name="feed"),
    re_path(PAGE + r"events\.ics$", kept(events), name="events"),
    re_path(PAGE + r"index\.md$", kept(twin), name="markdown"),
    path("site.webmanifest", kept(manifest), name="manifest"),
]
