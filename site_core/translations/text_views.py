"""Saving the texts of a translation, and what a translator can do at one of them."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.views.edit_translation import (
    edit_string_translation,
    user_can_edit_instance,
)

from site_core.exceptions import Refused
from site_core.languages.cyrillic import to_cyrillic
from site_core.languages.variants import variant_for_name
from site_core.published.links import path_under
from site_core.translations import glossary, memory
from site_core.translations.completeness import SLUG
from site_core.translations.editor import actions_for
from site_core.translations.locks import check_not_locked
from site_core.translations.models import DismissedRemark, Term, TextComment
from site_core.translations.remarks import DISMISSIBLE, of_text
from site_core.translations.text_form import answer_for, save_posted, stopped_sentence


def save_text(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponse:
    """wagtail-localize's saving of one text, whose answer says as well what to look at."""
    translation = get_object_or_404(Translation, pk=translation_id)
    check_not_locked([translation.get_target_instance()], request.user)
    response = edit_string_translation(request, translation_id, string_segment_id)
    if request.method == "PUT" and response.status_code < 300:
        segment = StringSegment.objects.select_related("string", "context").get(
            pk=string_segment_id
        )
        found = of_text(segment.string.data, response.data["data"], Term.objects.all())
        is_slug = segment.context.path == SLUG
        sentences = [] if is_slug else [sentence for _kind, sentence, _proposal in found]
        if sentences:
            response.data["comment"] = " ".join([f"{response.data['comment']}.", *sentences])
            response._is_rendered = False
            response.render()
    return response


@require_POST
def save_texts(request: HttpRequest, translation_id: int) -> JsonResponse:
    """Save what a translator has typed so far, and say what to look at in it."""
    translation, instance = _editable(request, translation_id)
    saved = save_posted(request.POST, translation, request.user)
    if saved.conflicts:
        raise Refused(saved.conflicts[0])
    actions = actions_for(request.user, translation, instance)
    return JsonResponse(
        answer_for(translation, instance, saved.changed, actions),
        json_dumps_params={"ensure_ascii": False},
    )


@require_POST
def change_text(request: HttpRequest, translation_id: int, string_id: int) -> HttpResponse:
    """Do one thing to a text (convert it, mark it as reviewed, tick a remark off), then go back."""
    translation, _instance = _editable(request, translation_id)
    _save_posted(request, translation)
    written = get_object_or_404(
        StringTranslation,
        pk=string_id,
        context__object_id=translation.source.object_id,
        locale=translation.target_locale,
    )
    action = request.POST.get("action", "")
    if action.startswith("dismiss-"):
        _dismiss(written, action.removeprefix("dismiss-"))
    else:
        if action == "convert":
            _convert(request, written)
        if action == "accept":
            memory.accept(written)
        written.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
        written.tool_name = ""
        written.last_translated_by = cast("Any", request.user)
        written.save()
    segment = translation.source.stringsegment_set.filter(
        string=written.translation_of_id, context=written.context_id
    ).first()
    return _back(request, segment)


@require_POST
def comment_on_text(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Add a comment to a text, or resolve one; then go back."""
    translation, _instance = _editable(request, translation_id)
    _save_posted(request, translation)
    segment = get_object_or_404(translation.source.stringsegment_set, pk=segment_id)
    resolved = request.POST.get("resolve", "")
    if resolved.isdecimal():
        translation.text_comments.filter(pk=resolved, context=segment.context_id).update(
            resolved_at=timezone.now()
        )
    elif text := request.POST.get(f"comment-{segment.pk}", "").strip():
        TextComment.objects.create(
            translation=translation,
            context_id=segment.context_id,
            user=cast("Any", request.user),
            text=text[:2000],
        )
    else:
        messages.error(request, gettext("Write the comment first."))
    return _back(request, segment)


@require_GET
@xframe_options_sameorigin
def preview_texts(request: HttpRequest, translation_id: int, variant: str) -> HttpResponse:
    """The page as it will be read with the texts as they are saved now, in one of the scripts."""
    translation = get_object_or_404(Translation, pk=translation_id)
    shown = variant_for_name(variant)
    instance = translation.get_target_instance()
    if shown is None or not isinstance(instance, Page):
        raise Http404
    if not user_can_edit_instance(request.user, instance):
        raise PermissionDenied
    page = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    locale = translation.target_locale.language_code
    path = path_under(shown, urlsplit(page.full_url or f"/{locale}/").path, locale)
    return page.make_preview_request(
        request, page.default_preview_mode, {"path": path, "path_info": path}
    )


def _save_posted(request: HttpRequest, translation: Translation) -> None:
    for sentence in save_posted(request.POST, translation, request.user).conflicts:
        messages.error(request, sentence)


def _editable(request: HttpRequest, translation_id: int) -> tuple[Translation, Any]:
    """A translation and its object, for somebody who may change it now."""
    translation = get_object_or_404(Translation, pk=translation_id)
    instance = translation.get_target_instance()
    if not user_can_edit_instance(request.user, instance):
        raise PermissionDenied
    if not translation.enabled:
        raise Refused(stopped_sentence())
    check_not_locked([instance], request.user)
    return translation, instance


def _convert(request: HttpRequest, written: StringTranslation) -> None:
    conversion = to_cyrillic(written.data, glossary.abbreviations(Term.objects.all()))
    written.data = conversion.text
    if conversion.for_review:
        messages.warning(
            request,
            gettext("Converted. Look at these words once more: %(words)s.")
            % {"words": ", ".join(conversion.for_review)},
        )
    else:
        messages.success(request, gettext("Converted to Cyrillic."))


def _dismiss(written: StringTranslation, kind: str) -> None:
    if kind in DISMISSIBLE:
        DismissedRemark.objects.update_or_create(
            written=written, kind=kind, defaults={"text": written.data}
        )


def _back(request: HttpRequest, segment: StringSegment | None) -> HttpResponse:
    url = get_valid_next_url_from_request(request)
    if not url:
        return redirect("wagtailadmin_home")
    return redirect(f"{url}#text-{segment.pk}" if segment is not None else url)
