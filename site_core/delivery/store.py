"""Where whole responses are kept: in the memory of the process, and behind that in Django's cache."""

from __future__ import annotations

import gzip
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from site_core.delivery.lookups import HIT, MISS

#: Seconds for which a response is kept at most: what a page says of the time of day, such as a form that is
#: to be sent within a day, is no older than this.
MAX_AGE = 3600
#: Seconds for which a response is kept that lacks something: whatever failed may work again.
INCOMPLETE_AGE = 30
ENCODINGS = ("br", "gzip")
_SMALLEST_ENCODED = 512
#: Seconds that a request waits for another one that makes the same response.
PATIENCE = 10
#: Bytes of responses that one process has in its own memory.
_MEMORY = 16_000_000


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
    #: Seconds for which it is kept.
    lasts: float = MAX_AGE

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
                "Cache-Control": shared_cache_control() if self.lasts == MAX_AGE else "no-cache",
                "ETag": tag_in(encoding, self.tag),
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
        is_complete: bool = True,
    ) -> Kept:
        """Take a response, compressed once for all who ask for it.

        The tag of one that is not complete is never that of a response which is.
        """
        body = response.content
        bodies = {"": body}
        if is_encoded:
            patch_vary_headers(response, ["Accept-Encoding"])
            if len(body) >= _SMALLEST_ENCODED:
                bodies["br"] = brotli.compress(body, quality=5)
                bodies["gzip"] = gzip.compress(body, compresslevel=6, mtime=0)
        headers = tuple(response.items())
        if is_complete:
            return cls(response.status_code, headers, bodies, parameters, tag)
        partial = f'{tag[:-1]}-partial"'
        return cls(response.status_code, headers, bodies, parameters, partial, lasts=INCOMPLETE_AGE)

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
        for encoding in ENCODINGS
        if encoding in offered and weights.get(encoding, weights.get("*", 0)) > 0
    ]
    return max(acceptable, key=lambda name: weights.get(name, weights.get("*", 0)), default="")


def tag_in(encoding: str, tag: str) -> str:
    """The entity tag of a response in one of its encodings."""
    return f'{tag[:-1]}-{encoding}"' if encoding else tag


class Memory:
    """The responses that this process has answered with last, by a key, up to ``_MEMORY`` bytes."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0

    def get(self, key: str) -> Kept | None:
        """What is kept under a key."""
        return self._kept.get(key)

    def add(self, key: str, kept: Kept) -> None:
        """Keep a response, and drop those that were added first."""
        with self._guard:
            self._drop(self._kept.pop(key, None))
            self._kept[key] = kept
            self._size += kept.size
            while self._size > _MEMORY:
                self._drop(self._kept.popitem(last=False)[1])

    def note(self, key: str, kept: Kept) -> None:
        """Keep a response that was given, whoever made it, unless it is there."""
        known = self.get(key)
        if known is None or known.tag != kept.tag:
            self.add(key, kept)

    def _drop(self, kept: Kept | None) -> None:
        self._size -= kept.size if kept is not None else 0


class Store:
    """Django's cache for responses, behind the memory of the process.

    A key names the generation, so that what another process has changed is never asked for under the same
    one.
    """

    def __init__(self) -> None:
        self._memory = Memory()

    def get(self, key: str) -> Kept | None:
        """What is kept under a key, unless it is too old."""
        kept = self._memory.get(key)
        if kept is None:
            kept = caches["responses"].get(key)
            if kept is not None:
                self._memory.add(key, kept)
        is_fresh = kept is not None and time.time() - kept.made_at < kept.lasts
        (HIT if is_fresh else MISS).inc()
        return kept if is_fresh else None

    def set(self, key: str, kept: Kept) -> None:
        """Keep a response."""
        self._memory.add(key, kept)
        caches["responses"].set(key, kept, kept.lasts)

    def claim(self, key: str) -> bool:
        """Whether this is the first of all processes that makes the response under a key."""
        return caches["responses"].add(f"{key}:made", 1, PATIENCE)

    def release(self, key: str) -> None:
        """Let another one make it."""
        caches["responses"].delete(f"{key}:made")
