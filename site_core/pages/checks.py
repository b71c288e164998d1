"""System checks that hold page types, blocks and models to the rules of this platform.

What is wrong is said at ``manage.py check``, with the cure, rather than in a review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.backends.django import DjangoTemplates
from django.template.loader import get_template
from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, ListBlock, RawHTMLBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin, get_page_models
from wagtail.search import index
from wagtail_localize.fields import TranslatableField, get_translatable_fields

from site_core.blocks.streams import offered_blocks
from site_core.pages.base import BasePage
from site_core.plugins import regions
from site_core.plugins.config import REGIONS
from site_core.plugins.registry import enabled
from site_core.plugins.templates import ReplacingLoader

#: What a page type says for itself; inheriting it from ``BasePage`` or Wagtail is forgetting it.
DECLARATIONS = {
    "parent_page_types": "the page types that it lives under",
    "subpage_types": "the page types that live under it, or None for all that name it as a parent",
    "override_translatable_fields": "what of it is translated and what is synchronised",
    "api_fields": "what of it the API shows",
    "search_fields": "what of it can be searched",
    "page_description": "the words by which an editor chooses it",
}
#: What the preview and the choice of a block show to an editor.
BLOCK_DECLARATIONS = ("icon", "description", "label", "group")
#: What Wagtail shows for a block that names no icon.
_WAGTAILS_ICON = "placeholder"
#: Fields of Wagtail's page whose policy is wagtail-localize's own.
_WAGTAILS_OWN = {field.name for field in Page._meta.get_fields()}


def _is_of_platform(model: type) -> bool:
    return issubclass(model, BasePage)


def _declares(page_model: type[Page], name: str) -> bool:
    return any(
        name in ancestor.__dict__
        for ancestor in page_model.__mro__
        if ancestor not in BasePage.__mro__
    )


def _own_fields(page_model: type[Model]) -> Iterator[Any]:
    for field in page_model._meta.get_fields():
        if field.name not in _WAGTAILS_OWN and not field.auto_created and field.concrete:
            yield field


@register("liaison")
def check_page_types(
    app_configs: Iterable[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Every page type extends ``BasePage`` and declares what the platform must know of it."""
    messages: list[CheckMessage] = []
    for page_model in get_page_models():
        if page_model is Page:
            continue
        if not _is_of_platform(page_model):
            messages.append(
                Error(
                    f"{page_model._meta.label} does not extend site_core.models.BasePage.",
                    hint="Only pages that extend BasePage are published to readers and apps.",
                    obj=page_model,
                    id="liaison.E001",
                )
            )
            continue
        messages += [
            Error(
                f"{page_model._meta.label} does not declare {name}: {meaning}.",
                hint=f"Set {name} on the class, even where it is what BasePage has.",
                obj=page_model,
                id="liaison.E002",
            )
            for name, meaning in DECLARATIONS.items()
            if not _declares(page_model, name)
        ]
        messages += _check_template(page_model)
        messages += _check_inherited_search_fields(page_model)
        messages += _check_translatable_policy(page_model)
    return messages


def _check_template(page_model: type[Page]) -> Iterator[CheckMessage]:
    yield from _check_compiles(page_model.template, page_model._meta.label, page_model)


def _check_compiles(template: str, label: str, obj: Any) -> Iterator[CheckMessage]:
    try:
        get_template(template)
    except TemplateDoesNotExist as error:
        missing = str(error)
        yield Error(
            f"{label} is rendered by {template}, which does not exist."
            if missing == template
            else f"{label} is rendered by {template}, which extends {missing}, which does not exist.",
            hint="Write that template, or name another one.",
            obj=obj,
            id="liaison.E008",
        )
    except TemplateSyntaxError as error:
        yield Error(
            f"{label} is rendered by {template}, which is no valid template: {error}",
            hint="Mend that template.",
            obj=obj,
            id="liaison.E009",
        )


