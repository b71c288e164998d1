"""``/sitemap.xml`` and one sitemap a variant (sitemaps.org 0.9), and ``/robots.txt``."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F, Window
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from site_core.api.parameters import number_of
from site_core.discovery.listing import listed_pages, requested_site
from site_core.languages.variants import DEFAULT_VARIANT, VARIANTS, Variant, variant_for_name
from site_core.pages.routes import routable_types
from site_core.published import reading
from site_core.published.links import ORIGIN, path_under
from site_core.published.models import PublishedDocument

#: The protocol allows 50,000 URLs a file; each of ours names its other variants too, and is made in the time
#: of a few pages. A crawler fetches those again of which the index says that they have changed.
PER_FILE = 1_000
#: And as many files in an index.
MAX_FILES = 50_000
XML = "application/xml"
_BEGINNING = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" \
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">"""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sitemaps of all variants, each in as many files as it takes, with the time of its last change."""
    site = requested_site(request)
    files = []
    for variant in VARIANTS:
        url = site.root_url + reverse("sitemap", args=[variant.code])
        for page, latest in enumerate(_published_last(site, variant), start=1):
            files.append({"url": url + (f"?page={page}" if page > 1 else ""), "changed_at": latest})
    return _xml("discovery/sitemap_index.xml", {"files": files})


@require_safe
def sitemap(request: HttpRequest, code: str) -> HttpResponse:
    """The pages of one variant, with their other variants and their pictures."""
    variant = variant_for_name(code)
    if variant is None or variant.code != code:
        raise Http404("There is no such variant.")
    site = requested_site(request)
    number = number_of(request.GET.get("page", "1")) or 0
    start = (number - 1) * PER_FILE
    is_there = 1 <= number <= MAX_FILES
    rows = _pages(site, variant)[start : start + PER_FILE] if is_there else ()
    pages = [_Page(*row) for row in rows]
    if not pages:
        raise Http404("There is no such part of the sitemap.")
    others = _counterparts(site, pages)
    routes = _routes(site, pages)
    entries = (
        _entry(
            site.root_url + path_under(variant, page.path + route, page.locale),
            page.last_published_at,
            _alternates(
                site.root_url,
                {
                    locale: path + route
                    for locale, path in others[page.translation_key].items()
                    if not route or route in routes.get((page.translation_key, locale), ())
                },
            ),
            str(page.image).replace(ORIGIN, site.root_url) if page.image and not route else "",
        )
        for page in pages
        for route in ("", *routes.get((page.translation_key, page.locale), ()))
    )
    return HttpResponse(f"{_BEGINNING}{''.join(entries)}\n</urlset>\n", content_type=XML)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may ask: everything public. Results of searches are no pages."""
    site = requested_site(request)
    lines = ["User-agent: *", "Disallow: /admin/"]
    lines += [f"Disallow: /{variant.code}/search/" for variant in VARIANTS]
    lines += ["", f"Sitemap: {site.root_url}{reverse('sitemap_index')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


class _Page(NamedTuple):
    """What an entry says of a page."""

    page_id: int
    type: str
    locale: str
    path: str
    translation_key: UUID
    last_published_at: datetime | None
    image: Any


def _pages(site: Site, variant: Variant) -> Any:
    """Rows and not objects: a file has thousands of entries, and each needs little of its page."""
    image = KeyTransform("src", KeyTransform("lead_image", "representation"))
    pages = listed_pages(site, variant).annotate(image=image).order_by(F("pk"))
    return pages.values_list(*_Page._fields)


def _published_last(site: Site, variant: Variant) -> list[datetime | None]:
    """When a page of each file was published last: one query, and no row of the pages leaves the database."""
    number = Window(RowNumber(), order_by="pk")
    placed = listed_pages(site, variant).annotate(file=(number - 1) / PER_FILE)
    sql, parameters = placed.values_list("file", "last_published_at").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT MAX(last_published_at) FROM ({sql}) AS placed GROUP BY file ORDER BY file",  # noqa: S608 - the values are parameters
            parameters,
        )
        return [reading.moment(latest) for (latest,) in cursor.fetchall()]


def _counterparts(site: Site, pages: list[_Page]) -> dict[UUID, dict[str, str]]:
    """By translation key, the path of each page and of its counterparts by their locales."""
    found: dict[UUID, dict[str, str]] = {page.translation_key: {} for page in pages}
    documents = PublishedDocument.objects.public().filter(site=site, translation_key__in=found)
    for key, locale, path in documents.values_list("translation_key", "locale", "path"):
        found[key][locale] = path
    return found


def _routes(site: Site, pages: list[_Page]) -> dict[tuple[UUID, str], list[str]]:
    """By translation key and locale, the addresses below their own that pages answer themselves.

    No query where no page in the file does so.
    """
    keys = [page.translation_key for page in pages if page.type in routable_types()]
    if not keys:
        return {}
    documents = PublishedDocument.objects.public().filter(site=site, translation_key__in=keys)
    found = Page.objects.filter(pk__in=documents.values("page_id")).select_related("locale")
    return {
        (page.translation_key, page.locale.language_code): [
            route.path for route in page.get_routes()
        ]
        for page in found.specific()
    }


def _alternates(root_url: str, paths: dict[str, str]) -> list[tuple[str, str]]:
    alternates = [
        (variant.tag, root_url + path_under(variant, path, variant.locale_code))
        for variant in VARIANTS
        if (path := paths.get(variant.locale_code)) is not None
    ]
    alternates += [("x-default", where) for tag, where in alternates if tag == DEFAULT_VARIANT.tag]
    return alternates


def _entry(url: str, latest: datetime | None, alternates: list[tuple[str, str]], image: str) -> str:
    """One page in a file. Written by hand: a template takes ten times as long for some thousands."""
    lines = ["", "  <url>", f"    <loc>{escape(url)}</loc>"]
    if latest:
        lines.append(f"    <lastmod>{latest.isoformat()}</lastmod>")
    lines += [
        f'    <xhtml:link rel="alternate" hreflang="{tag}" href="{escape(where)}"/>'
        for tag, where in alternates
    ]
    if image:
        lines.append(f"    <image:image><image:loc>{escape(image)}</image:loc></image:image>")
    lines.append("  </url>")
    return "\n".join(lines)


def _xml(template: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(render_to_string(template, context), content_type=XML)
