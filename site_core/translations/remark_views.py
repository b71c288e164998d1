"""What a translator can do about a remark, and the remark at the moment a text is saved."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.views.edit_translation import edit_string_translation, user_can_edit_instance

from site_core.languages.cyrillic import to_cyrillic
from site_core.translations import memory
from site_core.translations.locks import check_not_locked
from site_core.translations.remarks import of_text


def save_text(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponse:
    """wagtail-localize's saving of one text, whose answer says as well what to look at."""
    translation = get_object_or_404(Translation, pk=translation_id)
    check_not_locked([translation.get_target_instance()], request.user)
    response = edit_string_translation(request, translation_id, string_segment_id)
    if request.method == "PUT" and response.status_code < 300:
        segment = StringSegment.objects.select_related("string").get(pk=string_segment_id)
        sentences = [found[1] for found in of_text(segment.string.data, response.data["data"])]
        if sentences:
            response.data["comment"] = " ".join([f"{response.data['comment']}.", *sentences])
            response._is_rendered = False
            response.render()
    return response


@require_POST
def change_text(request: HttpRequest, translation_id: int, string_id: int) -> HttpResponse:
    """Convert a text to Cyrillic, take a machine's as reviewed or an earlier one as it is; then go back."""
    translation = get_object_or_404(Translation, pk=translation_id)
    instance = translation.get_target_instance()
    if not user_can_edit_instance(request.user, instance):
        raise PermissionDenied
    check_not_locked([instance], request.user)
    written = get_object_or_404(
        StringTranslation,
        pk=string_id,
        context__object_id=translation.source.object_id,
        locale=translation.target_locale,
    )
    if request.POST.get("action") == "convert":
        conversion = to_cyrillic(written.data)
        written.data = conversion.text
        if conversion.for_review:
            messages.warning(
                request,
                gettext("Converted. Look at these words once more: %(words)s.")
                % {"words": ", ".join(conversion.for_review)},
            )
        else:
            messages.success(request, gettext("Converted to Cyrillic."))
    if request.POST.get("action") == "accept":
        memory.accept(written)
    written.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
    written.tool_name = ""
    written.last_translated_by = cast("Any", request.user)
    written.save()
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
