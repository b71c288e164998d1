"""Why something does not go live: the exception, its sentences, and the line in the history of the object."""

from __future__ import annotations

import logging
from typing import Any

from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry
from wagtail.models import Revision

from site_core.exceptions import Refused
from site_core.translations.completeness import field_labels, is_source, untranslated_paths

logger = logging.getLogger(__name__)

#: Log action of a page that did not go live.
REFUSED = "liaison.publishing_refused"
#: Log action with which Wagtail's ``publish_scheduled`` publishes.
SCHEDULED = "wagtail.publish.scheduled"


class PublishingRefused(Refused):
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


def must_stay_draft(instance: Any) -> bool:
    """Whether saving a live translation would show what nobody has published.

    wagtail-localize saves the draft of a translation over the row that is live: with English in the place
    of texts that are not translated, or, for a snippet, as not live at all. A withdrawal takes the live
    revision away as well.
    """
    if instance._state.adding or is_source(instance):
        return False
    stored = type(instance)._base_manager.filter(pk=instance.pk, live=True)
    if not stored.exists():
        return False
    if not instance.live:
        revision_id = instance.live_revision_id
        return revision_id is not None and stored.filter(live_revision=revision_id).exists()
    return bool(untranslated_paths(instance))


def check_is_translated(instance: Any) -> None:
    """Raise ``PublishingRefused`` while a translated object still has texts of its source."""
    missing = untranslated_paths(instance)
    if missing:
        raise PublishingRefused(untranslated_sentence(instance, missing))


def untranslated_sentence(instance: Any, missing: list[str]) -> str:
    """Say to an editor that an object is not published, and in which fields texts are missing."""
    return ngettext(
        "“%(object)s” was not published: %(count)d text still needs translating (%(fields)s). "
        "The draft is kept.",
        "“%(object)s” was not published: %(count)d texts still need translating (%(fields)s). "
        "The draft is kept.",
        len(missing),
    ) % {
        "object": instance,
        "count": len(missing),
        "fields": ", ".join(field_labels(type(instance), missing)),
    }


def record_refusal(instance: Any, revision: Revision, refused: Refused) -> None:
    """Put into the history of an object, once a revision, why it did not go live."""
    known = log_registry.get_logs_for_instance(instance).filter(action=REFUSED, revision=revision)
    if not known.exists():
        log(instance=instance, action=REFUSED, revision=revision, data={"reason": str(refused)})
    logger.warning("Publishing refused: %s", refused)
