"""The loop of the job worker: looks every second what there is to do.

It sends webhooks, and runs the ``jobs`` of the plugins. A job is a function without arguments that does
what is due and returns how much it was. What is due stands in the job's own rows, so a worker that is
killed loses nothing, and several may run.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from site_core.plugins import registry
from site_core.webhooks import sending
from site_core.webhooks.models import WorkerHeartbeat

logger = logging.getLogger(__name__)

INTERVAL = 1.0
#: So many receivers are asked at once. Each job has a thread besides: what is slow does not delay the others.
THREADS = 4
HEARTBEAT_SECONDS = 30.0
CLEANING_SECONDS = 3600.0


class Worker:
    """Works until it is stopped. A failing database is waited for."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._jobs = registry.jobs()
        self._pool = ThreadPoolExecutor(THREADS + len(self._jobs), thread_name_prefix="worker")
        self._under_way: dict[Hashable, Future[None]] = {}
        self._last_beat = self._last_cleaning = float("-inf")

    def stop(self) -> None:
        """Let what is under way end, and begin nothing else."""
        self._stopped.set()

    def run(self) -> None:
        """Look every second until ``stop`` is called."""
        logger.info("worker started")
        while not self._stopped.is_set():
            try:
                self._look()
            except DatabaseError as error:
                logger.warning("worker waits for the database: %s", str(error).strip())
            finally:
                close_old_connections()
            self._stopped.wait(INTERVAL)
        self._pool.shutdown(wait=True)
        logger.info("worker stopped")

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._last_beat >= HEARTBEAT_SECONDS:
            WorkerHeartbeat.beat()
            self._last_beat = now
        if now - self._last_cleaning >= CLEANING_SECONDS:
            sending.forget_old_attempts()
            self._last_cleaning = now
        self._under_way = {key: turn for key, turn in self._under_way.items() if not turn.done()}
        for path, job in self._jobs.items():
            self._begin(path, job)
        for endpoint in sending.due(timezone.now()):
            if len(self._under_way) < THREADS + len(self._jobs):
                self._begin(endpoint.pk, partial(sending.take_turn, endpoint))

    def _begin(self, key: Hashable, work: Callable[[], int]) -> None:
        if key not in self._under_way:
            self._under_way[key] = self._pool.submit(_do, key, work)


def _do(key: Hashable, work: Callable[[], int]) -> None:
    try:
        work()
    except DatabaseError as error:
        logger.warning("worker waits for the database: %s", str(error).strip())
    except Exception:
        logger.exception("work failed key=%s", key)
    finally:
        close_old_connections()


def do_what_is_due() -> dict[str, int]:
    """Do all that is due, one thing after the other. Returns how much it was, by the name of the work."""
    jobs = {"webhooks": sending.send_what_is_due, **registry.jobs()}
    return {name: job() for name, job in jobs.items()}
