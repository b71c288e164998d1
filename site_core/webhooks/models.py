"""Webhook endpoints and the attempts to deliver to them."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from site_core.jobs.models import DueQuerySet, DueRow, RetryPolicy
from site_core.published.announcements import known_kinds
from site_core.published.models import Change, ChangeCounter

#: How long messages are signed with the old secret too after a new one was made.
BOTH_SECRETS_FOR = timedelta(hours=24)
_SECRET_BYTES = 32  # Standard Webhooks: 24 to 64


def new_secret() -> str:
    """A secret as the Standard Webhooks specification writes it: ``whsec_`` and base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def default_site() -> int | None:
    """The id of the default site, for a form."""
    return Site.objects.filter(is_default_site=True).values_list("pk", flat=True).first()


class WebhookEndpointQuerySet(DueQuerySet["WebhookEndpoint"]):
    """Filters of endpoints by what there is to send to them."""

    def due(self, now: datetime) -> WebhookEndpointQuerySet:
        """Those that a message can be sent to now, if there is one. One or two queries.

        A trial message waits for nothing: somebody is looking at the answer.
        """
        newest = ChangeCounter.objects.values_list("value", flat=True).first() or 0
        is_free = models.Q(leased_until=None) | models.Q(leased_until__lt=now)
        is_time = models.Q(next_attempt_at=None) | models.Q(next_attempt_at__lte=now)
        has_changes = models.Q(position__lt=newest, is_active=True, parked_at=None) & is_time
        return self.filter(
            is_free, has_changes | models.Q(ping_requested_at__isnull=False)
        ).order_by(models.F("leased_until").asc(nulls_first=True), "pk")


class WebhookEndpoint(DueRow):
    """A URL that follows the changes feed of a site by being told of every line.

    ``position`` is the number of the last change that the receiver has confirmed: it moves when a
    message was delivered, so that nothing that happens is lost and nothing has to be queued.
    """

    #: Up to six hours between attempts; parked when everything has failed for a day.
    retry_policy = RetryPolicy(
        first=timedelta(seconds=5), factor=3, longest=timedelta(hours=6), patience=timedelta(days=1)
    )

    DELIVERING = "delivering"
    RETRYING = "retrying"
    PARKED = "parked"
    OFF = "off"

    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(
        _("address"),
        max_length=500,
        help_text=_("Where messages are posted to. It begins with https://."),
    )
    site = models.ForeignKey(
        Site,
        on_delete=models.CASCADE,
        related_name="+",
        default=default_site,
        verbose_name=_("site"),
    )
    #: Kinds of change; empty for all.
    kinds = models.JSONField(_("changes"), default=list, blank=True)
    is_active = models.BooleanField(
        _("switched on"),
        default=True,
        help_text=_("Events that occur while it is off are sent once it is on again."),
    )
    secret = models.CharField(max_length=120, default=new_secret, editable=False)
    previous_secret = models.CharField(max_length=120, blank=True, editable=False)
    previous_secret_until = models.DateTimeField(null=True, editable=False)

    position = models.BigIntegerField(default=0, editable=False)
    ping_requested_at = models.DateTimeField(null=True, editable=False)

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """``delivering``, ``retrying``, ``parked`` or ``off``."""
        if not self.is_active:
            return self.OFF
        if self.parked_at is not None:
            return self.PARKED
        return self.RETRYING if self.failures else self.DELIVERING

    def secrets(self, now: datetime) -> list[str]:
        """The secrets that a message is signed with at this moment, the newest first."""
        if self.previous_secret_until is not None and now < self.previous_secret_until:
            return [self.secret, self.previous_secret]
        return [self.secret]

    def wanted(self) -> models.QuerySet[Change]:
        """The changes that the receiver has not confirmed yet, in their order."""
        changes = Change.objects.filter(site=self.site_id, number__gt=self.position)
        kinds = [kind for kind in known_kinds() if not self.kinds or kind in self.kinds]
        return changes.filter(kind__in=kinds).order_by("number")

    def start_from_now(self) -> None:
        """Skip what has happened so far. The endpoint is not saved."""
        counter = ChangeCounter.objects.filter(pk=1).first()
        self.position = counter.value if counter else 0

    def replace_secret(self) -> str:
        """Make a new secret and save it. The old one goes on signing for ``BOTH_SECRETS_FOR``."""
        self.previous_secret = self.secret
        self.previous_secret_until = timezone.now() + BOTH_SECRETS_FOR
        self.secret = new_secret()
        self.save(update_fields=["secret", "previous_secret", "previous_secret_until"])
        return self.secret

    def resume(self, position: int | None = None) -> None:
        """Send at once again, from behind the change with this number where one is given."""
        values = {"failures": 0, "failing_since": None, "next_attempt_at": None, "parked_at": None}
        if position is not None:
            values["position"] = position
        type(self).objects.filter(pk=self.pk).update(**values)
        self.refresh_from_db()


class WebhookAttempt(models.Model):
    """One message that was sent, or was tried to be."""

    DELIVERED = "delivered"
    STATUS = "status"
    TIMEOUT = "timeout"
    TLS = "tls"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    OUTCOMES = (
        (DELIVERED, _("Delivered")),
        (STATUS, _("The receiver answered with an error")),
        (TIMEOUT, _("The receiver did not answer in time")),
        (TLS, _("The receiver's certificate is not valid")),
        (UNREACHABLE, _("The receiver could not be reached")),
        (REFUSED, _("The address is not allowed")),
    )

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="attempts")
    #: The change that it told of; ``None`` for a trial message.
    change_number = models.BigIntegerField(null=True)
    event_type = models.CharField(max_length=80)
    at = models.DateTimeField(db_index=True)
    milliseconds = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    #: HTTP status, where there was an answer.
    status = models.PositiveSmallIntegerField(null=True)
    #: The beginning of the answer, or the error in the words of the system.
    detail = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes = [models.Index(fields=["endpoint", "-at"], name="webhook_attempts")]

    def __str__(self) -> str:
        return f"{self.event_type} {self.change_number or ''} {self.outcome}"
