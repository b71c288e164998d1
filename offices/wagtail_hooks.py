"""Offices and enquiries in the admin."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from offices.enquiries import admin
from offices.enquiries.deleting import keep_undelivered, keep_undelivered_in_bulk
from offices.enquiries.panels import undelivered_on_dashboard
from offices.office import Office
from site_core.translations.snippet_views import TranslatedSnippetPolicy, TranslatedSnippetViewSet


class OfficeViewSet(TranslatedSnippetViewSet):
    """Offices have their own place in the menu."""

    model = Office
    icon = "mail"
    menu_label = _("Offices")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "unit", "city", *TranslatedSnippetViewSet.state_columns]
    list_filter = ["city"]


register_permission_policy(Office, TranslatedSnippetPolicy(Office))
register_snippet(OfficeViewSet)


def _urls() -> list[URLPattern]:
    """The files that came with enquiries."""
    return [path("enquiries/<int:enquiry_id>/file/", admin.attachment, name="enquiry_attachment")]


hooks.register("register_admin_urls", _urls)
hooks.register("construct_homepage_panels", undelivered_on_dashboard)
hooks.register("before_delete_page", keep_undelivered)
hooks.register("before_bulk_action", keep_undelivered_in_bulk)
