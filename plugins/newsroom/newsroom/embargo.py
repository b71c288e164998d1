"""News that nobody sees before a minute that is set: Wagtail's schedule, in every language at once.

What is scheduled is a draft until then, so it is in no list, feed, sitemap, search or answer of the API.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel
from wagtail.models import Locale, Page


def embargo_of(page: Page) -> datetime | None:
    """Until when the original of a translation is under embargo; ``None`` where it is public.

    The original is the page of the site's first language. Nothing else holds that one back.
    """
    first = Locale.get_default()
    if page.locale_id == first.pk:
        return None
    key = page.translation_key
    original = type(page)._default_manager.filter(translation_key=key, locale=first).first()
    if original is None or original.live:
        return None
    moments = [original.go_live_at]
    for revision in {original.latest_revision, original.scheduled_revision} - {None}:
        moments += [revision.approved_go_live_at, revision.as_object().go_live_at]
    return max((moment for moment in moments if moment and moment > timezone.now()), default=None)


class EmbargoMixin:
    """Put before ``BasePage``: a translation becomes public no earlier than its original.

    Wagtail publishes a revision by restoring it, and what is restored with a time to come is scheduled
    instead. So the embargo holds for whatever publishes, and also where it was moved later on.
    """

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Restore a revision, under the embargo of the original where that is longer."""
        restored = super().with_content_json(content)  # type: ignore[misc] # a page stands behind it
        embargo = embargo_of(restored) if restored.pk else None
        if embargo and (restored.go_live_at is None or restored.go_live_at < embargo):
            restored.go_live_at = embargo
        return restored


class EmbargoPanel(HelpPanel):
    """How an embargo is set, and until when this one holds."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel on the form of one page."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            moment = self.instance.go_live_at
            is_ahead = moment is not None and moment > timezone.now()
            context["embargo"] = (
                date_format(timezone.localtime(moment), "DATETIME_FORMAT") if is_ahead else ""
            )
            return context

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Embargo"))
        kwargs.setdefault("icon", "time")
        kwargs.setdefault("template", "newsroom/admin/embargo_panel.html")
        super().__init__(**kwargs)
