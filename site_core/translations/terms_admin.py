"""The glossary in the admin: which terms are always translated in one way."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from site_core.translations.models import Term


class TermViewSet(ModelViewSet):
    """List, form and search of the terms, in the settings."""

    model = Term
    icon = "wagtail-localize-language"
    menu_label = _("Terms")
    add_to_settings_menu = True
    list_display = ("english", "serbian", "note")
    search_fields = ("english", "serbian", "note")
    panels = [FieldPanel("english"), FieldPanel("serbian"), FieldPanel("note")]
    list_export = ("english", "serbian", "note")


def term_viewset() -> TermViewSet:
    """For Wagtail's hook ``register_admin_viewset``."""
    return TermViewSet("terms")


def term_permissions() -> QuerySet[Any]:
    """What groups can be allowed: to add, change and delete terms."""
    return Permission.objects.filter(
        content_type__app_label=Term._meta.app_label, content_type__model=Term._meta.model_name
    )
