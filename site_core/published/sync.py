"""Keeps the published documents equal to the pages, in the transaction that changes a page.

The order is always the same: first the positions of the pages that changed, then the contents of
those pages, then the contents of the pages that refer to them. Contents depend on positions only, so
one pass is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Model
from django.utils import translation
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page, ReferenceIndex, get_page_models
from wagtail.signal_handlers import (
    disable_reference_index_auto_update,
    reference_index_auto_update_disabled,
)

from site_core.published import changes, events, faults, projection, searchable
from site_core.published.models import ChangeCounter, PublishedDocument
from site_core.published.restrictions import (
    aliases_of_subtree,
    is_restricted,
    restricted_tree_paths,
)
from site_core.published.tree import number_children_from_one

BATCH_SIZE = 200


def page_saved(
    page_id: int, saved: Page | None = None, *, is_whole: bool = False, has_moved: bool = False
) -> None:
    """Bring the documents up to date after a page was saved: created, published, moved, unpublished.

    ``saved`` is the specific page, where all of it has just been written and it was there before: then its
    references are read from it, and no sibling has moved. ``is_whole`` says that its content was written
    too: raises ``UnpublishableError`` where that cannot be shown. Any other page keeps what it has.
    With ``has_moved`` what is below it is looked at in any case: Wagtail saves a page that it moves before
    the pages below it have their paths.
    """
    with transaction.atomic(savepoint=False), changes.recording():
        page = _page(page_id, type(saved) if saved else Page)
        if page is None or page.is_root():
            return
        specific = saved or page.specific
        # The index is otherwise updated by a task that may run later.
        if ReferenceIndex.is_indexed(type(specific)):
            ReferenceIndex.create_or_update_for_object(specific)
        if saved is None:
            _realign_tree_paths()
        restricted = restricted_tree_paths()
        own = PublishedDocument.objects.filter(pk=page_id).first()
        renamed = _write_positions(page, restricted, own, contents_follow=True, has_moved=has_moved)
        refused = {page_id} if is_whole else set()
        if saved is None:
            _write_contents([page_id], restricted, refused=refused)
        elif page.live:
            _write_content(page, own, restricted, refused=refused)
        _refresh_referrers(renamed, besides={page_id})


def without_reference_index() -> AbstractContextManager[None]:
    """Spare Wagtail its comparison of the reference index: ``page_saved`` makes the same at once.

    Wagtail's own context cannot be entered twice.
    """
    if getattr(reference_index_auto_update_disabled, "value", False):
        return nullcontext()
    return disable_reference_index_auto_update()


def page_copied(page_id: int) -> None:
    """Bring the tree and the documents up to date after a page was copied with what is below it."""
    with transaction.atomic(), changes.recording():
        ChangeCounter.lock()
        if number_children_from_one(page_id):
            _realign_tree_paths()


def _page(page_id: int, model: type[Page] = Page) -> Page | None:
    found = model._default_manager.select_related("locale").filter(pk=page_id)
    return cast("Page | None", found.order_by().first())


def subtree_restricted_or_freed(page_id: int) -> None:
    """Bring the documents up to date after a view restriction was put on a page or taken off."""
    with transaction.atomic(), changes.recording():
        page = _page(page_id)
        if page is not None:
            own = PublishedDocument.objects.filter(pk=page_id).first()
            renamed = _write_positions(page, restricted_tree_paths(), own)
            _refresh_referrers(renamed, besides=set())


def _referrers_by_many(model: type[Model], ids: Iterable[Any]) -> set[int]:
    """Ids of the pages that name objects by a many-to-many relation, which Wagtail's index leaves out."""
    found: set[int] = set()
    for page_model, field in many_to_many_of_pages():
        if issubclass(model, field.related_model):
            rows = page_model._base_manager.filter(**{f"{field.name}__in": list(ids)})
            found.update(rows.values_list("pk", flat=True))
    return found


@cache
def many_to_many_of_pages() -> tuple[tuple[type[Page], Any], ...]:
    """Every many-to-many relation of a page type, with the type."""
    return tuple(
        (model, field)
        for model in get_page_models()
        for field in model._meta.local_many_to_many
        if isinstance(field, ParentalManyToManyField)
    )


def referrers_of_keys(keys: Iterable[Any]) -> set[int]:
    """Ids of the published pages that refer to a page with one of these keys, in any language."""
    ids = list(Page.objects.filter(translation_key__in=set(keys)).values_list("pk", flat=True))
    if not ids:
        return set()
    page_type = ContentType.objects.get_for_model(Page)
    referring = ReferenceIndex.objects.filter(
        base_content_type=page_type,
        to_content_type=page_type,
        to_object_id__in=[str(identifier) for identifier in ids],
    ).values_list("object_id", flat=True)
    by_many = _referrers_by_many(Page, ids)
    return _published({int(identifier) for identifier in referring} | by_many)


