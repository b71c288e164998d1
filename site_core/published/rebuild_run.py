"""How far published documents and entries of the search index are being made anew: a row each."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.dispatch import Signal

from site_core.jobs.models import DueQuerySet, DueRow, RetryPolicy

#: Sent when the documents of all pages have been made anew, in the transaction of the last step.
documents_rebuilt = Signal()


class PublishedRebuild(DueRow):
    """What the published documents are made by, and how far they are being made anew. One row.

    It is due while the documents of some pages may still be those of another fingerprint, or of sites that
    are other ones now.
    """

    #: ``fingerprint.current()`` of the worker that asked for the documents to be made anew.
    fingerprint = models.CharField(max_length=64)
    #: The id of the last page that was looked at; pages are looked at in the order of their ids.
    position = models.BigIntegerField(default=0)
    #: Whether the documents are to be put in other places first, because a site has changed.
    places_pending = models.BooleanField(default=False, db_default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField()
    #: ``None`` while it is under way.
    finished_at = models.DateTimeField(null=True)

    objects = DueQuerySet.as_manager()
    #: Nobody is there to resume it.
    retry_policy = RetryPolicy(first=timedelta(seconds=5), factor=3, longest=timedelta(minutes=15))

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"


class IndexRun(DueRow):
    """What the entries of Wagtail's search index are made by, and how far they are made anew. One row."""

    #: ``fingerprint.current()`` of the worker that asked for the entries to be made anew.
    fingerprint = models.CharField(max_length=64)
    #: The label of the model that is gone through, and the id of its last object that was indexed.
    model = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)
    #: ``None`` while it is under way.
    finished_at = models.DateTimeField(null=True)

    objects = DueQuerySet.as_manager()
    retry_policy = RetryPolicy(first=timedelta(seconds=5), factor=3, longest=timedelta(minutes=15))

    def __str__(self) -> str:
        return f"{self.done} indexed"
