"""The page of one enquiry: what was asked, what was done about it, and what can be done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from offices.enquiries import acts
from offices.enquiries.desk import assignee_of, language_of, written_moment
from offices.enquiries.models import Enquiry
from site_core.languages.variants import variant_for_code


class PersonChoice(forms.ModelChoiceField):
    """People by their names."""

    def label_from_instance(self, obj: Any) -> str:
        return str(get_user_display_name(obj))


class AssignForm(forms.Form):
    """Who is to answer."""

    person = PersonChoice(label=_("Assign to"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = acts.people()  # type: ignore[attr-defined] # a ModelChoiceField's


class NoteForm(forms.Form):
    """A note for the desk alone."""

    text = forms.CharField(
        label=_("Note"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Seen by the desk only."),
    )


class ReplyForm(forms.Form):
    """An answer by e-mail."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Answer"),
        max_length=acts.MAX_REPLY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_subject(self) -> str:
        """One line, as a header takes it."""
        return " ".join(self.cleaned_data["subject"].split())


class EnquiryView(WagtailAdminTemplateMixin, TemplateView):
    """One enquiry."""

    template_name = "offices/admin/enquiry.html"
    header_icon = "comment"
    page_title = _("Enquiry")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.may_change = request.user.has_perm(acts.PERMISSION)
        if not (self.may_change or request.user.has_perm("offices.view_enquiry")):
            raise PermissionDenied
        self.enquiry = get_object_or_404(Enquiry.objects.in_order(), pk=kwargs["enquiry_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.enquiry.reference

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("enquiries"), "label": gettext("Enquiries")},
            {"url": "", "label": self.enquiry.reference},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = list(self.enquiry.events.select_related("reply"))
        last = events[-1].pk if events else 0
        variant = variant_for_code(self.enquiry.language)
        context: dict[str, Any] = {
            "enquiry": self.enquiry,
            "written": self.enquiry.form_data,
            "sent": written_moment(self.enquiry.submit_time),
            "deadline": written_moment(self.enquiry.deadline),
            "language": language_of(self.enquiry),
            "is_sent_in_latin": not variant.is_authored,
            "assignee": assignee_of(self.enquiry),
            "events": [(event, written_moment(event.created_at)) for event in events],
            "may_change": self.may_change,
            "may_delete": self.request.user.has_perm("offices.delete_enquiry"),
            "assign_form": AssignForm(initial={"person": self.enquiry.assigned_to_id}),
            "note_form": NoteForm(),
            "reply_form": ReplyForm(initial={"subject": self._subject(), "seen": last}),
        }
        return super().get_context_data(**{**context, **kwargs})

    def _subject(self) -> str:
        """In the language of the enquiry, as the confirmation was."""
        with translation.override(variant_for_code(self.enquiry.language).locale_code):
            return gettext("Your enquiry %(reference)s") % {"reference": self.enquiry.reference}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what one of the buttons says."""
        action = request.POST.get("action", "")
        if action == "delete":
            return self._delete()
        if not self.may_change:
            raise PermissionDenied
        handlers = {
            "take": self._take,
            "assign": self._assign,
            "note": self._note,
            "answer": self._answer,
            "close": self._close,
            "reopen": self._reopen,
            "send-again": self._send_again,
        }
        if action not in handlers:
            return redirect(request.path)
        return handlers[action]() or redirect(request.path)

    def _take(self) -> None:
        acts.assign(self.enquiry, self.request.user, self.request.user)
        messages.success(self.request, gettext("The enquiry is yours."))

    def _assign(self) -> HttpResponse | None:
        form = AssignForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(assign_form=form))
        person = form.cleaned_data["person"]
        acts.assign(self.enquiry, person, self.request.user)
        messages.success(
            self.request,
            gettext("Assigned to %(name)s.") % {"name": get_user_display_name(person)},
        )
        return None

    def _note(self) -> HttpResponse | None:
        form = NoteForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(note_form=form))
        acts.note(self.enquiry, form.cleaned_data["text"], self.request.user)
        return None

    def _answer(self) -> HttpResponse | None:
        form = ReplyForm(self.request.POST)
        if form.is_valid():
            values = form.cleaned_data
            try:
                acts.answer(
                    self.enquiry,
                    values["subject"],
                    values["text"],
                    self.request.user,
                    seen=values["seen"],
                )
            except acts.AnsweredMeanwhile as refused:
                messages.error(self.request, str(refused))
                latest = self.enquiry.events.order_by("-pk").values_list("pk", flat=True).first()
                form = ReplyForm(initial={**values, "seen": latest or 0})
                return self.render_to_response(self.get_context_data(reply_form=form))
            messages.success(
                self.request,
                gettext("The answer goes to %(address)s.")
                % {"address": self.enquiry.form_data["email"]},
            )
            return None
        return self.render_to_response(self.get_context_data(reply_form=form))

    def _close(self) -> None:
        acts.close(self.enquiry, self.request.user)

    def _reopen(self) -> None:
        acts.reopen(self.enquiry, self.request.user)

    def _send_again(self) -> None:
        acts.send_again(self.enquiry)

    def _delete(self) -> HttpResponse:
        if not self.request.user.has_perm("offices.delete_enquiry"):
            raise PermissionDenied
        if self.request.POST.get("confirmed") != "yes":
            return self.render_to_response(self.get_context_data(asks_to_delete=True))
        reference = self.enquiry.reference
        self.enquiry.delete()
        messages.success(
            self.request,
            gettext("The enquiry %(reference)s is deleted.") % {"reference": reference},
        )
        return redirect("enquiries")
