"""wagtail-localize's views that take texts from elsewhere, in the place of its own."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode

import polib
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation

from site_core.translations import exchange
from site_core.translations.exchange import ExchangeError, Unit
from site_core.translations.locks import check_not_locked

logger = logging.getLogger(__name__)


@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Have a service translate what is missing. One that does not answer changes nothing."""
    translation = get_object_or_404(Translation, pk=translation_id)
    check_not_locked([translation.get_target_instance()], request.user)
    try:
        return edit_translation.machine_translate(request, translation_id)
    except (
        OSError,
        KeyError,
        ValueError,
        RuntimeError,
    ) as error:  # what services and requests raise
        logger.exception("Machine translation failed: %s", error)
        messages.error(
            request,
            gettext("The translation service did not answer as expected. Nothing was changed."),
        )
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


@require_GET
def download_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """wagtail-localize's PO file of one page, whose header names the language as programs expect it."""
    response = edit_translation.download_pofile(request, translation_id)
    catalogue = polib.pofile(response.content.decode())
    translation = get_object_or_404(Translation, pk=translation_id)
    catalogue.metadata["Language"] = translation.target_locale.language_code
    response.content = str(catalogue)
    return response


@require_POST
def upload_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take the PO file of one page as a whole, without what it marks as not certain."""
    translation = get_object_or_404(Translation, pk=translation_id)
    if not edit_translation.user_can_edit_instance(request.user, translation.get_target_instance()):
        raise PermissionDenied
    check_not_locked([translation.get_target_instance()], request.user)
    response = redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
    file = request.FILES.get("file")
    try:
        if file is None:
            raise ExchangeError(gettext("Choose a file first."))
        units = [
            Unit(
                f"{translation.source.object_id}|{unit.context}",
                unit.source,
                unit.target,
                is_unsure=unit.is_unsure,
            )
            for unit in exchange.read(file.read(), translation.target_locale)
        ]
    except ExchangeError as error:
        messages.error(request, str(error))
        return response
    report = exchange.apply(units, translation.target_locale, request.user, overwrite=True)
    for verdict in report.refused:
        messages.error(request, f"{verdict.unit.source}: {verdict.reason}")
    if report.is_applied:
        messages.success(
            request,
            gettext("Texts imported: %(taken)d. Skipped: %(skipped)d.")
            % {"taken": len(report.taken), "skipped": len(report.skipped)},
        )
    else:
        messages.error(request, gettext("Nothing was imported: the file has mistakes."))
    return response


class StopTranslationView(WagtailAdminTemplateMixin, TemplateView):
    """wagtail-localize's end of a translation, which is one click there: this asks first."""

    template_name = "site_core/admin/stop_translation.html"
    page_title = _("Stop translating")
    header_icon = "wagtail-localize-language"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        translation = get_object_or_404(Translation, pk=kwargs["translation_id"])
        self.instance = translation.get_target_instance()
        if not edit_translation.user_can_edit_instance(request.user, self.instance):
            raise PermissionDenied
        self.next_url = get_valid_next_url_from_request(request) or reverse("wagtailadmin_home")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            instance=self.instance,
            next_url=self.next_url,
            page_subtitle=str(self.instance),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Stop where the answer has come, else lead to the question.

        The question answers a GET: whoever goes back in the browser afterwards sees a page and no error.
        """
        if request.POST.get("confirmed") != "yes":
            return redirect(f"{request.path}?{urlencode({'next': self.next_url})}")
        check_not_locked([self.instance], request.user)
        return edit_translation.stop_translation(request, kwargs["translation_id"])
