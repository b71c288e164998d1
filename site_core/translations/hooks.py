"""What the room adds to Wagtail's admin and to wagtail-localize's, and where it is registered."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail import hooks

from site_core.dashboard.work_lists import WORK_LISTS
from site_core.translations import chosen_objects, row_buttons
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
from site_core.translations.exchange_views import (
    ExchangeView,
    JobView,
    SubmitSnippetView,
    SubmitSubtreeView,
)
from site_core.translations.page_views import page_viewset
from site_core.translations.publish_view import PublishPageView
from site_core.translations.report import (
    TranslationFilesMenuItem,
    TranslationReportMenuItem,
    TranslationReportView,
)
from site_core.translations.snippet_views import lead_translators_on
from site_core.translations.terms_admin import term_permissions, term_viewset
from site_core.translations.text_views import (
    change_text,
    comment_on_text,
    preview_texts,
    save_text,
    save_texts,
)
from site_core.translations.translation_views import (
    StopTranslationView,
    download_po,
    machine_translate,
    upload_po,
)
from site_core.translations.work_list import work_lists
from site_core.translations.work_view import TranslationWorkMenuItem, TranslationWorkView


def register_hooks() -> None:
    """Put translation into the admin.

    What guards publication comes before wagtail-localize's own hooks and URLs: what is not complete is not
    published.
    """
    hooks.register("register_admin_urls", _urls, order=-10)
    hooks.register("register_admin_urls", chosen_objects.urls)
    hooks.register("register_reports_menu_item", TranslationWorkMenuItem)
    hooks.register("register_reports_menu_item", TranslationReportMenuItem)
    hooks.register("register_reports_menu_item", TranslationFilesMenuItem)
    hooks.register(WORK_LISTS, work_lists)
    hooks.register("construct_reports_menu", merge_translation_reports)
    hooks.register("construct_page_action_menu", remove_convert_to_alias_action)
    hooks.register("before_edit_page", before_translation_editor, order=-10)
    hooks.register("before_edit_snippet", lead_translators_on, order=-20)
    hooks.register("before_edit_snippet", before_translation_editor, order=-10)
    hooks.register("before_publish_page", refuse_to_publish)
    hooks.register("before_bulk_action", refuse_to_publish_many)
    hooks.register("after_publish_page", warn_outdated_translations)
    hooks.register("after_edit_page", explain_unpublished_approval)
    hooks.register("after_edit_page", warn_mixed_alphabets)
    hooks.register("after_edit_snippet", warn_mixed_alphabets)
    hooks.register("after_bulk_action", warn_remaining_translations)
    hooks.register("register_admin_viewset", page_viewset, order=10)  # Wagtail's own comes first
    hooks.register("register_admin_viewset", term_viewset)
    hooks.register("register_permissions", term_permissions)
    hooks.register("register_log_actions", log_actions)
    row_buttons.register_hooks()


def _urls() -> list[URLPattern]:
    return [
        path(
            "reports/translation-work/",
            TranslationWorkView.as_view(),
            name="liaison_translation_work",
        ),
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
        path(
            "translations/<int:translation_id>/texts/",
            save_texts,
            name="liaison_save_texts",
        ),
        path(
            "translations/<int:translation_id>/comments/<int:segment_id>/",
            comment_on_text,
            name="liaison_comment_on_text",
        ),
        path(
            "translations/<int:translation_id>/preview/<slug:variant>/",
            preview_texts,
            name="liaison_preview_texts",
        ),
        path("translations/files/", ExchangeView.as_view(), name="liaison_translation_exchange"),
        path("translations/work/<int:job_id>/", JobView.as_view(), name="liaison_translation_job"),
        path("localize/translate/<int:translation_id>/pofile/upload/", upload_po),
        path("localize/translate/<int:translation_id>/pofile/download/", download_po),
        path("localize/translate/<int:translation_id>/machine_translate/", machine_translate),
        path("localize/translate/<int:translation_id>/disable/", StopTranslationView.as_view()),
        path("localize/submit/page/<int:page_id>/", SubmitSubtreeView.as_view()),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            SubmitSnippetView.as_view(),
        ),
        path(
            "localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
            save_text,
        ),
        path(
            "localize/update/<int:translation_source_id>/",
            CompleteUpdateTranslationsView.as_view(),
        ),
    ]
