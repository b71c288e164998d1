"""Language of a request: from its path on the public site, never negotiated anywhere else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from site_core.languages.forms import form_for_code

#: First path segments that stand outside the language prefixes.
UNPREFIXED = ("admin", "api", "documents", "health", "media", "static")


def is_outside_languages(path: str) -> bool:
    """Say whether a URL path belongs to a part of the site that has no language prefix."""
    return path.lstrip("/").partition("/")[0] in UNPREFIXED


class LanguageMiddleware(LocaleMiddleware):
    """Django's ``LocaleMiddleware``, kept away from what has no language prefix.

    Wagtail's catch-all makes every path valid under a prefix, so Django's own middleware would
    answer an API error with a redirect to ``/en/api/…``. Outside the prefixes the language is the
    default one: an API response must not depend on ``Accept-Language``.
    """

    def process_request(self, request: HttpRequest) -> None:
        if is_outside_languages(request.path_info):
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = settings.LANGUAGE_CODE
            return
        super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if is_outside_languages(request.path_info):
            return response
        answer = super().process_response(request, response)
        if isinstance(answer, HttpResponse) and answer.has_header("Content-Language"):
            answer["Content-Language"] = form_for_code(answer["Content-Language"]).tag
        return answer
