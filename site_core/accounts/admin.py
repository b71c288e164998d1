"""The second factor in Wagtail's admin: on one's own account page, and in the list of users."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.users.models import UserProfile

from site_core.accounts import people_admin, second_factor
from site_core.accounts.models import User
from site_core.accounts.views import state


class _NothingToSave(forms.Form):
    """Wagtail saves every panel of the account page."""

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def save(self) -> None:
        """Nothing: links lead to where the second factor is changed."""


class SecondFactorPanel(BaseSettingsPanel):
    """Whether a second factor is set up, and what can be done about it."""

    name = "second_factor"
    title = _("Second factor")
    order = 600
    form_class = _NothingToSave
    template_name = "site_core/admin/second_factor/panel.html"

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), **state(self.user)}


class ResetView(WagtailAdminTemplateMixin, TemplateView):
    """An administrator takes away the second factor of somebody who has lost it."""

    template_name = "site_core/admin/second_factor/reset.html"
    page_title = _("Reset the second factor")
    header_icon = "key"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.person = get_object_or_404(User, pk=kwargs["user_id"])
        if not _may_reset(request.user, self.person):
            raise PermissionDenied

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailusers_users:index"), "label": gettext("Users")},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.person, **state(self.person), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it away. Whoever signs in next with the password sets up another one."""
        second_factor.forget(self.person, by=cast(User, request.user))
        messages.success(
            request,
            gettext("“%(name)s” no longer has a second factor and has been signed out everywhere.")
            % {"name": self.person.get_username()},
        )
        return redirect("wagtailusers_users:index")


def _may_reset(administrator: Any, person: User) -> bool:
    """Nobody resets an administrator who is none; nobody goes round the code for oneself."""
    if administrator == person or not administrator.has_perm("site_core.change_user"):
        return False
    return administrator.is_superuser or not person.is_superuser


def _reset_button(user: User, request_user: Any) -> Iterator[Button]:
    if _may_reset(request_user, user):
        yield Button(
            _("Reset the second factor"),
            reverse("liaison_reset_second_factor", args=[user.pk]),
            icon_name="key",
            priority=30,
        )


def _end_sessions(
    request: HttpRequest, action_type: str, objects: list[Any], action_class_instance: Any
) -> None:
    """Wagtail deactivates several users past ``User.save``."""
    if action_type == "set_active_state":
        for user in User.objects.filter(pk__in=[user.pk for user in objects], is_active=False):
            user.save(update_fields=["sessions_valid_from"])


def _register_log_actions(actions: Any) -> None:
    for name, label, message in (
        ("second_factor_set_up", _("Set up second factor"), _("Second factor set up")),
        ("second_factor_removed", _("Remove second factor"), _("Second factor removed")),
        ("recovery_code_used", _("Use recovery code"), _("Signed in with a recovery code")),
        ("locked_out", _("Lock out"), _("Locked out after wrong passwords")),
    ):
        actions.register_action(f"liaison.{name}", label, message)


def _urls() -> list[URLPattern]:
    return [
        path(
            "users/<int:user_id>/second-factor/",
            ResetView.as_view(),
            name="liaison_reset_second_factor",
        )
    ]


def _panel(request: HttpRequest, user: User, profile: UserProfile) -> SecondFactorPanel:
    return SecondFactorPanel(request, user, profile)


def register_hooks() -> None:
    """Put the second factor into the admin."""
    hooks.register("register_account_settings_panel", _panel)
    hooks.register("register_user_listing_buttons", _reset_button)
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_log_actions", _register_log_actions)
    hooks.register("before_bulk_action", people_admin.protect_full_access)
    hooks.register("after_bulk_action", _end_sessions)
