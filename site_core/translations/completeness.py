"""Which texts of an object are translated, judged by its content and not by when it was saved."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.utils.html import strip_tags
from django.utils.text import capfirst
from modelcluster.models import ClusterableModel
from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from site_core.languages.variants import DEFAULT_VARIANT

#: The path of a page's slug, which wagtail-localize takes for a text. Nobody reads it as one.
SLUG = "slug"


def is_source(instance: Any) -> bool:
    """Whether an object is written in the language that others are translated from."""
    return instance.locale.language_code == DEFAULT_VARIANT.locale_code


def texts(instance: Any) -> list[tuple[str, str]]:
    """Path and text of everything in an object that is to be translated, in reading order.

    Judged is what would be stored. In memory, a stream whose value was set keeps the data that it was
    loaded with, from which the alternative texts of images are read.
    """
    return [
        (segment.path, segment.string.data)
        for segment in extract_segments(_as_stored(instance))
        if isinstance(segment, StringSegmentValue) and needs_translation(segment.string.data)
    ]


def needs_translation(text: str) -> bool:
    """Whether a text says anything in words: figures, times and signs are the same in every language."""
    return any(map(str.isalpha, strip_tags(text)))


def _as_stored(instance: Any) -> Any:
    """The object as it would come back from the database."""
    if not isinstance(instance, ClusterableModel):
        return instance
    stored = type(instance).from_serializable_data(
        instance.serializable_data(), check_fks=False, strict_fks=False
    )
    return stored or instance


def untranslated_paths(instance: Any) -> list[str]:
    """Paths at which a translated object still has a text of its source.

    Empty for an object that wagtail-localize does not translate. A text that is the same in both
    languages is translated when a translator has said so.
    """
    if is_source(instance):
        return []
    is_managed = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=instance.locale, enabled=True
    ).exists()
    if not is_managed:
        return []
    written = set(
        StringTranslation.objects.filter(
            context__object_id=instance.translation_key, locale=instance.locale, has_error=False
        ).values_list("data", flat=True)
    )
    others = [
        (path, _hash(text))
        for path, text in texts(instance)
        if path != SLUG and text not in written
    ]
    of_source = set(
        String.objects.filter(
            locale__language_code=DEFAULT_VARIANT.locale_code,
            data_hash__in=[data_hash for _path, data_hash in others],
        ).values_list("data_hash", flat=True)
    )
    return [path for path, data_hash in others if data_hash in of_source]


def untranslated_in(source: Any, locale: Locale) -> tuple[list[str], int]:
    """Paths of a source object's texts that have no translation into a locale, and how many it has.

    Looks at the object as it is given, which may be a draft that nobody has submitted yet.
    """
    missing, total = untranslated_texts(source, locale)
    return [path for path, _text in missing], total


def untranslated_texts(source: Any, locale: Locale) -> tuple[list[tuple[str, str]], int]:
    """Path and text of each text of a source object without a translation, and how many texts it has.

    Like ``untranslated_in``, it looks at the object as it is given.
    """
    found = texts(source)
    done = set(
        StringTranslation.objects.filter(
            context__object_id=source.translation_key, locale=locale, has_error=False
        ).values_list("context__path", "translation_of__data_hash")
    )
    missing = [(path, text) for path, text in found if (path, _hash(text)) not in done]
    return missing, len(found)


def field_labels(model: type, paths: Iterable[str]) -> list[str]:
    """The fields that paths of texts begin with, in an editor's words, each once."""
    labels = {}
    for path in paths:
        field = model._meta.get_field(path.partition(".")[0])  # type: ignore[attr-defined] # any model
        label = getattr(field, "verbose_name", None)
        if label is None:
            label = field.related_model._meta.verbose_name_plural
        labels[field.name] = capfirst(str(label))
    return list(labels.values())


def _hash(text: str) -> uuid.UUID:
    # How wagtail-localize finds a string; its namespace is public, its function is not.
    return uuid.uuid5(String.UUID_NAMESPACE, text)
