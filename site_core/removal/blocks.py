"""The blocks of a plugin in streams of others: pages, snippets, and what was ever saved of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.blocks import StreamValue
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.search.index import insert_or_update_object
from wagtail_localize.models import StringTranslation, TranslationContext, TranslationSource

from site_core.pages.fields import OpenStreamField
from site_core.plugins.discovery import DiscoveredPlugin
from site_core.published import sync


@dataclass(frozen=True)
class Found:
    """A stream of an object that holds blocks of the plugin."""

    model: type[Model]
    field: OpenStreamField
    key: Any
    #: The blocks as they are stored.
    blocks: list[dict[str, Any]]


def _fields(plugin: DiscoveredPlugin) -> Iterator[tuple[type[Model], OpenStreamField, set[str]]]:
    """The fields of other plugins' models that it adds blocks to, with the names of the blocks."""
    for model in apps.get_models():
        if model._meta.app_label == plugin.label:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, OpenStreamField):
                names = set(plugin.config_class.blocks.get(field.stream, ()))
                if names:
                    yield model, field, names


def find(plugin: DiscoveredPlugin) -> Iterator[Found]:
    """Yield each stream, of what is there now, that holds blocks of the plugin."""
    for model, field, names in _fields(plugin):
        rows = model._base_manager.values_list("pk", field.attname)
        for key, value in rows.iterator(chunk_size=200):
            held = [dict(item) for item in value.raw_data if item["type"] in names] if value else []
            if held:
                yield Found(model, field, key, held)


def take_out(plugin: DiscoveredPlugin, progress: Callable[[str], None]) -> None:
    """Take the blocks out of every stream, of drafts and old revisions too. In a transaction.

    What is published of it changes with it, and the feed says so.
    """
    for found in list(find(plugin)):
        progress(f"blocks in {found.model._meta.label} {found.key}")
        _take_out_of_object(found)
    for model, field, names in _fields(plugin):
        kind = ContentType.objects.get_for_model(model)
        for revision in Revision.objects.filter(content_type=kind).iterator(chunk_size=200):
            if _without(revision.content, field.attname, names):
                Revision.objects.filter(pk=revision.pk).update(content=revision.content)
        for source in TranslationSource.objects.filter(specific_content_type=kind):
            content = json.loads(source.content_json)
            if _without(content, field.attname, names):
                TranslationSource.objects.filter(pk=source.pk).update(
                    content_json=json.dumps(content)
                )


def _take_out_of_object(found: Found) -> None:
    model, name = found.model, found.field.attname
    instance: Any = model._base_manager.get(pk=found.key)
    stream = getattr(instance, name)
    kinds = {block["type"] for block in found.blocks}
    kept = [item for item in stream.raw_data if item["type"] not in kinds]
    value = StreamValue(stream.stream_block, kept, is_lazy=True)
    model._base_manager.filter(pk=found.key).update(**{name: value})
    instance = model._base_manager.get(pk=found.key)
    _forget_translations(instance, name, [block.get("id") for block in found.blocks])
    if isinstance(instance, Page):
        sync.page_saved(instance.pk)
        insert_or_update_object(instance)
    elif ReferenceIndex.is_indexed(model):
        ReferenceIndex.create_or_update_for_object(instance)
        sync.refresh(sync.referrers_of_object(instance))
        insert_or_update_object(instance)


def _forget_translations(instance: Any, field: str, blocks: Collection[str | None]) -> None:
    key = getattr(instance, "translation_key", None)
    within = Q(pk=None)
    for block in filter(None, blocks):
        within |= Q(path__startswith=f"{field}.{block}")
    contexts = TranslationContext.objects.filter(within, object_id=key)
    for segments in (
        "stringsegment",
        "templatesegment",
        "relatedobjectsegment",
        "overridablesegment",
    ):
        apps.get_model("wagtail_localize", segments).objects.filter(context__in=contexts).delete()
    StringTranslation.objects.filter(context__in=contexts).delete()
    apps.get_model("wagtail_localize", "segmentoverride").objects.filter(
        context__in=contexts
    ).delete()
    contexts.delete()


def _without(content: dict[str, Any], field: str, names: set[str]) -> bool:
    """Take blocks out of a stream as a revision has it; say whether there were any."""
    told = content.get(field)
    try:
        items = json.loads(told) if isinstance(told, str) else told
    except ValueError:
        return False
    if not isinstance(items, list):
        return False
    kept = [item for item in items if item.get("type") not in names]
    if len(kept) == len(items):
        return False
    content[field] = json.dumps(kept) if isinstance(told, str) else kept
    return True
