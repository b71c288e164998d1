"""The loop of the job worker: looks every second for what is due and does it in threads."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from site_core.jobs.models import ClaimLostError, DueRow, WorkerHeartbeat
from site_core.jobs.queues import Queue, database_answers, queues, work_on

logger = logging.getLogger(__name__)

INTERVAL = 1.0
#: Between two looks, however quickly rows are done.
SHORTEST_INTERVAL = 0.05
HEARTBEAT_SECONDS = 30.0
RENEWAL_SECONDS = 15.0
#: A row is held by one thread for so long at most: after that its claim runs out, and another may go on.
MAX_HOLD_SECONDS = 900.0
#: So long what is under way may take after the worker was told to stop.
STOP_SECONDS = 30.0


@dataclass
class _Turn:
    """A row that a thread works on."""

    queue: Queue
    row: DueRow
    future: Future[None] | None = None
    began: float = field(default_factory=time.monotonic)

    @property
    def is_over(self) -> bool:
        return self.future is not None and self.future.done()


class Worker:
    """Works until it is stopped. A failing database is waited for."""

    def __init__(self, grace: float = STOP_SECONDS) -> None:
        self._grace = grace
        self._stopped = threading.Event()
        self._wake = threading.Event()
        self._queues = queues()
        self._beginning = [queue for queue in self._queues if queue.begin is not None]
        threads = sum(queue.threads for queue in self._queues)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="worker")
        self._turns: list[_Turn] = []
        self._last_beat = self._last_renewal = float("-inf")

    def stop(self) -> None:
        """Let what is under way end, and begin nothing else."""
        self._stopped.set()
        self._wake.set()

    def run(self) -> list[str]:
        """Look every second until ``stop`` is called.

        Returns what was still under way ``grace`` seconds later: the process should end without it. The
        claims run out, and another worker goes on.
        """
        logger.info("worker started")
        while not self._stopped.is_set():
            try:
                self._look()
            except DatabaseError as error:
                _report_database(error)
            except Exception:
                logger.exception("worker stumbled")
            finally:
                close_old_connections()
            self._wake.wait(INTERVAL)
            self._wake.clear()
            self._stopped.wait(SHORTEST_INTERVAL)
        left = self._end()
        logger.info("worker stopped")
        return left

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._last_beat >= HEARTBEAT_SECONDS:
            WorkerHeartbeat.beat()
            self._last_beat = now
        self._turns = [turn for turn in self._turns if not turn.is_over]
        if now - self._last_renewal >= RENEWAL_SECONDS:
            self._renew(now)
            self._last_renewal = now
        while self._beginning:
            _begin(self._beginning[0])
            del self._beginning[0]
        for queue in self._queues:
            try:
                for row in self._rows(queue):
                    self._begin(queue, row)
            except DatabaseError:
                raise
            except Exception:
                logger.exception("queue failed job=%s plugin=%s", queue.name, queue.plugin or "-")

    def _rows(self, queue: Queue) -> Iterator[DueRow]:
        """What of a queue may begin now: as many rows as it has threads free."""
        busy = {turn.row.pk for turn in self._turns if turn.queue is queue}
        free = queue.threads - len(busy)
        if free <= 0:
            return
        for row in queue.due(timezone.now()):
            if row.pk not in busy:
                yield row
                free -= 1
                if not free:
                    return

    def _begin(self, queue: Queue, row: DueRow) -> None:
        turn = _Turn(queue, row)
        turn.future = self._pool.submit(_do, queue, row)
        turn.future.add_done_callback(lambda _: self._wake.set())
        self._turns.append(turn)

    def _renew(self, now: float) -> None:
        for turn in self._turns:
            if turn.row.claim_token and now - turn.began < MAX_HOLD_SECONDS:
                try:
                    turn.row.renew(turn.queue.lease)
                except ClaimLostError:
                    continue  # it has just been given back

    def _end(self) -> list[str]:
        self._pool.shutdown(wait=False, cancel_futures=True)
        wait([turn.future for turn in self._turns if turn.future], timeout=self._grace)
        left = [f"{turn.queue.name} {turn.row}" for turn in self._turns if not turn.is_over]
        for name in left:
            logger.warning("worker ends without waiting any longer job=%s", name)
        return left


def _begin(queue: Queue) -> None:
    """Do what a queue wants done when a worker starts. Raises ``DatabaseError`` where that is away."""
    try:
        if queue.begin is not None:
            queue.begin()
    except Exception as error:
        if isinstance(error, DatabaseError) and not database_answers():
            raise
        logger.exception("queue did not begin job=%s plugin=%s", queue.name, queue.plugin or "-")


def _do(queue: Queue, row: DueRow) -> None:
    try:
        work_on(queue, row)
    except DatabaseError as error:
        _report_database(error)
    except Exception:
        logger.exception("job failed job=%s plugin=%s", queue.name, queue.plugin or "-")
    finally:
        close_old_connections()


def _report_database(error: DatabaseError) -> None:
    if database_answers():
        logger.error("worker: an error of the database", exc_info=error)
    else:
        logger.warning("worker waits for the database: %s", str(error).strip())


@dataclass
class Round:
    """What one round did of a queue, and the errors of rows that failed."""

    name: str
    done: int = 0
    errors: list[Exception] = field(default_factory=list)


def do_one_round() -> list[Round]:
    """Do all that is due, one row after the other. A failing row does not stop the others."""
    rounds = []
    for queue in queues():
        current = Round(queue.name)
        rounds.append(current)
        _begin(queue)
        try:
            for row in list(queue.due(timezone.now())):
                done, error = work_on(queue, row)
                current.done += done
                current.errors += [error] if error else []
        except Exception as error:
            if isinstance(error, DatabaseError) and not database_answers():
                raise
            logger.exception("queue failed job=%s plugin=%s", queue.name, queue.plugin or "-")
            current.errors.append(error)
    return rounds