@register("liaison")
def check_replaced_templates(
    app_configs: Iterable[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """What a plugin puts in the place of a template is there, and so is what it replaces."""
    messages: list[CheckMessage] = []
    for config in enabled():
        for name, own in config.templates.items():
            messages += _check_compiles(own, f"{name}, which {config.label!r} replaces,", config)
            if not _is_elsewhere(name):
                messages.append(
                    Error(
                        f"Plugin {config.label!r} replaces the template {name!r}, which does not exist.",
                        hint="Name a template of the platform or of a plugin that it requires.",
                        obj=config,
                        id="liaison.E008",
                    )
                )
    return messages


def _is_elsewhere(name: str) -> bool:
    """Whether a template is found by another way than that of what replaces it."""
    cached: Any = cast("DjangoTemplates", engines["django"]).engine.template_loaders[0]
    for loader in cached.loaders:
        if isinstance(loader, ReplacingLoader):
            continue
        for origin in loader.get_template_sources(name):
            if Path(origin.name).is_file():
                return True
    return False


@register("liaison")
def check_components(
    app_configs: Iterable[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The templates of what plugins put into the regions of a page are there, and compile."""
    return [
        message
        for region in REGIONS
        for item in regions.components(region)
        if getattr(item.component, "template_name", "")
        for message in _check_compiles(
            item.component.template_name,
            f"{item.path}, a component of the plugin {item.plugin!r},",
            type(item.component),
        )
    ]


def _check_inherited_search_fields(page_model: type[Page]) -> Iterator[CheckMessage]:
    searchable = {
        field.field_name
        for field in page_model.get_search_fields()
        if isinstance(field, index.SearchField)
    }
    if "title" not in searchable:
        yield Error(
            f"{page_model._meta.label}.search_fields leaves out those of BasePage.",
            hint="Start the list with *BasePage.search_fields.",
            obj=page_model,
            id="liaison.E003",
        )


def _check_translatable_policy(model: type[Model]) -> Iterator[CheckMessage]:
    declared = {field.field_name for field in getattr(model, "override_translatable_fields", [])}
    known = {field.field_name for field in get_translatable_fields(model)}
    for field in _own_fields(model):
        if field.name in known and field.editable and field.name not in declared:
            if (
                field.is_relation
                and issubclass(model, TranslatableMixin)
                and field.name == "locale"
            ):
                continue
            yield Error(
                f"{model._meta.label}.{field.name} has no translatable policy.",
                hint=(
                    "Name it in override_translatable_fields as a TranslatableField (it carries "
                    "words) or a SynchronizedField (it does not)."
                ),
                obj=model,
                id="liaison.E004",
            )


@register("liaison")
def check_child_relations(
    app_configs: Iterable[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Child objects that are translated are translatable models, or they stay in the source language."""
    messages: list[CheckMessage] = []
    for model in apps.get_models():
        if not hasattr(model, "override_translatable_fields"):
            continue
        translated = {
            field.field_name
            for field in model.override_translatable_fields
            if isinstance(field, TranslatableField)
        }
        for relation in get_all_child_relations(model):
            child = relation.related_model
            name = relation.get_accessor_name()
            if name in translated and not issubclass(child, TranslatableMixin):
                messages.append(
                    Error(
                        f"{child._meta.label}, the {name} of {model._meta.label}, does not extend "
                        "wagtail.models.TranslatableMixin.",
                        hint="wagtail-localize leaves out the words of such children.",
                        obj=child,
                        id="liaison.E005",
                    )
                )
    return messages


def _walk(block: Block, path: str) -> Iterator[tuple[str, Block, int]]:
    """Yield every block below one, with its path and how many structs deep it stands."""

    def visit(current: Block, current_path: str, structs: int) -> Iterator[tuple[str, Block, int]]:
        yield current_path, current, structs
        inside = structs + isinstance(current, StructBlock)
        for name, child in getattr(current, "child_blocks", {}).items():
            yield from visit(child, f"{current_path}.{name}", inside)
        if isinstance(current, ListBlock):
            yield from visit(current.child_block, f"{current_path}.item", inside)

    yield from visit(block, path, 0)


@register("liaison")
def check_blocks(
    app_configs: Iterable[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Blocks can be translated in every part, and an editor sees what each is for."""
    messages: list[CheckMessage] = []
    for page_model in get_page_models():
        if not _is_of_platform(page_model):
            continue
        for field in page_model._meta.get_fields():
            if isinstance(field, StreamField):
                for name, block in offered_blocks(field.stream_block).items():
                    path = f"{page_model._meta.label}.{field.name}.{name}"
                    messages += _check_presentation(block, path)
                    messages += _check_extraction(block, path)
                    messages += _check_block_templates(block, path)
    return messages


def _check_presentation(block: Block, path: str) -> Iterator[CheckMessage]:
    missing = [
        name
        for name in BLOCK_DECLARATIONS
        if getattr(block.meta, name, None) in (None, "", _WAGTAILS_ICON)
    ]
    if not (hasattr(block.meta, "preview_value") or hasattr(block.meta, "preview_template")):
        missing.append("preview_value")
    if missing:
        yield Error(
            f"The block {path} does not declare {', '.join(missing)}.",
            hint="Set them in the block's Meta: an editor chooses blocks by them.",
            obj=block,
            id="liaison.E006",
        )


def _check_block_templates(block: Block, path: str) -> Iterator[CheckMessage]:
    for child_path, child, _ in _walk(block, path):
        template = getattr(child.meta, "template", None)
        if template:
            yield from _check_compiles(template, f"The block {child_path}", child)


def _check_extraction(block: Block, path: str) -> Iterator[CheckMessage]:
    for child_path, child, structs in _walk(block, path):
        reason = None
        if isinstance(child, RawHTMLBlock):
            reason = "holds raw HTML, which is never translated"
        elif isinstance(child, TypedTableBlock) and not hasattr(child, "get_translatable_segments"):
            reason = "is a stock table block, which is never translated: use site_core's TableBlock"
        elif isinstance(child, ListBlock) and structs > 1:
            reason = "is a list inside a struct inside a struct, which is never translated"
        if reason:
            yield Error(
                f"The block {child_path} {reason}.",
                hint="See docs/plugins for the blocks that wagtail-localize can translate.",
                obj=child,
                id="liaison.E007",
            )
