"""How often one address may ask: a count for each window of time, kept in the cache.

Announced in the fields ``RateLimit-Policy`` and ``RateLimit`` (IETF draft-ietf-httpapi-ratelimit-headers).
An answer 304 is not counted.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase

POLICY = "default"


@dataclass(frozen=True)
class Allowance:
    """What is left to an address in the window that is running. Times are seconds."""

    limit: int
    window: int
    used: int
    reset: int

    @property
    def is_exceeded(self) -> bool:
        """Whether this request is one too many."""
        return self.used > self.limit

    def announce(self, response: HttpResponseBase) -> None:
        """Write the fields that tell a client what is left."""
        left = max(self.limit - self.used, 0)
        response["RateLimit-Policy"] = f'"{POLICY}";q={self.limit};w={self.window}'
        response["RateLimit"] = f'"{POLICY}";r={left};t={self.reset}'


def _address(request: HttpRequest) -> str:
    """The client's address: the last hop that a trusted proxy has written down, or the peer's."""
    if settings.API_TRUSTS_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded[:64]
    return request.META.get("REMOTE_ADDR", "")


def take(request: HttpRequest) -> Allowance | None:
    """Count a request; ``None`` where nothing is limited, or the cache cannot be reached."""
    limit = settings.API_REQUESTS_PER_MINUTE
    if not limit:
        return None
    window = 60
    now = time.time()
    number, passed = divmod(now, window)
    key = f"api-requests:{_address(request)}:{int(number)}"
    try:
        cache.add(key, 0, timeout=window * 2)
        used = cache.incr(key)
    except Exception:  # a limit that cannot be kept must not take the API down
        return None
    return Allowance(limit, window, used, int(window - passed) + 1)
