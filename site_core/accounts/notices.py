"""E-mail that tells somebody what was changed of how they sign in, in case it was not their own doing."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from site_core.accounts.models import User

logger = logging.getLogger(__name__)

#: What somebody is told of, each with the sentence that says so.
PASSWORD_CHANGED: Promise = _("Your password was changed.")
SECOND_FACTOR_SET_UP: Promise = _("An app was set up as your second factor.")
SECOND_FACTOR_REMOVED: Promise = _("Your second factor was removed.")
RECOVERY_CODE_USED: Promise = _("One of your recovery codes was used to sign in.")


def tell(user: User, event: Promise) -> None:
    """Send somebody an e-mail about an event, once the transaction is over.

    It is in the language that they have chosen for the admin. Whoever has no e-mail address is told nothing,
    and a mail server that does not answer is logged: what was changed stays changed.
    """
    if user.email and user.is_active:
        transaction.on_commit(_sending(user, event))


def _sending(user: User, event: Promise) -> Callable[[], None]:
    at = timezone.now()

    def send() -> None:
        profile = getattr(user, "wagtail_userprofile", None)
        language = profile.preferred_language if profile else ""
        with translation.override(language or settings.LANGUAGE_CODE):
            message = EmailMessage(
                subject=gettext("Your account on %(site)s") % {"site": settings.WAGTAIL_SITE_NAME},
                body=render_to_string(
                    "site_core/mail/account.txt", {"user": user, "event": event, "at": at}
                ),
                to=[user.email],
                headers={"Auto-Submitted": "auto-generated"},  # RFC 3834
            )
        try:
            message.send()
        except (OSError, ValueError) as error:
            logger.warning("no e-mail about an account user=%s error=%s", user.pk, error)

    return send


class NumericPasswordValidator(password_validation.NumericPasswordValidator):
    """Django's validator, which also tells the owner of a changed password.

    Django calls ``password_changed`` of each validator when a user with a new password was saved. A validator
    of its own for that would leave an empty line in the list of what is asked of a password.
    """

    def password_changed(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Tell somebody who has signed in before. A new user's first password is no news."""
        if isinstance(user, User) and user.last_login is not None:
            tell(user, PASSWORD_CHANGED)
