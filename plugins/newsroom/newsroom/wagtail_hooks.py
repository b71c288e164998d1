"""Topics in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet

from newsroom.topics import Topic
from site_core.translations.snippet_views import TranslatedSnippetViewSet


class TopicViewSet(TranslatedSnippetViewSet):
    """Topics have their own place in the menu."""

    model = Topic
    icon = "tag"
    menu_label = _("News topics")
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["name", "slug", *TranslatedSnippetViewSet.state_columns]


register_snippet(TopicViewSet)
