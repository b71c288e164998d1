"""On the dashboard: links that lead nowhere, on the pages that somebody may change."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from laces.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from site_core.link_check.models import FoundLink
from site_core.link_check.outcomes import ERRORS, OUTCOMES

MAX_LISTED = 10


def links_for(user: Any) -> QuerySet[FoundLink]:
    """What is wrong with the links of the pages that somebody may change."""
    policy: Any = policy_registry.get_by_type(Page)
    own = policy.instances_user_has_permission_for(user, "change")
    return FoundLink.objects.filter(code__in=OUTCOMES, page__in=own.values("pk")).order_by(
        "page__path", "pk"
    )


class BrokenLinks(Component):
    """The pages whose links lead nowhere, each with a link to it."""

    name = "broken_links"
    template_name = "site_core/admin/broken_links.html"
    order = 170

    def __init__(self, links: list[FoundLink]) -> None:
        self.links = links

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {
            "links": [(link, OUTCOMES[link.code]) for link in self.links[:MAX_LISTED]],
            "has_more": len(self.links) > MAX_LISTED,
            "report": reverse("liaison_links"),
        }


def links_on_dashboard(request: HttpRequest, panels: list[Component]) -> None:
    """Add the panel where there are such links."""
    found = links_for(request.user).filter(code__in=ERRORS).select_related("page")
    links = list(found[: MAX_LISTED + 1])
    if links:
        panels.append(BrokenLinks(links))
