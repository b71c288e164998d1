"""Keeps what readers are told about outdated translations equal to ``site_core.translations.status``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationLog, TranslationSource

from site_core.published import changes
from site_core.published.outdated import OutdatedTranslation
from site_core.published.rebuild_run import documents_rebuilt
from site_core.translations.completeness import is_source
from site_core.translations.requirement import source_pages, target_locales
from site_core.translations.status import OUTDATED, changed_texts, statuses


def refresh(sources: Iterable[Page]) -> None:
    """Bring what is kept about the translations of source pages up to date: a few queries, in all."""
    sources = list(sources)
    keys = [page.translation_key for page in sources]
    outdated: dict[int, datetime] = {}
    for locale in target_locales():
        for status in statuses(sources, locale).values():
            changed_at = status.source_changed_at
            if status.state == OUTDATED and changed_at and status.counterpart_id:
                outdated[status.counterpart_id] = changed_at
    kept = OutdatedTranslation.objects.filter(page__translation_key__in=keys)
    before = dict(kept.values_list("pk", "source_changed_at"))
    if before == outdated:
        return
    with transaction.atomic(savepoint=False), changes.recording():
        if current := before.keys() - outdated.keys():
            kept.filter(pk__in=current).delete()
        OutdatedTranslation.objects.bulk_create(
            [
                OutdatedTranslation(page_id=page_id, source_changed_at=changed_at)
                for page_id, changed_at in outdated.items()
            ],
            update_conflicts=True,
            unique_fields=["page"],
            update_fields=["source_changed_at"],
        )
        changes.write_translations(
            outdated={page_id for page_id in outdated if outdated[page_id] != before.get(page_id)},
            current=current,
        )


def refresh_for(page: Page) -> None:
    """Refresh what is kept about a page of either language that has just been published."""
    if is_source(page) and page.alias_of_id is None:
        refresh([page])
    else:
        refresh(source_pages().filter(translation_key=page.translation_key))


def _translation_made(instance: TranslationLog, raw: bool = False, **kwargs: Any) -> None:
    # Outside a transaction wagtail-localize publishes first and notes afterwards what it published.
    if not raw:
        refresh(source_pages().filter(translation_key=instance.source.object_id))


def _translation_stopped_or_restarted(instance: Translation, created: bool, **kwargs: Any) -> None:
    if not created and not kwargs.get("raw"):
        refresh(source_pages().filter(translation_key=instance.source.object_id))


def connect_signals() -> None:
    """Connect the handlers. Called once, when all apps are loaded."""
    post_save.connect(_translation_made, sender=TranslationLog)
    post_save.connect(_translation_stopped_or_restarted, sender=Translation)
    documents_rebuilt.connect(_refresh_all)


def refresh_all() -> None:
    """Refresh what is kept about the translations of every source page."""
    refresh(source_pages())


def sync_published_texts(counterpart: Page) -> bool:
    """Offer what a translation's source has published since to its translator; say whether it had.

    A draft that was offered before its publication stays on offer.
    """
    sources = source_pages().filter(translation_key=counterpart.translation_key)
    return bool(sync_new_texts(sources, counterpart.locale))


def sync_new_texts(sources: Iterable[Page], locale: Locale) -> int:
    """Offer what source pages have published since their texts were taken; say how many had anything."""
    sources = list(sources)
    found = statuses(sources, locale)
    behind = [page for page in sources if found[page.pk].has_texts_to_sync]
    for page in behind:
        TranslationSource.objects.get_for_instance(page).update_from_db()
    return len(behind)


def sync_snippet_texts(translation: Translation) -> bool:
    """Offer what an office or another snippet has published to its translators; say whether any was new."""
    source = translation.source
    instance = source.get_source_instance()
    if not getattr(instance, "live", True):
        return False
    now = json.loads(instance.to_json())
    if not changed_texts(instance._meta.model, json.loads(source.content_json), now):
        return False
    source.update_from_db()
    return True


def _refresh_all(**kwargs: Any) -> None:
    refresh_all()
