"""What happens to translated pages when their source is moved, reordered, withdrawn or deleted."""

from __future__ import annotations

from typing import Any, cast

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction, TranslatableMixin
from wagtail.signals import post_page_move
from wagtail_localize.models import RelatedObjectSegment, TranslationSource

from site_core.translations.completeness import is_source

#: What ``m2m_changed`` says when the groups of a restriction are as they will be.
_SETTLED = ("post_add", "post_remove", "post_clear")


def counterparts_of(page: Page) -> list[Page]:
    """The translations of a page, placeholders left out."""
    found = Page.objects.filter(translation_key=page.translation_key, alias_of__isnull=True)
    return list(found.exclude(pk=page.pk).select_related("locale"))


def counterparts_of_snippet(instance: Any) -> list[Any]:
    """The translations of an office or another snippet."""
    found = type(instance)._default_manager.filter(translation_key=instance.translation_key)
    return list(found.exclude(pk=instance.pk).select_related("locale"))


def follow(page: Page) -> list[Page]:
    """Put every translation of a source page where its source is, and return those that cannot.

    A translation stands below the translation of its source's parent, after the translations of the
    pages that its source comes after. Where the parent has no translation it stays where it is.
    """
    left_behind = []
    with transaction.atomic():
        for counterpart in counterparts_of(page):
            parent = page.get_parent()
            if parent.is_root():
                continue
            new_parent = parent.get_translation_or_none(counterpart.locale)
            if new_parent is None:
                left_behind.append(counterpart)
                continue
            _move_counterpart(counterpart, new_parent, page)
    return left_behind


def _move_counterpart(counterpart: Page, parent: Page, source: Page) -> None:
    before = list(
        source.get_siblings(inclusive=False)
        .filter(path__lt=source.path)
        .order_by("-path")
        .values_list("translation_key", flat=True)
    )
    siblings = {
        sibling.translation_key: sibling
        for sibling in parent.get_children()
        if sibling.pk != counterpart.pk
    }
    predecessor = next((siblings[key] for key in before if key in siblings), None)
    is_child = counterpart.get_parent().pk == parent.pk
    specific = Page.objects.get(pk=counterpart.pk).specific
    if predecessor is not None:
        if is_child and specific.get_prev_sibling() == predecessor:
            return
        specific.move(predecessor, pos="right")
    elif not is_child or specific.get_prev_sibling() is not None:
        specific.move(parent, pos="first-child")


def _page_moved(instance: Page, **kwargs: Any) -> None:
    page = cast("Page", Page.objects.select_related("locale").get(pk=instance.pk))
    if is_source(page):
        follow(page)


def _restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Make the translations of a page as private as it is, at once."""
    if kwargs.get("raw") or kwargs.get("action", "post_add") not in _SETTLED:
        return
    restricted = Page.objects.select_related("locale").filter(pk=instance.page_id)
    page = cast("Page | None", restricted.first())
    if page is None or not is_source(page):
        return
    for counterpart in counterparts_of(page):
        TranslationSource().sync_view_restrictions(page, counterpart)


def _source_deleted(instance: Any, **kwargs: Any) -> None:
    """Take what is deleted out of the translations of what referred to it.

    wagtail-localize's editor looks for the original of everything that a page refers to.
    """
    if not isinstance(instance, TranslatableMixin) or not is_source(instance):
        return
    RelatedObjectSegment.objects.filter(object_id=instance.translation_key).delete()


def connect_signals() -> None:
    """Connect the handlers. Called once, when all apps are loaded."""
    post_delete.connect(_source_deleted)
    post_page_move.connect(_page_moved)
    post_save.connect(_restriction_changed, sender=PageViewRestriction)
    post_delete.connect(_restriction_changed, sender=PageViewRestriction)
    m2m_changed.connect(_restriction_changed, sender=PageViewRestriction.groups.through)
