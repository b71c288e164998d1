"""The guard at the one place that every door to publication leads through: the save that makes it live.

Wagtail publishes from its admin, workflows, a schedule, bulk actions, two APIs and scripts, and
has a hook for some of them only. All end in ``save()`` of an object that is live with another
revision than before, and there the guard stands.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision

from site_core.translations import outdated, requirement, together
from site_core.translations.completeness import is_source
from site_core.translations.refusal import (
    SCHEDULED,
    PublishingRefused,
    check_is_translated,
    is_being_published,
    is_placeholder,
    record_refusal,
)


def check(instance: Any, revision_id: int | None) -> bool:
    """Whether an object takes its translations with it when it goes live with this revision.

    Raises ``PublishingRefused`` when it must not go live as it is.
    """
    if is_source(instance):
        return requirement.check(instance, revision_id)
    check_is_translated(instance)
    return False


def refusal(instance: Any) -> str:
    """Why the latest draft of an object cannot go live, in a sentence; empty when it can."""
    try:
        check(instance, instance.latest_revision_id)
    except PublishingRefused as refused:
        return str(refused)
    return ""


def _publish_translations(instance: Any) -> None:
    decision = requirement.decision_for(instance.live_revision_id)
    together.publish_counterparts(instance, decision.user if decision else None)


def _note_outdated_translations(instance: Any) -> None:
    if isinstance(instance, Page):
        outdated.refresh_for(instance)


class GuardedPublishingMixin:
    """Put before Wagtail's bases in a model that has a draft state and is translated."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        if is_placeholder(self):
            # wagtail-localize makes these in the place of parents that are not translated.
            self.live = False
        if not is_being_published(self):
            if self.live and kwargs.get("update_fields") is None and not is_source(self):
                # wagtail-localize writes a new draft into the row that is live.
                check_is_translated(self)
            super().save(*args, **kwargs)  # type: ignore[misc] # a model's
            return
        if self.locale_id is None:  # type: ignore[attr-defined] # a translatable model's; saving sets it
            self.locale = self.get_default_locale()  # type: ignore[attr-defined]
        goes_together = check(self, self.live_revision_id)  # type: ignore[attr-defined] # it has a draft state
        with transaction.atomic():
            super().save(*args, **kwargs)  # type: ignore[misc] # a model's
            if goes_together:
                _publish_translations(self)
            _note_outdated_translations(self)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision as Wagtail does. A schedule goes on where one page is refused."""
        try:
            with transaction.atomic():
                return super().publish(revision, *args, **kwargs)  # type: ignore[misc] # a model's
        except PublishingRefused as refused:
            if kwargs.get("log_action") != SCHEDULED:
                raise
            record_refusal(self, revision, refused)
