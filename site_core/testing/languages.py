"""The translation of a page, by the records that a translator's work leaves."""

from __future__ import annotations

from django.test import TestCase
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

#: Stands before every translated text.
MARK = "Превод: "


def translated(page: Page, language: str = "sr") -> Page:
    """The published counterpart of a page, with ``MARK`` before every text; pages above it come first."""
    locale = Locale.objects.get(language_code=language)
    for above in page.get_ancestors().filter(depth__gt=1).specific():
        if not above.has_translation(locale):
            _translated(above, locale)
    return _translated(page, locale)


def _translated(page: Page, locale: Locale) -> Page:
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={"data": f"{MARK}{segment.string.data}", "has_error": False},
        )
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)  # it publishes when its transaction is over
    target: Page = translation.get_target_instance()
    assert target.live, f"{page} was translated and is not published in {locale}."
    return target
