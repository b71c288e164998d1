"""The guard at the one place that every door to publication leads through: the save that makes it live.

Wagtail publishes from its admin, workflows, a schedule, bulk actions, two APIs and scripts, and
has a hook for some of them only. All end in ``save()`` of an object that is live with another
revision than before, and there the guard stands.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision

from site_core.published.faults import UnpublishableError
from site_core.translations import outdated, requirement, together
from site_core.translations.completeness import is_source
from site_core.translations.refusal import (
    SCHEDULED,
    PublishingRefused,
    check_is_translated,
    is_being_published,
    is_placeholder,
    must_stay_draft,
    record_refusal,
)
from site_core.translations.second_person import check_seen_by_two
from site_core.translations.synchronised import (
    copy_synchronised,
    publish_synchronised,
    published_source,
)

#: What is written when something goes live.
_OF_PUBLICATION = frozenset(("live", "live_revision", "live_revision_id"))


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
    from site_core.published import projection  # noqa: PLC0415 - serializers of API v2 need loaded models

    try:
        check_seen_by_two(instance)
        check(instance, instance.latest_revision_id)
        if isinstance(instance, Page):
            projection.project(instance)
    except (PublishingRefused, UnpublishableError) as refused:
        return str(refused)
    return ""


def _publish_translations(instance: Any) -> None:
    decision = requirement.decision_for(instance, instance.live_revision_id)
    together.publish_counterparts(instance, decision.user if decision else None)


def _note_outdated_translations(instance: Any) -> None:
    if isinstance(instance, Page):
        outdated.refresh_for(instance)


class GuardedPublishingMixin:
    """Put before Wagtail's bases in a model that has a draft state and is translated.

    Whatever saves a live translation that may not be public as it is, the public goes on reading what it
    read, and what was to be saved becomes a draft.
    """

    #: The revision that has what ``save()`` did not write into the row of a live translation, and the object
    #: as it was then.
    _kept_draft: tuple[Revision, dict[str, Any]] | None = None

    def save(self, *args: Any, **kwargs: Any) -> None:
        if is_placeholder(self):
            # wagtail-localize makes these in the place of parents that are not translated.
            self.live = False
        if self.locale_id is None:  # type: ignore[attr-defined] # a translatable model's; saving sets it
            self.locale = self.get_default_locale()  # type: ignore[attr-defined]
        named = kwargs.get("update_fields")
        if self.live and named is None and not is_source(self):
            # wagtail-localize renders from a copy of the original that may be older than the public one.
            source = published_source(self)
            if source is not None:
                copy_synchronised(source, self)
        writes_publication = named is None or not _OF_PUBLICATION.isdisjoint(named)
        if not writes_publication or not is_being_published(self):
            if named is None and must_stay_draft(self):
                self._keep_draft()
                return
            super().save(*args, **kwargs)  # type: ignore[misc] # a model's
            return
        check_seen_by_two(self)
        goes_together = check(self, self.live_revision_id)  # type: ignore[attr-defined] # it has a draft state
        # A page has a savepoint around its saving already.
        with transaction.atomic(savepoint=not isinstance(self, Page)):
            super().save(*args, **kwargs)  # type: ignore[misc] # a model's
            if goes_together:
                _publish_translations(self)
            elif is_source(self):
                publish_synchronised(self)
            _note_outdated_translations(self)

    def _keep_draft(self) -> None:
        self.live = True
        revision = self.save_revision(clean=False)
        self._kept_draft = revision, self.serializable_data()  # type: ignore[attr-defined] # a model's

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a draft as Wagtail does. One that ``save()`` has just kept is not kept twice."""
        kept, self._kept_draft = self._kept_draft, None
        if kept is not None and kept[1] == self.serializable_data():  # type: ignore[attr-defined] # a model's
            return kept[0]
        return super().save_revision(*args, **kwargs)  # type: ignore[misc] # a model's

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision as Wagtail does. A schedule goes on where one page is refused."""
        try:
            with transaction.atomic():
                return super().publish(revision, *args, **kwargs)  # type: ignore[misc] # a model's
        except (PublishingRefused, UnpublishableError) as refused:
            if kwargs.get("log_action") != SCHEDULED:
                raise
            record_refusal(self, revision, refused)
