"""Caches in front of the site are told of every public change, through Wagtail's ``frontend_cache``."""

from __future__ import annotations

import logging
import threading
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.conf import settings
from django.db import transaction
from wagtail.contrib.frontend_cache.backends.http import HTTPBackend, PurgeRequest
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Site

from site_core.published.models import ChangeCounter, generation_advanced

logger = logging.getLogger(__name__)

#: Seconds that whoever publishes waits for one cache.
TIMEOUT = 2


class PatientHTTPBackend(HTTPBackend):
    """Wagtail's purge by HTTP, which waits ``TIMEOUT`` seconds for a cache and no longer."""

    def purge(self, url: str) -> None:
        """Send PURGE for a URL. A cache that is down, or hangs, is named in the log and stops nobody."""
        parts = urlsplit(url)
        where = f"{self.cache_scheme}://{self.cache_netloc}{parts.path}"
        request = PurgeRequest(where, headers={"Host": parts.netloc})
        try:
            urlopen(request, timeout=TIMEOUT).close()  # noqa: S310 - the setting takes http and https alone
        except OSError as error:  # urllib's own errors too
            logger.error("The cache at %s was not purged: %s", where, error)


class _Purged:
    """The last generation that this process has told the caches of."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._generation = 0

    def tell(self, number: int) -> None:
        """Purge every site, unless a later change has done so already."""
        if number <= self._generation:
            return
        with self._guard:
            if number <= self._generation:
                return
            newest = ChangeCounter.objects.values_list("value", flat=True).get()
            batch = PurgeBatch()
            # One URL a host: the cache drops all that it has of the host (deploy/varnish.vcl).
            batch.add_urls([f"{site.root_url}/" for site in Site.objects.all()])
            batch.purge()
            self._generation = newest


_purged = _Purged()


def _advanced(number: int, **kwargs: Any) -> None:
    if settings.WAGTAILFRONTENDCACHE:
        transaction.on_commit(lambda: _purged.tell(number), robust=True)


def connect_signals() -> None:
    """Tell the caches of every public change. Called once, when all apps are loaded."""
    generation_advanced.connect(_advanced)
