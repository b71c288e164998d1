"""Who guesses passwords has to wait: django-axes counts wrong ones for each user and address.

The count is in the database, so that it holds on every node and needs no Redis.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from asgiref.sync import sync_to_async
from axes.backends import AxesStandaloneBackend
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from wagtail.log_actions import log

from site_core import prefixes
from site_core.accounts.models import User

logger = logging.getLogger("liaison.audit")
#: How long nobody signs in with a locked name from that address.
LOCKED_FOR: timedelta = settings.AXES_COOLOFF_TIME


class PasswordBackend(AxesStandaloneBackend, ModelBackend):
    """Django's check of passwords, asked only where nobody is locked out.

    One backend for both, so that whatever signs somebody in need not choose.
    """

    def authenticate(
        self, request: HttpRequest | None, username: Any = None, password: Any = None, **kwargs: Any
    ) -> User | None:
        if request is not None:  # a command, or a test's client, has none
            super().authenticate(request, username=username, password=password, **kwargs)
        found = ModelBackend.authenticate(self, request, username, password, **kwargs)
        return found if isinstance(found, User) else None

    async def aauthenticate(
        self, request: HttpRequest | None, username: Any = None, password: Any = None, **kwargs: Any
    ) -> User | None:
        return await sync_to_async(self.authenticate)(request, username, password, **kwargs)


def response(
    request: HttpRequest, original: HttpResponse, credentials: dict[str, Any] | None
) -> HttpResponse:
    """What somebody sees who is locked out: how long, and the way out."""
    seconds = int(LOCKED_FOR.total_seconds())
    if request.path_info.startswith(prefixes.ADMIN):
        answer: HttpResponse = TemplateResponse(
            request, "site_core/admin/locked_out.html", {"minutes": seconds // 60}, status=429
        ).render()
    else:
        answer = render(request, "429.html", {"seconds": seconds}, status=429)
    if hasattr(original, "_csp_config"):  # the admin's own policy
        answer._csp_config = original._csp_config  # type: ignore[attr-defined] # Django's own
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer


def _locked_out(request: HttpRequest, username: str, ip_address: str, **kwargs: Any) -> None:
    """Tell of the moment at which somebody is locked out, and not of every try after it."""
    if getattr(request, "axes_failures_since_start", None) != settings.AXES_FAILURE_LIMIT:
        return
    logger.warning("audit action=liaison.locked_out name=%r address=%s", username[:150], ip_address)
    user = User.objects.filter(username=username).first()
    if user is not None:
        log(user, "liaison.locked_out", user=None)


def connect_signals() -> None:
    """Connect the handlers. Called once, when all apps are loaded."""
    user_locked_out.connect(_locked_out)
