"""Whole responses, kept for as long as nothing public changes.

A response is kept under the generation from which it was made, so that after any public change nobody gets
the old one, on any process. A view says that its response is the same for everybody with ``keep``.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import parse_etags

from site_core import prefixes
from site_core.delivery import database, generation, surrogate_keys
from site_core.delivery.front import repeatable
from site_core.delivery.store import (
    ENCODINGS,
    PATIENCE,
    Kept,
    Memory,
    Store,
    shared_cache_control,
    tag_in,
)

logger = logging.getLogger(__name__)

PERSONAL = "private, no-cache"
View = Callable[..., HttpResponseBase]
_MARK = "_kept_parameters"
#: Set on a request whose response lacks something that another attempt may have.
_INCOMPLETE = "_is_answered_in_part"
_LONGEST_PATH = 1024
#: Keys that one process knows not to be kept.
_MOST_UNKEPT = 500


def keep[Response: HttpResponseBase](
    response: Response, parameters: tuple[str, ...] = ()
) -> Response:
    """Mark a response as the same for everybody who asks for its path.

    ``parameters`` are the query parameters that it depends on; all others are ignored.
    """
    setattr(response, _MARK, parameters)
    return response


def note_incomplete(request: HttpRequest) -> None:
    """Say that the response lacks what failed: it is kept for a moment only, and by nobody else."""
    setattr(request, _INCOMPLETE, True)


def kept(view: View, *parameters: str) -> View:
    """Decorate a view whose responses depend on the path and these query parameters alone."""

    @wraps(view)
    def kept_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return keep(view(request, *args, **kwargs), parameters)

    return kept_view


class _Locks:
    """A lock for each key among the threads of this process, dropped when no thread waits for it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[str, tuple[threading.Lock, int]] = {}

    @contextmanager
    def held(self, key: str) -> Iterator[None]:
        """Hold the lock of a key, after whoever held it before; after a while without it."""
        with self._guard:
            lock, users = self._locks.get(key, (threading.Lock(), 0))
            self._locks[key] = (lock, users + 1)
        is_held = lock.acquire(timeout=PATIENCE)
        try:
            yield
        finally:
            if is_held:
                lock.release()
            with self._guard:
                lock, users = self._locks[key]
                if users == 1:
                    del self._locks[key]
                else:
                    self._locks[key] = (lock, users - 1)


class ResponseCacheMiddleware:
    """Answers from what is kept, before any other middleware; keeps what a view lets it keep."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.store = Store()
        self.locks = _Locks()
        #: Keys of responses that are not kept, so that nobody waits for another's.
        self.unkept: OrderedDict[str, None] = OrderedDict()
        #: The last response of each path, for the time when there is no database.
        self.last = Memory()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _may_be_kept(request):
            if not _is_outside(
                request
            ):  # what is hidden from the public is hidden from whoever is signed in
                database.unless_away(lambda: generation.current(request))
            return self._personal(request, self.get_response(request))
        try:
            place = _place(request)
        except DisallowedHost:
            return self.get_response(request)
        tag = database.unless_away(lambda: _validator(request, place))
        if tag is None:
            last = self.last.get(place)
            if last is None or not last.means(request):
                return self.get_response(request)
            return last.response(request, is_stale=True)
        known = _known_tag(request, tag)
        return _not_modified(request, known) if known else self._kept_or_made(request, place, tag)

    def _kept_or_made(self, request: HttpRequest, place: str, tag: str) -> HttpResponseBase:
        key = "response:" + tag.strip('"')
        kept = self.store.get(key)
        if kept is not None:
            self.last.note(place, kept)
            return self._answer(request, kept)
        if key in self.unkept:
            return self.get_response(request)
        with self.locks.held(key):
            return self._answer_after_waiting(request, key, place, tag)

    def _answer_after_waiting(
        self, request: HttpRequest, key: str, place: str, tag: str
    ) -> HttpResponseBase:
        """Another thread, or another process, may have made the response meanwhile."""
        kept = self.store.get(key)
        waited_until = time.monotonic() + PATIENCE
        while kept is None and not self.store.claim(key) and time.monotonic() < waited_until:
            time.sleep(0.02)
            kept = self.store.get(key)
        if kept is not None:
            self.last.note(place, kept)
            return self._answer(request, kept)
        try:
            return self._make(request, key, place, tag)
        finally:
            self.store.release(key)

    def _answer(self, request: HttpRequest, kept: Kept) -> HttpResponseBase:
        return _given(request, kept) if kept.means(request) else self.get_response(request)

    def _make(self, request: HttpRequest, key: str, place: str, tag: str) -> HttpResponseBase:
        response = self.get_response(request)
        parameters = getattr(response, _MARK, None)
        is_kept = (
            parameters is not None
            and isinstance(response, HttpResponse)
            and response.status_code == 200
            and request.method == "GET"
            and _is_for_everybody(response)
        )
        if not is_kept:
            if parameters is None and response.status_code == 200:
                _remember(self.unkept, key)
            return response
        surrogate_keys.of_site(request, response)
        is_complete = not hasattr(request, _INCOMPLETE)
        kept = Kept.of(response, parameters, tag, is_complete=is_complete)  # type: ignore[arg-type] # both are known by now
        if not kept.means(request):
            return response
        self.store.set(key, kept)
        self.last.note(place, kept)
        return _given(request, kept)

    @staticmethod
    def _personal(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """What somebody who is signed in gets stays in their browser, and is asked for again."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not _is_outside(request):
            response.headers.setdefault("Cache-Control", PERSONAL)
        return response


