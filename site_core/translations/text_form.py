"""The form of all texts of a translation: English beside the other language, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from site_core.translations import glossary, memory
from site_core.translations.completeness import SLUG, field_labels, needs_translation
from site_core.translations.locks import check_not_locked
from site_core.translations.models import Term, TextComment
from site_core.translations.remarks import Remark, remarks
from site_core.translations.writing import (
    from_typed,
    has_markup,
    segments,
    to_typed,
    write_text,
    written_texts,
)

#: States of a text.
DONE, OFFERED, MISSING, REFUSED = "done", "offered", "missing", "refused"
_LETTERS_PER_LINE = 60
_MAX_LINES = 14


@dataclass(frozen=True)
class TextRow:
    """One text in the form."""

    segment_id: int
    label: str
    #: Whether the text before it stands in another field.
    begins_field: bool
    english: str
    #: What stands in the box: the translation, an offer, or nothing.
    value: str
    state: str
    lines: int
    is_markup: bool
    #: Whether the page can be published without it.
    is_optional: bool
    remarks: list[Remark]
    comments: list[TextComment]
    terms: list[Term]

    @property
    def needs_work(self) -> bool:
        """Whether the page is not complete before somebody has seen to this text."""
        return self.state != DONE and not self.is_optional

    @property
    def open_comments(self) -> int:
        """Number of comments that nobody has ticked off."""
        return sum(comment.resolved_at is None for comment in self.comments)


def text_rows(translation: Translation, instance: Any, found: list[Remark]) -> list[TextRow]:
    """Every text of a translation in the order of the page; ``found`` are the remarks about it."""
    by_segment: dict[int | None, list[Remark]] = {}
    for remark in found:
        by_segment.setdefault(remark.segment_id, []).append(remark)
    comments: dict[int, list[TextComment]] = {}
    for comment in translation.text_comments.select_related("user"):
        comments.setdefault(comment.context_id, []).append(comment)
    terms = list(Term.objects.all())
    rows: list[TextRow] = []
    written = written_texts(translation)
    for segment in segments(translation):
        text = written.get((segment.string_id, segment.context_id))
        english = segment.string.data
        is_markup = has_markup(english, text.data if text else "")
        label = ", ".join(field_labels(type(instance), [segment.context.path]))
        value = to_typed(text.data, is_markup) if text else ""
        shown = to_typed(english, is_markup)
        rows.append(
            TextRow(
                segment_id=segment.pk,
                label=label,
                begins_field=not rows or rows[-1].label != label,
                english=shown,
                value=value,
                state=_state(text),
                lines=min(_MAX_LINES, max(1, 1 + max(len(shown), len(value)) // _LETTERS_PER_LINE)),
                is_markup=is_markup,
                is_optional=segment.context.path == SLUG or not needs_translation(english),
                remarks=by_segment.get(segment.pk, []),
                comments=comments.get(segment.context_id, []),
                terms=glossary.terms_in(english, terms),
            )
        )
    return rows


@dataclass(frozen=True)
class Saved:
    """What became of the texts of a form: ids of the segments that were written, and sentences."""

    changed: list[int]
    #: Why a text was not written: somebody else has, since the form was shown.
    conflicts: list[str]


def save_posted(data: QueryDict, translation: Translation, user: Any) -> Saved:
    """Write the texts that a form has changed.

    Each box comes with what stood in it when it was shown (``seen-…``): what somebody has not touched is
    left as a colleague may have written it meanwhile, and what both have touched is left as well.
    """
    written = written_texts(translation)
    changed: list[int] = []
    conflicts: list[str] = []
    for segment in segments(translation):
        text = data.get(f"text-{segment.pk}")
        if text is None or _plain(text) == _plain(data.get(f"seen-{segment.pk}", "")):
            continue
        before = written.get((segment.string_id, segment.context_id))
        is_markup = has_markup(segment.string.data, before.data if before else "")
        now = _plain(to_typed(before.data, is_markup)) if before else ""
        seen = data.get(f"seen-{segment.pk}")
        # A slug is written with the title.
        if seen is not None and now not in (_plain(seen), _plain(text)) and not _is_slug(segment):
            conflicts.append(_conflict(now, _plain(text)))
            continue
        if not changed:
            check_not_locked([translation.get_target_instance()], user)
        if _plain(text):
            write_text(segment, translation.target_locale, from_typed(text, is_markup), user)
        elif before is not None:
            before.delete()
        changed.append(segment.pk)
    return Saved(changed, conflicts)


def _conflict(now: str, typed: str) -> str:
    return gettext(
        "This text was changed in another window or by somebody else since you opened the page, and is kept "
        "as it is there: “%(now)s”. Yours was: “%(typed)s”. Open the page again to change it."
    ) % {"now": now, "typed": typed}


def _is_slug(segment: StringSegment) -> bool:
    return segment.context.path == SLUG


def stopped_sentence() -> str:
    """Why nothing of the form is saved once the translation has been stopped."""
    return gettext(
        "This translation was stopped in another window or by somebody else. Nothing was saved; open the "
        "page again."
    )


def answer_for(
    translation: Translation, instance: Any, changed: list[int], actions: Any
) -> dict[str, Any]:
    """What a browser is told after it has saved texts.

    ``left`` is how many still need work, ``remarks`` the HTML of what stands above the texts, and ``texts``
    has for each one that was written, by segment: its ``state``, the ``value`` as it is stored, and the HTML
    of its ``remarks``. ``actions`` (``editor.Actions``) decide which buttons stand there.
    """
    found = remarks(translation, instance)
    rows = text_rows(translation, instance, found)
    common = {"translation": translation, "actions": actions}
    return {
        "left": sum(row.needs_work for row in rows),
        "remarks": render_to_string("site_core/admin/translation_remarks.html", {"remarks": found}),
        "texts": {
            row.segment_id: {
                "state": row.state,
                "value": row.value,
                "remarks": render_to_string(
                    "site_core/admin/translation_findings.html", {"row": row, **common}
                ),
            }
            for row in rows
            if row.segment_id in changed
        },
    }


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _state(text: StringTranslation | None) -> str:
    if text is None:
        return MISSING
    if not text.has_error:
        return DONE
    return OFFERED if text.tool_name == memory.TOOL_NAME else REFUSED
