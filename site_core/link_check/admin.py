"""The report of links that lead nowhere, and the mark at the page on which they stand."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from site_core.link_check.models import FoundLink
from site_core.link_check.outcomes import ERROR, ERRORS, OUTCOMES
from site_core.link_check.panel import links_for, links_on_dashboard

LISTED_AT_ONCE = 50
#: So many are named where a page is edited.
MAX_NAMED = 3


class LinksView(WagtailAdminTemplateMixin, TemplateView):
    """The links of the pages that somebody may change, errors apart from warnings, each with advice."""

    template_name = "site_core/admin/links.html"
    page_title = _("Links")
    header_icon = "link"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not user_has_any_page_permission(request.user):
            raise PermissionDenied

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = links_for(self.request.user).select_related("page")
        severity = self.request.GET.get("severity")
        if severity == ERROR:
            links = links.filter(code__in=ERRORS)
        elif severity:
            links = links.exclude(code__in=ERRORS)
        of_page = self.request.GET.get("page")
        if of_page and of_page.isdecimal():
            links = links.filter(page=int(of_page))
        shown = Paginator(links, LISTED_AT_ONCE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            listed=shown,
            rows=[(link, OUTCOMES[link.code]) for link in shown],
            severity=severity or "",
            of_page=of_page or "",
            **kwargs,
        )


class LinksMenuItem(MenuItem):
    """The report's place in the menu."""

    def __init__(self) -> None:
        super().__init__(
            _("Links"), reverse("liaison_links"), name="links", icon_name="link", order=96
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return user_has_any_page_permission(request.user)


def _mark_page(request: HttpRequest, page: Page) -> None:
    """Where a page is edited: which of its links lead nowhere."""
    if request.method != "GET":
        return
    found = list(FoundLink.objects.filter(page=page.pk, code__in=ERRORS).select_related("page"))
    if found:
        named = "; ".join(
            f"{link.place_label}: {link.words or link.target}" for link in found[:MAX_NAMED]
        )
        said = ngettext(
            "%(number)s link on the published page leads nowhere – %(links)s",
            "%(number)s links on the published page lead nowhere – %(links)s",
            len(found),
        ) % {"number": len(found), "links": named}
        report = f"{reverse('liaison_links')}?page={page.pk}"
        messages.warning(request, said, buttons=[messages.button(report, gettext("What to do"))])


def register_hooks() -> None:
    """Put the report into the admin, and the mark at the pages."""
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_reports_menu_item", LinksMenuItem)
    hooks.register("before_edit_page", _mark_page)
    hooks.register("construct_homepage_panels", links_on_dashboard)


def _urls() -> list[URLPattern]:
    return [path("reports/links/", LinksView.as_view(), name="liaison_links")]
