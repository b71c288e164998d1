"""Links by which somebody without an account reads one draft as a page, and says what they think of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from site_core.previews.models import DraftLink

#: For how many days a link can be given; the first is proposed.
DAYS = (7, 1, 30)
#: So much is taken under one link.
MAX_ANSWERS, MAX_TEXT = 100, 5000


class GuestLink(DraftLink):
    """A page and its counterparts in other languages, as they stood when the link was made."""

    claim = "guest"
    salt = "site_core.guest-link"
    #: What was said under it stands in the history.
    kept_for = timedelta(days=90)

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="guest_links")
    #: Code of the locale → ``page``, the id, and ``content``, the draft.
    drafts = models.JSONField(encoder=DjangoJSONEncoder)

    @classmethod
    def make(cls, page: Page, user: Any, days: int) -> GuestLink:
        """A link to the newest drafts of a page and of its translations.

        Of a translation that the user may not edit it shows what is published, if anything is.
        """
        now = timezone.now()
        cls.forget_ended(now)
        drafts = {}
        for version in page.get_translations(inclusive=True).filter(alias_of=None):
            may_edit = version.permissions_for_user(user).can_edit()
            if not (may_edit or version.live):
                continue
            revision = version.latest_revision if may_edit else version.live_revision
            own = version.specific or version
            content = revision.content if revision else own.serializable_data()
            drafts[version.locale.language_code] = {"page": version.pk, "content": content}
        return cls.objects.create(
            page=page,
            drafts=drafts,
            made_by=user,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )

    def draft(self, locale: str) -> Page | None:
        """The page in a locale as it stood, at its present place in the tree, if there is one."""
        found = self.drafts.get(locale)
        page = Page.objects.filter(pk=found["page"]).first() if found else None
        if page is None:
            return None
        draft: Page = page.specific.with_content_json(found["content"])
        return draft

    @property
    def last_opened_at(self) -> datetime | None:
        """When it was last opened."""
        return max((opening.at for opening in self.openings.all()), default=None)


class GuestOpening(models.Model):
    """That a link was opened: when, and in which variant. Nothing is noted of who did."""

    link = models.ForeignKey(GuestLink, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField()
    variant = models.CharField(max_length=12)

    def __str__(self) -> str:
        return f"{self.link_id} {self.at}"


class GuestAnswer(models.Model):
    """What a guest has said of the draft."""

    APPROVED, REJECTED, COMMENTED = "approved", "rejected", "commented"
    KINDS = (
        (APPROVED, _("Approve")),
        (REJECTED, _("Reject")),
        (COMMENTED, _("Comment only")),
    )

    link = models.ForeignKey(GuestLink, on_delete=models.CASCADE, related_name="answers")
    at = models.DateTimeField()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=KINDS)
    text = models.TextField(blank=True)
    variant = models.CharField(max_length=12)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.kind}"
