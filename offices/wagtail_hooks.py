"""Offices and enquiries in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from offices.enquiries import admin, panels
from offices.enquiries.deleting import keep_undelivered, keep_undelivered_in_bulk
from offices.office import Office
from site_core.dashboard.work_lists import WORK_LISTS
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


hooks.register("register_admin_urls", admin.urls)
hooks.register("register_admin_menu_item", admin.EnquiriesMenuItem)
hooks.register("register_permissions", admin.permissions)
hooks.register("filter_form_submissions_for_user", admin.leave_to_the_desk)
hooks.register(WORK_LISTS, panels.work_lists)
hooks.register("construct_homepage_panels", panels.undelivered_on_dashboard)
hooks.register("before_delete_page", keep_undelivered)
hooks.register("before_bulk_action", keep_undelivered_in_bulk)
