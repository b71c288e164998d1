"""What is translated already is offered again: the old translation of a text that has changed, and the
translation of the same text elsewhere.

wagtail-localize keys a translation by its text, so that a changed comma empties the box. An offer stands in
the box, marked as not valid yet: it is published when somebody has looked at it and not before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from django.db.models.signals import post_save, pre_save
from django.utils.html import strip_tags
from django.utils.translation import gettext
from rapidfuzz import fuzz
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from site_core.translations.completeness import SLUG, needs_translation
from site_core.translations.requirement import target_locales

#: From 0 to 100: how alike two texts of one field are at least, where it holds several.
MIN_LIKENESS = 55
TOOL_NAME = "translation memory"
_WORDS = re.compile(r"\s+|[^\s]+")


def offer(segment: StringSegment, locale: Locale) -> StringTranslation | None:
    """Put an earlier translation into the box of a text that has none, to be looked at."""
    of_field = _of_field(segment, locale)
    if any(item.translation_of_id == segment.string_id for item in of_field):
        return None
    earlier = _likest(segment, of_field)
    if earlier is not None:
        sentence = gettext("The English text has changed. Does this translation still fit?")
    else:
        earlier = (
            StringTranslation.objects.filter(
                translation_of=segment.string_id, locale=locale, has_error=False
            )
            .exclude(context=segment.context_id)
            .order_by("-updated_at")
            .first()
        )
        sentence = gettext("This text stands translated so elsewhere. Does it fit here?")
    if earlier is None:
        return None
    return StringTranslation.objects.create(
        translation_of_id=segment.string_id,
        context_id=segment.context_id,
        locale=locale,
        data=earlier.data,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        tool_name=TOOL_NAME,
        has_error=True,
        field_error=sentence,
    )


def earlier_translation(segment: StringSegment, locale: Locale) -> StringTranslation | None:
    """The translation of what the text of a segment was before it changed; the likest of its field."""
    return _likest(segment, _of_field(segment, locale))


def _of_field(segment: StringSegment, locale: Locale) -> list[StringTranslation]:
    """All that was ever written in the place of a segment, the newest first."""
    found = StringTranslation.objects.filter(context=segment.context_id, locale=locale)
    return list(found.select_related("translation_of").order_by("-updated_at"))


def _likest(segment: StringSegment, found: Iterable[StringTranslation]) -> StringTranslation | None:
    text = strip_tags(segment.string.data)
    ranked = [
        (fuzz.ratio(text, strip_tags(item.translation_of.data)), item)
        for item in found
        if item.translation_of_id != segment.string_id and not item.has_error
    ]
    best = max(ranked, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= MIN_LIKENESS else None


def word_differences(before: str, after: str) -> list[tuple[str, str]]:
    """Two texts word by word: ``same``, ``gone`` or ``new``, with the words."""
    old, new = _WORDS.findall(strip_tags(before)), _WORDS.findall(strip_tags(after))
    found: list[tuple[str, str]] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(old[start:end])))
            continue
        if end > start:
            found.append(("gone", "".join(old[start:end])))
        if new_end > new_start:
            found.append(("new", "".join(new[new_start:new_end])))
    return found


def accept(written: StringTranslation) -> None:
    """Take an offer for the translation that it is. The caller saves it."""
    written.has_error, written.field_error, written.tool_name = False, "", ""


def _about_to_be_saved(instance: StringTranslation, raw: bool = False, **kwargs: Any) -> None:
    """What is written in the place of an offer is no offer, whoever writes it."""
    if raw or instance.tool_name != TOOL_NAME or instance._state.adding:
        return
    if not StringTranslation.objects.filter(pk=instance.pk, data=instance.data).exists():
        accept(instance)


def _segment_saved(
    instance: StringSegment, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    if raw or not created or instance.context.path == SLUG:
        return
    if needs_translation(instance.string.data):
        for locale in target_locales():
            if locale.pk != instance.string.locale_id:
                offer(instance, locale)


def connect_signals() -> None:
    """Connect the handlers. Called once, when all apps are loaded."""
    pre_save.connect(_about_to_be_saved, sender=StringTranslation)
    post_save.connect(_segment_saved, sender=StringSegment)
