"""Whole responses, kept for as long as nothing public changes.

A response is kept under the generation from which it was made, so that after any public change nobody gets
the old one, on any process. A view says that its response is the same for everybody with ``keep``.
"""

from __future__ import annotations

import gzip
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any

import brotli
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from site_core import prefixes
from site_core.delivery import generation

logger = logging.getLogger(__name__)

#: Seconds for which a response is kept at most: what a page says of the time of day, such as a form that is
#: to be sent within a day, is no older than this.
MAX_AGE = 3600
PERSONAL = "private, no-cache"
View = Callable[..., HttpResponseBase]
_MARK = "_kept_parameters"
_ENCODINGS = ("br", "gzip")
_SMALLEST_ENCODED = 512
_LONGEST_PATH = 1024
#: Seconds that a request waits for another one that makes the same response.
_PATIENCE = 10
#: Seconds for which a cache that has failed is left alone.
_PAUSE = 5
#: Bytes of responses that one process has in its own memory.
_MEMORY = 16_000_000
#: Responses that one process keeps for the time when there is no database.
_LAST_KEPT = 500


def keep[Response: HttpResponseBase](
    response: Response, parameters: tuple[str, ...] = ()
) -> Response:
    """Mark a response as the same for everybody who asks for its path.

    ``parameters`` are the query parameters that it depends on; all others are ignored.
    """
    setattr(response, _MARK, parameters)
    return response


def kept(view: View, *parameters: str) -> View:
    """Decorate a view whose responses depend on the path and these query parameters alone."""

    @wraps(view)
    def kept_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return keep(view(request, *args, **kwargs), parameters)

    return kept_view


def shared_cache_control() -> str:
    """``Cache-Control`` of what is public: checked each time, unless shared caches are purged."""
    seconds = settings.SHARED_CACHE_SECONDS
    shared = f", s-maxage={seconds}, stale-while-revalidate={seconds}" if seconds else ""
    return f"public, max-age=0{shared}, stale-if-error=86400"


@dataclass(frozen=True)
class Kept:
    """A response as it is kept: its status, headers, and its body in each encoding."""

    status: int
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    parameters: tuple[str, ...]
    tag: str
    #: Seconds since 1970.
    made_at: float = field(default_factory=time.time)

    @cached_property
    def size(self) -> int:
        """Bytes of its bodies."""
        return sum(len(body) for body in self.bodies.values())

    @cached_property
    def _headers_in(self) -> dict[str, dict[str, str]]:
        """The headers of the response in each encoding, put together once."""
        return {
            encoding: {
                **dict(self.headers),
                **({"Content-Encoding": encoding} if encoding else {}),
                "Content-Length": str(len(body)),
                "Cache-Control": shared_cache_control(),
                "ETag": _tag_in(encoding, self.tag),
            }
            for encoding, body in self.bodies.items()
        }

    @classmethod
    def of(
        cls,
        response: HttpResponse,
        parameters: tuple[str, ...],
        tag: str,
        *,
        is_encoded: bool = True,
    ) -> Kept:
        """Take a response, compressed once for all who ask for it."""
        body = response.content
        bodies = {"": body}
        if is_encoded:
            patch_vary_headers(response, ["Accept-Encoding"])
            if len(body) >= _SMALLEST_ENCODED:
                bodies["br"] = brotli.compress(body, quality=5)
                bodies["gzip"] = gzip.compress(body, compresslevel=6, mtime=0)
        return cls(response.status_code, tuple(response.items()), bodies, parameters, tag)

    def means(self, request: HttpRequest) -> bool:
        """Whether this is the response to a request, whatever else stands in its query."""
        return not any(name in request.GET for name in self.parameters)

    def response(self, request: HttpRequest, *, is_stale: bool = False) -> HttpResponse:
        """The response for a request, in the encoding that it prefers."""
        encoding = accepted_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""), self.bodies)
        response = HttpResponse(
            self.bodies[encoding], status=self.status, headers=self._headers_in[encoding]
        )
        if is_stale:
            response.headers["Cache-Control"] = "no-cache"
            response.headers["Cache-Status"] = "liaison; hit; detail=stale"
        return response


def accepted_encoding(header: str, offered: dict[str, bytes]) -> str:
    """The encoding of a body that a client takes (RFC 9110, 12.5.3); empty for none."""
    if not header:
        return ""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, weight = part.strip().partition(";")
        try:
            weights[name.strip()] = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            weights[name.strip()] = 0
    acceptable = [
        encoding
        for encoding in _ENCODINGS
        if encoding in offered and weights.get(encoding, weights.get("*", 0)) > 0
    ]
    return max(acceptable, key=lambda name: weights.get(name, weights.get("*", 0)), default="")


