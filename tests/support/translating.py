"""Translating in tests, by the same records that an editor's work leaves."""

from __future__ import annotations

from typing import Any

from django.test import TestCase
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

#: Stands before every translated text.
MARK = "Превод: "


def translate(instance: Any, locale: Locale) -> Any:
    """Put ``MARK`` before every text of an object, publish that, and return the counterpart."""
    source, _ = TranslationSource.update_or_create_from_instance(instance)
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={"data": f"{MARK}{segment.string.data}", "has_error": False},
        )
    total, translated = translation.get_progress()
    assert translated == total
    return publish(translation)


def publish(translation: Translation) -> Any:
    """Publish a translation that is complete, and return the counterpart."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)  # it publishes when its transaction is over
    return translation.get_target_instance()


def submit(instance: Any, locale: Locale) -> Translation:
    """Take an object's texts for translation, and make its counterpart as a draft."""
    source, _ = TranslationSource.update_or_create_from_instance(instance)
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
    translation.save_target(publish=False)
    return translation


def write(translation: Translation, count: int = 1000) -> None:
    """Translate the first texts, all of them unless a number is given."""
    for segment in translation.source.stringsegment_set.order_by("order")[:count]:
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": f"{MARK}{segment.string.data}", "has_error": False},
        )
