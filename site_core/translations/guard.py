"""The guard at the one place that every door to publication leads through: the save that makes it live.

Wagtail publishes from its admin, workflows, a schedule, bulk actions, two APIs and scripts, and
has a hook for some of them only. All end in ``save()`` of an object that is live with another
revision than before, and there the guard stands.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page, Revision

from site_core.translations.completeness import field_labels, is_source, untranslated_paths

logger = logging.getLogger(__name__)

#: Log action of a page that did not go live.
REFUSED = "liaison.publishing_refused"
#: Log action with which Wagtail's ``publish_scheduled`` publishes.
SCHEDULED = "wagtail.publish.scheduled"


class PublishingRefused(PermissionDenied):
    """Something may not go live. The message is for an editor: what is missing and what to do."""


def is_placeholder(instance: Any) -> bool:
    """Whether a page stands in another language's tree and only repeats its source."""
    alias_of_id = getattr(instance, "alias_of_id", None)
    return bool(alias_of_id) and instance.alias_of.locale_id != instance.locale_id


def is_being_published(instance: Any) -> bool:
    """Whether saving an object makes it live, or live with another revision than before."""
    if not instance.live:
        return False
    if instance._state.adding:
        return True
    stored = (
        type(instance)
        ._base_manager.filter(pk=instance.pk)
        .values_list("live", "live_revision_id")
        .first()
    )
    return stored != (True, instance.live_revision_id)


def check_is_translated(instance: Any) -> None:
    """Raise ``PublishingRefused`` while a translated object still has texts of its source."""
    missing = untranslated_paths(instance)
    if missing:
        raise PublishingRefused(untranslated_sentence(instance, missing))


def untranslated_sentence(instance: Any, missing: list[str]) -> str:
    """Say to an editor that an object is not published, and in which fields texts are missing."""
    return ngettext(
        "“%(object)s” was not published: %(count)d text is still in English (%(fields)s). "
        "The draft is kept.",
        "“%(object)s” was not published: %(count)d texts are still in English (%(fields)s). "
        "The draft is kept.",
        len(missing),
    ) % {
        "object": instance,
        "count": len(missing),
        "fields": ", ".join(field_labels(type(instance), missing)),
    }


def check(instance: Any, revision_id: int | None) -> bool:
    """Whether an object takes its translations with it when it goes live with this revision.

    Raises ``PublishingRefused`` when it must not go live as it is.
    """
    from site_core.translations import requirement

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


def record_refusal(instance: Any, revision: Revision, refused: PublishingRefused) -> None:
    """Put into the history of an object, once a revision, why it did not go live."""
    known = log_registry.get_logs_for_instance(instance).filter(action=REFUSED, revision=revision)
    if not known.exists():
        log(instance=instance, action=REFUSED, revision=revision, data={"reason": str(refused)})
    logger.warning("Publishing refused: %s", refused)


def _take_translations_along(instance: Any) -> None:
    from site_core.translations import requirement, together

    decision = requirement.decision_for(instance.live_revision_id)
    together.publish_counterparts(instance, decision.user if decision else None)


def _note_outdated_translations(instance: Any) -> None:
    from site_core.translations import outdated

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
                _take_translations_along(self)
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
