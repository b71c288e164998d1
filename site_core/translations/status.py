"""How far the translations of pages and snippets are: the one place where that is decided.

States are those of wagtail-localize's own records and of the page tree. They are computed for any number
of objects of one kind by the same number of queries.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, Model, OuterRef, QuerySet, Subquery, Sum, When
from django.utils.translation import pgettext_lazy
from wagtail.models import DraftStateMixin, Locale, Page, Revision
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)

from site_core.translations.synchronised import texts_in

MISSING, DRAFT, IN_PROGRESS, OUTDATED, INDEPENDENT, CURRENT = (
    "missing",
    "draft",
    "in_progress",
    "outdated",
    "independent",
    "current",
)
LABELS: dict[str, Any] = {
    MISSING: pgettext_lazy("state of a translation", "Missing"),
    DRAFT: pgettext_lazy("state of a translation", "Draft"),
    IN_PROGRESS: pgettext_lazy("state of a translation", "In progress"),
    OUTDATED: pgettext_lazy("state of a translation", "Outdated"),
    INDEPENDENT: pgettext_lazy("state of a translation", "Independent"),
    CURRENT: pgettext_lazy("state of a translation", "Current"),
}
#: What tells two objects apart and not what they say.
_IDENTITY = frozenset(("pk", "locale", "translation_key"))
#: What the rich text editor adds to each paragraph, and what code writes without it.
_KEY_OF_EDITOR = re.compile(r' data-block-key="[^"]*"')


@dataclass(frozen=True)
class TranslationStatus:
    """The state of one object's translation into one locale.

    ``missing``: there is no counterpart, or wagtail-localize's placeholder in its place.
    ``in_progress``: not published, ``translated`` of ``total`` segments done.
    ``draft``: all segments done, not published.
    ``outdated``: published, and the source has been published with other content since.
    ``independent``: published, and written by itself: nobody translates it, or nobody does any more.
    ``current``: published, and true to what is published of the source. Texts of a draft of the source
    may be in translation at the same time.
    """

    object_id: int
    state: str
    counterpart_id: int | None = None
    translated: int = 0
    total: int = 0
    #: When the source was published with what the translation does not have yet.
    source_changed_at: datetime | None = None
    #: Names of the fields in which the source has changed, where they are known.
    changed_fields: tuple[str, ...] = ()
    #: Whether the source has published texts that its translator has not been given yet.
    has_texts_to_sync: bool = False

    @property
    def label(self) -> Any:
        """The state in an editor's words."""
        return LABELS[self.state]


@dataclass(frozen=True)
class _Counterpart:
    pk: int
    live: bool


@dataclass(frozen=True)
class _Record:
    """What wagtail-localize knows of a page's translation into one locale."""

    source_id: int
    #: When the texts were last taken from the source.
    taken_at: datetime
    #: When the translation was last made from them.
    rendered_at: datetime | None


def statuses(objects: Iterable[Any], locale: Locale) -> dict[int, TranslationStatus]:
    """The status of each object's translation into ``locale``, by its id.

    ``objects`` are pages of the source locale, specific or not, or snippets of one model. At most six
    queries.
    """
    sources = {instance.translation_key: instance for instance in objects}
    counterparts = _counterparts(sources, locale)
    records = _records(counterparts, locale)
    progress = _progress(records, locale)
    changed = _changed(
        {key: record for key, record in records.items() if _may_have_changed(sources[key], record)},
        sources,
    )
    unfinished = _unfinished_fields(
        [
            record
            for key, record in records.items()
            if counterparts[key].live
            and progress.get(key, (0, 0))[0] < progress.get(key, (0, 0))[1]
        ],
        locale,
    )
    return {
        page.pk: _status(
            page,
            counterparts.get(key),
            records.get(key),
            progress.get(key, (0, 0)),
            changed.get(key),
            unfinished=unfinished.get(key, ()),
        )
        for key, page in sources.items()
    }


def _counterparts(sources: Mapping[Any, Any], locale: Locale) -> dict[Any, _Counterpart]:
    instance = next(iter(sources.values()), None)
    if instance is None:
        return {}
    model: Any = Page if isinstance(instance, Page) else type(instance)
    found = model._default_manager.filter(locale=locale, translation_key__in=sources).order_by()
    if model is Page:
        found = found.filter(alias_of__isnull=True)
    if not issubclass(model, DraftStateMixin):
        return {
            key: _Counterpart(pk, live=True)
            for key, pk in found.values_list("translation_key", "pk")
        }
    return {
        key: _Counterpart(pk, live)
        for key, pk, live in found.values_list("translation_key", "pk", "live")
    }


def _records(counterparts: Mapping[Any, _Counterpart], locale: Locale) -> dict[Any, _Record]:
    made = TranslationLog.objects.filter(locale=locale, source_id=OuterRef("source_id"))
    found = (
        Translation.objects.filter(
            target_locale=locale, source__object_id__in=counterparts, enabled=True
        )
        .annotate(rendered_at=Subquery(made.order_by("-created_at").values("created_at")[:1]))
        .values_list("source__object_id", "source_id", "source__last_updated_at", "rendered_at")
    )
    return {
        key: _Record(source_id, taken_at, rendered_at)
        for key, source_id, taken_at, rendered_at in found
    }


