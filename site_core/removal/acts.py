"""Deletes what is a plugin's, and unapplies its migrations."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model, ProtectedError, RestrictedError
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail_localize.models import (
    RelatedObjectSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
)

from site_core.bin.models import BinnedPage, BinnedRows
from site_core.demo import runner
from site_core.published import changes, rebuild_queue
from site_core.removal import blocks, obstacles
from site_core.removal.belongings import Belongings
from site_core.webhooks.models import WebhookEndpoint

logger = logging.getLogger(__name__)

type Progress = Callable[[str], None]
#: What is done, in words, and what does it.
type Act = tuple[str, Callable[[], object]]


class RemovalError(Exception):
    """The plugin stays as it is. The message says what holds it."""


def remove_content(own: Belongings, target: Page | None, progress: Progress) -> None:
    """Delete pages, rows, translations, rights and content types, in one transaction.

    What is public of it goes as any deletion does: the changes feed tells of every page. Pages of others
    below its own are moved below ``target`` first.

    Raises ``RemovalError``, with nothing changed, where something holds a page or a row.
    """
    files = own.files()
    runs = list(own.runs.values_list("pk", flat=True))
    with transaction.atomic(), changes.recording():
        for page in own.foreign_pages():
            _move(page, target, progress)
        blocks.take_out(own.plugin, progress)
        strings, templates, keys = _texts(own)
        _delete_in_any_order([*_pages(own), *_rows(own)], progress)
        progress("translations")
        _delete_translations(own, keys)
        _delete_texts(strings, templates)
        progress("history, rights and content types")
        PageLogEntry.objects.filter(content_type__in=own.kinds).delete()
        ModelLogEntry.objects.filter(content_type__in=own.kinds).delete()
        _forget_events(own)
        own.runs.model.objects.filter(pk__in=runs).delete()
        _empty_bin(own)
        runner.forget_plugin(own.plugin.label)
        rebuild_queue.request()  # what it added to documents of others goes when the worker starts
        for kind in own.kinds:
            kind.delete()
    ContentType.objects.clear_cache()
    for storage, name in files:
        storage.delete(name)
    logger.info("plugin removed plugin=%s version=%s", own.plugin.name, own.plugin.version)


def remove_tables(own: Belongings) -> None:
    """Unapply the migrations, those of the further apps that it alone needs included."""
    own.config.roles = {}  # whoever keeps the rights of roles after migrations does not look for them
    for label in own.labels:
        if any(applied == label for applied, _ in own.applied):
            call_command("migrate", label, "zero", verbosity=0, interactive=False)
    # What is made after migrations for every model that is installed.
    ContentType.objects.filter(app_label__in=own.labels).delete()
    ContentType.objects.clear_cache()


def _empty_bin(own: Belongings) -> None:
    """Forget the deletions that could not be undone without it."""
    for label in own.labels:
        rows = BinnedRows.objects.filter(content__contains=f'"model": "{label}.')
        BinnedPage.objects.filter(pk__in=rows.values("binned")).delete()


def _forget_events(own: Belongings) -> None:
    """Take the events that it announced from the choices of webhooks.

    One that wanted nothing else is switched off: with nothing chosen it would be told of everything.
    """
    prefix = f"{own.plugin.label}."
    for endpoint in WebhookEndpoint.objects.all():
        kept = [kind for kind in endpoint.kinds if not kind.startswith(prefix)]
        if len(kept) < len(endpoint.kinds):
            endpoint.kinds, endpoint.is_active = kept, endpoint.is_active and bool(kept)
            endpoint.save(update_fields=["kinds", "is_active"])


def _move(page: Page, target: Page | None, progress: Progress) -> None:
    place = obstacles.place_for(page, target) if target is not None else None
    if place is None:
        raise RemovalError(f"“{page.title}” stands below a page of the plugin.")
    progress(f"moving “{page.title}” below “{place.title}”")
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=place.pk), pos="last-child")


def _pages(own: Belongings) -> Iterator[Act]:
    pages = own.topmost_pages()
    for number, page in enumerate(pages, start=1):
        below = f" with {page.get_descendant_count()} below it" if page.numchild else ""
        what = f"page {number} of {len(pages)}: “{page.title}”{below}"
        yield what, partial(_delete_page, page.pk)


def _delete_page(key: int) -> None:
    # Read again: deleting one shifts the numbers of children of others.
    page = Page.objects.filter(pk=key).first()
    if page is not None:
        page.delete()


def _rows(own: Belongings) -> Iterator[Act]:
    for model in own.models():
        if not model._meta.auto_created:
            yield f"rows of {model._meta.label}", model._base_manager.all().delete


def _delete_in_any_order(acts: list[Act], progress: Progress) -> None:
    """Do what can be done until the rest can. Raises ``RemovalError`` where nothing more can."""
    while acts:
        held: list[Act] = []
        reason = ""
        for what, act in acts:
            progress(what)
            try:
                with transaction.atomic():
                    act()
            except ProtectedError as error:
                held.append((what, act))
                reason = _named(error.protected_objects)
            except RestrictedError as error:
                held.append((what, act))
                reason = _named(error.restricted_objects)
        if len(held) == len(acts):
            raise RemovalError(
                f"It is held by {reason}. Delete that first, or let it refer elsewhere."
            )
        acts = held


def _named(objects: Any) -> str:
    first: Model = next(iter(objects))
    return f"{first._meta.label} {first.pk} (“{first}”)"


def _texts(own: Belongings) -> tuple[set[int], set[int], set[Any]]:
    """Ids of the texts of its pages and snippets, and their translation keys. While they are there."""
    sources = own.translation_sources
    keys = set(sources.values_list("object_id", flat=True))
    contexts = TranslationContext.objects.filter(object_id__in=keys)
    strings = set(StringSegment.objects.filter(source__in=sources).values_list("string", flat=True))
    old = StringTranslation.objects.filter(context__in=contexts)
    strings |= set(old.values_list("translation_of", flat=True))
    templates = TemplateSegment.objects.filter(source__in=sources)
    return strings, set(templates.values_list("template", flat=True)), keys


def _delete_translations(own: Belongings, keys: set[Any]) -> None:
    own.translation_sources.delete()  # with their segments, which hold the contexts
    RelatedObjectSegment.objects.filter(object__in=keys).delete()
    contexts = TranslationContext.objects.filter(object_id__in=keys)
    StringTranslation.objects.filter(context__in=contexts).delete()
    SegmentOverride.objects.filter(context__in=contexts).delete()
    contexts.delete()
    TranslatableObject.objects.filter(translation_key__in=keys).delete()


def _delete_texts(strings: set[int], templates: set[int]) -> None:
    """Delete those that nothing else says: a text is kept once for the whole site."""
    String.objects.filter(pk__in=strings, segments=None, translations=None).delete()
    Template.objects.filter(pk__in=templates, segments=None).delete()
