"""Forgets deleted pages that nobody has brought back in time."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from site_core.bin.models import KEPT_FOR, BinnedPage
from site_core.jobs.queues import Periodic


def empty() -> int:
    """Forget what was deleted longer ago than it is kept. Returns how many deletions that were."""
    old = BinnedPage.objects.filter(deleted_at__lt=timezone.now() - KEPT_FOR)
    number = old.count()
    old.delete()
    return number


EMPTYING = Periodic("empty_bin", empty, timedelta(hours=6))
