"""What a translator should look at: Latin or mixed letters, other figures, what a machine made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from site_core.languages.cyrillic import (
    Conversion,
    is_mostly_latin,
    look_alikes,
    mixed_words,
    to_cyrillic,
)
from site_core.translations import glossary, memory, parity
from site_core.translations.completeness import SLUG, field_labels
from site_core.translations.exchange import fault_of_markup
from site_core.translations.models import DismissedRemark, Term
from site_core.translations.writing import has_markup, segments, written_texts

LATIN, MIXED, FIGURES, MACHINE, BLOCKS = "latin", "mixed", "figures", "machine", "blocks"
#: An earlier translation that is offered for a text which has changed, or stands elsewhere as well.
OFFERED = "offered"
#: A term that is not in the translation, other markup, and what a field has refused.
TERM, MARKUP, ERROR = "term", "markup", "error"
#: What somebody can tick off where the text is right as it is.
DISMISSIBLE = (LATIN, MIXED, FIGURES, TERM)


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
    #: Id of the text in the source that it is about.
    segment_id: int | None = None
    english: str = ""
    #: The English text before and after, word by word (``memory.word_differences``).
    difference: tuple[tuple[str, str], ...] = ()

    @property
    def is_dismissible(self) -> bool:
        """Whether somebody can say that the text is right as it is."""
        return self.kind in DISMISSIBLE


def of_text(
    english: str, serbian: str, terms: Iterable[Term] = ()
) -> list[tuple[str, str, Conversion | None]]:
    """Kind, sentence and proposal of every remark about one text. ``terms`` are those of the glossary."""
    found: list[tuple[str, str, Conversion | None]] = []
    fault = fault_of_markup(english, serbian) if has_markup(english, serbian) else ""
    if fault:
        found.append((MARKUP, fault, None))
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
        terms = list(terms)
        proposal = to_cyrillic(serbian, glossary.abbreviations(terms))
        found.append((LATIN, gettext("This text is written in Latin."), proposal))
    alike = look_alikes(serbian)
    if alike:
        found.append(
            (
                MIXED,
                gettext("Typed in Cyrillic letters that only look like Latin ones: %(words)s.")
                % {"words": ", ".join(alike)},
                None,
            )
        )
    found += [(FIGURES, sentence, None) for sentence in parity.differences(english, serbian)]
    found += [
        (
            TERM,
            gettext("“%(english)s” is translated as “%(serbian)s”.")
            % {"english": term.english, "serbian": term.serbian},
            None,
        )
        for term in glossary.terms_in(english, terms)
        if not glossary.is_used(term, serbian)
    ]
    return found


def remarks(translation: Translation, instance: Any) -> list[Remark]:
    """Every remark about a translation and its page, in the order of the fields."""
    strings = written_texts(translation)
    dismissed = {
        (remark.written_id, remark.kind, remark.text)
        for remark in DismissedRemark.objects.filter(
            written__in=[written.pk for written in strings.values()]
        )
    }
    terms = list(Term.objects.all())
    model = type(instance)
    found = []
    for segment in segments(translation):
        written = strings.get((segment.string_id, segment.context_id))
        if written is None or segment.context.path == SLUG:
            continue
        label = ", ".join(field_labels(model, [segment.context.path]))
        found += [
            remark
            for remark in _remarks_of_segment(segment, written, label, terms)
            if (written.pk, remark.kind, written.data) not in dismissed
        ]
    if isinstance(instance, Page):
        latest = instance.get_latest_revision_as_object()
        found += [
            Remark(BLOCKS, ", ".join(field_labels(model, [name])), sentence)
            for name, sentence in parity.block_differences(translation.source.as_instance(), latest)
        ]
    return found


def _remarks_of_segment(
    segment: StringSegment, written: StringTranslation, label: str, terms: Iterable[Term]
) -> Iterator[Remark]:
    common: dict[str, Any] = {
        "field": label,
        "text": written.data,
        "string_id": written.pk,
        "segment_id": segment.pk,
        "english": segment.string.data,
    }
    if written.has_error and written.field_error:
        if written.tool_name == memory.TOOL_NAME:
            yield Remark(
                OFFERED,
                sentence=written.field_error,
                difference=_difference(segment, written),
                **common,
            )
        else:
            yield Remark(ERROR, sentence=written.field_error, **common)
        return
    if written.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE:
        sentence = gettext("Made by %(tool)s and not reviewed yet.") % {
            "tool": written.tool_name or gettext("a machine")
        }
        yield Remark(MACHINE, sentence=sentence, **common)
    for kind, sentence, proposal in of_text(segment.string.data, written.data, terms):
        yield Remark(kind, sentence=sentence, proposal=proposal, **common)


def _difference(segment: StringSegment, written: StringTranslation) -> tuple[tuple[str, str], ...]:
    earlier = memory.earlier_translation(segment, written.locale)
    if earlier is None:
        return ()
    return tuple(memory.word_differences(earlier.translation_of.data, segment.string.data))
