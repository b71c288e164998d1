"""What somebody decided about publishing a page in one language or in both."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PublishingDecision(models.Model):
    """How one revision of a page goes live, whenever and through whatever door it does."""

    TOGETHER = "together"
    ALONE = "alone"

    revision = models.OneToOneField(
        "wagtailcore.Revision", on_delete=models.CASCADE, related_name="publishing_decision"
    )
    kind = models.CharField(
        max_length=10,
        choices=[
            (TOGETHER, _("With its translations, in one transaction")),
            (ALONE, _("Without a current translation")),
        ],
    )
    #: Why the page goes live without the translation that is required.
    reason = models.TextField(blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.kind}"
