"""Texts that say nothing in words: times, figures and signs are the same in every language.

wagtail-localize offers them to translators like all others. They are answered for them, so that nothing
waits for somebody to copy "10.30".
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail_localize.models import StringSegment, StringTranslation

from site_core.translations.completeness import needs_translation
from site_core.translations.requirement import target_locales

TOOL_NAME = "no words"


def _segment_saved(
    instance: StringSegment, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    if raw or not created or needs_translation(instance.string.data):
        return
    for locale in target_locales():
        if locale.pk == instance.string.locale_id:
            continue
        StringTranslation.objects.get_or_create(
            translation_of_id=instance.string_id,
            context_id=instance.context_id,
            locale=locale,
            defaults={
                "data": instance.string.data,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": TOOL_NAME,
            },
        )


def connect_signals() -> None:
    """Connect the handler. Called once, when all apps are loaded."""
    post_save.connect(_segment_saved, sender=StringSegment)
