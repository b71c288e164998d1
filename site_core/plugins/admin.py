"""The platform's own pages in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from site_core.plugins.config import SEES_OPERATIONS
from site_core.plugins.report import describe_plugins


class PluginReportView(UserPassesTestMixin, WagtailAdminTemplateMixin, TemplateView):
    """Which plugins are on, and what each brings. For administrators."""

    template_name = "site_core/admin/plugins.html"
    page_title = _("Plugins")
    header_icon = "plus-inverse"

    def test_func(self) -> bool:
        return bool(self.request.user.has_perm(SEES_OPERATIONS))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": _("Plugins")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "plugins": describe_plugins()}


class PluginReportMenuItem(MenuItem):
    """The report's place in the menu, shown to administrators."""

    def __init__(self) -> None:
        super().__init__(
            _("Plugins"),
            reverse("liaison_plugins"),
            name="plugins",
            icon_name="plus-inverse",
            order=1100,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(SEES_OPERATIONS))


def register_hooks() -> None:
    """Put the report of plugins into the admin."""
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_reports_menu_item", PluginReportMenuItem)


def _urls() -> list[URLPattern]:
    return [path("reports/plugins/", PluginReportView.as_view(), name="liaison_plugins")]
