"""Undelivered enquiries on the dashboard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Min
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from laces.components import Component
from wagtail.contrib.forms.utils import get_forms_for_user

from offices.enquiries.models import Enquiry

#: An enquiry that nobody has got for so long is worth a word.
PATIENCE = timedelta(minutes=10)


class UndeliveredEnquiriesPanel(Component):
    """The pages through which enquiries came that no recipient has got, for those who may read them."""

    name = "undelivered_enquiries"
    template_name = "offices/admin/undelivered_enquiries.html"
    order = 80

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def pages(self) -> list[dict[str, Any]]:
        """Page id and title, how many enquiries wait, since when, and the last error."""
        waiting = Enquiry.objects.not_passed_on().filter(
            submit_time__lt=timezone.now() - PATIENCE,
            page__in=get_forms_for_user(self.request.user),
        )
        found = (
            waiting.values("page_id", "page__title")
            .annotate(count=Count("pk"), since=Min("submit_time"))
            .order_by("since")
        )
        return [
            {
                **row,
                "error": waiting.filter(page_id=row["page_id"]).latest("submit_time").last_error,
            }
            for row in found
        ]

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"pages": self.pages}


def undelivered_on_dashboard(request: HttpRequest, panels: list[Component]) -> None:
    """Add the panel of undelivered enquiries to the dashboard."""
    panel = UndeliveredEnquiriesPanel(request)
    if panel.pages:
        panels.append(panel)
