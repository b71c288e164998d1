"""The list that a translator works down."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from site_core.languages.names import in_language
from site_core.translations.requirement import target_locale
from site_core.translations.work import (
    may_translate,
    measure,
    open_work,
)

ITEMS_PER_PAGE = 20


class TranslationWorkView(WagtailAdminTemplateMixin, TemplateView):
    """Everything behind its original, pages and offices together, what has waited longest first."""

    template_name = "site_core/admin/translation_work.html"
    page_title = _("To be translated")
    header_icon = "wagtail-localize-language"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        locale = target_locale()
        paginator = Paginator(open_work(self.request.user, locale), ITEMS_PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            within=in_language(locale),
            items=measure(page.object_list, locale),
            items_page=page,
            **kwargs,
        )


class TranslationWorkMenuItem(MenuItem):
    """The list's place in the menu of reports."""

    def __init__(self) -> None:
        super().__init__(
            _("To be translated"),
            reverse("liaison_translation_work"),
            name="translation-work",
            icon_name="wagtail-localize-language",
            order=89,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return may_translate(request.user)
