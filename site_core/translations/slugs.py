"""Slugs of translated pages: from the translated title, in ASCII, unless a translator writes another.

wagtail-localize treats the slug as one more text to translate. Here it is given as soon as the title is.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page
from wagtail.signals import page_slug_changed
from wagtail_localize.models import StringSegment, StringTranslation

from site_core.languages.scripts import to_latin
from site_core.languages.variants import DEFAULT_VARIANT

#: In letters. A path is made of several, and 255 letters of it fit into a redirect.
MAX_SLUG_LENGTH = 80
TOOL_NAME = "slug from title"
#: What has no decomposition into a letter and a mark, as Serbians write it in URLs.
_LETTERS = str.maketrans({"đ": "dj", "Đ": "Dj"})


def slug_from(title: str) -> str:
    """The slug of a title in either script: Latin, ASCII, lower case, đ as dj.

    Empty for a title without a letter or digit that ASCII can write.
    """
    slug = slugify(to_latin(title).translate(_LETTERS))
    if len(slug) <= MAX_SLUG_LENGTH:
        return slug
    whole_words = slug[: MAX_SLUG_LENGTH + 1].rpartition("-")[0]
    return whole_words or slug[:MAX_SLUG_LENGTH]


def _slug_about_to_be_saved(instance: StringTranslation, **kwargs: Any) -> None:
    if instance.context and instance.context.path == "slug":
        instance.data = slug_from(instance.data) or instance.data


def _title_saved(instance: StringTranslation, raw: bool = False, **kwargs: Any) -> None:
    context = instance.context
    if raw or context is None or context.path != "title" or not slug_from(instance.data):
        return
    slugs = StringSegment.objects.filter(
        source__object_id=context.object_id,
        source__locale__language_code=DEFAULT_VARIANT.locale_code,
        context__path="slug",
    )
    for segment in slugs.select_related("context"):
        # One that is written already stays: readers may have kept its URL.
        StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            context=segment.context,
            locale=Locale.objects.get(pk=instance.locale_id),
            defaults={
                "data": slug_from(instance.data),
                "translation_type": instance.translation_type,
                "tool_name": TOOL_NAME,
                "last_translated_by": instance.last_translated_by,
            },
        )


def _slug_changed(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    """Drop the redirect that Wagtail has just made from a URL that no reader has ever seen."""
    if instance_before.first_published_at is None:
        Redirect.objects.filter(redirect_page=instance, automatically_created=True).delete()


def connect_signals() -> None:
    """Connect the handlers. Called once, when all apps are loaded."""
    pre_save.connect(_slug_about_to_be_saved, sender=StringTranslation)
    post_save.connect(_title_saved, sender=StringTranslation)
    page_slug_changed.connect(_slug_changed)
