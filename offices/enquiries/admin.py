"""Enquiries in the admin: Wagtail's list of submissions, and the files that came with them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from wagtail.contrib.forms.utils import get_forms_for_user
from wagtail.contrib.forms.views import SubmissionsListView

from offices.enquiries.models import Enquiry

#: What a formula begins with in one spreadsheet or another.
_FORMULA = ("=", "+", "-", "@", "\t", "\n")


class EnquiriesView(SubmissionsListView):
    """The enquiries of a contact page, the newest first. An attachment is a link."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not self.is_export:
            names = [name for name, _label in context["form_page"].get_data_fields()]
            for row, enquiry in zip(context["data_rows"], context["submissions"], strict=True):
                cells = dict(zip(names, row["fields"], strict=True))
                cells["attachment"] = _link(enquiry)
                cells["deadline"] = _written(cells["deadline"])
                cells["message"] = linebreaksbr(cells["message"])
                row["fields"] = list(cells.values())
        return context

    def to_row_dict(self, item: Enquiry) -> dict[str, Any]:
        row: dict[str, Any] = super().to_row_dict(item)
        return {name: _harmless(value) for name, value in row.items()}


def _harmless(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: a stranger has written it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _link(enquiry: Enquiry) -> str:
    if not enquiry.attachment:
        return ""
    address = reverse("enquiry_attachment", args=[enquiry.pk])
    return format_html('<a href="{}">{}</a>', address, enquiry.attachment_name)


def _written(moment: str) -> str:
    deadline = parse_datetime(moment or "")
    return date_format(localtime(deadline), "DATETIME_FORMAT") if deadline else ""


def attachment(request: HttpRequest, enquiry_id: int) -> FileResponse:
    """The file that came with an enquiry, to be saved and never opened by the browser.

    For those who may see the submissions of its page, as Wagtail has it.
    """
    enquiry = get_object_or_404(Enquiry.objects.exclude(attachment=""), pk=enquiry_id)
    if not get_forms_for_user(request.user).filter(pk=enquiry.page_id).exists():
        raise PermissionDenied
    try:
        file = enquiry.attachment.open("rb")
    except OSError:
        raise Http404(f"The file of the enquiry {enquiry.reference} has been lost.") from None
    response = FileResponse(
        file,
        as_attachment=True,
        filename=enquiry.attachment_name,
        content_type=enquiry.attachment_type or "application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
