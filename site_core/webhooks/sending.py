"""Sends the changes that endpoints have not confirmed, in their order, and records each attempt."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from site_core.jobs.queues import Periodic, Queue, run_due
from site_core.published.models import Change, ChangeCounter
from site_core.webhooks import messages
from site_core.webhooks.messages import Message
from site_core.webhooks.models import WebhookAttempt, WebhookEndpoint
from site_core.webhooks.posting import ANSWER_SECONDS, Answer, post

logger = logging.getLogger(__name__)

#: Longer than one attempt can take: after that another worker may go on with the endpoint.
LEASE = timedelta(seconds=ANSWER_SECONDS * 3)
#: Seconds after which a worker turns to another endpoint.
TURN_SECONDS = 20.0
ATTEMPTS_KEPT = timedelta(days=30)
#: RFC 9110, 15.5.11: the receiver is gone and wants no more (Standard Webhooks says the same).
GONE = 410
_BATCH = 50


def due(now: datetime) -> list[WebhookEndpoint]:
    """The endpoints that a message can be sent to now, if there is one."""
    return list(WebhookEndpoint.objects.due(now).select_related("site"))


def send_due() -> int:
    """Send to all endpoints that are due, one after the other. Returns how many messages were delivered."""
    return run_due(QUEUE)


def forget_old_attempts() -> int:
    """Delete the attempts that are older than ``ATTEMPTS_KEPT``. Returns how many they were."""
    old = WebhookAttempt.objects.filter(at__lt=timezone.now() - ATTEMPTS_KEPT)
    return old.delete()[0]


def send_to(endpoint: WebhookEndpoint) -> int:
    """Send to an endpoint that is claimed until there is nothing more, it fails, or its turn is over.

    Returns how many messages were delivered.
    """
    ends = time.monotonic() + TURN_SECONDS
    if endpoint.ping_requested_at is not None:
        _send_ping(endpoint, endpoint.ping_requested_at)
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
            endpoint.renew(LEASE)
            if not _deliver(endpoint, change):
                return delivered
            delivered += 1
            if time.monotonic() >= ends:
                return delivered


def _send_ping(endpoint: WebhookEndpoint, asked_at: datetime) -> None:
    attempt, _ = _try(endpoint, messages.ping(asked_at), None)
    with transaction.atomic():
        _remember(attempt)
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(ping_requested_at=None)


def _deliver(endpoint: WebhookEndpoint, change: Change) -> bool:
    """Make one attempt; return whether the next message may follow."""
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
    """Send a message. No transaction is open meanwhile."""
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
    """Record what was confirmed. ``False`` when somebody has set another position meanwhile."""
    unchanged = {"position": endpoint.position, "is_active": True}
    return endpoint.succeed(unchanged, position=number)


def _put_off(endpoint: WebhookEndpoint, answer: Answer) -> None:
    endpoint.put_off(
        f"{answer.outcome} {answer.status or ''} {answer.detail}".strip(),
        at_least=_requested_wait(answer),
        give_up=answer.status == GONE,
        unchanged={"position": endpoint.position},
    )
    if endpoint.parked_at is not None:
        logger.warning("webhook parked endpoint=%s outcome=%s", endpoint.pk, answer.outcome)


def _requested_wait(answer: Answer) -> timedelta:
    """What ``Retry-After`` asks for in seconds (RFC 9110, 10.2.3), up to the longest of ours."""
    if not answer.retry_after.isdecimal() or len(answer.retry_after) > 6:
        return timedelta()
    return min(timedelta(seconds=int(answer.retry_after)), WebhookEndpoint.retry_policy.longest)


QUEUE = Queue("webhooks", due, send_to, threads=4, lease=LEASE)
CLEANING = Periodic("forget_webhook_attempts", forget_old_attempts, timedelta(hours=1))