def _remember(known: OrderedDict[str, None], key: str) -> None:
    known[key] = None
    while len(known) > _MOST_UNKEPT:
        known.popitem(last=False)


def _is_outside(request: HttpRequest) -> bool:
    return request.path_info.startswith(
        (
            prefixes.ADMIN,
            "/api/",
            prefixes.DOCUMENTS,
            prefixes.MEDIA,
            prefixes.STATIC,
            "/.well-known/",
        )
    )


def _may_be_kept(request: HttpRequest) -> bool:
    """Whether a request could be anybody's."""
    is_preview = getattr(request, "is_dummy", False)  # Wagtail's, at the page's own path
    return (
        settings.KEEP_RESPONSES
        and not is_preview
        and request.method in ("GET", "HEAD")
        and not ("HTTP_COOKIE" in request.META and _is_somebodys(request.COOKIES))
        and "HTTP_AUTHORIZATION" not in request.META
        and len(request.path_info) <= _LONGEST_PATH
        and not _is_outside(request)
    )


def _is_somebodys(cookies: dict[str, str]) -> bool:
    return settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies


def _place(request: HttpRequest) -> str:
    """The site and path of a request, and whether Markdown is asked for; the query is left out."""
    is_markdown = (
        "markdown" in request.META.get("HTTP_ACCEPT", "").lower()
        and request.get_preferred_type(["text/html", "text/markdown"]) == "text/markdown"
    )
    return f"{request.scheme}://{request.get_host()}{request.path}#{'markdown' * is_markdown}"


def _validator(request: HttpRequest, place: str) -> str:
    """The entity tag of the response (RFC 9110, 8.8.3): of its place, generation and day."""
    return generation.validator_of(request, f"{place}#{timezone.localdate()}")


def _known_tag(request: HttpRequest, tag: str) -> str:
    """The tag, in whichever encoding, by which the client has the response of this generation already."""
    header = request.META.get("HTTP_IF_NONE_MATCH", "")
    if not header:
        return ""
    known = parse_etags(header)
    tags = [tag, *(tag_in(encoding, tag) for encoding in ENCODINGS)]
    return next((found for found in tags if found in known or f"W/{found}" in known), "")


def _given(request: HttpRequest, kept: Kept) -> HttpResponse:
    response = kept.response(request)
    repeatable(request, response, kept.made_at + kept.lasts, kept.parameters)
    return response


def _not_modified(request: HttpRequest, tag: str) -> HttpResponse:
    response = HttpResponseNotModified()
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = shared_cache_control()
    response.headers["Vary"] = "Accept, Accept-Encoding"
    repeatable(request, response)
    return response


def _is_for_everybody(response: HttpResponse) -> bool:
    """Whether nothing in a response speaks against keeping it, whatever its view said."""
    varied = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        not response.streaming
        and not response.cookies
        and varied <= {"accept", "accept-encoding"}
        and not {"private", "no-store"} & set(response.get("Cache-Control", "").split(", "))
    )
