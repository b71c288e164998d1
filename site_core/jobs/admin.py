"""Failing jobs, and a worker that is missed, on the administrators' dashboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from laces.components import Component
from wagtail import hooks

from site_core.jobs.models import ScheduledRun, WorkerHeartbeat
from site_core.jobs.queues import periodic_jobs
from site_core.plugins.config import SEES_OPERATIONS

#: A worker that was not seen for so long is missed. It is seen every half minute.
MISSED_AFTER = timedelta(minutes=2)


@dataclass(frozen=True)
class FailingJob:
    """A periodic job whose last run failed."""

    name: str
    plugin: str
    failures: int
    since: datetime | None
    next_attempt_at: datetime | None
    error: str


def failing_jobs() -> list[FailingJob]:
    """The periodic jobs whose last run failed; jobs of plugins that are off are left out."""
    jobs = periodic_jobs()
    runs = ScheduledRun.objects.filter(failures__gt=0, name__in=jobs).order_by("failing_since")
    return [
        FailingJob(
            name=run.name,
            plugin=jobs[run.name].plugin,
            failures=run.failures,
            since=run.failing_since,
            next_attempt_at=run.next_attempt_at,
            error=run.last_error,
        )
        for run in runs
    ]


class FailingJobs(Component):
    """On the dashboard: which jobs fail, of which plugin, since when and why."""

    name = "failing_jobs"
    template_name = "site_core/admin/failing_jobs.html"
    order = 95

    def __init__(self, jobs: list[FailingJob]) -> None:
        self.jobs = jobs

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"jobs": self.jobs}


class MissedWorker(Component):
    """On the dashboard: that no worker runs, and since when."""

    name = "missed_worker"
    template_name = "site_core/admin/missed_worker.html"
    order = 94

    def __init__(self, seen_at: datetime | None) -> None:
        self.seen_at = seen_at

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"seen_at": self.seen_at}


def is_missed(seen_at: datetime | None) -> bool:
    """Whether a worker that was last seen at a moment, or never, should have been seen since."""
    return seen_at is None or timezone.now() - seen_at > MISSED_AFTER


def failing_on_dashboard(request: HttpRequest, panels: list[Component]) -> None:
    """Add the panels to the dashboard of administrators, who can act on them."""
    if not request.user.has_perm(SEES_OPERATIONS):
        return
    seen_at = WorkerHeartbeat.last()
    if is_missed(seen_at):
        panels.append(MissedWorker(seen_at))
    if jobs := failing_jobs():
        panels.append(FailingJobs(jobs))


def register_hooks() -> None:
    """Put failing jobs on the dashboard."""
    hooks.register("construct_homepage_panels", failing_on_dashboard)
