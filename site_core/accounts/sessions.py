"""Who counts as signed in, and for how long.

A right password alone signs nobody in who needs a second factor: until that is given, everything sees a
stranger, whichever form took the password. A session ends after ``SESSION_HOURS``, used or not.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from site_core import prefixes
from site_core.accounts import second_factor
from site_core.accounts.models import User

#: When a session began, in seconds since 1970.
SIGNED_IN_AT = "liaison_signed_in_at"
#: Which app has let a session in.
DEVICE = "liaison_second_factor"
#: For so many seconds a password waits for its second factor.
PENDING_SECONDS = 15 * 60
#: What somebody reaches between the two factors.
_OPEN_VIEWS = frozenset(
    (
        "second_factor",
        "second_factor_set_up",
        "second_factor_give_up",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
    )
)


class SignIn:
    """How far somebody has come in signing in. Nothing is asked of the session before it is needed."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._given = request.user

    @property
    def user(self) -> User | AnonymousUser:
        """Who is signed in."""
        return self._outcome[0]

    @property
    def pending(self) -> User | None:
        """Who has given a password, and owes a second factor."""
        return self._outcome[1]

    @property
    def device(self) -> int | None:
        """The app that has let this session in."""
        return self._request.session.get(DEVICE)

    async def auser(self) -> User | AnonymousUser:
        """As ``user``, for an asynchronous view that a plugin brings."""
        return await sync_to_async(lambda: self.user)()

    def complete(self, device: int) -> None:
        """Note that the second factor was given. The session gets another name, as after a password."""
        self._request.session.cycle_key()
        self._request.session[DEVICE] = device

    @cached_property
    def _outcome(self) -> tuple[User | AnonymousUser, User | None]:
        session, user = self._request.session, self._given
        if not user.is_authenticated:
            if SESSION_KEY in session:  # of somebody who was deactivated or deleted
                session.flush()
            return AnonymousUser(), None
        age = time.time() - session.get(SIGNED_IN_AT, 0)
        if age > 3600 * settings.SESSION_HOURS or self._was_ended(user):
            session.flush()
            return AnonymousUser(), None
        devices = second_factor.devices_of(user)
        if session.get(DEVICE) in devices:
            return user, None
        if not (devices or second_factor.is_demanded(user)):
            return user, None
        if age > PENDING_SECONDS:
            session.flush()
            return AnonymousUser(), None
        return AnonymousUser(), user

    def _was_ended(self, user: User) -> bool:
        ended = user.sessions_valid_from
        return ended is not None and self._request.session[SIGNED_IN_AT] < ended.timestamp()


class SignInMiddleware:
    """Puts in ``request.user`` whoever is signed in by all that is asked, and leads on who is not yet.

    Stands below Django's ``AuthenticationMiddleware``. ``request.sign_in`` knows the rest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sign_in = SignIn(request)
        request.sign_in = sign_in  # type: ignore[attr-defined] # ours
        request.user = SimpleLazyObject(lambda: sign_in.user)  # type: ignore[assignment] # as Django's
        request.auser = sign_in.auser
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """From the admin, and from where readers sign in, lead to the second factor."""
        match = request.resolver_match
        name = match.url_name if match else None
        is_admin = request.path_info.startswith(prefixes.ADMIN)
        if not (is_admin or name == "wagtailcore_login") or name in _OPEN_VIEWS:
            return None
        is_form = name in ("wagtailcore_login", "wagtailadmin_login")
        if request.method not in (
            "GET",
            "HEAD",
        ):  # Wagtail refuses a stranger's, and its forms are read
            return None
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return None  # Wagtail refuses a stranger's
        sign_in: SignIn = request.sign_in  # type: ignore[attr-defined] # set above
        if sign_in.pending is None:
            return None
        if not is_admin and not getattr(request, "admin_is_open", True):
            request.session.flush()
            raise PermissionDenied(_("People who can publish sign in through the admin, not here."))
        wanted = request.GET.get("next", "") if is_form else request.get_full_path()
        return redirect(f"{reverse('second_factor')}?{urlencode({'next': wanted})}")


def _begin(request: HttpRequest, **kwargs: Any) -> None:
    request.session[SIGNED_IN_AT] = time.time()
    request.session.pop(DEVICE, None)


def connect_signals() -> None:
    """Note when a session begins. Called once, when all apps are loaded."""
    user_logged_in.connect(_begin)
