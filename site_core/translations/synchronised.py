"""Fields that are the same in every language, and change in every language at once.

Telephone numbers, coordinates, hours and tags are no texts. A translator has nothing to do with them, so
nothing waits for one: they go live with the original, in its transaction. A field to which a translator may
give a value of its own, such as a picture with the words that say what it shows, waits for them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field, ForeignKey, ManyToOneRel, Model
from modelcluster.fields import ParentalKey
from taggit.managers import TaggableManager
from wagtail.fields import StreamField
from wagtail.models import Page, Revision, TranslatableMixin
from wagtail_localize.fields import (
    BaseTranslatableField,
    SynchronizedField,
    TranslatableField,
    get_translatable_fields,
)

from site_core.exceptions import Refused
from site_core.languages.variants import DEFAULT_VARIANT
from site_core.translations.completeness import SLUG

logger = logging.getLogger(__name__)


def published_source(translation: Any) -> Any:
    """The live original of a translation, as its row is; ``None`` where there is none."""
    return (
        type(translation)
        ._base_manager.filter(
            translation_key=translation.translation_key,
            locale__language_code=DEFAULT_VARIANT.locale_code,
            live=True,
        )
        .exclude(pk=translation.pk)
        .first()
    )


def publish_synchronised(source: Any) -> None:
    """Put what is the same in every language into the live translations of an original.

    To be called in the transaction that publishes it. A draft of a translation stays a draft.
    """
    translations = type(source)._base_manager.filter(
        translation_key=source.translation_key, live=True
    )
    for translation in translations.exclude(pk=source.pk):
        if getattr(translation, "alias_of_id", None) or not copy_synchronised(source, translation):
            continue
        draft = (
            translation.get_latest_revision_as_object()
            if translation.has_unpublished_changes
            else None
        )
        if not _publish(translation):
            continue
        if draft is not None:
            copy_synchronised(source, draft)
            draft.save_revision(clean=False)


def _publish(translation: Any) -> bool:
    """Publish a translation as it is; say whether that went. Its original goes live in any case."""
    try:
        with transaction.atomic():
            revision: Revision = translation.save_revision(clean=False, log_action=False)
            revision.publish(skip_permission_checks=True)
    except (ValidationError, Refused):
        logger.exception(
            "A translation does not take what changed in its original: %r", translation
        )
        return False
    return True


def copy_synchronised(source: Any, target: Any) -> bool:
    """Copy from an original to its translation what is the same in both; say whether anything differed.

    A child object is copied anew where it says nothing in words; one that does waits for its translation.
    """
    changed = False
    if isinstance(source, Page) and source.expire_at != target.expire_at:
        target.expire_at = source.expire_at  # an original that is gone leaves no translation behind
        changed = True
    fields = [
        (field, field.get_field(type(source))) for field in get_translatable_fields(type(source))
    ]
    children = {found.related_model for _, found in fields if _is_child_relation(found)}
    for field, model_field in fields:
        if isinstance(model_field, TaggableManager) and model_field.through in children:
            continue  # its tags are compared as child objects
        if _is_child_relation(model_field):
            changed |= _copy_children(field, model_field, source, target)
        elif is_synchronised(field, source):
            changed |= _copy_value(model_field, source, target)
    return changed


def is_synchronised(field: BaseTranslatableField, source: Any) -> bool:
    """Whether a field has the same value in every language. A slug is unique where its page stands."""
    return (
        isinstance(field, SynchronizedField)
        and not field.is_overridable(source)
        and field.field_name not in _waiting(source._meta.model)
        and field.is_synchronized(source)
    )


@cache
def _waiting(model: type[Model]) -> frozenset[str]:
    """Names of the fields that wait for a translator though they are no texts.

    What says something about an overridable field, as ``lead_image_is_decorative`` does about
    ``lead_image``, goes with that.
    """
    fields = list(get_translatable_fields(model))
    overridable = tuple(
        f"{field.field_name}_"
        for field in fields
        if isinstance(field, SynchronizedField) and field.overridable
    )
    names = {field.field_name for field in fields if field.field_name.startswith(overridable)}
    return frozenset(names | {SLUG})


def texts_in(model: type[Model], content: Mapping[str, Any]) -> dict[str, Any]:
    """What of the serialised content of an object waits for a translator: field name → value.

    Child objects are reduced to what of them is translated.
    """
    found: dict[str, Any] = {}
    for field in get_translatable_fields(model):
        model_field = field.get_field(model)
        value = content.get(field.field_name)
        if not _is_child_relation(model_field):
            if not isinstance(field, SynchronizedField) or _waits(field, model):
                found[field.field_name] = value
        elif issubclass(model_field.related_model, TranslatableMixin):
            children = (texts_in(model_field.related_model, child) for child in value or ())
            found[field.field_name] = [child for child in children if any(child.values())]
    return found


def _waits(field: SynchronizedField, model: type[Model]) -> bool:
    is_slug = field.field_name == SLUG
    return not is_slug and (field.overridable or field.field_name in _waiting(model))


def _is_child_relation(field: Any) -> bool:
    return isinstance(field, ManyToOneRel) and isinstance(field.remote_field, ParentalKey)


def _copy_value(field: Field, source: Any, target: Any) -> bool:
    if isinstance(field, TaggableManager):
        names = sorted(tag.name for tag in getattr(source, field.name).all())
        if names == sorted(tag.name for tag in getattr(target, field.name).all()):
            return False
        getattr(target, field.name).set(names)
        return True
    old, new = getattr(target, field.attname), getattr(source, field.attname)
    if isinstance(field, StreamField):
        is_same = field.get_prep_value(old) == field.get_prep_value(new)
    else:
        is_same = old == new
    if not is_same:
        setattr(target, field.attname, new)
    return not is_same


def _copy_children(field: BaseTranslatableField, relation: Any, source: Any, target: Any) -> bool:
    if not issubclass(relation.related_model, TranslatableMixin):
        return isinstance(field, SynchronizedField) and _copy_plain_children(
            relation, source, target
        )
    manager = getattr(target, relation.name)
    kept = {child.translation_key: child for child in manager.all()}
    children = []
    changed = False
    for child in getattr(source, relation.name).all():
        own = kept.pop(child.translation_key, None)
        if own is None:
            own = _copied(child, target)
            changed |= own is not None
        else:
            changed |= copy_synchronised(child, own)
        if own is not None:
            if getattr(own, "sort_order", None) != getattr(child, "sort_order", None):
                own.sort_order = child.sort_order
                changed = True
            children.append(own)
    if kept or changed:
        manager.set(children)
    return bool(kept) or changed


def _copied(child: Any, target: Any) -> Any:
    """A child object of the original for a translation; ``None`` where it has to be translated first."""
    copy = type(child)()
    for field in child._meta.concrete_fields:
        if not field.primary_key and not isinstance(field, ParentalKey):
            setattr(copy, field.attname, getattr(child, field.attname))
    copy.locale = target.locale
    for field in _translated_fields(child):
        value = getattr(child, field.name)
        if isinstance(field, ForeignKey):
            if value is None or isinstance(value, Page):
                continue
            counterpart = value.get_translation_or_none(target.locale)
            if counterpart is None or not getattr(counterpart, "live", True):
                return None
            setattr(copy, field.name, counterpart)
        elif value:
            return None
    return copy


def _translated_fields(child: Any) -> Iterator[Any]:
    for field in get_translatable_fields(type(child)):
        if isinstance(field, TranslatableField):
            yield field.get_field(type(child))


def _copy_plain_children(relation: Any, source: Any, target: Any) -> bool:
    """Child objects that have no language of their own, compared by what they say."""
    if _contents(relation, source) == _contents(relation, target):
        return False
    source.copy_child_relation(relation.name, target)
    return True


def _contents(relation: Any, instance: Any) -> list[str]:
    """What each child object says, without its keys; in no order where the model has none."""
    names = [
        field.attname
        for field in relation.related_model._meta.concrete_fields
        if not field.primary_key and field.name != relation.remote_field.name
    ]
    children = getattr(instance, relation.name).all()
    contents = [repr([getattr(child, name) for name in names]) for child in children]
    return contents if "sort_order" in names else sorted(contents)
