"""The report on a document from which a page was made."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from wagtail.models import Page

from site_core.word.notes import in_words


class WordImport(models.Model):
    """What a page was made from, and what of it was not understood."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="word_import")
    file_name = models.CharField(max_length=255)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    #: How much of each kind was taken over: name → number.
    counts = models.JSONField(default=dict)
    #: Code of ``site_core.word.notes`` → examples.
    notes = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.page_id} {self.file_name}"

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The notes in sentences, by kind."""
        return in_words(self.notes)
