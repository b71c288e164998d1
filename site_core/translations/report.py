"""The report of translations: which pages are missing, half done, outdated or done."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import PageReportView
from wagtail.coreutils import get_content_type_label
from wagtail.models import Locale, Page, get_page_content_types

from site_core.languages.variants import DEFAULT_VARIANT
from site_core.translations import open_states
from site_core.translations.completeness import field_labels
from site_core.translations.requirement import target_locale
from site_core.translations.status import (
    CURRENT,
    INDEPENDENT,
    LABELS,
    MISSING,
    TranslationStatus,
    statuses,
)
from site_core.translations.work import (
    may_translate,
    visible_snippets,
    visible_sources,
    work_url,
)


class TranslationFilterSet(WagtailFilterSet):
    """By state, section and page type."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=lambda: list(LABELS.items()), method="in_state"
    )
    below = django_filters.ModelChoiceFilter(
        label=_("Below"),
        queryset=lambda request: Page.objects.filter(
            locale__language_code=DEFAULT_VARIANT.locale_code, depth__gt=1, numchild__gt=0
        ).order_by("path"),
        method="below_page",
    )
    content_type = ContentTypeFilter(
        label=_("Type"),
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
    )

    class Meta:
        model = Page
        fields: Sequence[str] = []

    def in_state(self, queryset: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        """The pages whose translation is in a state."""
        locale = target_locale()
        if value == MISSING:
            return open_states.missing(queryset, locale)
        found = statuses(self._to_look_at(queryset, locale, value), locale)
        return queryset.filter(
            pk__in=[page_id for page_id, status in found.items() if status.state == value]
        )

    @staticmethod
    def _to_look_at(queryset: QuerySet[Page], locale: Locale, value: str) -> QuerySet[Page]:
        is_open = value not in (CURRENT, INDEPENDENT)
        return open_states.begun(queryset, locale) if is_open else queryset

    def below_page(self, queryset: QuerySet[Page], name: str, value: Page) -> QuerySet[Page]:
        """A page and all that is below it."""
        return queryset.filter(path__startswith=value.path)


@dataclass(frozen=True)
class SnippetRow:
    """An office or another snippet, with the attributes that the report reads of a page."""

    title: str
    content_type: ContentType
    translation: TranslationStatus
    changed: str
    work_url: str


def local_minutes(moment: datetime | None) -> str:
    """A moment in the time zone of whoever exports: “2026-11-30 09:05”, which every spreadsheet reads."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def empty_or_number(count: int | None) -> str | int:
    """A number as it is, and nothing as an empty cell."""
    return "" if count is None else count


class TranslationReportView(PageReportView):
    """Every page of the source language with the state of its translation, in tree order."""

    page_title = _("Translation status")
    header_icon = "wagtail-localize-language"
    results_template_name = "site_core/admin/translation_report_results.html"
    index_url_name = "liaison_translations"
    index_results_url_name = "liaison_translations_results"
    filterset_class = TranslationFilterSet
    export_filename = "translations"
    list_export: Sequence[str] = [
        "title",
        "content_type",
        "translation.label",
        "translation.translated",
        "translation.total",
        "translation.source_changed_at",
        "changed",
        "work_url",
    ]
    export_headings = {
        "title": _("Title"),
        "content_type": _("Type"),
        "translation.label": _("State"),
        "translation.translated": _("Texts translated"),
        "translation.total": _("Texts in all"),
        "translation.source_changed_at": _("Original changed"),
        "changed": _("Changed in"),
        "work_url": _("Address"),
    }
    custom_field_preprocess = {
        "translation.source_changed_at": {"csv": local_minutes, "xlsx": local_minutes},
        "translation.translated": {"csv": empty_or_number, "xlsx": None},
        "translation.total": {"csv": empty_or_number, "xlsx": None},
        "content_type": {"csv": get_content_type_label, "xlsx": get_content_type_label},
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_translate(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Page]:
        self.queryset = visible_sources(self.request.user)
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list: QuerySet[Page]) -> list[Any]:
        pages: list[Any] = list(object_list)
        found = statuses(pages, target_locale())
        for page in pages:
            page.translation = found[page.pk]
            page.changed = ", ".join(
                field_labels(page.specific_class or Page, page.translation.changed_fields)
            )
            page.work_url = work_url(page, page.translation)
        return pages

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the offices and other snippets, below the last of the pages."""
        context = super().get_context_data(*args, **kwargs)
        page = context.get("page_obj")
        if page is None or not page.has_next():
            context["snippets"] = self._snippets()
        return context

    def as_spreadsheet(self, queryset: Iterable[Any], spreadsheet_format: str) -> HttpResponseBase:
        return super().as_spreadsheet([*queryset, *self._snippets()], spreadsheet_format)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """A row of the file: whole addresses, times as on the page, no count of texts that do not exist."""
        row = super().to_row_dict(item)
        row["work_url"] = self.request.build_absolute_uri(row["work_url"])
        if item.translation.state in (MISSING, INDEPENDENT):
            row["translation.translated"] = row["translation.total"] = None
        return row

    def stream_csv(self, queryset: Iterable[Any]) -> Iterator[bytes]:
        """With the mark by which spreadsheets know UTF-8."""
        yield codecs.BOM_UTF8
        yield from super().stream_csv(queryset)

    def _snippets(self) -> list[SnippetRow]:
        """Those in the state that was asked for; none where a section or a page type was."""
        wanted = self.request.GET
        if wanted.get("below") or wanted.get("content_type"):
            return []
        found = []
        for model, sources in visible_snippets(self.request.user):
            of_model = statuses(sources, target_locale())
            content_type = ContentType.objects.get_for_model(model)
            for source in sources:
                status = of_model[source.pk]
                if wanted.get("state") in (None, "", status.state):
                    changed = ", ".join(field_labels(model, status.changed_fields))
                    url = work_url(source, status)
                    found.append(SnippetRow(str(source), content_type, status, changed, url))
        return found


def may_see_translations(request: HttpRequest) -> bool:
    """Whether somebody works on pages or translated snippets at all."""
    return may_translate(request.user)


class TranslationReportMenuItem(MenuItem):
    """The report's place in the menu."""

    def __init__(self) -> None:
        super().__init__(
            _("Translation status"),
            reverse("liaison_translations"),
            name="translation-status",
            icon_name="wagtail-localize-language",
            order=90,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_translations(request)


class TranslationFilesMenuItem(MenuItem):
    """The place of the files for translators in the menu."""

    def __init__(self) -> None:
        super().__init__(
            _("Translation files"),
            reverse("liaison_translation_exchange"),
            name="translation-files",
            icon_name="download",
            order=91,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("wagtail_localize.submit_translation")
