"""Thousands of translated pages at once, with every record that the slow way makes.

The slow way publishes a page and translates it by some two hundred queries. Here a whole batch costs a
few dozen: the tree numbers are computed, every table is written by one statement, and search index,
reference index and published documents are written without asking each page's signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db import router, transaction
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backends

from bench.generated import translations
from site_core.demo.content import key
from site_core.demo.exceptions import DemoError
from site_core.published import changes, events, projection, searchable
from site_core.published.models import ChangeCounter, PublishedDocument, PublishedEvent
from site_core.published.restrictions import restricted_tree_paths

BATCH_SIZE = 200


@dataclass(frozen=True)
class Pair:
    """A page and its translation, both unsaved and complete but for their place in the tree.

    They have the same blocks with the same ids. Child objects are not supported: they must be empty.
    """

    name: str
    source: Page
    target: Page


@transaction.atomic
def add_pairs(pairs: Sequence[Pair], source_parent: Page, target_parent: Page) -> None:
    """Publish pages of one type below ``source_parent`` and their translations below ``target_parent``.

    All or nothing. Raises ``DemoError`` when a pair is not of the same shape.
    """
    now = timezone.now()
    sources = [pair.source for pair in pairs]
    targets = [pair.target for pair in pairs]
    for pair in pairs:
        pair.source.translation_key = pair.target.translation_key = key(pair.name)
    _number_children(sources, source_parent, now)
    _number_children(targets, target_parent, now)
    pages = [*sources, *targets]
    _insert(pages)
    revisions = _revise(pages, now)
    _log(pages, revisions, now)
    _index(pages)
    translations.record(sources, targets, revisions[len(sources) :], now)
    _publish_documents(pages)


def _number_children(pages: Sequence[Page], parent: Page, now: datetime) -> None:
    """Number the pages as the last children of a parent, and fill in what saving would."""
    parent = cast("Page", Page.objects.select_for_update(of=("self",)).get(pk=parent.pk))
    last_child = parent.get_last_child()
    step = Page._str2int(last_child.path[-Page.steplen :]) if last_child else 0
    for number, page in enumerate(pages, start=step + 1):
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, number)
        page.numchild = 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.locale = parent.locale
        page.draft_title = page.title
        page.live = True
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = now
        for relation in get_all_child_relations(page):
            setattr(page, relation.get_accessor_name(), [])
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))


def _insert(pages: Sequence[Page]) -> None:
    """Write the rows of both tables that a page has. Django does this in bulk for one table only."""
    model = type(pages[0])
    if any(type(page) is not model for page in pages) or model._meta.get_parent_list() != [Page]:
        raise DemoError("Pages made in bulk must be of one type that extends Page directly.")
    common = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    bases = Page.objects.bulk_create(
        [Page(**{name: getattr(page, name) for name in common}) for page in pages],
        batch_size=BATCH_SIZE,
    )
    page: Any
    for page, base in zip(pages, bases, strict=True):
        page.id = page.page_ptr_id = base.pk
        page._state.adding = False
        page._state.db = base._state.db
    manager: Any = model._base_manager
    manager._insert(  # what Model.save_base uses for the rows of one table
        pages, fields=model._meta.local_concrete_fields, using=router.db_for_write(model)
    )


def _revise(pages: Sequence[Page], now: datetime) -> list[Revision]:
    page_type = ContentType.objects.get_for_model(Page)
    revisions: list[Revision] = Revision.objects.bulk_create(
        [
            Revision(
                content_type_id=page.content_type_id,
                base_content_type=page_type,
                object_id=str(page.pk),
                object_str=str(page),
                created_at=now,
                content=page.serializable_data(),
            )
            for page in pages
        ],
        batch_size=BATCH_SIZE,
    )
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision_id = page.live_revision_id = revision.pk
    newest = (
        Revision.objects.filter(
            base_content_type=page_type, object_id=Cast(OuterRef("pk"), CharField())
        )
        .order_by("-pk")
        .values("pk")[:1]
    )
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(
        latest_revision_id=Subquery(newest), live_revision_id=Subquery(newest)
    )
    return revisions


def _log(pages: Sequence[Page], revisions: Sequence[Revision], now: datetime) -> None:
    PageLogEntry.objects.bulk_create(
        [
            PageLogEntry(
                page=page,
                content_type_id=page.content_type_id,
                label=page.get_admin_display_title(),
                action=action,
                timestamp=now,
                revision=revision if action == "wagtail.publish" else None,
                content_changed=True,
            )
            for page, revision in zip(pages, revisions, strict=True)
            for action in ("wagtail.create", "wagtail.publish")
        ],
        batch_size=BATCH_SIZE,
    )


def _index(pages: Sequence[Page]) -> None:
    """Write the search index and the reference index."""
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(type(pages[0]), pages)
    page_type = ContentType.objects.get_for_model(Page)
    references = []
    for page in pages:
        # The same extraction as in ReferenceIndex.create_or_update_for_object, for new objects.
        for found in set(ReferenceIndex._extract_references_from_object(page)):
            to_content_type_id, to_object_id, model_path, content_path = found
            references.append(
                ReferenceIndex(
                    content_type_id=page.content_type_id,
                    base_content_type=page_type,
                    object_id=page.pk,
                    to_content_type_id=to_content_type_id,
                    to_object_id=to_object_id,
                    model_path=model_path,
                    content_path=content_path,
                    content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
                )
            )
    ReferenceIndex.objects.bulk_create(references, batch_size=BATCH_SIZE)


def _publish_documents(pages: Sequence[Page]) -> None:
    restricted = restricted_tree_paths()
    with changes.recording() as recorder:
        number = ChangeCounter.next_number()
        documents: list[Any] = []
        for page in pages:
            document = projection.project(page, restricted)
            if document is not None:
                document.change_number = number
                documents.append(document)
        recorder.touch_new(document.page_id for document in documents)
        PublishedDocument.objects.bulk_create(documents, batch_size=BATCH_SIZE)
        searchable.write_rows(documents)
        PublishedEvent.objects.bulk_create(
            [event for document in documents for event in events.of(document)],
            batch_size=BATCH_SIZE,
        )
