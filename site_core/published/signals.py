"""What changes a published document, other than saving its page (``BasePage.save`` sees to that)."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, Model
from django.db.models.signals import post_delete, post_save, pre_delete
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import post_page_move
from wagtail.snippets.models import get_snippet_models

from site_core.published import rebuild, sync

#: Set on an instance that is being deleted: the pages that refer to it, found while it still exists.
_REFERRERS = "_published_referrers"


def _base_page_saved(instance: Page, raw: bool = False, **kwargs: Any) -> None:
    # A page saved as the base class: Wagtail moves pages this way.
    if not raw and type(instance) is Page:
        sync.page_saved(instance.pk)


def _page_moved(instance: Page, **kwargs: Any) -> None:
    sync.page_saved(instance.pk)


def _page_about_to_be_deleted(instance: Page, **kwargs: Any) -> None:
    if type(instance) is Page:
        setattr(instance, _REFERRERS, sync.referrers_of_keys([instance.translation_key]))


def _page_deleted(instance: Page, **kwargs: Any) -> None:
    if type(instance) is Page:
        sync.refresh(getattr(instance, _REFERRERS, set()) - {instance.pk})


def _restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.select_related("locale").filter(pk=instance.page_id).first()
    if page is not None:
        sync.subtree_restricted_or_freed(page)


def _site_changed(**kwargs: Any) -> None:
    if kwargs.get("raw"):
        return
    rebuild.rebuild()


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
    owner = _owner(instance)
    if owner is not None:
        setattr(instance, _REFERRERS, sync.referrers_of_object(owner))


def _reference_deleted(instance: Model, **kwargs: Any) -> None:
    sync.refresh(getattr(instance, _REFERRERS, set()))


def _referable_models() -> set[type[Model]]:
    """Every model that a page can refer to, pages apart, and the child models of each."""
    models: set[type[Model]] = {
        get_image_model(),
        get_document_model(),
        Tag,
        *get_snippet_models(),
    }
    for page_model in apps.get_models():
        if issubclass(page_model, Page):
            models |= {
                field.related_model
                for field in page_model._meta.get_fields()
                if isinstance(field, ForeignKey)
                and not issubclass(field.related_model, (Page, ContentType))
                and field.model is page_model
            }
    for model in list(models):
        models |= {relation.related_model for relation in get_all_child_relations(model)}
    return models


def connect() -> None:
    """Connect every handler. Called once, when all apps are loaded."""
    post_save.connect(_base_page_saved, sender=Page)
    post_page_move.connect(_page_moved)
    pre_delete.connect(_page_about_to_be_deleted, sender=Page)
    post_delete.connect(_page_deleted, sender=Page)
    post_save.connect(_restriction_changed, sender=PageViewRestriction)
    post_delete.connect(_restriction_changed, sender=PageViewRestriction)
    post_save.connect(_site_changed, sender=Site)
    post_delete.connect(_site_changed, sender=Site)
    for model in _referable_models():
        post_save.connect(_reference_changed, sender=model)
        pre_delete.connect(_reference_about_to_be_deleted, sender=model)
        post_delete.connect(_reference_deleted, sender=model)