def _tag_in(encoding: str, tag: str) -> str:
    return f'{tag[:-1]}-{encoding}"' if encoding else tag


class _Memory:
    """The responses that this process has answered with last, up to a number of bytes."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0

    def get(self, key: str) -> Kept | None:
        """What is kept under a key, unless it is too old."""
        kept = self._kept.get(key)
        return kept if kept is not None and time.time() - kept.made_at < MAX_AGE else None

    def add(self, key: str, kept: Kept) -> None:
        """Keep a response, and drop those that were added first."""
        with self._guard:
            self._drop(self._kept.pop(key, None))
            self._kept[key] = kept
            self._size += kept.size
            while self._size > _MEMORY:
                self._drop(self._kept.popitem(last=False)[1])

    def _drop(self, kept: Kept | None) -> None:
        self._size -= kept.size if kept is not None else 0


class Store:
    """Django's cache for responses, behind the memory of the process.

    A cache that fails costs speed and no answer. A key names the generation, so that what another process
    has changed is never asked for under the same one.
    """

    def __init__(self) -> None:
        self._left_alone_until = 0.0
        self._memory = _Memory()

    def _do(self, act: Callable[[Any], Any]) -> Any:
        if time.monotonic() < self._left_alone_until:
            return None
        try:
            return act(caches["responses"])
        except Exception:  # whatever a cache's client raises
            self._left_alone_until = time.monotonic() + _PAUSE
            logger.warning(
                "The cache of responses failed; it is left alone for a moment", exc_info=True
            )
            return None

    def get(self, key: str) -> Kept | None:
        """What is kept under a key."""
        kept = self._memory.get(key)
        if kept is None:
            kept = self._do(lambda cache: cache.get(key))
            if kept is not None:
                self._memory.add(key, kept)
        return kept

    def set(self, key: str, kept: Kept) -> None:
        """Keep a response."""
        self._memory.add(key, kept)
        self._do(lambda cache: cache.set(key, kept, MAX_AGE))

    def claim(self, key: str) -> bool:
        """Whether this is the first of all processes that makes the response under a key."""
        return self._do(lambda cache: cache.add(f"{key}:made", 1, _PATIENCE)) is not False

    def release(self, key: str) -> None:
        """Let another one make it."""
        self._do(lambda cache: cache.delete(f"{key}:made"))


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
        is_held = lock.acquire(timeout=_PATIENCE)
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
        self.last: OrderedDict[str, Kept] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _may_be_kept(request):
            return self._personal(request, self.get_response(request))
        try:
            place = _place(request)
        except DisallowedHost:
            return self.get_response(request)
        try:
            tag = _validator(request, place)
        except DatabaseError:
            last = self.last.get(place)
            if last is None or not last.means(request):
                raise
            return last.response(request, is_stale=True)
        known = _known_tag(request, tag)
        return _not_modified(known) if known else self._kept_or_made(request, place, tag)

    def _kept_or_made(self, request: HttpRequest, place: str, tag: str) -> HttpResponseBase:
        key = "response:" + tag.strip('"')
        kept = self.store.get(key)
        if kept is not None:
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
        waited_until = time.monotonic() + _PATIENCE
        while kept is None and not self.store.claim(key) and time.monotonic() < waited_until:
            time.sleep(0.02)
            kept = self.store.get(key)
        if kept is not None:
            return self._answer(request, kept)
        try:
            return self._make(request, key, place, tag)
        finally:
            self.store.release(key)

    def _answer(self, request: HttpRequest, kept: Kept) -> HttpResponseBase:
        return kept.response(request) if kept.means(request) else self.get_response(request)

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
                _remember(self.unkept, key, None)
            return response
        kept = Kept.of(response, parameters, tag)  # type: ignore[arg-type] # both are known by now
        if not kept.means(request):
            return response
        self.store.set(key, kept)
        _remember(self.last, place, kept)
        return kept.response(request)

    @staticmethod
    def _personal(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """What somebody who is signed in gets stays in their browser, and is asked for again."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not _is_outside(request):
            response.headers.setdefault("Cache-Control", PERSONAL)
        return response


def _remember(known: OrderedDict[str, Any], place: str, value: Any) -> None:
    known[place] = value
    known.move_to_end(place)
    while len(known) > _LAST_KEPT:
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
    tags = [tag, *(_tag_in(encoding, tag) for encoding in _ENCODINGS)]
    return next((found for found in tags if found in known or f"W/{found}" in known), "")


def _not_modified(tag: str) -> HttpResponse:
    response = HttpResponseNotModified()
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = shared_cache_control()
    response.headers["Vary"] = "Accept, Accept-Encoding"
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
