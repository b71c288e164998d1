"""Wagtail's views of snippets, with what they have to say about the object in the other language."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.models import TranslatableMixin
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.permissions import get_permission_name
from wagtail.snippets.views.snippets import DeleteView, EditView, SnippetViewSet, UnpublishView

from site_core.accounts.roles import TRANSLATOR, holds_only_as
from site_core.languages.fixed_words import lazy
from site_core.translations.completeness import is_source
from site_core.translations.counterparts import counterparts_of_snippet
from site_core.translations.page_views import INCLUDE, TranslationColumn, TranslationSidePanel


class TranslatedSnippetPolicy(ModelPermissionPolicy):
    """Rights in a kind of translated snippets: who is here as a translator alone changes no original."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return super().user_has_permission_for_instance(user, action, instance) and not (
            action == "change" and is_original_to_translator(user, instance)
        )


def is_original_to_translator(user: Any, instance: Any) -> bool:
    """Whether a snippet is what somebody translates who may change it as a translator alone."""
    if not isinstance(instance, TranslatableMixin) or not is_source(instance):
        return False
    return holds_only_as(user, TRANSLATOR, get_permission_name("change", type(instance)))


def lead_translators_on(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Before the form of a snippet: who is here as a translator alone is led from it to its translation."""
    if not is_original_to_translator(request.user, instance):
        return None
    messages.info(
        request,
        gettext("“%(object)s” is changed by those who keep the English. You translate it.")
        % {"object": instance},
    )
    viewset = instance.snippet_viewset
    found = counterparts_of_snippet(instance)
    if found:
        return redirect(viewset.get_url_name("edit"), quote(found[0].pk))
    return redirect(viewset.get_url_name("list"))


class TranslatedSnippetEditView(EditView):
    """The form of a snippet with the panel of translations."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if is_source(self.object):
            panels.append(TranslationSidePanel(self.object, self.request))
        return panels


class TranslatedSnippetUnpublishView(UnpublishView):
    """Unpublishing, with the choice whether the translations are withdrawn as well."""

    template_name = "site_core/admin/confirm_unpublish_snippet.html"

    def get_objects_to_unpublish(self) -> list[Any]:
        objects = super().get_objects_to_unpublish()
        if INCLUDE in self.request.POST:
            objects += [found for found in counterparts_of_snippet(self.object) if found.live]
        return objects

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = [item for item in counterparts_of_snippet(self.object) if item.live]
        return super().get_context_data(counterparts=found, include=INCLUDE, **kwargs)


class TranslatedSnippetDeleteView(DeleteView):
    """Deleting, with the choice whether the translations are deleted as well."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = counterparts_of_snippet(self.object)
        return super().get_context_data(counterparts=found, include=INCLUDE, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = counterparts_of_snippet(self.object) if INCLUDE in request.POST else []
        response = super().post(request, *args, **kwargs)
        for counterpart in found:
            if request.user.has_perm(get_permission_name("delete", type(counterpart))):
                counterpart.delete()
        return response


class TranslatedSnippetViewSet(SnippetViewSet):
    """A kind of snippets that is written in one language and translated."""

    edit_view_class = TranslatedSnippetEditView
    delete_view_class = TranslatedSnippetDeleteView
    delete_template_name = "site_core/admin/confirm_delete_snippet.html"
    unpublish_view_class = TranslatedSnippetUnpublishView
    #: Columns that every list of translated snippets ends with.
    state_columns: ClassVar[list[Column]] = [
        Column(
            "locale", label=_("Language"), accessor=lambda found: found.locale.get_display_name()
        ),
        TranslationColumn("translation", label=_("Translation"), width="12%"),
        LiveStatusTagColumn(label=lazy("Status")),
    ]

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """As Wagtail's, which fixes the first word in one language for all."""
        first, *below = super().breadcrumbs_items
        return [{**first, "label": lazy("Home")}, *below]

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.model._default_manager.select_related("locale")
