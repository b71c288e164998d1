"""What the platform adds to the rich text editor."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from site_core.languages import kept_script, other_language
from site_core.published.links import PublishedPageLinkHandler


def _register(features: FeatureRegistry, name: str, stored: str, control: dict[str, Any]) -> None:
    """A button that marks words by an element without attributes."""
    features.register_editor_plugin("draftail", name, InlineStyleFeature(control))
    features.register_converter_rule(
        "contentstate",
        name,
        {
            "from_database_format": {stored: InlineStyleElementHandler(control["type"])},
            "to_database_format": {"style_map": {control["type"]: stored}},
        },
    )


def register_marks(features: FeatureRegistry) -> None:
    """For Wagtail's hook ``register_rich_text_features``: the buttons of the editor."""
    _register(
        features,
        kept_script.FEATURE,
        kept_script.STORED,
        {
            "type": "KEEP-SCRIPT",
            "icon": "lock",
            "description": _("Keep the script: shown as written in both Serbian forms"),
            "style": {"borderBottom": "2px dotted currentColor"},
        },
    )
    _register(
        features,
        other_language.FEATURE,
        other_language.STORED,
        {
            "type": "OTHER-LANGUAGE",
            "icon": "globe",
            "description": _("In another language"),
            "style": {"borderBottom": "2px dashed currentColor"},
        },
    )


def register_hooks() -> None:
    """Bring the marks of the site, and links to published counterparts, to rich text."""
    hooks.register("register_rich_text_features", _use_published_page_links, order=100)
    hooks.register("register_rich_text_features", register_marks)


def _use_published_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(PublishedPageLinkHandler)
