"""What the platform adds to Wagtail."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from site_core.admin_views import PluginReportMenuItem, PluginReportView
from site_core.languages.forms import form_for_code
from site_core.published.links import PublishedPageLinkHandler


@hooks.register("register_rich_text_features", order=100)
def resolve_page_links_from_published_documents(features: FeatureRegistry) -> None:
    features.register_link_type(PublishedPageLinkHandler)


@hooks.register("before_serve_page")
def never_another_language_under_this_prefix(
    page: Page, request: HttpRequest, args: Any, kwargs: Any
) -> None:
    """Wagtail serves the source language where a translated home page is a draft."""
    if page.locale.language_code != form_for_code(get_language()).locale_code:
        raise Http404("This page is not published in this language.")


@hooks.register("register_admin_urls")
def plugin_report_address() -> list[URLPattern]:
    return [path("reports/plugins/", PluginReportView.as_view(), name="liaison_plugins")]


@hooks.register("register_reports_menu_item")
def plugin_report_in_menu() -> MenuItem:
    return PluginReportMenuItem()
