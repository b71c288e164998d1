"""Which translations can ask for work, found by the database: the others need not be looked at.

A translation that is published, was made from its newest texts and has lost none of them since is as what is
kept about it says (``site_core.published.outdated``). Of a large site that is nearly all of them; those of
which a text has changed are noted as reopened until they are made again.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)

from site_core.published.outdated import OutdatedTranslation
from site_core.translations.models import ReopenedTranslation
from site_core.translations.status import MISSING, statuses


def count_states(sources: QuerySet[Page], locale: Locale) -> Counter[str]:
    """How many source pages have a translation in each of the states that ask for work, by state."""
    found = Counter(status.state for status in statuses(begun(sources, locale), locale).values())
    found[MISSING] = missing(sources, locale).order_by().count()
    return found


def missing(sources: QuerySet[Page], locale: Locale) -> QuerySet[Page]:
    """The source pages that have no translation, or a placeholder."""
    counterparts = Page.objects.filter(
        locale=locale, alias_of__isnull=True, translation_key=OuterRef("translation_key")
    )
    return sources.filter(~Exists(counterparts))


def begun(sources: QuerySet[Page], locale: Locale) -> QuerySet[Page]:
    """The source pages whose translation is there and can ask for work, and few others."""
    drafts = Page.objects.filter(locale=locale, alias_of__isnull=True, live=False)
    outdated = OutdatedTranslation.objects.filter(page__locale=locale)
    reopened = ReopenedTranslation.objects.filter(translation__target_locale=locale)
    keys = drafts.order_by().values_list("translation_key")
    # Fetched first: a database expects to find many, and reads all pages for them.
    found = keys.union(
        outdated.values_list("page__translation_key"),
        reopened.values_list("translation__source__object_id"),
    )
    return sources.filter(translation_key__in=[key for (key,) in found])


def _reopen(translations: QuerySet[Translation]) -> None:
    ReopenedTranslation.objects.bulk_create(
        [
            ReopenedTranslation(translation_id=pk)
            for pk in translations.values_list("pk", flat=True)
        ],
        ignore_conflicts=True,
    )


def _text_lost(instance: StringTranslation, **kwargs: Any) -> None:
    _reopen(
        Translation.objects.filter(
            target_locale=instance.locale_id,
            source__stringsegment__string=instance.translation_of_id,
            source__stringsegment__context=instance.context_id,
        )
    )


def _text_saved(
    instance: StringTranslation, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    if instance.has_error and not created and not raw:
        _text_lost(instance)


def _texts_taken(
    instance: TranslationSource, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    if not created and not raw:
        _reopen(Translation.objects.filter(source=instance.pk))


def _translation_begun(
    instance: Translation, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    if created and not raw:
        ReopenedTranslation.objects.get_or_create(translation=instance)


def _translation_made(instance: TranslationLog, raw: bool = False, **kwargs: Any) -> None:
    """What was made without some of its texts is kept as outdated by now."""
    if not raw:
        ReopenedTranslation.objects.filter(
            translation__source=instance.source_id,
            translation__target_locale=instance.locale_id,
        ).delete()


def connect_signals() -> None:
    """Connect the handlers. Called once, when all apps are loaded."""
    post_delete.connect(_text_lost, sender=StringTranslation)
    post_save.connect(_text_saved, sender=StringTranslation)
    post_save.connect(_texts_taken, sender=TranslationSource)
    post_save.connect(_translation_begun, sender=Translation)
    post_save.connect(_translation_made, sender=TranslationLog)
