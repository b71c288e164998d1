"""Offices in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from offices.models import Office


class OfficeViewSet(SnippetViewSet):
    """Offices have their own place in the menu."""

    model = Office
    icon = "mail"
    menu_label = _("Offices")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "unit", "city"]
    list_filter = ["city"]


register_snippet(OfficeViewSet)
