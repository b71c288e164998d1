"""Links that open one draft for an hour, without a login."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from wagtail.models import Page, Revision

VALID_FOR = timedelta(hours=1)


class BrokenTokenError(ValueError):
    """A token that no link of this site has, or that was changed."""


class DraftLink(models.Model):
    """Base of links that open drafts: who made one, until when it opens them, and the token that it has.

    ``claim`` names the link's id in its token, ``salt`` keeps the tokens of one kind from opening another.
    """

    claim: ClassVar[str]
    salt: ClassVar[str]
    #: For how long a link that has ended is still known.
    kept_for: ClassVar[timedelta]

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    page_id: int

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.made_at}"

    @property
    def is_valid(self) -> bool:
        """Whether it opens the draft now: neither ended nor revoked, nor made by somebody who has left."""
        has_left = self.made_by is not None and not self.made_by.is_active
        return not has_left and self.revoked_at is None and timezone.now() < self.expires_at

    @property
    def token(self) -> str:
        """What opens the draft: the link's id, signed."""
        return signing.Signer(salt=self.salt).sign_object(self.claims())

    def claims(self) -> dict[str, int]:
        """What is signed."""
        return {self.claim: self.pk}

    @classmethod
    def of(cls, token: str) -> Self | None:
        """The link of a token, ended or not; ``None`` for one that is forgotten.

        Raises ``BrokenTokenError`` where the signature is not ours.
        """
        try:
            claims = signing.Signer(salt=cls.salt).unsign_object(token)
        except (signing.BadSignature, ValueError) as error:
            raise BrokenTokenError(token) from error
        links = cls._default_manager.select_related("page", "made_by")
        return links.filter(pk=claims[cls.claim]).first()

    @classmethod
    def forget_ended(cls, now: datetime) -> None:
        """Delete the links that ended so long ago that nobody needs to know of them."""
        cls._default_manager.filter(expires_at__lt=now - cls.kept_for).delete()


class PreviewLink(DraftLink):
    """One draft as it was when the link was made.

    Wagtail saves an editor's work into the newest revision again and again, so the content is copied here: a
    link goes on showing what it was made for.
    """

    claim = "link"
    salt = "site_core.preview-link"
    kept_for = timedelta(days=7)

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="preview_links")
    #: The revision that it was made from; ``None`` when that was deleted since.
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    content = models.JSONField(encoder=DjangoJSONEncoder)

    @classmethod
    def make(cls, page: Page, user: Any) -> PreviewLink:
        """A link to the newest draft of a page."""
        now = timezone.now()
        cls.forget_ended(now)
        revision = page.get_latest_revision()
        content = revision.content if revision else (page.specific or page).serializable_data()
        return cls.objects.create(
            page=page,
            revision=revision,
            content=content,
            made_by=user,
            made_at=now,
            expires_at=now + VALID_FOR,
        )

    def claims(self) -> dict[str, int]:
        """What is signed: its end too."""
        return {**super().claims(), "until": int(self.expires_at.timestamp())}

    def draft(self) -> Page:
        """The page as it stood, at its present place in the tree."""
        page: Page = self.page.specific
        return page.with_content_json(self.content)
