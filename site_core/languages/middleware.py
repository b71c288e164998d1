"""Language and script of a response: from the path on the public site, never negotiated anywhere else."""

from __future__ import annotations

import json
from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from site_core import prefixes
from site_core.languages.typography import with_short_words_bound
from site_core.languages.variants import (
    SERBIAN_LATIN,
    Variant,
    accepted_variant,
    variant_for_code,
    variant_for_name,
)

#: Files at the root of the site, which have no language either.
UNPREFIXED_FILES = (".txt", ".xml", ".ico", ".png")
#: What is text, and so in a script. Calendars and cards are made in a variant, property by property: their
#: lines are folded, and an address may begin on one and end on the next (RFC 5545, 3.1; RFC 6350, 3.2).
TEXTUAL = ("text/html", "text/plain", "text/markdown", "xml", "json")


def is_outside_languages(path: str) -> bool:
    """Say whether a URL path belongs to a part of the site that has no language prefix."""
    first, _, below = path.lstrip("/").partition("/")
    return first in prefixes.WITHOUT_LANGUAGE or (not below and first.endswith(UNPREFIXED_FILES))


def _canonical_path(path: str) -> str | None:
    """The path under the right spelling of its prefix (``/sr_LATN/`` → ``/sr-latn/``), if it has another."""
    prefix, _, below = path.lstrip("/").partition("/")
    variant = variant_for_name(prefix)
    if variant is None or prefix == variant.code:
        return None
    return f"/{variant.code}/{below}"


def _rendered(text: str, content_type: str, variant: Variant) -> str:
    if "json" in content_type:
        with suppress(ValueError):
            return json.dumps(variant.render_json(json.loads(text)), ensure_ascii=False)
    return variant.render(text)


def render_in_variant(response: HttpResponse, variant: Variant) -> None:
    """Put the text of a response into the script of a variant, and set Serbian as it is set.

    The one place where a variant that nobody writes comes into being: pages, search, errors and whatever
    else is answered under its prefix pass here.
    """
    is_in_serbian = variant.locale_code == SERBIAN_LATIN.locale_code
    if not is_in_serbian or response.streaming or not response.content:
        return
    content_type = response.get("Content-Type", "")
    is_html = "text/html" in content_type
    if not is_html and (variant.is_authored or not any(kind in content_type for kind in TEXTUAL)):
        return
    text = response.content.decode(response.charset)
    if not variant.is_authored:
        text = _rendered(text, content_type, variant)
    if is_html:
        text = with_short_words_bound(text, is_latin=not variant.is_authored)
    response.content = text.encode(response.charset)
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))


class LanguageMiddleware(LocaleMiddleware):
    """Django's ``LocaleMiddleware`` for variants, kept away from what has no language prefix.

    Wagtail's catch-all makes every path valid under a prefix, so Django's own middleware would
    answer an API error with a redirect to ``/en/api/…``. Outside the prefixes the language is the
    default one: an API response must not depend on ``Accept-Language``.
    """

    def process_request(  # type: ignore[override] # Django's may answer as well, as any may
        self, request: HttpRequest
    ) -> HttpResponseBase | None:
        canonical = _canonical_path(request.path_info)
        if canonical is not None:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{canonical}?{query}" if query else canonical)
        if is_outside_languages(request.path_info):
            translation.activate(settings.LANGUAGE_CODE)
        else:
            code = translation.get_language_from_path(request.path_info)
            translation.activate(
                code or accepted_variant(request.headers.get("Accept-Language", "")).code
            )
        request.LANGUAGE_CODE = translation.get_language()
        return None

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if is_outside_languages(request.path_info):
            return response
        variant = variant_for_code(translation.get_language())
        answer = super().process_response(request, response)
        if isinstance(answer, HttpResponse):
            if answer.has_header("Content-Language"):
                answer["Content-Language"] = variant.tag
            render_in_variant(answer, variant)
        return answer
