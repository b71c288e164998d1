"""The stored state of translations, so that readers and apps get it without a further query."""

from __future__ import annotations

from django.db import models


class OutdatedTranslation(models.Model):
    """A published translation whose source has been published with other content since.

    Written whenever either of the two is published (``site_core.translations.outdated``).
    """

    page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="outdated_translation",
    )
    source_changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.source_changed_at}"