def _progress(records: Mapping[Any, _Record], locale: Locale) -> dict[Any, tuple[int, int]]:
    """How many of its segments each source has in the locale: translated, and in all."""
    keys = {record.source_id: key for key, record in records.items()}
    translated = translations_of_segment(locale)
    counted = (
        StringSegment.objects.filter(source_id__in=keys)
        .order_by()
        .values("source_id")
        .annotate(total=Count("pk"), done=Sum(Case(When(Exists(translated), then=1), default=0)))
        .values_list("source_id", "done", "total")
    )
    return {keys[source_id]: (done, total) for source_id, done, total in counted}


def _unfinished_fields(records: list[_Record], locale: Locale) -> dict[Any, tuple[str, ...]]:
    """By translation key, the fields with texts that are not translated."""
    if not records:
        return {}
    found: dict[Any, dict[str, None]] = {}
    for key, path in (
        StringSegment.objects.filter(source_id__in=[record.source_id for record in records])
        .exclude(Exists(translations_of_segment(locale)))
        .order_by("order")
        .values_list("source__object_id", "context__path")
    ):
        found.setdefault(key, {})[path.partition(".")[0]] = None
    return {key: tuple(names) for key, names in found.items()}


def translations_of_segment(locale: Locale) -> QuerySet[StringTranslation]:
    """The valid translations of the segment that an outer query stands at, for ``Exists``."""
    return StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale=locale,
        has_error=False,
    )


def _may_have_changed(source: Any, record: _Record) -> bool:
    """Whether the source was published after its texts were taken. It need not say anything else."""
    published_at = _published_at(source)
    return published_at is not None and published_at > record.taken_at


def _published_at(source: Any) -> datetime | None:
    """When an object was last published; ``None`` for one without drafts as well."""
    return getattr(source, "last_published_at", None)


def changed_texts(
    model: type[Model], before: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[str, ...]:
    """The names of the translated fields in which two serialised states of an object say something else.

    What is the same in every language does not count: it goes live in all of them at once.
    """
    before, now = texts_in(model, before), texts_in(model, now)
    return differing_fields(now, before, now)


def _changed(
    records: Mapping[Any, _Record], sources: Mapping[Any, Any]
) -> dict[Any, tuple[str, ...]]:
    """The fields in which sources differ from what was taken for translation.

    A source that does not differ is left out; one of which no more is known has no fields.
    """
    if not records:
        return {}
    taken = dict(
        TranslationSource.objects.filter(
            pk__in=[record.source_id for record in records.values()]
        ).values_list("object_id", "content_json")
    )
    published = dict(
        Revision.objects.filter(
            pk__in=[getattr(sources[key], "live_revision_id", None) for key in records]
        ).values_list("pk", "content")
    )
    changed: dict[Any, tuple[str, ...]] = {}
    for key in records:
        page = sources[key]
        now = published.get(getattr(page, "live_revision_id", None))
        model = page.specific_class if isinstance(page, Page) else type(page)
        if now is None or model is None:
            changed[key] = ()
            continue
        differing = changed_texts(model, json.loads(taken[key]), now)
        if differing:
            changed[key] = differing
    return changed


def differing_fields(
    names: Iterable[str], before: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[str, ...]:
    """The names of the fields in which two serialised states of an object say something else."""
    return tuple(name for name in names if not _is_same_content(before.get(name), now.get(name)))


def _is_same_content(before: Any, now: Any) -> bool:
    """Whether two values differ in nothing but what tells objects apart.

    The steps before the last are for speed: most values are the same to the letter, or as data.
    """
    if before == now:
        return True
    before, now = _data(before), _data(now)
    return before == now or _without_identity(before) == _without_identity(now)


def _data(value: Any) -> Any:
    """A value of a stream as data; any other as it is."""
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _without_identity(value: Any) -> Any:
    """A value without what tells objects apart and what is not set: a block may have gained an option."""
    value = _data(value)
    if isinstance(value, dict):
        return {
            key: _without_identity(item)
            for key, item in value.items()
            if item and key not in _IDENTITY
        }
    if isinstance(value, list):
        return [_without_identity(item) for item in value]
    return _KEY_OF_EDITOR.sub("", value) if isinstance(value, str) else value


def _status(
    page: Any,
    counterpart: _Counterpart | None,
    record: _Record | None,
    progress: tuple[int, int],
    changed: tuple[str, ...] | None,
    *,
    unfinished: tuple[str, ...],
) -> TranslationStatus:
    if counterpart is None:
        return TranslationStatus(page.pk, MISSING)
    translated, total = progress
    common: dict[str, Any] = {
        "object_id": page.pk,
        "counterpart_id": counterpart.pk,
        "translated": translated,
        "total": total,
    }
    if not counterpart.live:
        has_texts = record is not None and changed is not None
        state = IN_PROGRESS if translated < total or has_texts else DRAFT
        return TranslationStatus(state=state, has_texts_to_sync=has_texts, **common)
    if record is None:
        return TranslationStatus(state=INDEPENDENT, **common)
    if changed is not None:
        return TranslationStatus(
            state=OUTDATED,
            source_changed_at=_published_at(page),
            changed_fields=changed,
            has_texts_to_sync=True,
            **common,
        )
    if _is_behind(page, record, is_complete=translated == total):
        return TranslationStatus(
            state=OUTDATED,
            source_changed_at=_published_at(page) or record.taken_at,
            changed_fields=unfinished,
            **common,
        )
    return TranslationStatus(state=CURRENT, **common)


def _is_behind(page: Any, record: _Record, *, is_complete: bool) -> bool:
    """Whether a translation was last made before texts that the source has published."""
    if record.rendered_at is None:
        return True
    if record.rendered_at >= record.taken_at:
        return not is_complete
    published_at = _published_at(page)
    return published_at is None or published_at > record.rendered_at
