"""What happens when somebody has found that a page is still true."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from site_core.reviews.models import REVIEWED_EVERY, PageReview

REVIEWED = "liaison.reviewed"


def reviewed(page: Page, user: Any) -> bool:
    """Note that a page was reviewed today, and plan its next review a year from now.

    Readers see the day where the user may publish and no draft waits: says whether they do. Otherwise the
    day stands in the draft. Raises ``Refused`` where the page cannot be published.
    """
    today = timezone.localdate()
    with transaction.atomic():
        review, _ = PageReview.objects.get_or_create(page_id=page.pk)
        review.review_by = today + REVIEWED_EVERY
        review.reminded_at = None
        review.save()
        draft = page.get_latest_revision_as_object()
        is_published = not page.has_unpublished_changes
        may_publish = page.permissions_for_user(user).can_publish()
        draft.last_reviewed = today
        revision = draft.save_revision(user=user, log_action=False)
        log(instance=draft, action=REVIEWED, user=user, revision=revision)
        if is_published and may_publish:
            revision.publish(user=user)
            return True
    return False
