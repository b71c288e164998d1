"""A page is not deleted while enquiries through it wait for delivery: its recipients would go with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.models import Page

from offices.enquiries.models import Enquiry


def keep_undelivered(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page while an enquiry through it, or through one below it, has reached nobody."""
    if request.method != "POST" or not _has_undelivered([page]):
        return None
    return _refusal(request, page.pk)


def keep_undelivered_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Refuse to delete several pages while an enquiry through one of them has reached nobody."""
    pages = [item for item in objects if isinstance(item, Page)]
    if action_type != "delete" or not _has_undelivered(pages):
        return None
    return _refusal(request, pages[0].pk)


def _has_undelivered(pages: list[Page]) -> bool:
    below = Q()
    for page in pages:
        below |= Q(page__path__startswith=page.path)
    return bool(pages) and Enquiry.objects.not_passed_on().filter(below).exists()


def _refusal(request: HttpRequest, page_id: int) -> HttpResponse:
    messages.error(
        request,
        gettext(
            "Nothing was deleted: enquiries came through this page that have reached nobody yet, and its "
            "recipients would go with it. Wait until they are delivered, or correct the recipients."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page_id)
