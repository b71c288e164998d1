"""The e-mail that tells people which of their pages are to be reviewed."""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.users.models import UserProfile

from site_core.jobs.queues import Periodic
from site_core.reviews.due import overdue_pages
from site_core.reviews.models import PageReview

logger = logging.getLogger(__name__)

#: Nobody is reminded of the same page more often.
REMINDED_EVERY = timedelta(days=30)
#: So many pages stand in one e-mail; the report has all.
MAX_PAGES = 50
#: The entry of ``MAILERS`` for what nobody waits for.
MAILER = "worker"


def remind() -> int:
    """Send each person one e-mail about the overdue pages that are new to them. Returns how many were sent.

    Pages for which nobody answers who can still sign in are the administrators'.
    """
    now = timezone.now()
    waiting = overdue_pages().filter(
        Q(review__reminded_at=None) | Q(review__reminded_at__lt=now - REMINDED_EVERY)
    )
    pages: dict[int | None, list[Page]] = defaultdict(list)
    for page in waiting:
        pages[page.responsible_id].append(page)  # type: ignore[attr-defined] # annotated
    people = {person.pk: person for person in _active().filter(pk__in=[pk for pk in pages if pk])}
    unowned = [page for pk, own in pages.items() if pk not in people for page in own]
    sent = 0
    for pk, person in people.items():
        sent += _send(person, pages[pk])
    if unowned:
        for person in _active().filter(is_superuser=True):
            sent += _send(person, unowned)
    return sent


def _active() -> Any:
    return get_user_model().objects.filter(is_active=True).exclude(email="")


def _send(person: Any, pages: list[Page]) -> int:
    with translation.override(UserProfile.get_for_user(person).get_preferred_language()):
        subject = ngettext(
            "%(number)s page is to be reviewed",
            "%(number)s pages are to be reviewed",
            len(pages),
        ) % {"number": len(pages)}
        base = settings.WAGTAILADMIN_BASE_URL
        listed = [
            {
                "title": page.get_admin_display_title(),
                "due": page.review_due,  # type: ignore[attr-defined] # annotated
                "url": f"{base}{reverse('liaison_review', args=[page.pk])}",
            }
            for page in pages[:MAX_PAGES]
        ]
        body = render_to_string(
            "site_core/mail/reviews.txt",
            {
                "person": person,
                "pages": listed,
                "more": len(pages) - len(listed),
                "report": f"{base}{reverse('liaison_reviews')}",
            },
        )
        EmailMessage(
            subject=subject,
            body=body,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},  # RFC 3834: no answer by machine, please
        ).send(using=MAILER)
    now = timezone.now()
    for page in pages:  # noted at once: whoever comes next is not reminded again of what was sent
        PageReview.objects.update_or_create(page_id=page.pk, defaults={"reminded_at": now})
    return 1


REMINDERS = Periodic("review_reminders", remind, timedelta(hours=12))
