"""Counts how often one address has done something in a window of time."""

from __future__ import annotations

import functools
import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from redis.exceptions import RedisError, ResponseError

from site_core.delivery import redis_cache


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


def peer_address(fields: Mapping[str, Any]) -> str:
    """The client's address: the last hop that a trusted proxy has written down, or the peer's.

    ``fields`` are those of a request as WSGI has them: ``HttpRequest.META``.
    """
    address = fields.get("REMOTE_ADDR", "")
    if settings.API_TRUSTS_PROXY:
        forwarded = fields.get("HTTP_X_FORWARDED_FOR", "")
        address = forwarded.rpartition(",")[2].strip() or address
    return address


def client_address(fields: Mapping[str, Any]) -> str:
    """By what a client is counted: its address, or of an IPv6 address the network.

    Whoever has one address of a /64 has all of them (RFC 6177).
    """
    return _network(peer_address(fields))


@functools.lru_cache(maxsize=1000)
def _network(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address[:64]
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else address


def locked_address(request: HttpRequest) -> str | None:
    """As ``client_address``, for a column of addresses: of a network its first one, of nonsense none."""
    address = client_address(request.META).partition("/")[0]
    try:
        return str(ip_address(address))
    except ValueError:
        return None


def count(who: str, purpose: str, limit: int, window: int) -> Count:
    """Count one more for a key, such as an address.

    At most ``limit`` are allowed in ``window`` seconds. Each process counts for itself where there is no
    Redis, or while it does not answer.
    """
    number, passed = divmod(time.time(), window)
    used = _counted(f"{purpose}:{_digest(who)}:{int(number)}", seconds=window * 2)
    return Count(limit, window, used, int(window - passed) + 1)


@functools.lru_cache(maxsize=1000)
def _digest(who: str) -> str:
    return hashlib.blake2b(who.encode(), digest_size=16).hexdigest()


def _counted(key: str, seconds: int) -> int:
    """Add one to a counter that is forgotten after some seconds."""
    used = _counted_in_redis(cache.make_key(key), seconds) if settings.REDIS_URL else None
    if used is not None:
        return used
    _own.add(cache.make_key(key), 0, timeout=seconds)
    return _own.incr(cache.make_key(key))


def _counted_in_redis(key: str, seconds: int) -> int | None:
    """The same for all processes, in one round trip; ``None`` where Redis does not answer."""
    server = redis_cache.server(settings.REDIS_URL)
    if server.breaker.is_open:
        return None
    try:
        return server.count(key, seconds)
    except ResponseError:  # it is full
        return None
    except RedisError as error:
        server.breaker.trip(error)
        return None


#: What this process has counted alone.
_own = LocMemCache("throttling", {"OPTIONS": {"MAX_ENTRIES": 10_000}})
