"""What the templates of the admin ask for: ``{% load liaison_admin %}``."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page
from wagtail_localize.models import Translation

from site_core.bin import usage
from site_core.languages.names import in_language, language_name
from site_core.languages.variants import VARIANTS, Variant, authored_variant
from site_core.translations.editor import Actions, actions_for
from site_core.translations.remarks import Remark, remarks
from site_core.translations.text_form import TextRow, text_rows
from site_core.word.admin import may_import

register = template.Library()


@register.simple_tag(takes_context=True)
def translation_actions(context: Any, translation: Translation, instance: Any) -> Actions:
    """What the editor can do with a translation."""
    return actions_for(context["request"].user, translation, instance)


@register.simple_tag
def translation_remarks(translation: Translation, instance: Any) -> list[Remark]:
    """What a translator should look at in a translation."""
    return remarks(translation, instance)


@register.simple_tag
def translation_texts(
    translation: Translation, instance: Any, found: list[Remark]
) -> list[TextRow]:
    """The texts of a translation, with these remarks."""
    return text_rows(translation, instance, found)


@register.filter
def needing_work(rows: list[TextRow]) -> int:
    """Number of texts without which the page is not complete."""
    return sum(row.needs_work for row in rows)


@register.filter
def tag_of(locale: Any) -> str:
    """The BCP 47 tag of what is written in a Wagtail locale."""
    return authored_variant(locale.language_code).tag


register.filter("language_name", language_name)
register.filter("in_language", in_language)


@register.simple_tag
def preview_variants(translation: Translation) -> list[Variant]:
    """The variants in which a translation is read."""
    code = translation.target_locale.language_code
    return [variant for variant in VARIANTS if variant.locale_code == code]


@register.simple_tag(takes_context=True)
def word_import_allowed(context: Any, parent: Page) -> bool:
    """Whether somebody may make a page from a document of Word below a page."""
    return may_import(context["request"].user, parent)


@register.simple_tag
def linked_from(pages: list[Page]) -> list[Page]:
    """The pages elsewhere that refer to one of these pages, or to one below."""
    return usage.linked_from(pages)


@register.simple_tag
def as_list(item: Any) -> list[Any]:
    """A list of this one thing, for a template that takes several."""
    return [item]


@register.simple_tag
def chosen_pages(items: list[dict[str, Any]]) -> list[Page]:
    """The pages of a bulk action, from the context of its confirmation."""
    return [entry["item"] for entry in items]
