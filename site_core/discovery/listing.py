"""Shared by sitemaps, feeds and calendars: public pages by variant, with whole URLs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Site

from site_core.languages.variants import Variant, variant_for_code
from site_core.published import aliases
from site_core.published.links import path_in_variant
from site_core.published.models import PublishedDocument


def current_variant() -> Variant:
    """The variant whose prefix the request stands under."""
    return variant_for_code(get_language())


def requested_site(request: HttpRequest) -> Site:
    """The site that is asked. Raises ``Http404`` where there is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("There is no site at this host.")
    return site


def public_pages(site: Site, variant: Variant) -> Any:
    """The public documents of a site in the language of a variant."""
    return PublishedDocument.objects.public().filter(site=site, locale=variant.locale_code)


def listed_pages(site: Site, variant: Variant, section: PublishedDocument | None = None) -> Any:
    """The same, at a section and below it where one is given, each once: without aliases of those listed."""
    pages, below = public_pages(site, variant), section.tree_path if section else ""
    if below:
        pages = pages.filter(tree_path__startswith=below)
    return pages.exclude(pk__in=aliases.beside_their_originals(site.pk, variant.locale_code, below))


def section_at(site: Site, variant: Variant, path: str) -> PublishedDocument:
    """The page at a path below a variant's prefix. Raises ``Http404`` where none is public."""
    document = public_pages(site, variant).filter(path=f"/{variant.locale_code}/{path}").first()
    if document is None:
        raise Http404("There is no page at this address.")
    return document


def page_url(site: Site, document: PublishedDocument, variant: Variant) -> str:
    """The whole URL of a page in a variant."""
    return site.root_url + path_in_variant(document, variant)
