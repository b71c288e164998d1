"""Writes down what a deletion takes with it, before it does.

All doors end in one deletion of Django's: what it collects is what has to be kept.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from functools import cache
from itertools import batched
from typing import Any

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet
from django.db.models.deletion import Collector
from django.db.models.signals import pre_delete
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from site_core.bin.models import BinnedPage, BinnedRows
from site_core.pages.base import BasePage
from site_core.published.models import PublishedDocument
from site_core.published.tree import ancestor_paths, parent_path

logger = logging.getLogger(__name__)

ROWS_AT_ONCE = 200
#: The deletion whose rows have been written down: a signal comes for each of its pages.
_written: ContextVar[Any] = ContextVar("written", default=None)


@cache
def _derived() -> frozenset[type[Model]]:
    """What is made anew from the pages."""
    documents = {relation.related_model for relation in PublishedDocument._meta.related_objects}
    return frozenset({PublishedDocument, IndexEntry, *documents})


def _page_about_to_be_deleted(
    sender: type[Model], instance: Page, origin: Any = None, **kwargs: Any
) -> None:
    if sender is not Page or _written.get() is origin:
        return
    _written.set(origin)
    if isinstance(origin, QuerySet) and issubclass(origin.model, Page):
        pages: list[Any] = list(Page.objects.filter(pk__in=origin.values("pk")).order_by("path"))
    else:
        pages = [instance]
    for top in _tops(pages):
        _keep(top, [page for page in pages if page.path.startswith(top.path)])


def _tops(pages: Iterable[Page]) -> Iterator[Page]:
    last = None
    for page in pages:
        if last is None or not page.path.startswith(last.path):
            last = page
            yield page


def _keep(top: Page, pages: list[Page]) -> None:
    if not all(_is_known(page) for page in pages):
        logger.info("a page of a type that is not the site's is not kept page=%s", top.pk)
        return
    context = get_active_log_context()
    user = context.user if context.user is not None and context.user.pk else None
    above = Page.objects.filter(path__in=ancestor_paths(top.path)).order_by("depth")
    titles = " › ".join(page.get_admin_display_title() for page in above)
    binned = BinnedPage.objects.create(
        page_id=top.pk,
        title=top.get_admin_display_title()[:255],
        locale_id=top.locale_id,
        parent_id=Page.objects.values_list("pk", flat=True).get(path=parent_path(top.path)),
        path=top.path,
        place=titles[:500],
        pages=len(pages),
        was_live=top.live,
        deleted_at=timezone.now(),
        deleted_by=user,
        act=context.uuid or uuid.uuid4(),
    )
    collector = Collector(using=top._state.db or "default")
    collector.collect(pages)
    _write(binned, collector)


def _is_known(page: Page) -> bool:
    """Whether all of a page is known: not of one whose plugin is off, nor of Wagtail's own first page."""
    found = page.specific_class
    return isinstance(found, type) and issubclass(found, BasePage)


def _write(binned: BinnedPage, collector: Collector) -> None:
    position = 0
    for rows in batched(_rows(collector), ROWS_AT_ONCE):
        content = serializers.serialize("json", rows)
        BinnedRows.objects.create(binned=binned, position=position, content=content)
        position += 1
    for references in batched(_references(collector), ROWS_AT_ONCE):
        content = json.dumps(references, cls=DjangoJSONEncoder)
        BinnedRows.objects.create(
            binned=binned, position=position, content=content, are_references=True
        )
        position += 1


def _rows(collector: Collector) -> Iterator[Model]:
    """The rows that go, pages from the top down and first."""
    seen: set[tuple[type[Model], Any]] = set()
    found: list[tuple[type[Model], Iterable[Any]]] = [
        (model, list(instances)) for model, instances in collector.data.items()
    ]
    found += [(queryset.model, queryset) for queryset in collector.fast_deletes]
    found.sort(key=lambda pair: pair[0] is not Page)
    for model, instances in found:
        if model in _derived():
            continue
        rows = sorted(instances, key=lambda page: page.path) if model is Page else instances
        for row in rows:
            if (model, row.pk) not in seen:
                seen.add((model, row.pk))
                yield row


def _references(collector: Collector) -> Iterator[dict[str, Any]]:
    """Which rows stay, and what their fields refer to until they are emptied."""
    updates: Any = collector.field_updates
    for (field, _value), groups in updates.items():
        for group in groups:
            for row in group:
                yield {
                    "model": field.model._meta.label_lower,
                    "pk": row.pk,
                    "field": field.name,
                    "value": getattr(row, field.attname),
                }


def connect_signals() -> None:
    """Connect the handler. Called once, when all apps are loaded."""
    pre_delete.connect(_page_about_to_be_deleted, sender=Page)
