"""Due rows: claimed by one worker, retried with a growing delay, parked when that does not help."""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

#: How long a claim holds unless it is renewed: after that another worker may go on.
LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class RetryPolicy:
    """How long to wait after failures in a row, and when to give up."""

    first: timedelta
    #: By how much each wait is longer than the one before.
    factor: int
    longest: timedelta
    #: A row that has failed for so long is parked; ``None``: it is tried for ever.
    patience: timedelta | None = None
    #: By which share a wait may be shorter or longer, so that many rows do not come at once.
    jitter: float = 0.1

    def delay(self, failures: int, failing_for: timedelta = timedelta()) -> timedelta:
        """The wait after this many failures. The last attempt is made when the patience ends."""
        wait = min(self.first * self.factor ** min(failures - 1, 16), self.longest)
        wait *= random.uniform(1 - self.jitter, 1 + self.jitter)  # noqa: S311 - spreads load
        if self.patience is not None:
            wait = max(min(wait, self.patience - failing_for), self.first)
        return wait

    def is_over(self, failing_for: timedelta) -> bool:
        """Whether a row that has been failing for this long is given up."""
        return self.patience is not None and failing_for >= self.patience


class ClaimLostError(Exception):
    """Another worker has claimed the row meanwhile; this one must leave it alone."""


class DueQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Rows that workers look for."""

    def with_work(self) -> Self:
        """Those that have something to be done, now or later. To be overridden."""
        return self

    def due(self, now: datetime) -> Self:
        """Those that a worker may claim now, the longest untouched first."""
        is_free = Q(leased_until=None) | Q(leased_until__lt=now)
        is_time = Q(next_attempt_at=None) | Q(next_attempt_at__lte=now)
        return self.with_work().filter(is_free, is_time, parked_at=None)


class DueRow(models.Model):
    """A piece of work and its progress.

    A worker claims a row before it works on it. Only the holder of the claim may record the outcome: a worker
    that was thought dead and comes back changes nothing.
    """

    retry_policy: ClassVar[RetryPolicy] = RetryPolicy(
        first=timedelta(seconds=5), factor=3, longest=timedelta(minutes=15)
    )

    #: How many attempts in a row have failed, since when, and the last error.
    failures = models.PositiveIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    last_error = models.CharField(max_length=500, blank=True, editable=False)
    #: Not before then; ``None``: there is no time to wait for.
    next_attempt_at = models.DateTimeField(null=True, editable=False)
    #: Since when nothing is tried any more, until somebody resumes it.
    parked_at = models.DateTimeField(null=True, editable=False)
    #: A worker has it until then, and names itself.
    leased_until = models.DateTimeField(null=True, editable=False)
    claim_token = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        abstract = True

    def claim(self, lease: timedelta = LEASE) -> bool:
        """Take the row for this worker. ``False`` when it is not due any more, or another one has it."""
        now = timezone.now()
        token = secrets.token_hex(16)
        rows: Any = type(self)._default_manager
        taken = rows.due(now).filter(pk=self.pk)
        if not taken.update(leased_until=now + lease, claim_token=token):
            return False
        self.refresh_from_db()
        return self.claim_token == token

    def _held(self) -> models.QuerySet:
        return type(self)._base_manager.filter(pk=self.pk, claim_token=self.claim_token)

    def is_held(self) -> bool:
        """Whether this worker still has the claim."""
        return bool(self.claim_token) and self._held().exists()

    def renew(self, lease: timedelta = LEASE) -> None:
        """Keep the claim for another while. Raises ``ClaimLostError`` when another worker has the row."""
        if not self.claim_token or not self._held().update(leased_until=timezone.now() + lease):
            raise ClaimLostError(str(self))

    def release(self) -> None:
        """Give the row back."""
        self._held().update(leased_until=None, claim_token="")

    def note(self, unchanged: dict[str, Any] | None = None, **values: Any) -> bool:
        """Write down what came of an attempt. ``False``, and nothing, when the claim is lost.

        With ``unchanged`` nothing is written either when somebody has changed those fields meanwhile.
        """
        if not self._held().filter(**(unchanged or {})).update(**values):
            return False
        for name, value in values.items():
            setattr(self, name, value)
        return True

    def succeed(self, unchanged: dict[str, Any] | None = None, **values: Any) -> bool:
        """Note that an attempt went well: there are no failures in a row any more. See ``note``."""
        well: dict[str, Any] = {
            "failures": 0,
            "failing_since": None,
            "last_error": "",
            "next_attempt_at": None,
        }
        return self.note(unchanged, **{**well, **values})

    def put_off(
        self,
        error: Exception | str,
        *,
        at_least: timedelta = timedelta(),
        give_up: bool = False,
        unchanged: dict[str, Any] | None = None,
    ) -> bool:
        """Note that an attempt failed: wait, for longer each time, or park the row. See ``note``."""
        now = timezone.now()
        since = self.failing_since or now
        text = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
        values: dict[str, Any] = {
            "failures": self.failures + 1,
            "failing_since": since,
            "last_error": text.replace("\0", "")[:500],
        }
        if give_up or self.retry_policy.is_over(now - since):
            values["parked_at"] = now
        else:
            delay = self.retry_policy.delay(values["failures"], now - since)
            values["next_attempt_at"] = now + max(delay, at_least)
        return self.note(unchanged, **values)


class ScheduledRun(DueRow):
    """When a periodic job is due next, and how its last run went. One row a job, made by the worker."""

    #: The name of a ``site_core.jobs.queues.Periodic``.
    name = models.CharField(max_length=200, unique=True)
    succeeded_at = models.DateTimeField(null=True)

    objects = DueQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class WorkerHeartbeat(models.Model):
    """When a job worker was last seen. One row."""

    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.seen_at)

    @classmethod
    def beat(cls) -> None:
        """Say that a worker is there."""
        cls.objects.update_or_create(pk=1, defaults={"seen_at": timezone.now()})

    @classmethod
    def last(cls) -> datetime | None:
        """When a worker was last seen; ``None`` for never."""
        return cls.objects.values_list("seen_at", flat=True).first()
