"""The panel “What needs you” on the dashboard."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.forms import Media
from django.http import HttpRequest
from laces.components import Component
from wagtail import hooks
from wagtail.admin.views.home import (
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from site_core.dashboard.pages import lists_of_pages
from site_core.dashboard.work_lists import WORK_LISTS, Found, WorkList

logger = logging.getLogger(__name__)
#: Wagtail's panels that say of a few pages what the lists say of all, with queries for each of them.
_REPLACED = (
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)


@dataclass(frozen=True)
class ShownList:
    """A list with something in it."""

    work_list: WorkList
    found: Found

    @property
    def rest(self) -> int:
        """How many are not named."""
        return self.found.total - len(self.found.items)


class WhatNeedsYou(Component):
    """Every list of work that somebody has, those without anything left out."""

    name = "what_needs_you"
    template_name = "site_core/admin/what_needs_you.html"
    order = 50

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def media(self) -> Media:
        """The panel's own style."""
        return Media(css={"all": ["site_core/css/admin_dashboard.css"]})

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        lists = [
            item for function in hooks.get_hooks(WORK_LISTS) for item in function(self.request)
        ]
        shown = [
            ShownList(work_list, found)
            for work_list in sorted(lists, key=lambda item: item.order)
            if (found := _found(work_list)).total
        ]
        return {"lists": shown, "has_lists": bool(lists)}


def _found(work_list: WorkList) -> Found:
    """What is in a list. One that fails leaves the dashboard to the others."""
    try:
        return work_list.find()
    except Exception:
        logger.exception("work list failed name=%s", work_list.name)
        return Found((), 0)


def _on_dashboard(request: HttpRequest, panels: list[Component]) -> None:
    panels[:] = [panel for panel in panels if not isinstance(panel, _REPLACED)]
    panels.append(WhatNeedsYou(request))


def register_hooks() -> None:
    """Put the panel on the dashboard, with the lists of pages."""
    hooks.register("construct_homepage_panels", _on_dashboard)
    hooks.register(WORK_LISTS, lists_of_pages)
