"""Django's cache in Redis, which costs speed and never an answer while Redis is down, slow or full."""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis import Redis
from redis.backoff import NoBackoff
from redis.connection import ConnectionInterface
from redis.exceptions import ConnectionError, RedisError, ResponseError
from redis.retry import Retry

from site_core.delivery.breakers import Breaker

logger = logging.getLogger(__name__)

#: Seconds that one command may take. A command takes less than a thousandth of it on a quiet network.
TIMEOUT = 0.25
#: Names of entries that are to be deleted once Redis is back, at most.
_MOST_MISSED = 10_000
#: How often a new counter is told when it is forgotten: whoever counted first may have been ended.
_EXPIRED_AGAIN = 3
_FAILED = object()


class _Server:
    """What all caches in one Redis share: whether it answers, and what they could not delete."""

    def __init__(self, url: str) -> None:
        self.client = Redis.from_url(url, **patience())
        self.breaker = Breaker("Redis", self._ask)
        self._guard = threading.Lock()
        self._missed: dict[str, None] = {}
        #: Connections for counting, last in, first out.
        self._counting: list[ConnectionInterface] = []

    def count(self, key: str, seconds: int) -> int:
        """Add one to a counter that is forgotten after some seconds, and return it. Raises ``RedisError``.

        On a connection kept for it: the client takes a connection from its pool, looks whether it lives, and
        gives it back, for each command, which takes longer than the command.
        """
        try:
            connection = self._counting.pop()
        except IndexError:
            connection = self.client.connection_pool.make_connection()
        try:
            try:
                used = _command(connection, "INCR", key)
            except ConnectionError:  # Redis has ended the connection since
                connection.disconnect()
                used = _command(connection, "INCR", key)
            if used <= _EXPIRED_AGAIN:
                _command(connection, "EXPIRE", key, seconds)
        except BaseException:
            connection.disconnect()  # an answer may still be on its way
            raise
        self._counting.append(connection)
        return used

    def miss(self, keys: Iterable[str]) -> None:
        """Note entries that should have been deleted: what they say is not true any more."""
        with self._guard:
            self._missed.update(dict.fromkeys(keys))
            while len(self._missed) > _MOST_MISSED:
                self._missed.pop(next(iter(self._missed)))

    def _ask(self) -> None:
        self.client.ping()
        with self._guard:
            missed = list(self._missed)
        if missed:
            self.client.delete(*missed)
        with self._guard:
            for key in missed:
                self._missed.pop(key, None)


def _command(connection: ConnectionInterface, *words: str | int) -> int:
    connection.send_packed_command(connection.pack_command(*words), check_health=False)
    return int(connection.read_response())


def patience() -> dict[str, Any]:
    """How long a client of Redis waits, as its options."""
    return {
        "socket_timeout": TIMEOUT,
        "socket_connect_timeout": TIMEOUT,
        "retry": Retry(NoBackoff(), 0),
    }


@functools.cache
def server(url: str) -> _Server:
    """The one record that a process has of a Redis server."""
    return _Server(url)


class PatientRedisCache(RedisCache):
    """Django's cache in Redis. Where Redis fails, nothing is found, and what is to be kept is not.

    What was deleted meanwhile is deleted when Redis is back, before anything is read from it by this process.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        options = {**patience(), **params.get("OPTIONS", {})}
        super().__init__(location, {**params, "OPTIONS": options})
        self.server = server(location)

    def _attempt(self, act: Callable[[], Any], otherwise: Any) -> Any:
        if self.server.breaker.is_open:
            return otherwise
        try:
            return act()
        except ResponseError as error:  # it answers: it is full, for example
            logger.warning("Redis refused a command: %s", error)
        except RedisError as error:
            self.server.breaker.trip(error)
        return otherwise

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Whether nothing was kept under a key; ``True`` as well where nobody knows."""
        return self._attempt(
            lambda: super(PatientRedisCache, self).add(key, value, timeout, version), True
        )

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._attempt(
            lambda: super(PatientRedisCache, self).get(key, default, version), default
        )

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._attempt(
            lambda: super(PatientRedisCache, self).set(key, value, timeout, version), None
        )

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._attempt(
            lambda: super(PatientRedisCache, self).touch(key, timeout, version), False
        )

    def delete(self, key: str, version: int | None = None) -> bool:
        deleted = self._attempt(
            lambda: super(PatientRedisCache, self).delete(key, version), _FAILED
        )
        if deleted is _FAILED:
            self.server.miss([self.make_and_validate_key(key, version=version)])
            return False
        return deleted

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        keys = list(keys)
        return self._attempt(lambda: super(PatientRedisCache, self).get_many(keys, version), {})

    def set_many(
        self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[str]:
        return self._attempt(
            lambda: super(PatientRedisCache, self).set_many(data, timeout, version), list(data)
        )

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        keys = list(keys)
        if (
            keys
            and self._attempt(
                lambda: super(PatientRedisCache, self).delete_many(keys, version), _FAILED
            )
            is _FAILED
        ):
            self.server.miss(self.make_and_validate_key(key, version=version) for key in keys)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._attempt(lambda: super(PatientRedisCache, self).has_key(key, version), False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number. Raises ``ValueError`` where there is none, or nobody knows."""
        number = self._attempt(
            lambda: super(PatientRedisCache, self).incr(key, delta, version), _FAILED
        )
        if number is _FAILED:
            raise ValueError(f"“{key}” cannot be counted: Redis does not answer.")
        return number

    def clear(self) -> None:
        """Empty the database of Redis."""
        self._attempt(super().clear, None)
