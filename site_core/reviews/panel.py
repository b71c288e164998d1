"""On the dashboard: which of somebody's pages are to be reviewed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from laces.components import Component
from wagtail.models import Page

from site_core.reviews.due import overdue_pages

MAX_LISTED = 10


class ReviewsDue(Component):
    """The pages for which somebody answers and whose date has come, each with a link to its review."""

    name = "reviews_due"
    template_name = "site_core/admin/reviews_due.html"
    order = 160

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {
            "pages": self.pages[:MAX_LISTED],
            "has_more": len(self.pages) > MAX_LISTED,
            "report": f"{reverse('liaison_reviews')}?whose=mine&state=overdue",
        }


def reviews_on_dashboard(request: HttpRequest, panels: list[Component]) -> None:
    """Add the panel where somebody has such pages."""
    own = overdue_pages().filter(responsible_id=request.user.pk)
    pages = list(own[: MAX_LISTED + 1])
    if pages:
        panels.append(ReviewsDue(pages))
