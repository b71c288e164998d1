"""Translations of the demo's objects, made by wagtail-localize's own records.

An editor who opens one lands in the translation editor and finds every segment translated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from site_core.demo.exceptions import DemoError
from site_core.demo.phrases import Phrasebook


@dataclass(frozen=True)
class Translatable:
    """An object that is to have a counterpart in the other language, and the words for it."""

    instance: TranslatableMixin
    phrases: Phrasebook


def translate_all(
    objects: Iterable[Translatable], locale: Locale, report: Callable[[str], None]
) -> None:
    """Translate and publish every object that has no complete translation yet.

    Snippets come before the pages that show them, and pages before those below them: wagtail-localize
    would otherwise fill in English copies. To be called outside a transaction, because it publishes
    when its own transaction is over.
    """
    for translatable in sorted(objects, key=_order):
        instance = type(translatable.instance)._default_manager.get(pk=translatable.instance.pk)
        if not is_translated(instance, locale):
            translate(instance, translatable.phrases, locale)
            report(str(instance.get_translation(locale)))


def _order(translatable: Translatable) -> str:
    instance = translatable.instance
    return instance.path if isinstance(instance, Page) else ""


def is_translated(instance: TranslatableMixin, locale: Locale) -> bool:
    """Whether an object has a published counterpart that is up to date in every segment."""
    counterpart = instance.get_translation_or_none(locale)
    if counterpart is None or not getattr(counterpart, "live", True):
        return False
    translation = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=locale
    ).first()
    if translation is None:
        return False
    total, translated = translation.get_progress()
    return total == translated


def translate(instance: TranslatableMixin, phrases: Phrasebook, locale: Locale) -> None:
    """Translate and publish one object.

    Raises ``DemoError`` when a segment has no translation or a translation is malformed.
    """
    with transaction.atomic():
        source, _ = TranslationSource.update_or_create_from_instance(instance)
        translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
        for segment in source.stringsegment_set.select_related("string", "context"):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={
                    "data": phrases.translation_of(segment.string.data),
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "has_error": False,
                    "field_error": "",
                },
            )
        total, translated = translation.get_progress()
        if total != translated:
            raise DemoError(
                f"{total - translated} of {total} segments of “{instance}” are malformed."
            )
    translation.save_target(publish=True)
