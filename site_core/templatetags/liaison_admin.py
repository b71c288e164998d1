"""What the templates of the admin ask for: ``{% load liaison_admin %}``."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail_localize.models import Translation

from site_core.translations.editor import Actions, actions_for
from site_core.translations.remarks import Remark, remarks

register = template.Library()


@register.simple_tag(takes_context=True)
def translation_actions(context: Any, translation: Translation, instance: Any) -> Actions:
    """What the editor can do with a translation."""
    return actions_for(context["request"].user, translation, instance)


@register.simple_tag
def translation_remarks(translation: Translation, instance: Any) -> list[Remark]:
    """What a translator should look at in a translation."""
    return remarks(translation, instance)
