"""The records of wagtail-localize for many translated pages at once.

The same rows that ``TranslationSource.update_or_create_from_instance``, a translator at work and
``Translation.save_target`` leave behind.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import (
    OverridableSegment,
    String,
    StringSegment,
    StringTranslation,
    Template,
    TemplateSegment,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments

from site_core.demo.exceptions import DemoError

BATCH_SIZE = 500


@dataclass(frozen=True)
class Segment:
    """A segment of a source, its translation where it is text, and the source and context it is of."""

    value: Any
    translation: str
    source: TranslationSource
    context: TranslationContext


def record(
    sources: Sequence[Page], targets: Sequence[Page], revisions: Sequence[Revision], now: datetime
) -> None:
    """Record that each target is the complete translation of the source at its place.

    ``revisions`` are those of the targets. Raises ``DemoError`` when the two differ in shape.
    """
    page_type = ContentType.objects.get_for_model(Page)
    TranslatableObject.objects.bulk_create(
        [
            TranslatableObject(translation_key=page.translation_key, content_type=page_type)
            for page in sources
        ],
        batch_size=BATCH_SIZE,
    )
    records = _create(TranslationSource, (_source(page, now) for page in sources))
    target_locale = targets[0].locale
    _create(
        Translation,
        (Translation(source=source, target_locale=target_locale) for source in records),
    )
    _create(
        TranslationLog,
        (
            TranslationLog(source=source, locale=target_locale, revision=revision)
            for source, revision in zip(records, revisions, strict=True)
        ),
    )
    _record_segments(_segments(records, sources, targets), sources[0].locale, target_locale)


def _create(model: type[Model], instances: Iterable[Any]) -> list[Any]:
    return model._default_manager.bulk_create(list(instances), batch_size=BATCH_SIZE)


def _source(page: Page, now: datetime) -> TranslationSource:
    return TranslationSource(
        object_id=page.translation_key,
        specific_content_type_id=page.content_type_id,
        locale=page.locale,
        object_repr=str(page)[:200],
        content_json=page.to_json(),
        schema_version=_schema_version(page._meta.app_label),
        last_updated_at=now,
    )


_schema_versions: dict[str, str] = {}


def _schema_version(app_label: str) -> str:
    if app_label not in _schema_versions:
        _schema_versions[app_label] = get_schema_version(app_label)
    return _schema_versions[app_label]


def _segments(
    records: Sequence[TranslationSource], sources: Sequence[Page], targets: Sequence[Page]
) -> list[Segment]:
    """Extract the segments of every pair, and create the contexts that they stand in."""
    segments = []
    contexts: list[TranslationContext] = []
    for source_record, source, target in zip(records, sources, targets, strict=True):
        own: dict[str, TranslationContext] = {}
        values, translations = extract_segments(source), extract_segments(target)
        if [value.path for value in values] != [value.path for value in translations]:
            raise DemoError(f"“{source}” and its translation “{target}” differ in shape.")
        for value, translation in zip(values, translations, strict=True):
            if value.path not in own:
                own[value.path] = _context(source, value.path)
            text = translation.string.data if isinstance(value, StringSegmentValue) else ""
            segments.append(Segment(value, text, source_record, own[value.path]))
        contexts += own.values()
    _create(TranslationContext, contexts)
    return segments


def _context(page: Page, path: str) -> TranslationContext:
    context = TranslationContext(
        object_id=page.translation_key, path=path, path_id=TranslationContext._get_path_id(path)
    )
    # get_field_path saves the context when it has found the path; here all are saved together.
    setattr(context, "save", _not_yet)  # noqa: B010 - a method is replaced
    context.get_field_path(page)
    del context.save
    return context


def _not_yet(**kwargs: Any) -> None:
    pass


def _record_segments(segments: Sequence[Segment], source: Locale, target: Locale) -> None:
    texts = [segment for segment in segments if isinstance(segment.value, StringSegmentValue)]
    templates = [segment for segment in segments if isinstance(segment.value, TemplateSegmentValue)]
    overridable = [
        segment for segment in segments if isinstance(segment.value, OverridableSegmentValue)
    ]
    if len(texts) + len(templates) + len(overridable) != len(segments):
        raise DemoError("Pages made in bulk cannot refer to translatable snippets.")
    strings = _strings([segment.value.string.data for segment in texts], source)
    _create(
        StringSegment,
        (
            StringSegment(
                string_id=strings[segment.value.string.data],
                attrs=json.dumps(segment.value.attrs, cls=DjangoJSONEncoder),
                **_position_of(segment),
            )
            for segment in texts
        ),
    )
    translated = {
        (segment.context.pk, segment.value.string.data): segment.translation for segment in texts
    }
    _create(
        StringTranslation,
        (
            StringTranslation(
                translation_of_id=strings[text],
                locale=target,
                context_id=context_id,
                data=translation,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
            for (context_id, text), translation in translated.items()
        ),
    )
    template_ids = _templates([segment.value for segment in templates])
    _create(
        TemplateSegment,
        (
            TemplateSegment(
                template_id=template_ids[segment.value.template], **_position_of(segment)
            )
            for segment in templates
        ),
    )
    _create(
        OverridableSegment,
        (
            OverridableSegment(
                data_json=json.dumps(segment.value.data, cls=DjangoJSONEncoder),
                **_position_of(segment),
            )
            for segment in overridable
        ),
    )


def _position_of(segment: Segment) -> dict[str, Any]:
    return {
        "source": segment.source,
        "context": segment.context,
        "order": segment.value.order,
    }


def _strings(texts: Iterable[str], locale: Locale) -> dict[str, int]:
    """The id of every text; a text is one row in each language, wherever it stands."""
    by_hash = {String._get_data_hash(text): text for text in dict.fromkeys(texts)}
    found = _find_or_create(
        String,
        "data_hash",
        by_hash,
        lambda data_hash: String(locale=locale, data_hash=data_hash, data=by_hash[data_hash]),
        locale=locale,
    )
    return {by_hash[data_hash]: primary_key for data_hash, primary_key in found.items()}


def _templates(values: Iterable[TemplateSegmentValue]) -> dict[str, int]:
    by_uuid = {
        uuid.uuid5(uuid.uuid5(Template.BASE_UUID_NAMESPACE, value.format), value.template): value
        for value in values
    }
    found = _find_or_create(
        Template,
        "uuid",
        by_uuid,
        lambda identifier: Template(
            uuid=identifier,
            template=by_uuid[identifier].template,
            template_format=by_uuid[identifier].format,
            string_count=by_uuid[identifier].string_count,
        ),
    )
    return {by_uuid[identifier].template: pk for identifier, pk in found.items()}


def _find_or_create(
    model: type[Model],
    field: str,
    wanted: Iterable[uuid.UUID],
    make: Callable[[uuid.UUID], Model],
    **scope: Any,
) -> dict[uuid.UUID, int]:
    """The primary keys of the rows whose ``field`` has the wanted values; made where missing."""
    wanted = list(wanted)
    found: dict[uuid.UUID, int] = {}
    for start in range(0, len(wanted), BATCH_SIZE):
        some = {f"{field}__in": wanted[start : start + BATCH_SIZE], **scope}
        found.update(model._default_manager.filter(**some).values_list(field, "pk"))
    missing = [value for value in wanted if value not in found]
    for row in _create(model, (make(value) for value in missing)):
        found[getattr(row, field)] = row.pk
    return found
