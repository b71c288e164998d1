"""The loop of the job worker: looks every second what there is to send."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from site_core.models.webhooks import WebhookEndpoint, WorkerHeartbeat
from site_core.webhooks import sending

logger = logging.getLogger(__name__)

INTERVAL = 1.0
#: So many receivers are asked at once: one that is slow does not delay the others.
THREADS = 4
HEARTBEAT_SECONDS = 30.0
CLEANING_SECONDS = 3600.0


class Worker:
    """Sends until it is stopped. A failing database is waited for."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="webhooks")
        self._turns: dict[int, Future[int]] = {}
        self._last_beat = self._last_cleaning = float("-inf")

    def stop(self) -> None:
        """Let the messages that are under way end, and begin no other."""
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
        self._turns = {key: turn for key, turn in self._turns.items() if not turn.done()}
        for endpoint in sending.due(timezone.now()):
            if endpoint.pk not in self._turns and len(self._turns) < THREADS:
                self._turns[endpoint.pk] = self._pool.submit(_turn, endpoint)


def _turn(endpoint: WebhookEndpoint) -> int:
    try:
        return sending.take_turn(endpoint)
    except Exception:
        logger.exception("webhook turn failed endpoint=%s", endpoint.pk)
        return 0
    finally:
        connection.close()


def send_what_is_due() -> int:
    """Send to all endpoints that are due, one after the other. Returns how many messages were delivered."""
    return sum(sending.take_turn(endpoint) for endpoint in sending.due(timezone.now()))
