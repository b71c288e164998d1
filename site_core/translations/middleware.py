"""What a request is answered that ends in a refusal: the sentence, whatever door it came through."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from site_core.exceptions import Refused

#: The request is understood, and what it is about is not in a state in which it can be done (RFC 9110).
CONFLICT = 409


class RefusalMiddleware:
    """An editor is led back to where they were, with the sentence; a script gets it as JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer a refusal. The transaction of the request is rolled back by now."""
        if not isinstance(exception, Refused):
            return None
        if _wants_json(request):
            return JsonResponse(
                {"detail": str(exception)},
                status=CONFLICT,
                json_dumps_params={"ensure_ascii": False},
            )
        messages.error(request, str(exception))
        came_from = request.headers.get("Referer", "")
        is_own = url_has_allowed_host_and_scheme(
            came_from, {request.get_host()}, require_https=request.is_secure()
        )
        return HttpResponseRedirect(came_from if is_own else reverse("wagtailadmin_home"))


def _wants_json(request: HttpRequest) -> bool:
    return (
        request.headers.get("X-Requested-With") == "XMLHttpRequest"
        or request.content_type == "application/json"
        or request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )
