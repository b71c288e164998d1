"""Sends what endpoints have not confirmed yet, in its order, and remembers what came of it."""

from __future__ import annotations

import logging
import random
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from site_core.published.models import Change, ChangeCounter
from site_core.webhooks import messages
from site_core.webhooks.messages import Message
from site_core.webhooks.models import WebhookAttempt, WebhookEndpoint
from site_core.webhooks.posting import ANSWER_SECONDS, Answer, post

logger = logging.getLogger(__name__)

FIRST_DELAY = timedelta(seconds=5)
MAX_DELAY = timedelta(hours=6)
#: An endpoint where everything has failed for this long is parked.
PATIENCE = timedelta(days=1)
#: Longer than one attempt can take: after that another worker may go on with the endpoint.
LEASE = timedelta(seconds=ANSWER_SECONDS * 3)
#: Seconds after which a worker turns to another endpoint.
TURN_SECONDS = 20.0
ATTEMPTS_KEPT = timedelta(days=30)
#: RFC 9110, 15.5.11: the receiver is gone and wants no more (Standard Webhooks says the same).
GONE = 410
_BATCH = 50


def delay(failures: int, since: timedelta) -> timedelta:
    """How long to wait after so many failures in a row, the first of them so long ago.

    Three times as long each time, up to six hours; the last attempt is made when ``PATIENCE`` ends.
    """
    steps = min(failures - 1, 12)
    wait = min(FIRST_DELAY * 3**steps, MAX_DELAY) * random.uniform(0.9, 1.1)  # noqa: S311 - spreads load
    return max(min(wait, PATIENCE - since), FIRST_DELAY)


def due(now: datetime) -> list[WebhookEndpoint]:
    """The endpoints that a message can be sent to now, if there is one. One or two queries."""
    newest = ChangeCounter.objects.values_list("value", flat=True).first() or 0
    is_free = Q(leased_until=None) | Q(leased_until__lt=now)
    is_time = Q(next_attempt_at=None) | Q(next_attempt_at__lte=now)
    has_changes = Q(position__lt=newest, is_active=True, parked_at=None) & is_time
    found = WebhookEndpoint.objects.filter(is_free, has_changes | Q(ping_asked_at__isnull=False))
    return list(found.select_related("site").order_by("leased_until"))


def send_what_is_due() -> int:
    """Send to all endpoints that are due, one after the other. Returns how many messages were delivered."""
    return sum(take_turn(endpoint) for endpoint in due(timezone.now()))


def take_turn(endpoint: WebhookEndpoint) -> int:
    """Send to one endpoint until there is nothing more, it fails, or its turn is over.

    Returns how many messages were delivered. Does nothing while another worker has the endpoint.
    """
    if not _lease(endpoint):
        return 0
    try:
        return _send_all(endpoint)
    finally:
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(leased_until=timezone.now())


def forget_old_attempts() -> int:
    """Delete the attempts that are older than ``ATTEMPTS_KEPT``. Returns how many they were."""
    old = WebhookAttempt.objects.filter(at__lt=timezone.now() - ATTEMPTS_KEPT)
    return old.delete()[0]


def _lease(endpoint: WebhookEndpoint) -> bool:
    now = timezone.now()
    is_free = Q(leased_until=None) | Q(leased_until__lt=now)
    taken = WebhookEndpoint.objects.filter(is_free, pk=endpoint.pk).update(leased_until=now + LEASE)
    if taken:
        endpoint.refresh_from_db()
    return bool(taken)


def _send_all(endpoint: WebhookEndpoint) -> int:
    ends = time.monotonic() + TURN_SECONDS
    if endpoint.ping_asked_at is not None:
        _send_ping(endpoint, endpoint.ping_asked_at)
    if endpoint.state in (endpoint.PARKED, endpoint.OFF):
        return 0
    if endpoint.next_attempt_at is not None and endpoint.next_attempt_at > timezone.now():
        return 0
    delivered = 0
    while True:
        newest = ChangeCounter.objects.values_list("value", flat=True).first() or 0
        batch = list(endpoint.wanted()[:_BATCH])
        if not batch:
            # What lies between is of kinds that it does not want.
            _move(endpoint, max(newest, endpoint.position))
            return delivered
        for change in batch:
            if not _deliver(endpoint, change):
                return delivered
            delivered += 1
            if time.monotonic() >= ends:
                return delivered


def _send_ping(endpoint: WebhookEndpoint, asked_at: datetime) -> None:
    attempt, _ = _try(endpoint, messages.ping(asked_at), None)
    with transaction.atomic():
        _remember(attempt)
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(ping_asked_at=None)


def _deliver(endpoint: WebhookEndpoint, change: Change) -> bool:
    """Try once. Whether the next message may follow."""
    attempt, answer = _try(endpoint, messages.about(change, endpoint.site), change.number)
    with transaction.atomic():
        _remember(attempt)
        if answer.outcome == WebhookAttempt.DELIVERED:
            return _move(endpoint, change.number)
        _put_off(endpoint, answer)
    return False


def _try(
    endpoint: WebhookEndpoint, message: Message, number: int | None
) -> tuple[WebhookAttempt, Answer]:
    """Send a message. Nothing of the database is held meanwhile."""
    now = timezone.now()
    started = time.monotonic()
    answer = post(endpoint.url, message.body, message.headers(endpoint.secrets(now), now))
    attempt = WebhookAttempt(
        endpoint=endpoint,
        change_number=number,
        event_type=message.type,
        at=now,
        milliseconds=round((time.monotonic() - started) * 1000),
        outcome=answer.outcome,
        status=answer.status,
        detail=answer.detail.replace("\0", ""),
    )
    return attempt, answer


def _remember(attempt: WebhookAttempt) -> None:
    if WebhookEndpoint.objects.filter(pk=attempt.endpoint_id).exists():  # or it was deleted since
        attempt.save()


def _move(endpoint: WebhookEndpoint, number: int) -> bool:
    """Remember what was confirmed. ``False`` when somebody has set another position meanwhile."""
    moved = WebhookEndpoint.objects.filter(
        pk=endpoint.pk, position=endpoint.position, is_active=True
    ).update(
        position=number,
        failures=0,
        failing_since=None,
        next_attempt_at=None,
        leased_until=timezone.now() + LEASE,
    )
    endpoint.position = number
    endpoint.failures = 0
    endpoint.failing_since = None
    return bool(moved)


def _put_off(endpoint: WebhookEndpoint, answer: Answer) -> None:
    now = timezone.now()
    since = endpoint.failing_since or now
    failures = endpoint.failures + 1
    values = {"failures": failures, "failing_since": since}
    if answer.status == GONE or now - since >= PATIENCE:
        values["parked_at"] = now
        logger.warning("webhook parked endpoint=%s outcome=%s", endpoint.pk, answer.outcome)
    else:
        wait = max(delay(failures, now - since), _asked_wait(answer))
        values["next_attempt_at"] = now + wait
    WebhookEndpoint.objects.filter(pk=endpoint.pk, position=endpoint.position).update(**values)


def _asked_wait(answer: Answer) -> timedelta:
    """What ``Retry-After`` asks for in seconds (RFC 9110, 10.2.3), up to ``MAX_DELAY``."""
    if not answer.retry_after.isdecimal() or len(answer.retry_after) > 6:
        return timedelta()
    return min(timedelta(seconds=int(answer.retry_after)), MAX_DELAY)
