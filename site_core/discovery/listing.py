"""Shared by sitemaps, feeds and calendars: public pages by variant, with whole URLs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Site

from site_core.languages.variants import Variant, variant_for_code
from site_core.published.links import path_in_variant
from site_core.published.models import Change, PublishedDocument


def current_variant() -> Variant:
    """The variant whose prefix the request stands under."""
    return variant_for_code(get_language())


def requested_site(request: HttpRequest) -> Site:
    """The site that is asked. Raises ``Http404`` where there is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("There is no site at this host.")
    return site


def public_pages(site: Site, variant: Variant, below: str = "") -> Any:
    """The public documents of a site in the language of a variant, at a path and below it."""
    pages = PublishedDocument.objects.public().filter(site=site, locale=variant.locale_code)
    return pages.filter(path__startswith=below) if below else pages


def section_at(site: Site, variant: Variant, path: str) -> PublishedDocument:
    """The page at a path below a variant's prefix. Raises ``Http404`` where none is public."""
    document = public_pages(site, variant).filter(path=f"/{variant.locale_code}/{path}").first()
    if document is None:
        raise Http404("There is no page at this address.")
    return document


def page_url(site: Site, document: PublishedDocument, variant: Variant) -> str:
    """The whole URL of a page in a variant."""
    return site.root_url + path_in_variant(document, variant)


def changed_at(page_ids: Iterable[int]) -> dict[int, datetime]:
    """When what the public sees of each page last changed, by the changes feed: one query."""
    rows = Change.objects.filter(page_id__in=list(page_ids)).order_by().values("page_id")
    return dict(rows.annotate(latest=Max("at")).values_list("page_id", "latest"))
