"""Wagtail's page views, with what they have to say about the page in the other language.

They stand in the place of those of Wagtail's own ``PageViewSet``.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.revisions import RevisionsUnscheduleView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail_localize.models import Translation

from site_core.alphabetical import in_order
from site_core.languages.variants import DEFAULT_VARIANT
from site_core.published.restrictions import aliases_of_subtree
from site_core.translations import requirement, schedules
from site_core.translations.completeness import field_labels, is_source
from site_core.translations.counterparts import counterparts_of
from site_core.translations.models import TextComment
from site_core.translations.status import INDEPENDENT, LABELS, TranslationStatus, statuses
from site_core.translations.work import work_url

#: Name of the box that an editor ticks to include the translations.
INCLUDE = "include_translations"


def status_rows(source: Any) -> list[dict[str, Any]]:
    """The status of every translation of a source page or snippet, for a template."""
    model = (source.specific_class or Page) if isinstance(source, Page) else type(source)
    rows = []
    for locale in requirement.target_locales():
        status = statuses([source], locale)[source.pk]
        rows.append(
            {
                "language": locale.get_display_name(),
                "status": status,
                "changed": field_labels(model, status.changed_fields),
                "url": work_url(source, status),
                "comments": TextComment.objects.filter(
                    translation__source__object_id=source.translation_key,
                    translation__target_locale=locale,
                    resolved_at=None,
                ).count(),
            }
        )
    return rows


class TranslationsPanel(BaseSidePanel):
    """The panel beside a page that tells of it in the other language; each kind of page has its own words."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle translations")
        icon_name = "wagtail-localize-language"

    name = "translations"
    title = _("Translations")
    order = 150


class TranslationSidePanel(TranslationsPanel):
    """In the page editor: how far the translations are, and where the work goes on."""

    class SidePanelToggle(TranslationsPanel.SidePanelToggle):
        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            context["count"] = sum(row["status"].state == "outdated" for row in self.panel.rows)
            return context

    template_name = "site_core/admin/translation_side_panel.html"

    def __init__(self, source: Any, request: HttpRequest) -> None:
        super().__init__(source, request)
        stored = Page if isinstance(source, Page) else type(source)
        self.rows = status_rows(stored._default_manager.get(pk=source.pk))

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        context["rows"] = self.rows
        if isinstance(self.object, Page):
            context["schedules"] = schedules.sentences(self.object)
            context["is_required"] = requirement.is_required(self.object)
            context["publish_url"] = reverse("liaison_publish_page", args=[self.object.pk])
        return context


class IndependentSidePanel(TranslationsPanel):
    """In the editor of a page that is not translated, in a language that others are translated into."""

    template_name = "site_core/admin/independent_side_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        context["label"] = LABELS[INDEPENDENT]
        context["originals"] = [page for page in counterparts_of(self.object) if is_source(page)]
        context["schedules"] = schedules.sentences(self.object)
        # wagtail-localize begins again only what was translated once.
        context["can_restart"] = Translation.objects.filter(
            source__object_id=self.object.translation_key,
            target_locale_id=self.object.locale_id,
            enabled=False,
        ).exists()
        return context


class NewPageSidePanel(TranslationsPanel):
    """The place of the panel of translations beside a page that is not saved yet."""

    template_name = "site_core/admin/new_page_side_panel.html"


class TranslationColumn(BaseColumn):
    """In a list: the state of each object's translation, in a constant number of queries."""

    cell_template_name = "site_core/admin/translation_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        table = parent_context["table"]
        if not hasattr(table, "translation_statuses"):
            table.translation_statuses = self._statuses(list(table.data))
        status = table.translation_statuses.get(instance.pk)
        context["status"] = status
        context["url"] = work_url(instance, status) if status else ""
        return context

    @staticmethod
    def _statuses(objects: list[Any]) -> dict[int, TranslationStatus]:
        sources = [
            found
            for found in objects
            if is_source(found) and not getattr(found, "alias_of_id", None)
        ]
        locales = requirement.target_locales()
        return statuses(sources, locales[0]) if sources and locales else {}


