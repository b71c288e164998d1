"""How much a stranger can ask at once, and how often: length of addresses, size of bodies, tries."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import ResolverMatch

from site_core import prefixes
from site_core.delivery import throttling
from site_core.delivery.throttling import Count

#: Bytes of a path with its query. Servers should take as many (RFC 9110, 4.1); nothing here needs more.
MAX_ADDRESS_LENGTH = 8000
#: Bytes of what is posted to a page by anybody: the largest attachment, and room for a sentence about one
#: that is too large. The admin has limits of its own.
MAX_BODY_SIZE = 12_000_000
_MINUTE, _HOUR = 60, 3600
#: Views at which a password is tried, or an e-mail asked for.
_SIGN_IN = frozenset(
    (
        "wagtailadmin_login",
        "second_factor",
        "second_factor_set_up",
        "second_factor_codes",
        "second_factor_remove",
        "wagtailadmin_password_reset",
        "wagtailcore_login",
        "wagtailcore_authenticate_with_password",
        "wagtaildocs_authenticate_with_password",
    )
)


def is_too_long(request: HttpRequest) -> bool:
    """Whether the address of a request is longer than any that is needed."""
    query = len(request.META.get("QUERY_STRING", ""))
    return len(request.META.get("PATH_INFO", "")) + query > MAX_ADDRESS_LENGTH


def _refused(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


#: Held while a process looks at a password, which takes long on purpose: its other threads are for readers,
#: from however many addresses somebody tries.
signing_in = threading.BoundedSemaphore(1)
#: After which somebody may try again who came while it was held.
SIGN_IN_SECONDS = 2
_TRIES = "_tries_to_sign_in"


class RequestLimitsMiddleware:
    """Refuses what costs too much, before anything is done about it. The API has words of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            if is_too_long(request):
                return _refused("This address is too long.", 414)
            if "\x00" in request.path_info:  # which PostgreSQL cannot be asked for
                return _refused("There is nothing at this address.", 404)
        if not request.path_info.startswith(prefixes.ADMIN):
            size = request.META.get("CONTENT_LENGTH") or "0"
            if not (size.isdecimal() and len(size) < 20 and int(size) <= MAX_BODY_SIZE):
                return _refused("This is too large.", 413)
        try:
            return self.get_response(request)
        finally:
            if getattr(request, _TRIES, False):
                signing_in.release()

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Count how often an address tries to sign in."""
        match: ResolverMatch | None = request.resolver_match
        if request.method != "POST" or match is None or match.url_name not in _SIGN_IN:
            return None
        refused = refusal(request, "sign-ins", settings.SIGN_INS_PER_HOUR, _HOUR)
        if refused is None:
            if not signing_in.acquire(blocking=False):
                return _told_to_wait(request, SIGN_IN_SECONDS)
            setattr(request, _TRIES, True)
        return refused


def refusal(
    request: HttpRequest, purpose: str, limit: int, window: int = _MINUTE
) -> HttpResponse | None:
    """Count one more of a purpose for the address of a request; an answer where it was one too many.

    ``limit`` is for ``window`` seconds; 0 is none. Each process counts for itself while Redis is away.
    """
    if not limit:
        return None
    count = throttling.count(throttling.client_address(request.META), purpose, limit, window)
    return None if not count.is_exceeded else _too_many(request, count)


def _too_many(request: HttpRequest, count: Count) -> HttpResponse:
    return _told_to_wait(request, count.reset)


def _told_to_wait(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "429.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def limited(
    purpose: str, setting: str
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Decorate a view that one address may ask so often in a minute as a setting of this name says."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            refused = refusal(request, purpose, getattr(settings, setting))
            return refused or view(request, *args, **kwargs)

        return counted

    return decorate
