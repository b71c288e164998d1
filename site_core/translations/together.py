"""Both languages of a page in one transaction, now or at one scheduled time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import Translation, TranslationSource

from site_core.translations import requirement
from site_core.translations.models import PublishingDecision

PUBLISHED_ALONE = "liaison.published_without_translation"


def sync_source_texts(page: Page) -> TranslationSource:
    """Offer the texts of a page, as it is given, to its translators. What is translated stays so."""
    source, _ = TranslationSource.update_or_create_from_instance(page)
    return source


def publish_counterparts(page: Page, user: Any = None) -> None:
    """Make the translations of a page from its content and publish them.

    To be called in the transaction that publishes the page, when ``requirement.check`` has passed.
    """
    source = sync_source_texts(page)
    for translation in Translation.objects.filter(source=source, enabled=True).select_related(
        "target_locale"
    ):
        _publish(source, translation.target_locale, user)


def _publish(source: TranslationSource, locale: Locale, user: Any) -> None:
    counterpart, _ = source.create_or_update_translation(
        locale, user=user, publish=False, copy_parent_pages=True, fallback=True
    )
    draft = counterpart.get_latest_revision_as_object()
    if draft.go_live_at is not None:
        draft.go_live_at = None  # The source decides when.
        draft.save_revision(user=user, log_action=False)
    counterpart.get_latest_revision().publish(user=user, skip_permission_checks=True)


@transaction.atomic
def publish(page: Page, user: Any, *, at: datetime | None = None) -> Revision:
    """Publish the latest draft of a page with its translations; ``at`` schedules both for one time.

    Raises ``PublishingRefused``, and publishes nothing, when a translation is not ready.
    """
    return _decide_and_publish(page, user, PublishingDecision.TOGETHER, at=at)


@transaction.atomic
def publish_alone(page: Page, user: Any, *, reason: str) -> Revision:
    """Publish the latest draft of a page without the translation that it requires.

    The reason is kept with the revision and in the history of the page. Raises ``ValueError`` without one.
    """
    if not reason.strip():
        raise ValueError("A reason is needed.")
    revision = _decide_and_publish(page, user, PublishingDecision.ALONE, reason=reason.strip())
    log(
        instance=page,
        action=PUBLISHED_ALONE,
        user=user,
        revision=revision,
        data={"reason": reason.strip()},
    )
    return revision


def _decide_and_publish(
    page: Page, user: Any, kind: str, *, reason: str = "", at: datetime | None = None
) -> Revision:
    draft = page.get_latest_revision_as_object()
    if at is not None:
        draft.go_live_at = at
    elif kind == PublishingDecision.TOGETHER:
        draft.go_live_at = None
    if at is not None:
        for locale in requirement.target_locales():
            state = requirement.readiness(draft, locale)
            if not state.is_ready:
                requirement.refuse(draft, state)
    revision = draft.save_revision(user=user, changed=False)
    PublishingDecision.objects.create(revision=revision, kind=kind, reason=reason, user=user)
    revision.publish(user=user)
    return revision
