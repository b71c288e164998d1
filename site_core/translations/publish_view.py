"""The page on which an editor publishes a page with its translation, or says why without."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page

from site_core.languages.names import language_name
from site_core.translations import requirement, schedules, together
from site_core.translations.completeness import field_labels, is_source
from site_core.translations.counterparts import counterparts_of
from site_core.translations.locks import check_not_locked
from site_core.translations.refusal import PublishingRefused


class TogetherForm(forms.Form):
    """When both languages go live.

    ``seen`` is the schedule of the page as it was when the form was shown, which ``scheduled`` must equal
    when it comes back: an empty time in an older window would publish what somebody has scheduled meanwhile.
    """

    at = forms.DateTimeField(label=_("Publish at"), required=False, widget=AdminDateTimeInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, scheduled: datetime | None) -> None:
        self.scheduled = scheduled.isoformat() if scheduled else ""
        super().__init__(data, initial={"at": scheduled, "seen": self.scheduled})
        self.fields["at"].help_text = gettext(
            "For example %(example)s, in the time of %(zone)s. Leave this empty to publish now."
        ) % {"example": "2026-12-24 09:00", "zone": timezone.get_current_timezone_name()}

    def clean(self) -> dict[str, Any]:
        """Raise ``ValidationError`` when the page was scheduled otherwise in the meantime."""
        cleaned = super().clean() or {}
        if cleaned.get("seen", "") != self.scheduled:
            raise forms.ValidationError(
                _(
                    "The schedule of this page was changed since you opened this form. Look at it above, "
                    "choose the time again and press the button once more."
                )
            )
        return cleaned

    def clean_at(self) -> Any:
        """Raise ``ValidationError`` for a time that has passed."""
        at = self.cleaned_data["at"]
        if at is not None and at <= timezone.now():
            raise forms.ValidationError(_("Choose a time that is still to come."))
        return at


class AloneForm(forms.Form):
    """Why one language goes live without the other."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept in the history of the page."),
    )


class PublishPageView(WagtailAdminTemplateMixin, TemplateView):
    """Publishes a page in all its languages at once, or alone with a reason."""

    template_name = "site_core/admin/publish_page.html"
    page_title = _("Publish in both languages")
    header_icon = "wagtail-localize-language"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not self.page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        self.draft = self.page.get_latest_revision_as_object()

    def get_page_title(self) -> str:
        return f"{self.page_title}: {self.page.get_admin_display_title()}"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
                "label": self.page.get_admin_display_title(),
            },
            {"url": "", "label": str(self.page_title)},
        ]

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = [
            requirement.readiness(self.draft, locale) for locale in requirement.target_locales()
        ]
        states = [
            {
                "state": state,
                "language": language_name(state.locale),
                "fields": field_labels(type(self.draft), state.missing),
                "url": self._work_url(state),
            }
            for state in found
        ]
        return super().get_context_data(
            **{
                "page": self.page,
                "is_source": is_source(self.page),
                "states": states,
                "is_ready": bool(found) and all(state.is_ready for state in found),
                "is_submitted": all(state.is_submitted for state in found),
                "is_independent": any(state.independent for state in found),
                "is_required": requirement.is_required(self.page),
                "submit_url": reverse(
                    "wagtail_localize:submit_page_translation", args=[self.page.pk]
                ),
                "together_form": TogetherForm(scheduled=self._scheduled_at()),
                "schedules": schedules.sentences(self.page),
                "unschedule_url": self._unschedule_url(),
                "alone_form": AloneForm(),
                **kwargs,
            }
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the button says. A refusal is shown, and the draft is kept."""
        action = request.POST.get("action")
        check_not_locked([self.page, *counterparts_of(self.page)], request.user)
        try:
            if action == "take-texts":
                return self._sync_source_texts()
            if action == "together":
                return self._together()
            if action == "alone":
                return self._alone()
        except PublishingRefused as refused:
            messages.error(request, str(refused))
        return redirect(request.path)

    def _scheduled_at(self) -> datetime | None:
        """The time that the page alone is scheduled for, as a proposal."""
        revision = self.page.scheduled_revision
        return revision.approved_go_live_at if revision is not None else None

    def _unschedule_url(self) -> str:
        revision = self.page.scheduled_revision
        if (
            revision is None
            or not self.page.permissions_for_user(self.request.user).can_unschedule()
        ):
            return ""
        url = reverse("wagtailadmin_pages:revisions_unschedule", args=[self.page.pk, revision.pk])
        return f"{url}?{urlencode({'next': self.request.path})}"

    def _work_url(self, state: requirement.Readiness) -> str:
        """Where the page in another language is written; empty where there is none."""
        counterpart = state.independent or (
            self.page.get_translation_or_none(state.locale) if state.is_submitted else None
        )
        return reverse("wagtailadmin_pages:edit", args=[counterpart.pk]) if counterpart else ""

    def _sync_source_texts(self) -> HttpResponse:
        together.sync_source_texts(self.draft)
        counterpart = self.page.get_translation_or_none(requirement.target_locale())
        if counterpart is None:
            return redirect("wagtail_localize:submit_page_translation", self.page.pk)
        return redirect("wagtailadmin_pages:edit", counterpart.pk)

    def _together(self) -> HttpResponse:
        form = TogetherForm(self.request.POST, scheduled=self._scheduled_at())
        if not form.is_valid():
            if form.non_field_errors():
                # What was seen is what is shown now.
                form.data = {**self.request.POST.dict(), "seen": form.scheduled}
            return self.render_to_response(self.get_context_data(together_form=form))
        at = form.cleaned_data["at"]
        together.publish(self.page, self.request.user, at=at)
        messages.success(
            self.request,
            schedules.published_together(self.page, at)
            if at
            else gettext("“%(page)s” is published in both languages.") % {"page": self.page.title},
        )
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)

    def _alone(self) -> HttpResponse:
        form = AloneForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(alone_form=form))
        together.publish_alone(self.page, self.request.user, reason=form.cleaned_data["reason"])
        messages.success(
            self.request,
            gettext("“%(page)s” is published without a current translation. Your reason is kept.")
            % {"page": self.page.title},
        )
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)
