"""A page of any type, with a text in every field that has words."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, cast

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, Site, TranslatableMixin

from site_core.blocks.streams import offered_blocks

#: Begins every text of a sample.
WORD = "Quokka"

#: What makes a page of a type that cannot be made of its fields alone; it is given the parent.
type PageMaker = Callable[[Page], Page]
type PageMakers = Mapping[str, PageMaker]

DAY = date(2026, 1, 2)

_numbers = itertools.count(1)


def _word() -> str:
    return f"{WORD}{next(_numbers)}"


def sample_page(model: type[Page], makers: PageMakers | None = None, *, live: bool = True) -> Page:
    """A page of this type in its place, in English, published unless ``live`` is false.

    Where it can stand below the first page of the site it does; else a sample of a type that it stands below
    is made first. ``makers`` has functions for types that need more than their fields say, by their labels.
    """
    makers = makers or {}
    parent = _place(model, makers, ())
    return _made(model, parent, makers, live=live)


def _place(model: type[Page], makers: PageMakers, under_way: tuple[type[Page], ...]) -> Page:
    first: Any = Site.objects.get(is_default_site=True).root_page.specific
    types = [kind for kind in model.allowed_parent_page_models() if kind not in under_way]
    if type(first) in types or Page in types:
        above: Any = first if type(first) in types else first.get_parent()
        return cast("Page", above)
    for kind in types:
        if kind is not model:
            return _made(kind, _place(kind, makers, (*under_way, model)), makers)
    raise AssertionError(
        f"{model._meta.label} can stand nowhere on this site: look at its parent_page_types."
    )


def _made(model: type[Page], parent: Page, makers: PageMakers, *, live: bool = True) -> Page:
    maker = makers.get(model._meta.label)
    if maker is not None:
        page = maker(parent)
    else:
        word = _word()
        page = model(title=word, slug=word.lower(), locale=parent.locale, live=False)
        fill(page)
        parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    found: Any = model._default_manager.get(pk=page.pk)
    return cast("Page", found)


def fill(instance: models.Model) -> None:
    """Give each of an object's own fields a value: texts a word, streams one of each plain block."""
    for field in _own_fields(instance):
        if isinstance(field, StreamField):
            setattr(instance, field.name, field.to_python(list(_items(field.stream_block))))
        elif field.is_relation:
            if not field.null:
                setattr(instance, field.name, _related(field))
        elif not field.has_default() or _is_text(field):
            value = _value(field)
            if value is not None:
                setattr(instance, field.name, value)


def _own_fields(instance: models.Model) -> Iterator[Any]:
    inherited = {field.name for field in Page._meta.get_fields()}
    for field in instance._meta.concrete_fields:
        given = field.primary_key or field.name in inherited or not field.editable
        parent_link = field.is_relation and getattr(field.remote_field, "parent_link", False)
        if not given and not parent_link and not isinstance(field, models.AutoField):
            yield field


def _is_text(field: Any) -> bool:
    return isinstance(field, (models.CharField, models.TextField))


def _value(field: Any) -> Any:  # noqa: PLR0911 - one line a kind of field
    if field.choices:
        return next(value for value, _ in field.flatchoices)
    match field:
        case RichTextField():
            return f"<p>{_word()}</p>"
        case models.URLField():
            return "https://example.org/there"
        case models.EmailField():
            return "somebody@example.org"
        case models.SlugField():
            return _word().lower()
        case models.CharField() | models.TextField():
            return _word()[: field.max_length]
        case models.DateTimeField():
            return None if field.null else datetime.combine(DAY, time(12), UTC)
        case models.DateField():
            return None if field.null else DAY
        case models.TimeField():
            return None if field.null else time(12)
        case models.BooleanField():
            return False
        case models.IntegerField() | models.DecimalField() | models.FloatField():
            return None if field.null else 1
    return None


def _related(field: Any) -> Any:
    """An object for a reference that must be there: one that exists, or a sample of its model."""
    model = field.related_model
    found = model._default_manager.first()
    if found is not None:
        return found
    instance = model()
    if issubclass(model, TranslatableMixin):
        instance.locale = Locale.objects.get(language_code="en")
    fill(instance)
    instance.save()
    return instance


def _items(stream: blocks.StreamBlock) -> Iterator[dict[str, Any]]:
    for name, block in offered_blocks(stream).items():
        if _is_plain(block):
            yield {"type": name, "value": _block_value(block), "id": str(uuid.uuid4())}


def _is_plain(block: blocks.Block) -> bool:
    """Whether a block can be made of words alone, without an object that it refers to."""
    match block:
        case blocks.StructBlock() | blocks.StreamBlock():
            return _are_plain(block.child_blocks.values())
        case blocks.ListBlock():
            return _is_plain(block.child_block)
        case blocks.ChooserBlock():
            return not block.required
        case blocks.FieldBlock():
            return isinstance(block, _PLAIN)
    return False


def _are_plain(children: Iterable[blocks.Block]) -> bool:
    return all(_is_plain(child) for child in children)


_PLAIN = (
    *(
        blocks.CharBlock,
        blocks.TextBlock,
        blocks.RichTextBlock,
        blocks.URLBlock,
        blocks.BooleanBlock,
    ),
    *(blocks.ChoiceBlock, blocks.IntegerBlock, blocks.DateBlock),
)


def _block_value(block: blocks.Block) -> Any:  # noqa: PLR0911 - one line a kind of block
    match block:
        case blocks.StructBlock():
            return {name: _block_value(child) for name, child in block.child_blocks.items()}
        case blocks.StreamBlock():
            return list(_items(block))
        case blocks.ListBlock():
            value = _block_value(block.child_block)
            return [{"type": "item", "value": value, "id": str(uuid.uuid4())}]
        case blocks.RichTextBlock():
            return f"<p>{_word()}</p>"
        case blocks.URLBlock():
            return "https://example.org/there"
        case blocks.BooleanBlock():
            return False
        case blocks.ChoiceBlock():
            return next((value for value, _ in block.field.choices if value), "")
        case blocks.IntegerBlock():
            return block.field.min_value or 1
        case blocks.DateBlock():
            return DAY.isoformat()
        case blocks.CharBlock() | blocks.TextBlock():
            return _word()
    return None
