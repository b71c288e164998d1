"""The public site's views: pages, and the error pages."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotAllowed,
    HttpResponseNotFound,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.template.response import SimpleTemplateResponse
from django.utils.translation import get_language
from django.views.csrf import csrf_failure
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail.models import Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from site_core.api import errors as api_errors
from site_core.delivery import database, frames, generation, limits, responses, surrogate_keys
from site_core.languages.analysis import words_of
from site_core.languages.middleware import is_outside_languages
from site_core.languages.variants import VARIANTS, Variant, authored_variant, variant_for_code
from site_core.pages.absent import is_absent
from site_core.pages.base import BasePage
from site_core.published import links, reading, redirects, routing
from site_core.published.links import path_in_variant
from site_core.published.models import PublishedDocument, overdue_pages
from site_core.search import ranking
from site_core.search import views as search_views

MAX_NEAR_PAGES = 3
SAFE_METHODS = ("GET", "HEAD")
#: Words of a URL of which misspelt ones are looked for: those of somebody who has typed it.
MAX_TYPED_WORDS = 3
#: Letters of a URL whose words are looked at.
MAX_TYPED_LETTERS = 200


@csrf_exempt
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's ``serve``, told beforehand which page the path leads to.

    What is posted needs Django's token, except to a page that says it is posted to by strangers: the
    token would come with a cookie, and readers get none.

    Wagtail keeps the outcome of routing on the request (see ``Page.route_for_request``), and answers
    404 where that is ``None``. Left to itself it would serve the English home page in the place of a
    translation that is not published. That 404 is an answer to the reader in development too.
    """
    site = generation.remember_site(request)
    found = _route(request, path)
    request._wagtail_route_for_request = found  # type: ignore[attr-defined] # Wagtail's own
    if found is not None and request.method not in found.page.allowed_http_method_names():
        return HttpResponseNotAllowed(found.page.allowed_http_method_names())
    is_open = (
        found is not None
        and isinstance(found.page, BasePage)
        and found.page.accepts_anonymous_posts
    )
    view = wagtail_serve if is_open else csrf_protect(wagtail_serve)
    is_public = found is not None and _is_public(found.page)
    is_read = is_public and request.method in SAFE_METHODS
    remembering = generation.for_readers(request) if is_read else nullcontext()
    try:
        with links.for_readers_of(site.pk if site else None), remembering:
            response = view(request, path)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            if found is not None and _is_public(found.page):
                responses.keep(response, found.page.meaningful_parameters)
                surrogate_keys.of_page(response, found.page.pk)
            return response
    except Http404 as error:
        return _moved(path, site) or page_not_found(request, error)


def _is_public(page: Any) -> bool:
    """Whether a page that was routed is the same for every reader."""
    document = getattr(page, "routed_document", None)
    return document is not None and not document.restricted


def _moved(path: str, site: Site | None) -> HttpResponse | None:
    """Where a page has gone, in the reader's variant: redirects know the written one alone.

    The path of a page in another language, which somebody typed or guessed, leads to its counterpart.
    """
    variant = variant_for_code(get_language())
    authored = authored_variant(variant.locale_code)
    found = redirects.find(site.pk if site else None, {f"/{authored.code}/{path}"})
    if found is not None and not redirects.leads_to_readers(found):
        return None
    if found is not None and found.link is not None:
        kind = HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect
        return kind(redirects.in_variant(found.link, variant, site.root_url if site else ""))
    if site is None or not path.strip("/"):
        return None
    below = f"{path.strip('/')}/"
    counterpart = reading.counterpart_by_path(site.pk, below, variant.locale_code)
    if counterpart is None:
        return None
    return HttpResponseRedirect(path_in_variant(counterpart, variant))


def _route(request: HttpRequest, path: str) -> RouteResult | None:
    site = Site.find_for_request(request)
    variant = variant_for_code(get_language())
    found = routing.match(site, variant, path) if site else None
    if found is None:
        return None
    try:
        outcome = found.page.route(request, found.remaining)
    except Http404:
        return None
    if outcome.page.pk in overdue_pages.get():  # its parent knows it, as one that is live
        return None
    # A page whose plugin is switched off stays in the tree and cannot be shown.
    if is_absent(outcome.page):
        return None
    if isinstance(outcome.page, BasePage):
        outcome.page.frame = frames.frame(request, variant, site)
        if outcome.page is found.page and found.remaining:
            outcome.page.routed_below = "/".join(found.remaining) + "/"
    return outcome


def _same_page_elsewhere(
    path: str, variant: Variant, site: Site | None
) -> list[tuple[Variant, str, str]]:
    """Variant, title and path of every variant in which the page with this path can be read."""
    below_prefix = path.lstrip("/").partition("/")[2]
    if below_prefix and not below_prefix.endswith("/"):
        below_prefix += "/"
    by_path = {f"/{other.locale_code}/{below_prefix}": other.locale_code for other in VARIANTS}
    found = {
        document.locale: document
        for document in PublishedDocument.objects.public()
        .without_content()
        .filter(path__in=list(by_path), site=site)
    }
    return [
        (
            other,
            other.render(found[other.locale_code].title),
            path_in_variant(found[other.locale_code], other),
        )
        for other in VARIANTS
        if other.locale_code in found and other.locale_code != variant.locale_code
    ]


def _near_pages(path: str, variant: Variant, site: Site | None) -> list[tuple[str, str]]:
    """The pages that the words of a URL come closest to: title and path."""
    below_prefix = path.strip("/").partition("/")[2]
    words = words_of(below_prefix.rpartition("/")[2][:MAX_TYPED_LETTERS])
    found = ranking.search(
        " ".join(words),
        variant,
        site.pk if site else None,
        corrects=len(words) <= MAX_TYPED_WORDS,
    )
    return [
        (document.title, path_in_variant(document, variant))
        for document in found.documents(0, MAX_NEAR_PAGES)
    ]


@limits.limited("searches", "SEARCHES_PER_MINUTE")
def search(request: HttpRequest) -> HttpResponse:
    """The search page, with what is the same for all readers of a variant."""
    site = generation.remember_site(request)
    frame = frames.frame(request, variant_for_code(get_language()), site)
    return search_views.search(request, frame)


@limits.limited("missing-pages", "MISSING_PAGES_PER_MINUTE")
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the reader's language, with the variants in which the page does exist."""
    variant = variant_for_code(get_language())
    site = Site.find_for_request(request)
    elsewhere = _same_page_elsewhere(request.path, variant, site)
    context = {
        "page_context": frames.frame(request, variant, site),
        "elsewhere": elsewhere,
        "near": [] if elsewhere else _near_pages(request.path, variant, site),
    }
    return HttpResponseNotFound(render(request, "404.html", context).content)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what cannot be read as a request: nothing in it, its host least of all, is looked at."""
    return HttpResponseBadRequest(render_to_string("400.html"))


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without Django's token, in the reader's language; Django's own page in the admin."""
    if is_outside_languages(request.path_info):
        return csrf_failure(request, reason)
    return HttpResponseForbidden(render_to_string("form_refused.html", {}, request))


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without touching the database: it may be what failed. 503 where it is what failed."""
    is_away = database.is_away(sys.exc_info()[1])
    if request.path_info.startswith("/api/"):
        return (api_errors.unavailable if is_away else api_errors.server_error)(request)
    if is_away:
        return database.unavailable()
    return HttpResponseServerError(render_to_string("500.html"))
