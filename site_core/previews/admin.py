"""The page of the admin on which links to a draft are made and revoked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from site_core import prefixes
from site_core.languages.variants import authored_variant
from site_core.previews.guest_views import LOGGED
from site_core.previews.guests import DAYS, GuestAnswer, GuestLink
from site_core.previews.models import PreviewLink


class PreviewLinksView(WagtailAdminTemplateMixin, TemplateView):
    """The links to the draft of a page, for guests and for apps, for those who may edit it."""

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
            guest_links=[
                (link, self._guest_url(link))
                for link in GuestLink.objects.filter(page=self.page)
                .select_related("made_by")
                .prefetch_related("openings", "answers")
            ],
            days=DAYS,
            revision=self.page.get_latest_revision(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make a link, or revoke one."""
        action = request.POST.get("action")
        if action == "invite":
            days = request.POST.get("days", "")
            GuestLink.make(
                self.page, request.user, int(days) if days in map(str, DAYS) else DAYS[0]
            )
            messages.success(
                request, gettext("The guest link is below: send it to whom you want to ask.")
            )
        elif action == "revoke-guest":
            guests = GuestLink.objects.filter(page=self.page, revoked_at=None)
            guests.filter(pk=request.POST.get("link") or 0).update(revoked_at=timezone.now())
            messages.success(request, gettext("The link does not open the draft any more."))
        elif action == "revoke":
            held = PreviewLink.objects.filter(page=self.page).filter(
                pk=request.POST.get("link") or 0
            )
            held.update(revoked_at=timezone.now())
            messages.success(request, gettext("The link does not open the draft any more."))
        else:
            PreviewLink.make(self.page, request.user)
            messages.success(request, gettext("The link expires in an hour."))
        return redirect("liaison_preview_links", self.page.pk)

    def _guest_url(self, link: GuestLink) -> str:
        """Where a guest reads the draft: in the language of the page for which the link was made."""
        site = self.page.get_site()
        variant = authored_variant(self.page.locale.language_code)
        with translation.override(variant.code):
            return f"{site.root_url if site else ''}{reverse('guest_draft', args=[link.token])}"

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


_SAID = {
    GuestAnswer.APPROVED: (
        _("Approved by a guest"),
        _("%(name)s, a guest, approves the draft. %(text)s"),
    ),
    GuestAnswer.REJECTED: (
        _("Rejected by a guest"),
        _("%(name)s, a guest, rejects the draft: %(text)s"),
    ),
    GuestAnswer.COMMENTED: (
        _("Commented by a guest"),
        _("%(name)s, a guest, comments on the draft: %(text)s"),
    ),
}


class _GuestSaid(LogFormatter):
    """A line of the history: who has said what."""

    kind = ""

    def format_message(self, log_entry: Any) -> str:
        """The sentence, in the active language. Wagtail escapes it."""
        data = log_entry.data
        said = {"name": data.get("name", ""), "text": data.get("text", "")}
        return (str(_SAID[self.kind][1]) % said).strip()


def _register_log_actions(actions: Any) -> None:
    for kind, (label, _sentence) in _SAID.items():
        formatter = type("GuestSaid", (_GuestSaid,), {"kind": kind, "label": label})
        actions.register_action(LOGGED[kind])(formatter)


def register_hooks() -> None:
    """Put the links to drafts into the admin."""
    hooks.register("register_log_actions", _register_log_actions)
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_page_header_buttons", preview_links_button)


def _urls() -> list[URLPattern]:
    view = PreviewLinksView.as_view()
    return [path("pages/<int:page_id>/preview-links/", view, name="liaison_preview_links")]
