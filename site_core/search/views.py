"""The search page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language
from wagtail.models import Site

from site_core.languages.names import in_variant
from site_core.languages.variants import SERBIAN_CYRILLIC, VARIANTS, Variant, variant_for_code
from site_core.published.documents import PageContext, PageLink
from site_core.published.links import path_in_variant
from site_core.published.models import PublishedDocument, installed_types
from site_core.search import ranking
from site_core.search.highlighting import Sought, fragments, summary
from site_core.site_settings.models import SiteSettings

RESULTS_PER_PAGE = 20
CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    is_chosen: bool


class _Pages:
    """The pages found, as a paginator takes them."""

    def __init__(self, found: ranking.SearchResults) -> None:
        self.found = found

    def __len__(self) -> int:
        return self.found.total

    def __getitem__(self, wanted: slice) -> list[PublishedDocument]:
        start, stop = wanted.start or 0, wanted.stop or self.found.total
        return self.found.documents(start, stop - start)


def search(request: HttpRequest, page_context: PageContext) -> HttpResponse:
    """Public pages of the reader's language that answer best, with the passages that were found.

    ``page_context`` is the home page, the menu and the footer of the site.
    """
    variant = variant_for_code(get_language())
    query = request.GET.get("q", "").replace("\x00", "").strip()
    site = Site.find_for_request(request)
    section = next(
        (link for link in page_context.menu if str(link.id) == request.GET.get("section")), None
    )
    kind = request.GET.get("type", "") if request.GET.get("type") in installed_types() else ""
    synonyms = SiteSettings.for_request(request).search_synonyms if site else ""
    found = ranking.search(
        query,
        variant,
        site.pk if site else None,
        types=[kind] if kind else [],
        below=section.tree_path if section else "",
        synonyms=synonyms,
    )
    pages: Any = _Pages(found)
    page = Paginator(pages, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    filters = {"type": kind, "section": str(section.id) if section else ""}
    sought = Sought(found.parsed.stems, variant.locale_code)
    return TemplateResponse(
        request,
        "search/search.html",
        {
            "query": query,
            "typed": _as_typed(query, variant),
            "parsed": found.parsed,
            "corrections": [
                (_as_typed(word, variant), corrected_to)
                for word, corrected_to in found.parsed.corrections
            ],
            "results": [_result(document, sought, variant) for document in page.object_list],
            "results_page": page,
            "in_other_language": _in_other_language(query, variant, site, synonyms)
            if query and not found.total
            else [],
            "types": _types(kind),
            "sections": _sections(page_context.menu, section),
            "is_filtered": any(filters.values()),
            "page_context": page_context,
        },
    )


def _result(document: PublishedDocument, sought: Sought, variant: Variant) -> dict[str, Any]:
    passages = fragments(document, sought, besides_title=True)
    return {
        "title": document.title,
        "path": path_in_variant(document, variant),
        "summary": summary(document),
        # Escaped by ``fragments``; the marks are all that is markup.
        "passages": [mark_safe(passage) for passage in passages],  # noqa: S308
    }


def _as_typed(query: str, variant: Variant) -> str:
    """What a reader asks for, in the script in which it is written."""
    is_of_page = variant == SERBIAN_CYRILLIC or CYRILLIC.search(query) is None
    language = "" if is_of_page else format_html(' lang="{}"', SERBIAN_CYRILLIC.tag)
    return format_html('<span{} translate="no">{}</span>', language, query)


def _in_other_language(
    query: str, variant: Variant, site: Site | None, synonyms: str
) -> list[dict[str, Any]]:
    """Where the same words do find something: the site in the other language."""
    others = [other for other in VARIANTS if other.locale_code != variant.locale_code]
    is_cyrillic = CYRILLIC.search(query) is not None
    others.sort(key=lambda other: other.is_authored != is_cyrillic)  # the script that was asked in
    found: list[dict[str, Any]] = []
    for other in others[:1]:
        site_id = site.pk if site else None
        total = ranking.search(query, other, site_id, synonyms=synonyms).total
        if total:
            url = f"/{other.code}/search/?{urlencode({'q': query})}"
            found.append(
                {"variant": other, "within": in_variant(other), "total": total, "url": url}
            )
    return found


def _types(chosen: str) -> list[Choice]:
    labels = {name: apps.get_model(name)._meta.verbose_name for name in installed_types()}
    labels.pop("wagtailcore.Page", None)
    return [Choice(name, capfirst(str(label)), name == chosen) for name, label in labels.items()]


def _sections(menu: Any, chosen: PageLink | None) -> list[Choice]:
    return [Choice(str(link.id), link.title, link == chosen) for link in menu]
