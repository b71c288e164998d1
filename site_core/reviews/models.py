"""What somebody has decided of one page: who answers for it, and when it is reviewed next."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

#: A page of which nothing was decided is reviewed so long after it was published last.
REVIEWED_EVERY = timedelta(days=365)
#: Nobody plans further ahead: a date beyond it is a slip of the keyboard.
MAX_AHEAD = timedelta(days=3 * 366)


class PageReview(models.Model):
    """The person who answers for a page, where that is not its owner, and the date of its next review."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="review")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("responsible"),
        help_text=_("Who sees to it that the page stays true, and is reminded by e-mail."),
    )
    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("Empty: a year after it was published last."),
    )
    #: When somebody was last reminded of it.
    reminded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.page_id} {self.review_by}"


def latest_date() -> date:
    """The last day that a review can be planned for."""
    return timezone.localdate() + MAX_AHEAD
