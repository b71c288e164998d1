"""What a translator should look at: Latin or mixed letters, other figures, what a machine made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from site_core.languages.cyrillic import Conversion, is_mostly_latin, mixed_words, to_cyrillic
from site_core.translations import memory, parity
from site_core.translations.completeness import SLUG, field_labels

LATIN, MIXED, FIGURES, MACHINE, BLOCKS = "latin", "mixed", "figures", "machine", "blocks"
#: An earlier translation that is offered for a text which has changed, or stands elsewhere as well.
OFFERED = "offered"


@dataclass(frozen=True)
class Remark:
    """One thing to look at, at one field."""

    kind: str
    field: str
    sentence: str
    text: str = ""
    #: The text in Cyrillic, where that is offered.
    proposal: Conversion | None = None
    #: Id of the translated string that a button works on.
    string_id: int | None = None
    #: The English text before and after, word by word (``memory.word_differences``).
    difference: tuple[tuple[str, str], ...] = ()


def of_text(english: str, serbian: str) -> list[tuple[str, str, Conversion | None]]:
    """Kind, sentence and proposal of every remark about one text."""
    found: list[tuple[str, str, Conversion | None]] = []
    mixed = mixed_words(serbian)
    if mixed:
        found.append(
            (
                MIXED,
                gettext("Letters of both alphabets in one word: %(words)s.")
                % {"words": ", ".join(mixed)},
                None,
            )
        )
    if serbian != english and is_mostly_latin(serbian):
        found.append((LATIN, gettext("This text is written in Latin."), to_cyrillic(serbian)))
    found += [(FIGURES, sentence, None) for sentence in parity.differences(english, serbian)]
    return found


def remarks(translation: Translation, instance: Any) -> list[Remark]:
    """Every remark about a translation and its page, in the order of the fields."""
    strings = {
        (item.translation_of_id, item.context_id): item
        for item in StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale=translation.target_locale
        )
    }
    model = type(instance)
    found = []
    for segment in translation.source.stringsegment_set.order_by("order").select_related(
        "string", "context"
    ):
        written = strings.get((segment.string_id, segment.context_id))
        if written is None or segment.context.path == SLUG:
            continue
        label = ", ".join(field_labels(model, [segment.context.path]))
        if written.has_error and written.field_error:
            found.append(_offered(segment, written, label))
            continue
        if written.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE:
            sentence = gettext("Made by %(tool)s and not reviewed yet.") % {
                "tool": written.tool_name or gettext("a machine")
            }
            found.append(Remark(MACHINE, label, sentence, text=written.data, string_id=written.pk))
        found += [
            Remark(kind, label, sentence, written.data, proposal, written.pk)
            for kind, sentence, proposal in of_text(segment.string.data, written.data)
        ]
    if isinstance(instance, Page):
        latest = instance.get_latest_revision_as_object()
        found += [
            Remark(BLOCKS, ", ".join(field_labels(model, [name])), sentence)
            for name, sentence in parity.block_differences(translation.source.as_instance(), latest)
        ]
    return found


def _offered(segment: StringSegment, written: StringTranslation, label: str) -> Remark:
    earlier = memory.earlier_translation(segment, written.locale)
    difference = (
        tuple(memory.word_differences(earlier.translation_of.data, segment.string.data))
        if earlier is not None
        else ()
    )
    return Remark(
        OFFERED,
        label,
        written.field_error,
        text=written.data,
        string_id=written.pk,
        difference=difference,
    )
