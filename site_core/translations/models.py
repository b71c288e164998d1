"""What is kept about translations: work on many pages, and decisions about publishing."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from site_core.jobs.models import DueQuerySet, DueRow, RetryPolicy
from site_core.languages.cyrillic import is_mostly_latin, to_cyrillic


class TranslationJobQuerySet(DueQuerySet["TranslationJob"]):
    """Jobs, by whether they are finished."""

    def with_work(self) -> TranslationJobQuerySet:
        """Those that have steps left."""
        return self.filter(finished_at=None)


class TranslationJob(DueRow):
    """A subtree that is being submitted for translation, or a file that is being imported.

    What is left to do stands in the row, and changes in the transaction that does it: a job that was
    interrupted goes on where it stopped.
    """

    SUBMIT = "submit"
    IMPORT = "import"

    kind = models.CharField(
        max_length=10,
        choices=[(SUBMIT, _("Submission for translation")), (IMPORT, _("Import of translations"))],
    )
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=255)
    #: Number of steps in all.
    total = models.PositiveIntegerField(default=0)
    #: What each step that is left works on: ids of pages, or one file.
    pending = models.JSONField(default=list)
    #: What an import does with texts that are translated already, and with a file that has mistakes.
    options = models.JSONField(default=dict)
    #: What came of it: sentences about steps that failed, or what became of each text of a file.
    report = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = TranslationJobQuerySet.as_manager()
    #: A step that fails for a day is left to whoever opens the job's page.
    retry_policy = RetryPolicy(
        first=timedelta(seconds=30),
        factor=2,
        longest=timedelta(hours=1),
        patience=timedelta(days=1),
    )

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"

    @property
    def done(self) -> int:
        """Number of steps that are done."""
        return self.total - len(self.pending)


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


class Term(models.Model):
    """A term of the institution: how it reads in English and how it is translated."""

    english = models.CharField(_("English"), max_length=200, unique=True)
    serbian = models.CharField(
        _("Serbian"),
        max_length=400,
        help_text=_("In Cyrillic. Several translations are separated by semicolons."),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("When it is used, and what it is not.")
    )

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["english"]

    def __str__(self) -> str:
        return f"{self.english} – {self.serbian}"

    def clean(self) -> None:
        if is_mostly_latin(self.serbian):
            raise ValidationError(
                {
                    "serbian": _("Write it in Cyrillic: “%(text)s”.")
                    % {"text": to_cyrillic(self.serbian).text}
                }
            )

    @property
    def translations(self) -> list[str]:
        """The Serbian texts that stand for the term."""
        return [text.strip() for text in self.serbian.split(";") if text.strip()]


class TextComment(models.Model):
    """What a translator or an editor says about one text, until somebody ticks it off."""

    translation = models.ForeignKey(
        "wagtail_localize.Translation", on_delete=models.CASCADE, related_name="text_comments"
    )
    context = models.ForeignKey(
        "wagtail_localize.TranslationContext", on_delete=models.CASCADE, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.text[:80]


class ReopenedTranslation(models.Model):
    """A translation whose texts have changed since it was last made from them, or that never was.

    Written by ``site_core.translations.open_states``.
    """

    translation = models.OneToOneField(
        "wagtail_localize.Translation", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.translation_id)


class DismissedRemark(models.Model):
    """A remark about a text that somebody has ticked off: the text is right as it is."""

    written = models.ForeignKey(
        "wagtail_localize.StringTranslation", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=10)
    #: The text that was right. Another one is remarked upon again.
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["written", "kind"], name="remark_dismissed_once")
        ]

    def __str__(self) -> str:
        return f"{self.written_id}: {self.kind}"
