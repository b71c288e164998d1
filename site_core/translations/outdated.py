"""Keeps what readers are told about outdated translations equal to ``site_core.languages.status``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from site_core.languages.forms import DEFAULT_FORM
from site_core.languages.status import OUTDATED, differing_fields, statuses, translatable_names
from site_core.models.translations import OutdatedTranslation
from site_core.translations.requirement import target_locales


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
    with transaction.atomic():
        OutdatedTranslation.objects.filter(page__translation_key__in=keys).exclude(
            pk__in=outdated
        ).delete()
        OutdatedTranslation.objects.bulk_create(
            [
                OutdatedTranslation(page_id=page_id, source_changed_at=changed_at)
                for page_id, changed_at in outdated.items()
            ],
            update_conflicts=True,
            unique_fields=["page"],
            update_fields=["source_changed_at"],
        )


def refresh_for(page: Page) -> None:
    """Do so for a page of either language that has just been published."""
    refresh(
        Page.objects.filter(
            translation_key=page.translation_key,
            locale__language_code=DEFAULT_FORM.locale_code,
            alias_of__isnull=True,
        )
    )


def refresh_all() -> int:
    """Do so for every page, and return how many translations are outdated."""
    refresh(Page.objects.filter(locale__language_code=DEFAULT_FORM.locale_code, depth__gt=1))
    return OutdatedTranslation.objects.count()


def take_published_texts(counterpart: Page) -> bool:
    """Offer what a translation's source has published since to its translator; say whether it had.

    A draft that was offered before its publication stays on offer.
    """
    source = Page.objects.filter(
        translation_key=counterpart.translation_key,
        locale__language_code=DEFAULT_FORM.locale_code,
        alias_of__isnull=True,
    ).first()
    if source is None:
        return False
    status: Any = statuses([source], counterpart.locale)[source.pk]
    if not status.has_texts_to_take:
        return False
    record = TranslationSource.objects.get_for_instance(source)
    record.update_from_db()
    return True


def take_texts_of_snippet(translation: Translation) -> bool:
    """Do the same for an office or another snippet; say whether there was anything new."""
    source = translation.source
    instance = source.get_source_instance()
    if not getattr(instance, "live", True):
        return False
    names = translatable_names(instance._meta.model)
    now = json.loads(instance.to_json())
    if not differing_fields(names, json.loads(source.content_json), now):
        return False
    source.update_from_db()
    return True
