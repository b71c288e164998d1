"""Reports of pictures and documents that no public page shows: public they are all the same."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from site_core.media.models import SiteDocument, SiteImage
from site_core.published.files import shown_to_readers

_PERMISSIONS = ("change", "delete")


class UnusedFilesView(ReportView):
    """The files of one kind, of those that somebody may change, that no public page shows. Newest first."""

    any_permission_required = list(_PERMISSIONS)
    default_ordering = "-created_at"
    edit_url_name = ""

    @property
    def permission_policy(self) -> Any:
        """Wagtail's rights in collections. Known only when its apps are ready."""
        return policy_registry.get_by_type(self.model)

    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("title", label=_("Title"), url_name=self.edit_url_name),
            DateColumn("created_at", label=_("Created")),
        ]

    def get_queryset(self) -> QuerySet:
        own = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, _PERMISSIONS
        )
        shown = shown_to_readers(self.model).values("pk")
        return own.exclude(pk__in=shown).order_by(self.default_ordering)


class UnusedImagesView(UnusedFilesView):
    """Pictures."""

    model = SiteImage
    page_title = _("Unused images")
    header_icon = "image"
    edit_url_name = "wagtailimages:edit"
    index_url_name = index_results_url_name = "liaison_unused_images"


class UnusedDocumentsView(UnusedFilesView):
    """Documents."""

    model = SiteDocument
    page_title = _("Unused documents")
    header_icon = "doc-full"
    edit_url_name = "wagtaildocs:edit"
    index_url_name = index_results_url_name = "liaison_unused_documents"


class UnusedFilesMenuItem(MenuItem):
    """A report's place in the menu, for those who look after the files."""

    def __init__(self, view: type[UnusedFilesView]) -> None:
        self.view = view
        url_name = view.index_url_name
        super().__init__(
            view.page_title,
            reverse(url_name),
            name=url_name,
            icon_name=view.header_icon,
            order=1000,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(self.view.model)
        return policy.user_has_any_permission(request.user, _PERMISSIONS)


def register_hooks() -> None:
    """Put both reports into the admin."""
    hooks.register("register_admin_urls", _urls)
    for view in (UnusedImagesView, UnusedDocumentsView):
        hooks.register("register_reports_menu_item", lambda view=view: UnusedFilesMenuItem(view))


def _urls() -> list[URLPattern]:
    return [
        path("reports/unused-images/", UnusedImagesView.as_view(), name="liaison_unused_images"),
        path(
            "reports/unused-documents/",
            UnusedDocumentsView.as_view(),
            name="liaison_unused_documents",
        ),
    ]
