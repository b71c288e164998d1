"""What the platform adds to the rich text editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from site_core.languages.kept_script import FEATURE, STORED

_STYLE = "KEEP-SCRIPT"


def register_keep_script(features: FeatureRegistry) -> None:
    """For Wagtail's hook ``register_rich_text_features``: the button of the editor."""
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        InlineStyleFeature(
            {
                "type": _STYLE,
                "icon": "lock",
                "description": _("Keep the script: shown as written in both Serbian forms"),
                "style": {"borderBottom": "2px dotted currentColor"},
            }
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {STORED: InlineStyleElementHandler(_STYLE)},
            "to_database_format": {"style_map": {_STYLE: STORED}},
        },
    )
