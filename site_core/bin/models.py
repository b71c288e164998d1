"""What is kept of a deleted page and all below it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from wagtail.models import Locale

#: For so long a deletion can be undone.
KEPT_FOR = timedelta(days=30)


class BinnedPage(models.Model):
    """One deleted page, with the number of pages that were deleted with it."""

    page_id = models.PositiveBigIntegerField(db_index=True)
    title = models.CharField(max_length=255)
    locale = models.ForeignKey(Locale, null=True, on_delete=models.SET_NULL, related_name="+")
    #: The page above it, and its place in the tree then.
    parent_id = models.PositiveBigIntegerField()
    path = models.CharField(max_length=255)
    #: The titles of the pages above it.
    place = models.CharField(max_length=500, blank=True)
    pages = models.PositiveIntegerField()
    was_live = models.BooleanField()
    deleted_at = models.DateTimeField(db_index=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: The same for what one act has deleted: a page and its translation.
    act = models.UUIDField(db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-deleted_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def kept_until(self) -> datetime:
        """When it is forgotten."""
        return self.deleted_at + KEPT_FOR

    @property
    def below(self) -> int:
        """How many pages below it were deleted with it."""
        return self.pages - 1


class BinnedRows(models.Model):
    """Some of the rows that were deleted with a page, as Django's JSON serializer writes them."""

    binned = models.ForeignKey(BinnedPage, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    #: Rows that went, or, of rows that stayed and lost what they referred to, that reference.
    content = models.TextField()
    are_references = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return f"{self.binned_id} {self.position}"
