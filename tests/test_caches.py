"""Tests in several processes share one cache server, and none may empty what another has put there."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import CacheHandler, cache

from tests.support.database import forget


def test_forgetting_leaves_what_another_process_keeps() -> None:
    config = {
        name: {**options, "KEY_PREFIX": "another"} for name, options in settings.CACHES.items()
    }
    of_another_process = CacheHandler(config)["default"]
    of_another_process.set("name", "theirs")
    cache.set("name", "ours")

    forget()

    assert cache.get("name") is None
    assert of_another_process.get("name") == "theirs"
    of_another_process.delete("name")
