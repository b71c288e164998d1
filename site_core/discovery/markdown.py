"""A Markdown twin of each page, and ``/llms.txt``: the site as text for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail.models import Site

from site_core import prefixes
from site_core.delivery.responses import keep
from site_core.discovery.listing import (
    current_variant,
    listed_pages,
    page_url,
    public_pages,
    requested_site,
    section_at,
)
from site_core.languages.variants import DEFAULT_VARIANT, VARIANTS, Variant
from site_core.pages.base import BasePage
from site_core.published.links import ORIGIN
from site_core.published.markdown import plain
from site_core.published.models import PublishedDocument
from site_core.search.highlighting import summary

MARKDOWN = "text/markdown"
CONTENT_TYPE = f"{MARKDOWN}; charset=utf-8"
#: So many pages of a language ``/llms.txt`` names: it is an overview, and is read whole by its readers.
MAX_LISTED = 250


@require_safe
def twin(request: HttpRequest, path: str) -> HttpResponse:
    """A page as Markdown."""
    site, variant = requested_site(request), current_variant()
    return as_markdown(site, variant, section_at(site, variant, path))


def as_markdown(site: Site, variant: Variant, document: PublishedDocument) -> HttpResponse:
    """The answer with the Markdown of a public page, in a variant."""
    text = "\n\n".join(filter(None, _page(site, variant, document))) + "\n"
    authored = f"{ORIGIN}/{document.locale}/"
    text = text.replace(authored, f"{ORIGIN}/{variant.code}/").replace(ORIGIN, site.root_url)
    response = HttpResponse(text, content_type=CONTENT_TYPE)
    response["Link"] = f'<{page_url(site, document, variant)}>; rel="canonical"'
    patch_vary_headers(response, ["Accept"])
    return response


def is_requested(request: HttpRequest) -> bool:
    """Whether a request would rather have Markdown than HTML."""
    return request.get_preferred_type(["text/html", MARKDOWN]) == MARKDOWN


def or_markdown(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view of pages: a client that prefers Markdown to HTML gets the page's twin.

    Where no page stands at the path, the view itself answers, with a redirect or a 404.
    """

    @wraps(view)
    def negotiate(request: HttpRequest, path: str) -> HttpResponse:
        response = _twin_if_preferred(request, path) or view(request, path)
        patch_vary_headers(response, ["Accept"])
        return response

    return negotiate


def _twin_if_preferred(request: HttpRequest, path: str) -> HttpResponse | None:
    if not is_requested(request):
        return None
    try:
        return keep(twin(request, path))
    except Http404:
        return None


def _page(site: Site, variant: Variant, document: PublishedDocument) -> Iterator[str]:
    yield f"# {plain(document.title)}"
    model = apps.get_model(document.type)
    if issubclass(model, BasePage):
        yield from model.get_markdown(document.readable_representation)
    children = public_pages(site, variant).filter(
        tree_path__startswith=document.tree_path, depth=document.depth + 1
    )
    yield "\n".join(
        f"- [{plain(child.title)}]({ORIGIN}{child.path}): {plain(summary(child))}"
        for child in children.defer("search_text").order_by("tree_path")
    )


def _highest_pages(site: Site, variant: Variant) -> tuple[list[PublishedDocument], bool]:
    """The pages that stand highest, at most ``MAX_LISTED``, in tree order; and whether there are others."""
    by_depth = listed_pages(site, variant).order_by("depth", "tree_path")
    keys = list(by_depth.values_list("pk", flat=True)[: MAX_LISTED + 1])
    found = PublishedDocument.objects.filter(pk__in=keys[:MAX_LISTED]).defer("search_text")
    return list(found.order_by("tree_path")), len(keys) > MAX_LISTED


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """``/llms.txt``: what the site is, and where its pages are as Markdown (llmstxt.org)."""
    site = requested_site(request)
    lines: list[str] = []
    for variant in VARIANTS:
        if not variant.is_authored:
            continue
        pages, has_more = _highest_pages(site, variant)
        for page in pages:
            entry = f"[{plain(page.title)}]({page_url(site, page, variant)}index.md)"
            if page.depth > pages[0].depth:
                lines.append(f"- {entry}: {plain(summary(page))}")
            elif variant == DEFAULT_VARIANT:
                lines += [f"# {plain(page.title)}", "", f"> {plain(summary(page))}", ""]
                lines += [
                    "Each page in English and in Serbian; `/sr-latn/` gives Serbian in Latin script. "
                    f"The same as JSON: {site.root_url}{prefixes.API}openapi.json",
                    "",
                    f"## {variant.native_name}",
                    "",
                    f"- {entry}",
                ]
            else:
                lines += ["", f"## {variant.native_name}", "", f"- {entry}"]
        if has_more:
            lines.append(
                "- More pages stand below these: the Markdown of each page lists those under it, and "
                f"[a sitemap]({site.root_url}{reverse('sitemap', args=[variant.code])}) lists all."
            )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
