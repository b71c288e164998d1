"""The user model: Django's own, in a class of ours so that it can grow; and its recovery codes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone


class User(AbstractUser):
    """A person who signs in to the admin."""

    #: Who signed in before this moment is not signed in any more; ``None`` where it does not matter.
    sessions_valid_from = models.DateTimeField(null=True, editable=False)

    class Meta(AbstractUser.Meta):
        pass

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.is_active:
            self.end_sessions()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "sessions_valid_from"}
        super().save(*args, **kwargs)

    def end_sessions(self) -> None:
        """Sign this person out everywhere, once the user is saved."""
        self.sessions_valid_from = timezone.now()


class RecoveryCode(models.Model):
    """A code that stands in for the second factor, once. Only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_of_user")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.pk}"
