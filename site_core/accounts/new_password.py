"""The form that sends whoever has forgotten a password an e-mail about a new one."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm


class PasswordResetForm(WagtailPasswordResetForm):
    """Wagtail's form, whose e-mail is in the language that the recipient has chosen for the admin.

    Whoever has chosen none gets it in that of the form, in which it was asked for.
    """

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        *arguments: Any,
        **options: Any,
    ) -> None:
        profile = getattr(context["user"], "wagtail_userprofile", None)
        language = profile.preferred_language if profile else ""
        with translation.override(language or translation.get_language()):
            super().send_mail(
                subject_template_name, email_template_name, context, *arguments, **options
            )
