"""In which language the admin answers: that of whoever has signed in, else that of the browser."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from site_core import prefixes
from site_core.languages.variants import accepted_variant


class AdminLanguageMiddleware:
    """Makes the language of the reader active for everything that the admin answers.

    Wagtail does so around its views alone: refusals, missing pages, the sign-in and the forms for a new
    password would be in English. Stands below ``SignInMiddleware``, which says who reads.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(prefixes.ADMIN):
            return self.get_response(request)
        language = self._language_of_user(request)
        accepted = accepted_variant(request.headers.get("Accept-Language", "")).code
        with translation.override(language or accepted):
            response = self.get_response(request)
        if language is None:
            patch_vary_headers(response, ["Accept-Language"])
        return response

    @staticmethod
    def _language_of_user(request: HttpRequest) -> str | None:
        if not request.user.is_authenticated:
            return None
        profile = getattr(request.user, "wagtail_userprofile", None)
        return profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