class TranslatedEditView(EditView):
    """The page editor with the panel of translations."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if self.expects_json_response:
            return panels
        if is_source(self.page):
            panels.append(TranslationSidePanel(self.page, self.request))
        elif not self.page.alias_of_id:
            panels.append(IndependentSidePanel(self.page, self.request))
        return panels


class TranslatedCreateView(CreateView):
    """The form of a new page. The first automatic save puts the panel of translations into it."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if self.locale is None or self.locale.language_code == DEFAULT_VARIANT.locale_code:
            panels.append(NewPageSidePanel(self.page, self.request))
        return panels


class TranslatedIndexView(ExplorableIndexView):
    """The page explorer with the column of translations, before that of the status.

    Titles are sorted by the alphabet.
    """

    base_columns = [
        column
        for original in ExplorableIndexView.base_columns
        for column in (
            [TranslationColumn("translation", label=_("Translation"), width="12%"), original]
            if isinstance(original, PageStatusColumn)
            else [original]
        )
    ]

    def order_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        return in_order(super().order_queryset(queryset))


class AlphabeticalTypeUseView(ContentTypeUseView):
    """The pages of a type, with titles by the alphabet."""

    def order_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        return in_order(super().order_queryset(queryset))


class TranslatedUnpublishView(UnpublishView):
    """Unpublishing, with the choice whether the translations are withdrawn as well."""

    template_name = "site_core/admin/confirm_unpublish.html"

    def get_objects_to_unpublish(self) -> list[Page]:
        objects = super().get_objects_to_unpublish()
        if INCLUDE in self.request.POST:
            objects += [
                page.specific
                for page in counterparts_of(self.object)
                if page.live and page.permissions_for_user(self.request.user).can_unpublish()
            ]
        return objects

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["counterparts"] = [page for page in counterparts_of(self.object) if page.live]
        context["aliases"] = self.object.aliases.filter(live=True)
        context["include"] = INCLUDE
        return context


class TranslatedUnscheduleView(RevisionsUnscheduleView):
    """Cancelling a schedule, which names the translations that it holds for as well."""

    template_name = "site_core/admin/confirm_unschedule.html"

    def get_counterparts(self) -> list[Page]:
        """The translations that would have gone live with this revision."""
        if not is_source(self.object):
            return []
        if not requirement.goes_together(self.object, self.revision.pk):
            return []
        return counterparts_of(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["counterparts"] = self.get_counterparts()
        return context

    def get_success_message(self) -> str:
        pages = [self.object, *self.get_counterparts()]
        return gettext("Not scheduled any more: %(pages)s.") % {
            "pages": ", ".join(map(schedules.named, pages))
        }


class TranslatedDeleteView(DeleteView):
    """Deleting, with the choice whether the translations are deleted as well."""

    template_name = "site_core/admin/confirm_delete.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if INCLUDE in request.POST:
            self.pages_to_delete += [
                page.specific
                for page in counterparts_of(self.page)
                if page.permissions_for_user(request.user).can_delete()
            ]
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["counterparts"] = counterparts_of(self.page)
        context["aliases"] = [page for page in aliases_of_subtree(self.page.path) if page.live]
        context["include"] = INCLUDE
        return context


class TranslatedMoveConfirmView(MoveConfirmView):
    """Moving, which says where the translations go: they follow by themselves."""

    template_name = "site_core/admin/confirm_move.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if is_source(self.page_to_move):
            context["counterparts"] = [
                (page, self.destination.get_translation_or_none(page.locale))
                for page in counterparts_of(self.page_to_move)
            ]
        return context


class TranslatedPageViewSet(PageViewSet):
    """Wagtail's page views for every page type that has no viewset of its own."""

    name = "translated_pages"
    add_view_class = TranslatedCreateView
    edit_view_class = TranslatedEditView
    index_view_class = TranslatedIndexView
    content_type_use_view_class = AlphabeticalTypeUseView
    unpublish_view_class = TranslatedUnpublishView
    delete_view_class = TranslatedDeleteView
    revisions_unschedule_view_class = TranslatedUnscheduleView
    move_confirm_view_class = TranslatedMoveConfirmView


def page_viewset() -> PageViewSet:
    """For Wagtail's hook ``register_admin_viewset``, after its own."""
    return TranslatedPageViewSet()