def referrers_of_object(instance: Model) -> set[int]:
    """Ids of the published pages that refer to an image, a document, a snippet, …"""
    referring = (
        ReferenceIndex.get_references_to(instance)
        .filter(base_content_type=ContentType.objects.get_for_model(Page))
        .values_list("object_id", flat=True)
    )
    by_many = _referrers_by_many(type(instance), [instance.pk])
    return _published({int(identifier) for identifier in referring} | by_many)


def refresh(page_ids: Iterable[int]) -> None:
    """Project these published pages again."""
    page_ids = list(page_ids)
    if page_ids:
        with transaction.atomic(), changes.recording():
            _write_contents(page_ids)


def refresh_published(page_ids: Iterable[int]) -> None:
    """Project those of these pages again that are published."""
    refresh(_published(set(page_ids)))


def project_again(page_ids: Iterable[int]) -> list[PublishedDocument]:
    """Make the documents of these pages anew, and take away those that no page should have.

    For documents that another release has made. Returns those that were right already.
    """
    page_ids = list(page_ids)
    with transaction.atomic(), changes.recording():
        restricted = restricted_tree_paths()
        stored = PublishedDocument.objects.without_content().in_bulk(page_ids)
        renamed: list[PublishedDocument] = []
        for page in Page.objects.filter(pk__in=page_ids).select_related("locale"):
            with translation.override(page.locale.language_code):
                values = projection.tree_position_fields(page, restricted) if page.live else None
            document = stored.get(page.pk)
            if (document and document.tree_position_fields()) != values:
                own = PublishedDocument.objects.filter(pk=page.pk).first()
                renamed += _write_positions(page, restricted, own)
        right = _write_contents(page_ids, restricted)
        _refresh_referrers(renamed, besides=set(page_ids))
    return right


def _published(page_ids: set[int]) -> set[int]:
    return set(PublishedDocument.objects.filter(pk__in=page_ids).values_list("pk", flat=True))


def _realign_tree_paths() -> None:
    """Take tree paths from the pages: treebeard shifts siblings without a signal."""
    shifted = list(
        PublishedDocument.objects.select_related(None)
        .exclude(tree_path=F("page__path"))
        .annotate(current_path=F("page__path"), current_depth=F("page__depth"))
    )
    if shifted:
        restricted = restricted_tree_paths()
        number = ChangeCounter.next_number()
        for document in shifted:
            _touch(document)
            document.tree_path = document.current_path
            document.depth = document.current_depth
            document.restricted = is_restricted(document.tree_path, restricted)
            document.change_number = number
            document.digest = projection.digest(document)
        PublishedDocument.objects.bulk_update(
            shifted,
            ["tree_path", "depth", "restricted", "change_number", "digest"],
            batch_size=BATCH_SIZE,
        )


def _write_positions(
    page: Page,
    restricted: list[str],
    own: PublishedDocument | None,
    *,
    contents_follow: bool = False,
    has_moved: bool = False,
) -> list[PublishedDocument]:
    """Write the place of a page, of those below it, and of all that show one of them as an alias.

    Returns the documents that others name anew. ``restricted`` are the tree paths of restricted pages;
    ``own`` is the document of the page as it is stored. With ``contents_follow`` what of its own place no
    other page shows is left to ``_write_content``.
    """
    renamed = _write_subtree_positions(
        page, restricted, own, contents_follow=contents_follow, has_moved=has_moved
    )
    written, waiting = {page.pk}, [page] if renamed else []
    while waiting:
        for alias in aliases_of_subtree(waiting.pop().path):
            if alias.pk not in written:
                written.add(alias.pk)
                waiting.append(alias)
                of_alias = PublishedDocument.objects.filter(pk=alias.pk).first()
                renamed += _write_subtree_positions(alias, restricted, of_alias)
    return renamed


