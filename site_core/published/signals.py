"""Signals that change published documents, other than saving a page (``BasePage.save`` does that)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ForeignKey, Model, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, ChooserBlock, ListBlock
from wagtail.coreutils import resolve_model_string
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Site, get_page_models
from wagtail.signals import post_page_move, pre_page_move

from site_core.plugins import leftovers
from site_core.published import changes, rebuild_queue, sync, tree
from site_core.published.models import Change, ChangeCounter, PublishedDocument
from site_core.published.rows import SearchedRow, searched_models
from site_core.published.tree import (
    TREE_POSITION_FIELDS,
    mend_url_paths,
    refresh_tree_position,
)

#: Set on an instance that is being deleted: the pages that refer to it, found while it still exists.
_REFERRERS = "_published_referrers"

#: Set on a site that is being saved: what ``_roots_in_order`` said before.
_ROOTS = "_published_roots"

#: What pages refer to and never print.
_NEVER_PRINTED = (ContentType, Locale, Revision, get_user_model())


def _base_page_about_to_be_saved(
    instance: Page, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    # Wagtail's schedule unpublishes pages as the base class, long after it has read them.
    if not raw and type(instance) is Page and update_fields is None and instance.pk is not None:
        ChangeCounter.lock()
        # Not the URL path: Wagtail writes that of a moved page this way.
        refresh_tree_position(instance, may_be_new=True, names=TREE_POSITION_FIELDS)


def _base_page_saved(instance: Page, raw: bool = False, **kwargs: Any) -> None:
    # A page saved as the base class: Wagtail moves pages this way.
    if not raw and type(instance) is Page:
        sync.page_saved(instance.pk)


def _page_about_to_move(instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    # Wagtail's admin moves pages as the base class, which takes no lock of its own.
    if transaction.get_connection().in_atomic_block:
        ChangeCounter.lock()
        refresh_tree_position(instance)
        refresh_tree_position(parent_page_after)


def _page_moved(instance: Page, **kwargs: Any) -> None:
    with transaction.atomic():
        ChangeCounter.lock()
        mend_url_paths(instance.pk)
        sync.page_saved(instance.pk, has_moved=True)


def _page_about_to_be_deleted(instance: Page, **kwargs: Any) -> None:
    if type(instance) is Page:
        leftovers.release(instance)
        setattr(instance, _REFERRERS, sync.referrers_of_keys([instance.translation_key]))


def _page_deleted(instance: Page, **kwargs: Any) -> None:
    if type(instance) is Page:
        sync.refresh(getattr(instance, _REFERRERS, set()) - {instance.pk})


def _restriction_changed(
    instance: PageViewRestriction, origin: Model | QuerySet | None = None, **kwargs: Any
) -> None:
    if issubclass(getattr(origin, "model", type(origin)), Page):
        return  # The page itself is being deleted, and its document with it.
    sync.subtree_restricted_or_freed(instance.page_id)


def _roots_in_order() -> list[tuple[int, int]]:
    """Id and first page of each site, in the order in which Wagtail looks for the site of a page."""
    sites = Site.objects.order_by("-root_page__url_path", "-is_default_site", "hostname")
    return list(sites.values_list("pk", "root_page_id"))


def _site_about_to_change(instance: Site, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        setattr(instance, _ROOTS, _roots_in_order())


def _site_changed(instance: Site, raw: bool = False, **kwargs: Any) -> None:
    """Documents know which site they belong to, and nothing else of it."""
    if not raw and getattr(instance, _ROOTS, None) != _roots_in_order():
        rebuild_queue.sites_changed()
        # Wagtail has cleared it, but whoever asked before this is committed has filled it with the old ones.
        transaction.on_commit(Site.clear_site_root_paths_cache)


def _site_deleted(instance: Site, origin: Any = None, **kwargs: Any) -> None:
    """Its pages belong to another site now, or to none. What its feed said of them goes with it."""
    if getattr(origin, "model", type(origin)) is Site:
        rebuild_queue.sites_changed()
    else:  # it goes with its first page, whose deletion is half done
        transaction.on_commit(rebuild_queue.sites_changed)
    Change.objects.filter(site_id=instance.pk).delete()


def _owner(instance: Model) -> Model | None:
    """The object that pages refer to: the instance itself, or the parent of a child object."""
    for field in instance._meta.get_fields():
        if isinstance(field, ParentalKey):
            return getattr(instance, field.name, None)
    return instance


def _reference_changed(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    owner = None if raw else _owner(instance)
    if owner is not None and owner.pk is not None:
        sync.refresh(sync.referrers_of_object(owner))


def _reference_about_to_be_deleted(instance: Model, **kwargs: Any) -> None:
    leftovers.release(instance)
    owner = _owner(instance)
    if owner is not None:
        setattr(instance, _REFERRERS, sync.referrers_of_object(owner))


def _reference_deleted(instance: Model, **kwargs: Any) -> None:
    sync.refresh(getattr(instance, _REFERRERS, set()))


def _row_about_to_change(instance: SearchedRow, raw: bool = False, **kwargs: Any) -> None:
    stored = None
    if not raw and instance.pk is not None:
        stored = type(instance)._base_manager.filter(pk=instance.pk).first()
    setattr(instance, _REFERRERS, set(stored.shown_on()) if stored is not None else set())


def _row_changed(instance: SearchedRow, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        sync.refresh_published(getattr(instance, _REFERRERS, set()) | set(instance.shown_on()))


def _row_deleted(instance: SearchedRow, **kwargs: Any) -> None:
    sync.refresh_published(getattr(instance, _REFERRERS, set()))


def _models_in_block(block: Block) -> Iterator[type[Model]]:
    if isinstance(block, ChooserBlock):
        yield resolve_model_string(block.target_model)
    children = list(getattr(block, "child_blocks", {}).values())
    if isinstance(block, ListBlock):
        children.append(block.child_block)
    for child in children:
        yield from _models_in_block(child)


def _models_referred_to(model: type[Model]) -> Iterator[type[Model]]:
    for field in model._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _models_in_block(field.stream_block)
        elif (isinstance(field, ForeignKey) and not isinstance(field, ParentalKey)) or isinstance(
            field, ParentalManyToManyField
        ):
            yield field.related_model
    for relation in get_all_child_relations(model):
        yield from _models_referred_to(relation.related_model)


def referable_models() -> set[type[Model]]:
    """Every model whose objects a page can print, pages apart, and the child models of each.

    Rich text can hold images and documents without a field that says so.
    """
    models: set[type[Model]] = {get_image_model(), get_document_model()}
    for page_model in get_page_models():
        if page_model is not Page:
            models.update(_models_referred_to(page_model))
    models = {model for model in models if not issubclass(model, (Page, *_NEVER_PRINTED))}
    for model in list(models):
        models |= {relation.related_model for relation in get_all_child_relations(model)}
    return models


def connect_signals() -> None:
    """Connect every handler. Called once, when all apps are loaded."""
    pre_delete.connect(changes.document_about_to_be_deleted, sender=PublishedDocument)
    post_delete.connect(changes.document_deleted, sender=PublishedDocument)
    pre_save.connect(_base_page_about_to_be_saved, sender=Page)
    post_save.connect(_base_page_saved, sender=Page)
    pre_page_move.connect(tree.page_about_to_be_moved)
    pre_page_move.connect(_page_about_to_move)
    post_page_move.connect(_page_moved)
    pre_delete.connect(_page_about_to_be_deleted, sender=Page)
    post_delete.connect(_page_deleted, sender=Page)
    post_save.connect(_restriction_changed, sender=PageViewRestriction)
    post_delete.connect(_restriction_changed, sender=PageViewRestriction)
    pre_save.connect(_site_about_to_change, sender=Site)
    post_save.connect(_site_changed, sender=Site)
    post_delete.connect(_site_deleted, sender=Site)
    for row_model in searched_models():
        pre_save.connect(_row_about_to_change, sender=row_model)
        post_save.connect(_row_changed, sender=row_model)
        pre_delete.connect(_row_about_to_change, sender=row_model)
        post_delete.connect(_row_deleted, sender=row_model)
    for model in referable_models():
        post_save.connect(_reference_changed, sender=model)
        pre_delete.connect(_reference_about_to_be_deleted, sender=model)
        post_delete.connect(_reference_deleted, sender=model)
