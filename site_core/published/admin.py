"""How far the published documents are, on the administrators' dashboard, while they are made anew."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from laces.components import Component
from wagtail import hooks

from site_core.plugins.config import SEES_OPERATIONS
from site_core.published import rebuild_queue
from site_core.published.rebuild_run import PublishedRebuild


class RebuildProgress(Component):
    """On the dashboard: how many pages have been made anew after an upgrade or a change of sites."""

    name = "rebuild_progress"
    template_name = "site_core/admin/rebuild_progress.html"
    order = 93

    def __init__(self, run: PublishedRebuild) -> None:
        self.run = run

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        run = self.run
        return {
            "done": run.done,
            "total": run.total,
            "places_pending": run.places_pending,
            "error": run.last_error,
        }


def progress_on_dashboard(request: HttpRequest, panels: list[Component]) -> None:
    """Add the panel to the dashboard of administrators while a rebuild is under way."""
    if not request.user.has_perm(SEES_OPERATIONS):
        return
    if (run := rebuild_queue.pending()) is not None:
        panels.append(RebuildProgress(run))


def register_hooks() -> None:
    """Put the progress of a rebuild on the dashboard."""
    hooks.register("construct_homepage_panels", progress_on_dashboard)
