"""Enquiries from journalists through the form of a contact page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.contrib.forms.models import AbstractFormSubmission
from wagtail.models import Page

from offices.enquiries.storage import attachment_path, new_reference, private_files
from site_core.jobs.models import DueQuerySet, DueRow, RetryPolicy

#: In which the desk has something to do.
OPEN_STATES = ("new", "assigned")


class EnquiryQuerySet(DueQuerySet["Enquiry"]):
    """Filters of enquiries, and how they are stored."""

    def with_work(self) -> EnquiryQuerySet:
        """Those that have an e-mail to be sent, now or later."""
        return self.filter(next_attempt_at__isnull=False).order_by("next_attempt_at")

    def not_passed_on(self) -> EnquiryQuerySet:
        """Those that no recipient has got yet."""
        return self.filter(passed_on_at=None)

    def in_order(self) -> EnquiryQuerySet:
        """What waits for an answer first, by deadline, then the others; each the oldest last to come up."""
        is_open = models.Case(
            models.When(state__in=OPEN_STATES, then=0),
            default=1,
            output_field=models.IntegerField(),
        )
        return self.alias(is_open=is_open).order_by(
            "is_open", models.F("deadline").asc(nulls_last=True), "submit_time", "pk"
        )

    def store(
        self,
        written: dict[str, Any],
        *,
        digest: str,
        page_id: int,
        language: str,
        file: UploadedFile | None = None,
        media_type: str = "",
        is_to_be_confirmed: bool = True,
    ) -> Enquiry:
        """Store what was written, with the file. Both e-mails are due from now on.

        One that is there already, because somebody has pressed the button twice, is returned as it is.
        Without ``is_to_be_confirmed`` its sender gets no confirmation.
        """
        enquiry = self.model(
            page_id=page_id,
            form_data=written,
            digest=digest,
            language=language,
            deadline=parse_datetime(written.get("deadline") or ""),
        )
        if not is_to_be_confirmed:
            enquiry.confirmed_at, enquiry.confirmation_is_given_up = timezone.now(), True
        if file is not None:
            enquiry.attachment_name = file.name or ""
            enquiry.attachment_type = media_type
            enquiry.attachment.save(enquiry.attachment_name, file, save=False)
        try:
            with transaction.atomic():
                enquiry.save()
        except Exception as error:
            if enquiry.attachment:
                enquiry.attachment.delete(save=False)
            before = self.filter(digest=digest).first()
            if before is None or not isinstance(error, IntegrityError):
                raise
            return before
        return enquiry

    def older_than(self, days: int) -> EnquiryQuerySet:
        """Those that came more than so many days ago."""
        return self.filter(submit_time__lt=timezone.now() - timedelta(days=days))


class ReplyQuerySet(DueQuerySet["EnquiryReply"]):
    """Answers, by whether they are sent."""

    def with_work(self) -> ReplyQuerySet:
        """Those that are to be sent, now or later."""
        return self.filter(next_attempt_at__isnull=False).order_by("next_attempt_at")


class Enquiry(DueRow, AbstractFormSubmission):
    """An enquiry from the media, among the submissions of Wagtail's forms.

    It is its own outbox: two e-mails are due from the moment it is stored, and each is noted when it was
    sent. ``form_data`` holds ``name``, ``outlet``, ``email``, ``deadline`` and ``message``.
    """

    #: As long as nobody has it, it is tried for ever.
    retry_policy = RetryPolicy(
        first=timedelta(seconds=30), factor=2, longest=timedelta(hours=1), jitter=0
    )

    NEW, ASSIGNED, ANSWERED, CLOSED = "new", "assigned", "answered", "closed"
    STATES: ClassVar = [
        (NEW, pgettext_lazy("state of an enquiry", "New")),
        (ASSIGNED, pgettext_lazy("state of an enquiry", "Assigned")),
        (ANSWERED, pgettext_lazy("state of an enquiry", "Answered")),
        (CLOSED, pgettext_lazy("state of an enquiry", "Closed")),
    ]

    #: The page through which it came; ``None`` where that is gone. What it says itself stays.
    page = models.ForeignKey(  # type: ignore[assignment] # Wagtail's own is never empty
        Page, null=True, on_delete=models.SET_NULL
    )
    reference = models.CharField(
        _("reference"), max_length=20, unique=True, default=new_reference, editable=False
    )
    #: Of the form that was sent, by which one that was sent twice is known.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    #: The form in which it was written: a Django language code. The confirmation is in the same.
    language = models.CharField(max_length=20, editable=False)
    attachment = models.FileField(
        _("attachment"), storage=private_files, upload_to=attachment_path, blank=True
    )
    attachment_name = models.CharField(max_length=255, blank=True, editable=False)
    attachment_type = models.CharField(max_length=100, blank=True, editable=False)

    #: How far the desk is with it, and who has taken it on.
    state = models.CharField(
        _("state"), max_length=10, choices=STATES, default=NEW, db_default=NEW, editable=False
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    #: When the answer is needed, from ``form_data``, so that lists can be sorted by it.
    deadline = models.DateTimeField(_("needs the answer by"), null=True, editable=False)

    #: The recipients that have it.
    reached = models.JSONField(default=list, editable=False)
    #: When the first of them got it.
    passed_on_at = models.DateTimeField(_("passed on"), null=True, editable=False)
    #: When the confirmation was sent, or was given up: see ``confirmation_is_given_up``.
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmation_is_given_up = models.BooleanField(default=False, editable=False)
    #: When an e-mail is to be sent; ``None`` when there is nothing left to send.
    next_attempt_at = models.DateTimeField(null=True, default=timezone.now, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta(AbstractFormSubmission.Meta):
        verbose_name = _("media enquiry")
        verbose_name_plural = _("media enquiries")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["next_attempt_at"],
                name="enquiries_due",
                condition=models.Q(next_attempt_at__isnull=False),
            ),
            models.Index(fields=["page", "-submit_time"], name="enquiries_of_page"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_late(self) -> bool:
        """Whether the sender needed the answer by now, and has none."""
        return (
            self.state in OPEN_STATES
            and self.deadline is not None
            and self.deadline < timezone.now()
        )

    @property
    def delivery(self) -> str:
        """Whether the recipients have it, in words."""
        if self.passed_on_at is not None:
            is_over = self.next_attempt_at is None or self.confirmed_at is None
            return str(_("Yes") if is_over else _("To some recipients"))
        if self.failures:
            return str(_("Not yet: the mail server cannot be reached or refuses it"))
        return str(_("Not yet"))


class EnquiryEvent(models.Model):
    """What somebody of the desk has done with an enquiry: who, when, and what they wrote."""

    ASSIGNED, NOTED, ANSWERED, CLOSED, REOPENED = (
        "assigned",
        "note",
        "answered",
        "closed",
        "reopened",
    )
    KINDS: ClassVar = [
        (ASSIGNED, pgettext_lazy("event of an enquiry", "Assigned")),
        (NOTED, pgettext_lazy("event of an enquiry", "Note")),
        (ANSWERED, pgettext_lazy("event of an enquiry", "Answered")),
        (CLOSED, pgettext_lazy("event of an enquiry", "Closed")),
        (REOPENED, pgettext_lazy("event of an enquiry", "Reopened")),
    ]

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=KINDS)
    #: ``None`` once the person's account is deleted: ``name`` stays.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=300, blank=True)
    #: A note, an answer, or to whom it was assigned.
    text = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.enquiry_id}: {self.kind}"


class EnquiryReply(DueRow):
    """An answer by e-mail: due from the moment it is stored until it is noted as sent."""

    retry_policy = RetryPolicy(
        first=timedelta(seconds=30),
        factor=2,
        longest=timedelta(hours=1),
        patience=timedelta(days=3),
    )

    answer_event = models.OneToOneField(
        EnquiryEvent, on_delete=models.CASCADE, related_name="reply"
    )
    subject = models.CharField(max_length=250)
    sent_at = models.DateTimeField(null=True, editable=False)
    next_attempt_at = models.DateTimeField(null=True, default=timezone.now, editable=False)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["next_attempt_at"],
                name="replies_due",
                condition=models.Q(next_attempt_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.subject


@receiver(post_delete, sender=Enquiry)
def delete_attachment(instance: Enquiry, **kwargs: Any) -> None:
    """A file is deleted with its enquiry, once that is sure to be."""
    if instance.attachment:
        storage, name = instance.attachment.storage, str(instance.attachment.name)
        transaction.on_commit(lambda: storage.delete(name))
