"""The page of the admin on which links to a draft are made and revoked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Page

from site_core import prefixes
from site_core.previews.models import PreviewLink


class PreviewLinksView(WagtailAdminTemplateMixin, TemplateView):
    """The valid preview links of a page, and a button for another one, for those who may edit it."""

    template_name = "site_core/admin/preview_links.html"
    page_title = _("Links to the draft")
    header_icon = "link"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(Page, pk=kwargs["page_id"])
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
                "label": self.page.get_admin_display_title(),
            },
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = (
            PreviewLink.objects.filter(page=self.page)
            .filter(expires_at__gt=timezone.now(), revoked_at=None)
            .select_related("made_by")
        )
        return super().get_context_data(
            links=[(link, self._url(link)) for link in links if link.is_valid],
            revision=self.page.get_latest_revision(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make a link, or revoke one."""
        if request.POST.get("action") == "revoke":
            held = PreviewLink.objects.filter(page=self.page).filter(
                pk=request.POST.get("link") or 0
            )
            held.update(revoked_at=timezone.now())
            messages.success(request, gettext("The link does not open the draft any more."))
        else:
            PreviewLink.make(self.page, request.user)
            messages.success(request, gettext("The link expires in an hour."))
        return redirect("liaison_preview_links", self.page.pk)

    def _url(self, link: PreviewLink) -> str:
        site = self.page.get_site()
        origin = site.root_url if site else ""
        return f"{origin}{prefixes.PREVIEW}?{urlencode({'token': link.token})}"


def preview_links_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """In the menu of the page's header."""
    if not page.is_root() and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Links to the draft"),
            reverse("liaison_preview_links", args=[page.pk]),
            icon_name="link",
            priority=70,
        )


def register_hooks() -> None:
    """Put the links to drafts into the admin."""
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_page_header_buttons", preview_links_button)


def _urls() -> list[URLPattern]:
    view = PreviewLinksView.as_view()
    return [path("pages/<int:page_id>/preview-links/", view, name="liaison_preview_links")]
