"""Figures of webhooks for Prometheus: what came of the last hour, and who is told no more."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from site_core.delivery.metrics import Figures
from site_core.webhooks.models import WebhookAttempt, WebhookEndpoint

PERIOD = timedelta(hours=1)


def figures() -> Figures:
    """Attempts of the last hour by outcome, and endpoints that were given up."""
    recent = WebhookAttempt.objects.filter(at__gte=timezone.now() - PERIOD).order_by()
    counted = dict(recent.values_list("outcome").annotate(Count("pk")))
    yield (
        "liaison_webhook_attempts",
        "Messages to webhooks in the last hour, by outcome.",
        {name: float(counted.get(name, 0)) for name, _ in WebhookAttempt.OUTCOMES},
    )
    parked = WebhookEndpoint.objects.filter(parked_at__isnull=False).count()
    yield (
        "liaison_webhooks_parked",
        "Webhooks that nothing is sent to any more.",
        {"": float(parked)},
    )
