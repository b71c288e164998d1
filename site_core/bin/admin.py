"""The list of deleted pages that somebody can bring back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from site_core.bin.models import BinnedPage
from site_core.bin.restoring import RESTORED, may_restore, restore
from site_core.exceptions import Refused

LISTED_AT_ONCE = 50


def restorable(user: Any) -> list[BinnedPage]:
    """What somebody can bring back, the newest first."""
    found = list(BinnedPage.objects.select_related("locale", "deleted_by"))
    parents: Any = Page.objects.in_bulk({binned.parent_id for binned in found})
    return [binned for binned in found if may_restore(user, binned, parents)]


class BinView(WagtailAdminTemplateMixin, TemplateView):
    """Lists deleted pages, and brings one back with what was deleted by the same act."""

    template_name = "site_core/admin/bin.html"
    page_title = _("Deleted pages")
    header_icon = "bin"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not user_has_any_page_permission(request.user):
            raise PermissionDenied

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = Paginator(restorable(self.request.user), LISTED_AT_ONCE)
        return super().get_context_data(listed=pages.get_page(self.request.GET.get("p")), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Bring back a page, and what was deleted with it."""
        chosen = next(
            (
                binned
                for binned in restorable(request.user)
                if str(binned.pk) == request.POST.get("binned")
            ),
            None,
        )
        if chosen is None:
            messages.error(request, gettext("This page is not in the list any more."))
            return redirect("liaison_bin")
        for binned in BinnedPage.objects.filter(act=chosen.act).order_by("path"):
            if may_restore(request.user, binned):
                self._restore(binned)
        return redirect("liaison_bin")

    def _restore(self, binned: BinnedPage) -> None:
        title, was_live = binned.title, binned.was_live
        try:
            page = restore(binned, self.request.user)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
            return
        said = (
            gettext("“%(page)s” is back, and readers see it again.")
            if was_live
            else gettext("“%(page)s” is back, as a draft.")
        )
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        messages.success(
            self.request, said % {"page": title}, buttons=[messages.button(edit, gettext("Edit"))]
        )


class BinMenuItem(MenuItem):
    """The list's place among the reports."""

    def __init__(self) -> None:
        super().__init__(
            _("Deleted pages"),
            reverse("liaison_bin"),
            name="deleted-pages",
            icon_name="bin",
            order=1010,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return user_has_any_page_permission(request.user)


def _offer_to_undo(request: HttpRequest, page: Page) -> None:
    """After a deletion: where it can be undone."""
    binned = BinnedPage.objects.filter(page_id=page.pk).first()
    if binned is not None:
        messages.info(
            request,
            gettext("For 30 days it can be brought back."),
            buttons=[messages.button(reverse("liaison_bin"), gettext("Deleted pages"))],
        )


def _register_log_actions(actions: Any) -> None:
    actions.register_action(RESTORED, _("Restore"), _("Restored after it had been deleted"))


def register_hooks() -> None:
    """Put the list into the admin."""
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_reports_menu_item", BinMenuItem)
    hooks.register("after_delete_page", _offer_to_undo)
    hooks.register("register_log_actions", _register_log_actions)


def _urls() -> list[URLPattern]:
    return [path("reports/deleted-pages/", BinView.as_view(), name="liaison_bin")]
