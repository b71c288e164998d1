"""Links by which somebody without an account reads one draft as a page, and says what they think of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from site_core.previews.models import BrokenTokenError

#: For how many days a link can be given; the first is proposed.
DAYS = (7, 1, 30)
#: Links that have ended are forgotten with what was said under them, which stands in the history.
KEPT_FOR = timedelta(days=90)
#: So much is taken under one link.
MAX_ANSWERS, MAX_TEXT = 100, 5000
_SALT = "site_core.guest-link"


class GuestLink(models.Model):
    """A page and its counterparts in other languages, as they stood when the link was made."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="guest_links")
    #: Code of the locale → ``page``, the id, and ``content``, the draft.
    drafts = models.JSONField(encoder=DjangoJSONEncoder)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.made_at}"

    @classmethod
    def make(cls, page: Page, user: Any, days: int) -> GuestLink:
        """A link to the newest drafts of a page and of its translations.

        Of a translation that the user may not edit it shows what is published, if anything is.
        """
        now = timezone.now()
        cls.objects.filter(expires_at__lt=now - KEPT_FOR).delete()
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

    @property
    def is_valid(self) -> bool:
        """Whether it opens the draft now: neither ended nor revoked, nor made by somebody who has left."""
        has_left = self.made_by is not None and not self.made_by.is_active
        return not has_left and self.revoked_at is None and timezone.now() < self.expires_at

    @property
    def token(self) -> str:
        """What opens the drafts: the link's id, signed."""
        return signing.Signer(salt=_SALT).sign_object({"guest": self.pk})

    @classmethod
    def of(cls, token: str) -> GuestLink | None:
        """The link of a token, ended or not; ``None`` for one that is forgotten.

        Raises ``BrokenTokenError`` where the signature is not ours.
        """
        try:
            claims = signing.Signer(salt=_SALT).unsign_object(token)
        except (signing.BadSignature, ValueError) as error:
            raise BrokenTokenError(token) from error
        return cls.objects.select_related("page", "made_by").filter(pk=claims["guest"]).first()

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
