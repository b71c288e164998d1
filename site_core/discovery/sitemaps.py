"""``/sitemap.xml`` and one sitemap a variant (sitemaps.org 0.9), and ``/robots.txt``."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.db.models.fields.json import KeyTransform
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from site_core.discovery.listing import changed_at, page_url, public_pages, requested_site
from site_core.languages.variants import DEFAULT_VARIANT, VARIANTS, Variant, variant_for_name
from site_core.published.links import ORIGIN
from site_core.published.models import PublishedDocument

#: The protocol allows 50,000 URLs a file; each of ours names its other variants too.
PER_FILE = 5_000
XML = "application/xml"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sitemaps of all variants, each in as many files as it takes, with the time of its last change."""
    site = requested_site(request)
    files = []
    for variant in VARIANTS:
        ids = list(_pages(site, variant).values_list("pk", flat=True))
        for number in range(0, len(ids), PER_FILE):
            part = ids[number : number + PER_FILE]
            path = reverse("sitemap", args=[variant.code])
            page = number // PER_FILE + 1
            files.append(
                {
                    "url": f"{site.root_url}{path}" + (f"?page={page}" if page > 1 else ""),
                    "changed_at": max(changed_at(part).values(), default=None),
                }
            )
    return _xml("discovery/sitemap_index.xml", {"files": files})


@require_safe
def sitemap(request: HttpRequest, code: str) -> HttpResponse:
    """The pages of one variant, with their other variants and their pictures."""
    variant = variant_for_name(code)
    if variant is None or variant.code != code:
        raise Http404("There is no such variant.")
    site = requested_site(request)
    number = request.GET.get("page", "1")
    start = (int(number) - 1) * PER_FILE if number.isascii() and number.isdecimal() else -1
    pages = list(_pages(site, variant)[start : start + PER_FILE]) if start >= 0 else []
    if not pages:
        raise Http404("There is no such part of the sitemap.")
    others = _counterparts(site, pages)
    times = changed_at(page.pk for page in pages)
    entries = [
        {
            "url": page_url(site, page, variant),
            "changed_at": times.get(page.pk) or page.last_published_at,
            "alternates": _alternates(site, others[page.translation_key]),
            "image": str(page.image).replace(ORIGIN, site.root_url) if page.image else "",
        }
        for page in pages
    ]
    return _xml("discovery/sitemap.xml", {"entries": entries})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may ask: everything public. Results of searches are no pages."""
    site = requested_site(request)
    lines = ["User-agent: *", "Disallow: /admin/"]
    lines += [f"Disallow: /{variant.code}/search/" for variant in VARIANTS]
    lines += ["", f"Sitemap: {site.root_url}{reverse('sitemap_index')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _pages(site: Site, variant: Variant) -> Any:
    image = KeyTransform("src", KeyTransform("lead_image", "representation"))
    return public_pages(site, variant).without_content().annotate(image=image).order_by(F("pk"))


def _counterparts(site: Site, pages: list[PublishedDocument]) -> dict[Any, list[PublishedDocument]]:
    found: dict[Any, list[PublishedDocument]] = {page.translation_key: [] for page in pages}
    documents = PublishedDocument.objects.public().without_content().filter(site=site)
    for document in documents.filter(translation_key__in=list(found)):
        found[document.translation_key].append(document)
    return found


def _alternates(site: Site, counterparts: list[PublishedDocument]) -> list[tuple[str, str]]:
    by_locale = {document.locale: document for document in counterparts}
    alternates = [
        (variant.tag, page_url(site, by_locale[variant.locale_code], variant))
        for variant in VARIANTS
        if variant.locale_code in by_locale
    ]
    alternates += [("x-default", where) for tag, where in alternates if tag == DEFAULT_VARIANT.tag]
    return alternates


def _xml(template: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(render_to_string(template, context), content_type=XML)
