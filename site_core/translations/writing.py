"""Writing a translated text into wagtail-localize's table: one way for every door."""

from __future__ import annotations

import re
from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def write_text(segment: StringSegment, locale: Locale, data: str, user: Any) -> StringTranslation:
    """Store how a text reads in a language, as written by a person. ``data`` is HTML without attributes."""
    written, _ = StringTranslation.objects.update_or_create(
        translation_of_id=segment.string_id,
        context_id=segment.context_id,
        locale=locale,
        defaults={
            "data": data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": "",
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )
    return written


def segments(translation: Translation) -> list[StringSegment]:
    """The texts of a translation's source in the order of the page, each with its string and context."""
    found = translation.source.stringsegment_set.select_related("string", "context")
    return list(found.order_by("order"))


def written_texts(translation: Translation) -> dict[tuple[int, int | None], StringTranslation]:
    """What is written in the language of a translation, by the ids of its string and its context."""
    return {
        (item.translation_of_id, item.context_id): item
        for item in StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale=translation.target_locale
        )
    }


def has_markup(*texts: str) -> bool:
    """Whether one of these texts, as they are stored, holds elements besides line breaks."""
    return any("<" in _LINE_BREAK.sub("", text) for text in texts)


def to_typed(data: str, is_markup: bool) -> str:
    """A stored text as it is typed: with its markup, or as plain text with line breaks."""
    return data if is_markup else str(StringValue(data).render_text())


def from_typed(text: str, is_markup: bool) -> str:
    """What is typed, as it is stored."""
    text = text.replace("\r\n", "\n").strip()
    return text if is_markup else str(StringValue.from_plaintext(text).data)
