"""What the platform adds to Wagtail."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from laces.components import Component
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.feature_registry import FeatureRegistry

from site_core.admin_views import PluginReportMenuItem, PluginReportView
from site_core.published.links import PublishedPageLinkHandler
from site_core.translation_report import (
    TranslationReportMenuItem,
    TranslationReportView,
    TranslationSummary,
    may_see_translations,
)


@hooks.register("register_rich_text_features", order=100)
def resolve_page_links_from_published_documents(features: FeatureRegistry) -> None:
    features.register_link_type(PublishedPageLinkHandler)


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    return [
        path("reports/plugins/", PluginReportView.as_view(), name="liaison_plugins"),
        path(
            "reports/translation-status/",
            TranslationReportView.as_view(),
            name="liaison_translations",
        ),
        path(
            "reports/translation-status/results/",
            TranslationReportView.as_view(results_only=True),
            name="liaison_translations_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def plugin_report_in_menu() -> MenuItem:
    return PluginReportMenuItem()


@hooks.register("construct_homepage_panels")
def translations_on_dashboard(request: HttpRequest, panels: list[Component]) -> None:
    if may_see_translations(request):
        panels.append(TranslationSummary())


@hooks.register("register_reports_menu_item")
def translation_report_in_menu() -> MenuItem:
    return TranslationReportMenuItem()
