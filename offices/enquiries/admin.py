"""Enquiries in the admin: where the desk is found, who may see it, and the files that came with enquiries."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from offices.contact_page import ContactPage
from offices.enquiries.desk import EnquiriesView
from offices.enquiries.models import Enquiry
from offices.enquiries.record import EnquiryView


def may_read(user: Any) -> bool:
    """Whether somebody may read what journalists have written."""
    return bool(user.has_perm("offices.view_enquiry") or user.has_perm("offices.change_enquiry"))


class EnquiriesMenuItem(MenuItem):
    """The desk's place in the menu."""

    def __init__(self) -> None:
        super().__init__(
            _("Enquiries"), reverse("enquiries"), name="enquiries", icon_name="comment", order=240
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


def urls() -> list[URLPattern]:
    """The list, its results, one enquiry, and the file that came with it."""
    return [
        path("enquiries/", EnquiriesView.as_view(), name="enquiries"),
        path(
            "enquiries/results/",
            EnquiriesView.as_view(results_only=True),
            name="enquiries_results",
        ),
        path("enquiries/<int:enquiry_id>/", EnquiryView.as_view(), name="enquiry"),
        path("enquiries/<int:enquiry_id>/file/", attachment, name="enquiry_attachment"),
    ]


def permissions() -> QuerySet[Permission]:
    """What groups can be allowed: to read enquiries, to work on them, to delete them."""
    return Permission.objects.filter(
        content_type__app_label=Enquiry._meta.app_label,
        content_type__model=Enquiry._meta.model_name,
        codename__in=("view_enquiry", "change_enquiry", "delete_enquiry"),
    )


def leave_to_the_desk(user: Any, forms: QuerySet[Any]) -> QuerySet[Any]:
    """Take contact pages out of Wagtail's lists of submissions: whoever edits a page could read there."""
    return forms.exclude(pk__in=ContactPage.objects.values("pk"))


def attachment(request: HttpRequest, enquiry_id: int) -> FileResponse:
    """The file that came with an enquiry, to be saved and never opened by the browser."""
    if not may_read(request.user):
        raise PermissionDenied
    enquiry = get_object_or_404(Enquiry.objects.exclude(attachment=""), pk=enquiry_id)
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
