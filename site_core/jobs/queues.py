"""What the worker does: queues of due rows, and periodic jobs, those of plugins included."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone

from site_core.jobs.models import LEASE, ClaimLostError, DueRow, ScheduledRun
from site_core.plugins import registry

logger = logging.getLogger(__name__)

#: How often a plugin's job runs whose plugin does not say.
DEFAULT_EVERY = timedelta(seconds=10)
#: The queue of the periodic jobs.
SCHEDULE = "schedule"


@dataclass(frozen=True)
class Queue:
    """A kind of due rows, and the function that works on one of them."""

    name: str
    #: The rows that are due at a moment, the most urgent first.
    due: Callable[[datetime], Iterable[DueRow]]
    #: Works on a row that is claimed; returns how much was done. What it raises puts the row off.
    work: Callable[[Any], int]
    #: So many rows are worked on at once by one worker.
    threads: int = 1
    #: For how long a claim holds unless it is renewed: longer than one step of the work takes.
    lease: timedelta = LEASE
    #: Called once when a worker starts, before it looks for what is due.
    begin: Callable[[], object] | None = None
    #: The label of the plugin that brings it; empty for the platform's own.
    plugin: str = ""


@dataclass(frozen=True)
class Periodic:
    """A periodic job: a function that does what is due and returns how much that was, or ``None``."""

    name: str
    function: Callable[[], Any]
    #: From the end of one run to the beginning of the next.
    every: timedelta
    plugin: str = ""


_registered: dict[str, Queue | Periodic] = {}


def register(*jobs: Queue | Periodic) -> None:
    """Register jobs of the platform, once the apps are loaded. A later one of the same name replaces it."""
    _registered.update({job.name: job for job in jobs})


def _all() -> list[Queue | Periodic]:
    found = list(_registered.values())
    for job in registry.jobs():
        if isinstance(job.found, (Queue, Periodic)):
            found.append(_of_plugin(job.found, job.plugin))
        else:
            every = job.every or DEFAULT_EVERY
            found.append(Periodic(job.path, job.found, every, plugin=job.plugin))
    return found


def _of_plugin(job: Queue | Periodic, plugin: str) -> Queue | Periodic:
    values = {**vars(job), "plugin": plugin}
    return type(job)(**values)


def periodic_jobs() -> dict[str, Periodic]:
    """Every periodic job by its name."""
    return {job.name: job for job in _all() if isinstance(job, Periodic)}


def queues() -> list[Queue]:
    """Every queue; that of the periodic jobs comes last."""
    periodic = periodic_jobs()

    def due(now: datetime) -> Iterable[DueRow]:
        known = ScheduledRun.objects.filter(name__in=periodic)
        missing = periodic.keys() - set(known.values_list("name", flat=True))
        ScheduledRun.objects.bulk_create(
            [ScheduledRun(name=name) for name in sorted(missing)], ignore_conflicts=True
        )
        return known.due(now).order_by("next_attempt_at")

    def work(run: ScheduledRun) -> int:
        job = periodic[run.name]
        done = job.function()
        now = timezone.now()
        run.succeed(next_attempt_at=now + job.every, succeeded_at=now)
        return done if isinstance(done, int) else 1

    schedule = Queue(SCHEDULE, due, work, threads=max(len(periodic), 1))
    return [*(job for job in _all() if isinstance(job, Queue)), schedule]


def _name_of(queue: Queue, row: DueRow) -> tuple[str, str]:
    """What is failing, and the plugin that brings it."""
    if isinstance(row, ScheduledRun):
        job = periodic_jobs().get(row.name)
        return row.name, job.plugin if job else ""
    return f"{queue.name} {row}", queue.plugin


def database_answers() -> bool:
    """Whether the database can be reached: an error that was raised is then the job's own."""
    try:
        if connection.in_atomic_block:
            return True
        connection.ensure_connection()
        return connection.is_usable()
    except DatabaseError:
        return False


def work_on(queue: Queue, row: DueRow) -> tuple[int, Exception | None]:
    """Claim a row and work on it: how much was done, and what was raised, if anything.

    An error puts the row off and is logged. Raises ``DatabaseError`` where the database is away: then
    the claim runs out by itself.
    """
    if not row.claim(queue.lease):
        return 0, None
    done, failure = 0, None
    try:
        done = queue.work(row)
    except ClaimLostError:
        logger.info("job left to another worker job=%s row=%s", queue.name, row)
        return 0, None
    except Exception as error:
        failure = error
        if isinstance(error, DatabaseError) and not database_answers():
            raise
        row.put_off(error)
        name, plugin = _name_of(queue, row)
        logger.warning(
            "job failed job=%s plugin=%s failures=%s parked=%s error=%s",
            name,
            plugin or "-",
            row.failures,
            row.parked_at is not None,
            row.last_error,
            exc_info=error if row.failures == 1 else None,
        )
    row.release()  # not when the process is being ended: what is half done is left alone for a while
    return done, failure


def run_due(queue: Queue) -> int:
    """Work on all rows of a queue that are due, one after the other. Returns how much was done."""
    return sum(work_on(queue, row)[0] for row in queue.due(timezone.now()))