def _write_subtree_positions(
    page: Page,
    restricted: list[str],
    own: PublishedDocument | None,
    *,
    contents_follow: bool = False,
    has_moved: bool = False,
) -> list[PublishedDocument]:
    """Write the place of a page and of those below it; return the documents that others name anew."""
    with translation.override(page.locale.language_code):
        values = projection.tree_position_fields(page, restricted)
    renamed: list[PublishedDocument] = []
    stays = (
        own is not None
        and values is not None
        and _place(own.tree_position_fields()) == _place(values)
    )
    if own is not None:
        _touch(own)
    if not page.live or values is None:
        if own is not None:
            own.delete()
            renamed.append(own)
    else:
        before = own.link_fields() if own else None
        if own is None:
            with changes.recording() as recorder:
                recorder.touch_new([page.pk])
            own = PublishedDocument(
                page_id=page.pk, representation={}, search_text="", digest="", change_number=0
            )
        changes_place = own._state.adding or own.tree_position_fields() != values
        own.has_left_site = not own._state.adding and own.site_id != values["site_id"]
        for name, value in values.items():
            setattr(own, name, value)
        if changes_place:
            # A digest knows milliseconds: of two who publish at once, the second may change nothing else.
            digest = "" if own._state.adding else projection.digest(own)
            is_left = stays and contents_follow and own.link_fields() == before
            if not is_left or digest == own.digest:
                if not own._state.adding:
                    own.digest = digest
                    own.change_number = ChangeCounter.next_number()
                own.save()
        if own.link_fields() != before or own.has_left_site:
            renamed.append(own)
    if values is not None and (has_moved or not stays):
        below = PublishedDocument.objects.filter(page__path__startswith=page.path)
        documents = below.exclude(pk=page.pk)
        renamed += _write_descendant_positions(page, values, documents, restricted)
    return renamed


def _place(fields: dict[str, Any]) -> tuple[Any, ...]:
    """The values of a page on which the places of the pages below it depend."""
    return tuple(fields[name] for name in ("site_id", "path", "depth", "tree_path", "restricted"))


def _write_descendant_positions(
    page: Page,
    above: dict[str, Any],
    documents: Iterable[PublishedDocument],
    restricted: list[str],
) -> list[PublishedDocument]:
    """Write the places of what is below a page, which stands at ``above`` now; return what has changed."""
    changed = []
    for document in documents:
        before = document.link_fields()
        _touch(document)
        segments = document.path.strip("/").split("/")
        below = segments[len(segments) - (document.depth - page.depth) :]
        document.path = above["path"] + "/".join(below) + "/"
        document.has_left_site = document.site_id != above["site_id"]
        document.site_id = above["site_id"]
        document.restricted = is_restricted(document.tree_path, restricted)
        if document.link_fields() != before or document.has_left_site:
            document.digest = projection.digest(document)
            changed.append(document)
    if changed:
        number = ChangeCounter.next_number()
        for document in changed:
            document.change_number = number
        PublishedDocument.objects.bulk_update(
            changed,
            ["site", "path", "restricted", "digest", "change_number"],
            batch_size=BATCH_SIZE,
        )
    return changed


def _write_contents(
    page_ids: Iterable[int], restricted: list[str] | None = None, *, refused: Set[int] = frozenset()
) -> list[PublishedDocument]:
    """Write what pages say. Returns the documents, as just made from their pages, that were right already.

    A page of which something raises keeps its last good document, and goes without one where it has none.
    Raises ``UnpublishableError`` for those in ``refused``.
    """
    right = []
    page_ids = list(page_ids)
    if restricted is None:
        restricted = restricted_tree_paths()
    stored = PublishedDocument.objects.without_content().in_bulk(page_ids)
    pages = Page.objects.filter(pk__in=page_ids, live=True).select_related("locale")
    for page in pages.specific():
        document = _write_content(page, stored.get(page.pk), restricted, refused=refused)
        if document is not None:
            right.append(document)
    return right


def _write_content(
    page: Page,
    stored: PublishedDocument | None,
    restricted: list[str],
    *,
    refused: Set[int] = frozenset(),
) -> PublishedDocument | None:
    """Write what a specific page says. Returns the document where the ``stored`` one was right already.

    Of what raises, as for ``_write_contents``.
    """
    try:
        document = projection.project(page, restricted)
    except faults.UnpublishableError as error:
        if page.pk in refused:
            raise
        error.log()
        PublishedDocument.objects.filter(pk=page.pk, digest="").delete()
        return None
    if document is None:
        return None
    if stored is not None and stored.digest == document.digest:
        return document
    with changes.recording() as recorder:
        if stored is not None:
            recorder.touch(stored)
        recorder.touch_new([page.pk])
    document.change_number = ChangeCounter.next_number()
    document.save(force_update=stored is not None)
    if stored is None or not events.are_same(stored, document):
        events.write_rows(document)
    searchable.write_rows([document])
    return None


def _touch(document: PublishedDocument) -> None:
    with changes.recording() as recorder:
        recorder.touch(document)


def _refresh_referrers(documents: list[PublishedDocument], besides: set[int]) -> None:
    if documents:
        keys = {document.translation_key for document in documents}
        # What a page refers to is shown to readers of its own site alone.
        elsewhere = {document.page_id for document in documents if document.has_left_site}
        refresh((referrers_of_keys(keys) | _published(elsewhere)) - besides)
