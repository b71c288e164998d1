"""Counts how often one address has done something in a window of time, in the cache."""

from __future__ import annotations

import functools
import hashlib
import time
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis import Redis


@dataclass(frozen=True)
class Count:
    """How often it was done in the window that is running, this time included. Times are seconds."""

    limit: int
    window: int
    used: int
    reset: int

    @property
    def is_exceeded(self) -> bool:
        """Whether this was one time too many."""
        return self.used > self.limit


def client_address(request: HttpRequest) -> str:
    """The client's address: the last hop that a trusted proxy has written down, or the peer's.

    Of an IPv6 address the network: whoever has one address of a /64 has all of them (RFC 6177).
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.API_TRUSTS_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    try:
        known = ip_address(address)
    except ValueError:
        return address[:64]
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else address


def count(who: str, purpose: str, limit: int, window: int) -> Count | None:
    """Count one more for a key, such as an address; ``None`` when the cache cannot be reached.

    At most ``limit`` are allowed in ``window`` seconds. A limit that cannot be counted stops nobody.
    """
    number, passed = divmod(time.time(), window)
    named = hashlib.blake2b(who.encode(), digest_size=16).hexdigest()
    key = f"{purpose}:{named}:{int(number)}"
    try:
        used = _counted(key, seconds=window * 2)
    except Exception:  # whatever the cache's own library raises
        return None
    return Count(limit, window, used, int(window - passed) + 1)


def _counted(key: str, seconds: int) -> int:
    """Add one to a counter that is forgotten after some seconds: one round trip where Redis counts."""
    client = _redis()
    if client is None:
        cache.add(key, 0, timeout=seconds)
        return cache.incr(key)
    key = cache.make_key(key)
    used = client.incr(key)
    if used == 1:
        client.expire(key, seconds)
    return used


@functools.cache
def _redis() -> Redis | None:
    """A client that keeps its connections; Django's cache makes one for each command."""
    if not settings.REDIS_URL:
        return None
    return Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
