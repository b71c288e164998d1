"""``Cross-Origin-Resource-Policy``: pages for this site only, content for every origin."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from site_core import prefixes

HEADER = "Cross-Origin-Resource-Policy"
#: What apps and pages of other origins show as well.
SHARED_PREFIXES = (prefixes.API, prefixes.MEDIA, prefixes.DOCUMENTS, prefixes.STATIC)
SHARED_ENDINGS = (".atom", ".json", ".ics", ".md", ".xml", ".txt")


class ResourcePolicyMiddleware:
    """Set ``Cross-Origin-Resource-Policy`` (Fetch Standard)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        path = request.path_info
        is_shared = path.startswith(SHARED_PREFIXES) or path.endswith(SHARED_ENDINGS)
        response.headers.setdefault(HEADER, "cross-origin" if is_shared else "same-origin")
        return response
