"""What the platform adds to Wagtail."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from laces.components import Component
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.feature_registry import FeatureRegistry

from site_core.jobs.admin import failing_on_dashboard
from site_core.pages.rich_text import register_marks
from site_core.plugins.admin import PluginReportMenuItem, PluginReportView
from site_core.previews.admin import PreviewLinksView, preview_links_button
from site_core.published.links import PublishedPageLinkHandler
from site_core.translations.admin_hooks import (
    CompleteUpdateTranslationsView,
    before_translation_editor,
    explain_unpublished_approval,
    log_actions,
    merge_translation_reports,
    refuse_to_publish,
    refuse_to_publish_many,
    remove_convert_to_alias_action,
    warn_mixed_alphabets,
    warn_outdated_translations,
    warn_remaining_translations,
)
from site_core.translations.exchange_views import ExchangeView, JobView, SubmitSubtreeView
from site_core.translations.page_views import page_viewset
from site_core.translations.publish_view import PublishPageView
from site_core.translations.remark_views import change_text, save_text
from site_core.translations.report import (
    TranslationFilesMenuItem,
    TranslationReportMenuItem,
    TranslationReportView,
    TranslationSummary,
    may_see_translations,
)
from site_core.translations.translation_views import machine_translate, upload_po
from site_core.webhooks import admin as webhooks


@hooks.register("register_rich_text_features", order=100)
def use_published_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(PublishedPageLinkHandler)


hooks.register("register_rich_text_features", register_marks)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
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


@hooks.register("register_admin_urls")
def preview_link_urls() -> list[URLPattern]:
    return [
        path(
            "pages/<int:page_id>/preview-links/",
            PreviewLinksView.as_view(),
            name="liaison_preview_links",
        )
    ]


hooks.register("register_page_header_buttons", preview_links_button)


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


# Before wagtail-localize's own hooks and addresses: what is not complete is not published.

hooks.register("before_edit_page", before_translation_editor, order=-10)
hooks.register("before_edit_snippet", before_translation_editor, order=-10)
hooks.register("before_publish_page", refuse_to_publish)
hooks.register("before_bulk_action", refuse_to_publish_many)
hooks.register("after_publish_page", warn_outdated_translations)
hooks.register("after_edit_page", explain_unpublished_approval)
hooks.register("after_edit_page", warn_mixed_alphabets)
hooks.register("after_edit_snippet", warn_mixed_alphabets)
hooks.register("after_bulk_action", warn_remaining_translations)
hooks.register("construct_reports_menu", merge_translation_reports)
hooks.register("construct_page_action_menu", remove_convert_to_alias_action)
hooks.register("register_admin_viewset", page_viewset, order=10)  # Wagtail's own comes first
hooks.register("register_log_actions", log_actions)


@hooks.register("register_admin_urls", order=-10)
def localize_url_overrides() -> list[URLPattern]:
    return [
        path(
            "translations/<int:page_id>/publish/",
            PublishPageView.as_view(),
            name="liaison_publish_page",
        ),
        path(
            "translations/<int:translation_id>/texts/<int:string_id>/",
            change_text,
            name="liaison_change_text",
        ),
        path("translations/files/", ExchangeView.as_view(), name="liaison_translation_exchange"),
        path("translations/work/<int:job_id>/", JobView.as_view(), name="liaison_translation_job"),
        path("localize/translate/<int:translation_id>/pofile/upload/", upload_po),
        path("localize/translate/<int:translation_id>/machine_translate/", machine_translate),
        path("localize/submit/page/<int:page_id>/", SubmitSubtreeView.as_view()),
        path(
            "localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
            save_text,
        ),
        path(
            "localize/update/<int:translation_source_id>/",
            CompleteUpdateTranslationsView.as_view(),
        ),
    ]


@hooks.register("register_reports_menu_item")
def translation_files_in_menu() -> MenuItem:
    return TranslationFilesMenuItem()


hooks.register("register_admin_viewset", webhooks.viewset)
hooks.register("construct_homepage_panels", webhooks.parked_on_dashboard)
hooks.register("construct_homepage_panels", failing_on_dashboard)
hooks.register("register_permissions", webhooks.permissions)
