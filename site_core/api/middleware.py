"""Validators, caching and limits of every API answer.

It stands before sessions and languages, so that a client that has the newest answer is told so after one
small query.
"""

from __future__ import annotations

from collections.abc import Callable

from corsheaders.middleware import CorsMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from site_core import prefixes
from site_core.api import throttling
from site_core.api.errors import unavailable
from site_core.api.problems import Details, respond
from site_core.delivery import database, generation, limits, surrogate_keys
from site_core.delivery.front import repeatable
from site_core.delivery.store import MAX_AGE, Kept, Memory, Store

#: Fresh for no time, so that nobody builds on an old answer; an old one is better than none.
PUBLIC = "public, max-age=0, stale-if-error=86400"
PERSONAL = "private, no-store"
_KEPT_STATUSES = (200, 301, 302, 308)
_QUOTE = '"'
#: Bytes of the largest answer that is kept.
_LARGEST_KEPT = 256_000


class APIMiddleware:
    """Serves ``/api/v2/``; everything else passes through untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.store = Store()
        #: The last answer to each request, for the time when there is no database.
        self.last = Memory()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(prefixes.API):
            return self.get_response(request)
        if limits.is_too_long(request):
            sentence = f"The address has more than {limits.MAX_ADDRESS_LENGTH} bytes."
            return respond(request, Details("uri_too_long", sentence, 414))
        is_reading = request.method in ("GET", "HEAD")
        if is_reading and database.unless_away(lambda: generation.current(request)) is None:
            return self._without_database(request)
        if is_reading and not _is_personal(request):
            not_modified = _not_modified(request)
            if not_modified is not None:
                if settings.KEEP_RESPONSES:
                    repeatable(request, not_modified)
                return self._with_headers(request, not_modified)
        allowance = throttling.hit(request.META)
        if allowance is not None and allowance.is_exceeded:
            response: HttpResponseBase = respond(
                request,
                Details(
                    "too_many_requests",
                    f"Too many requests from this address: at most {allowance.limit} in "
                    f"{allowance.window} seconds. Ask again in {allowance.reset} seconds.",
                    429,
                ),
            )
            response["Retry-After"] = str(allowance.reset)
        else:
            response = self._kept(request) if is_reading else self.get_response(request)
        for name, value in throttling.fields(allowance).items():
            response.headers[name] = value
        if is_reading:
            return self._with_headers(request, response)
        response.setdefault("Cache-Control", "no-store")
        return response

    def _without_database(self, request: HttpRequest) -> HttpResponseBase:
        last = None if _is_personal(request) else self.last.get(_place(request))
        return last.response(request, is_stale=True) if last else unavailable(request)

    def _kept(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of this generation, made once; each time where it has its own ``Cache-Control``."""
        tag = generation.validator(request)
        is_json = request.get_preferred_type(["application/json"]) is not None
        key = f"answer:{tag.strip(_QUOTE)}"
        if not settings.KEEP_RESPONSES or _is_personal(request) or not is_json:
            return self.get_response(request)
        kept = self.store.get(key)
        if kept is not None:
            self.last.note(_place(request), kept)
            response: HttpResponseBase = kept.response(request)
            del response.headers["Cache-Control"]
            repeatable(request, response, kept.made_at + MAX_AGE, admission=throttling.admit)
            return response
        response = self.get_response(request)
        if (
            isinstance(response, HttpResponse)
            and (response.status_code, request.method) == (200, "GET")
            and not response.has_header("Cache-Control")
            and not response.cookies
            and len(response.content) <= _LARGEST_KEPT
        ):
            made = Kept.of(response, (), tag, is_encoded=False)
            self.store.set(key, made)
            self.last.note(_place(request), made)
        return response

    def _with_headers(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.has_header("Cache-Control"):
            return response
        if _is_personal(request):
            response["Cache-Control"] = PERSONAL
        elif response.status_code in (*_KEPT_STATUSES, 304):
            response["Cache-Control"] = PUBLIC
            response["ETag"] = generation.validator(request)
            if response.status_code == 200:
                if _takes_any(request):  # there is an answer, and that is all it wants to know
                    response = _as_not_modified(response)
                surrogate_keys.of_site(request, response)
        else:
            response["Cache-Control"] = "no-cache"
        return response


def _place(request: HttpRequest) -> str:
    return f"{request.get_host()}{request.get_full_path()}"


def _is_personal(request: HttpRequest) -> bool:
    """Whether a request carries credentials. Its answer is the same, but is kept by no shared cache."""
    return (
        "HTTP_AUTHORIZATION" in request.META
        or ("HTTP_COOKIE" in request.META and settings.SESSION_COOKIE_NAME in request.COOKIES)
        or request.path_info.startswith(prefixes.PREVIEW)
    )


def _takes_any(request: HttpRequest) -> bool:
    """Whether a request asks only for what nobody has yet: ``If-None-Match: *`` (RFC 9110, 13.1.2)."""
    return request.META.get("HTTP_IF_NONE_MATCH", "").strip() == "*"


def _as_not_modified(response: HttpResponseBase) -> HttpResponse:
    """304 with the headers that an answer would have had (RFC 9110, 15.4.5)."""
    kept = ("Cache-Control", "Content-Location", "ETag", "Vary")
    headers = {name: response[name] for name in kept if response.has_header(name)}
    return HttpResponse(status=304, headers=headers)


def _not_modified(request: HttpRequest) -> HttpResponseBase | None:
    """304 where the client has the answer of this generation already (RFC 9110, 13.1.2)."""
    if "HTTP_IF_NONE_MATCH" not in request.META or _takes_any(request):
        return None  # whether there is an answer at all is not known yet
    return get_conditional_response(request, etag=generation.validator(request))


class PublicCorsMiddleware(CorsMiddleware):
    """``django-cors-headers``, without ``Vary`` where every origin gets the same answer.

    The package says ``Vary: origin`` in any case, and every origin would make a copy of its own in a
    shared cache.
    """

    def add_response_headers(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        varied = response.get("Vary")
        response = super().add_response_headers(request, response)
        if settings.CORS_ALLOW_ALL_ORIGINS:
            if varied is None:
                response.headers.pop("Vary", None)
            else:
                response["Vary"] = varied
        return response
