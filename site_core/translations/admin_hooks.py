"""What an editor meets where publishing is refused: a sentence, and nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import DraftStateMixin, Page, PageLogEntry, TranslatableMixin
from wagtail_localize.models import Translation
from wagtail_localize.views.update_translations import UpdateTranslationsView

from site_core.languages.cyrillic import mixed_words
from site_core.languages.names import language_name
from site_core.translations import guard, refusal, schedules, together
from site_core.translations.completeness import is_source, texts
from site_core.translations.counterparts import counterparts_of
from site_core.translations.editor import keep_draft, may_publish, missing_texts, perform
from site_core.translations.outdated import sync_published_texts, sync_snippet_texts
from site_core.translations.requirement import target_locales
from site_core.translations.second_person import APPROVE, waits_for_somebody_else
from site_core.translations.status import OUTDATED, statuses
from site_core.translations.text_form import save_posted, stopped_sentence


def managed_translation(instance: Any) -> Translation | None:
    """wagtail-localize's record of an object that is the translation of another."""
    return (
        Translation.objects.filter(
            source__object_id=instance.translation_key,
            target_locale_id=instance.locale_id,
            enabled=True,
        )
        .select_related("source", "target_locale")
        .first()
    )


def keep_as_draft(translation: Translation, user: Any, missing: list[str]) -> str:
    """Bring a draft up to date with what is translated, and return why it is not published."""
    target = translation.get_target_instance()
    if isinstance(target, DraftStateMixin):
        target = keep_draft(translation, user)
    return refusal.untranslated_sentence(target, missing)


def before_translation_editor(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Before wagtail-localize's editor: the newest texts, and no publishing of half a translation."""
    if not isinstance(instance, TranslatableMixin) or is_source(instance):
        return None
    translation = managed_translation(instance)
    if request.method == "POST":
        return _act_on_texts(request, translation, instance)
    if translation is not None:
        if isinstance(instance, Page):
            has_news = sync_published_texts(instance)
        else:
            has_news = sync_snippet_texts(translation)
        if has_news:
            messages.info(
                request,
                gettext("The English page has changed. Its new texts are ready to be translated."),
            )
    return None


def _act_on_texts(
    request: HttpRequest, translation: Translation | None, instance: Any
) -> HttpResponse | None:
    if translation is None:
        if "action" not in request.POST:  # Wagtail's own form, of an object that nobody translates
            return None
        messages.error(request, stopped_sentence())
        return redirect(request.path)
    conflicts = save_posted(request.POST, translation, request.user).conflicts
    for sentence in conflicts:
        messages.error(request, sentence)
    if conflicts:
        return redirect(request.path)
    response = perform(request, translation, instance)
    if response is not None or request.POST.get("action") != "publish":
        return response
    missing = missing_texts(translation)
    if not missing:
        return None
    messages.warning(request, keep_as_draft(translation, request.user, missing))
    return redirect(request.path)


def refuse_to_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before the page editor publishes: the draft has been saved already."""
    sentence = guard.refusal(page)
    if not sentence:
        return None
    messages.warning(request, sentence)
    if page.go_live_at is not None and page.go_live_at > timezone.now():
        return None  # it can still be made ready by then
    if is_source(page) and not waits_for_somebody_else(page, request.user):
        return redirect("liaison_publish_page", page.pk)
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_to_publish_many(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """Before a bulk action: nothing is published when one of the pages must not be."""
    if action_type != "publish" or request.method != "POST":
        return None
    sentences = [
        sentence
        for page in objects
        if (sentence := guard.refusal(page.get_latest_revision_as_object()))
    ]
    for sentence in sentences:
        messages.error(request, sentence)
    return redirect(action.next_url) if sentences else None


def warn_outdated_translations(request: HttpRequest, page: Page) -> None:
    """After a page was published: one click leads to the translation that is behind now."""
    if not is_source(page):
        return
    page = cast("Page", Page.objects.get(pk=page.pk))
    _ask_about_schedules(request, page)
    for locale in target_locales():
        status = statuses([page], locale)[page.pk]
        if status.state == OUTDATED:
            messages.warning(
                request,
                gettext("The translation (%(language)s) does not have these changes yet.")
                % {"language": language_name(locale)},
                buttons=[
                    messages.button(
                        reverse("wagtailadmin_pages:edit", args=[status.counterpart_id]),
                        gettext("Update the translation"),
                    )
                ],
            )


def _ask_about_schedules(request: HttpRequest, page: Page) -> None:
    """Say what was set for one language and what for both, and offer the same time for the other."""
    found = schedules.sentences(page)
    if not found:
        return
    buttons = None
    if schedules.goes_alone(page) is not None and counterparts_of(page):
        url = reverse("liaison_publish_page", args=[page.pk])
        buttons = [messages.button(url, gettext("Publish both at that time"))]
    messages.info(request, " ".join(found), buttons=buttons)


def warn_remaining_translations(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> None:
    """After many pages were unpublished or deleted at once, where nobody was asked about translations."""
    if action_type not in ("unpublish", "delete"):
        return
    keys = [page.translation_key for page in objects if isinstance(page, Page)]
    left = Page.objects.filter(translation_key__in=keys, live=True, alias_of__isnull=True)
    titles = left.exclude(pk__in=[page.pk for page in objects]).values_list("title", flat=True)
    if titles:
        messages.warning(
            request,
            gettext("These translations stay public: %(titles)s.") % {"titles": ", ".join(titles)},
        )


def warn_mixed_alphabets(request: HttpRequest, instance: Any) -> None:
    """After somebody saved a translation that they write themselves, without the translation editor."""
    if not isinstance(instance, TranslatableMixin) or is_source(instance):
        return
    latest = cast("Any", instance).get_latest_revision_as_object()
    words = [word for _path, text in texts(latest) for word in mixed_words(text)]
    if words:
        messages.warning(
            request,
            gettext("Letters of both alphabets in one word: %(words)s.")
            % {"words": ", ".join(dict.fromkeys(words))},
        )


def merge_translation_reports(request: HttpRequest, items: list[Any]) -> None:
    """Leave wagtail-localize's report out of the menu: ours says more, in far fewer queries."""
    url = reverse("wagtail_localize:translations_report")
    items[:] = [item for item in items if getattr(item, "url", "") != url]


def explain_unpublished_approval(request: HttpRequest, page: Page) -> None:
    """After an editor approved the last task of a workflow whose page must not go live yet."""
    if "workflow-action-name" not in request.POST:
        return
    if request.POST["workflow-action-name"] == APPROVE and waits_for_somebody_else(
        page, request.user
    ):
        messages.warning(
            request,
            gettext("Your changes are saved. Somebody else approves “%(object)s” now.")
            % {"object": page.get_admin_display_title()},
        )
        return
    entry = PageLogEntry.objects.filter(
        page=page.pk, action=refusal.REFUSED, revision=page.latest_revision_id
    ).first()
    if entry is not None and not Page.objects.get(pk=page.pk).live:
        messages.warning(request, entry.data["reason"])


def remove_convert_to_alias_action(items: list[Any], request: HttpRequest, context: Any) -> None:
    """Take wagtail-localize's action out that replaces a translation by its source's English."""
    items[:] = [item for item in items if item.name != "localize-convert-to-alias"]


def log_actions(actions: LogActionRegistry) -> None:
    """The words for our entries in the history of a page."""
    for action, label in (
        (refusal.REFUSED, gettext_lazy("Publishing refused")),
        (together.PUBLISHED_ALONE, gettext_lazy("Published without a current translation")),
    ):
        if action not in actions.formatters:
            actions.register_action(action)(
                type(
                    "ReasonFormatter",
                    (LogFormatter,),
                    {
                        "label": label,
                        "format_message": lambda self, entry: entry.data.get("reason", ""),
                    },
                )
            )


class CompleteUpdateTranslationsView(UpdateTranslationsView):
    """wagtail-localize's update of translations, which publishes only what is complete."""

    title = gettext_lazy("Update the translation")

    def get_form(self) -> Any:
        """Without the question whether to publish, for whoever may publish none of the translations."""
        form = super().get_form()
        if not any(self._may_publish(found) for found in self._followed()):
            del form.fields["publish_translations"]
        return form

    def _followed(self) -> Any:
        followed = self.object.translations.filter(enabled=True)
        return followed.select_related("source", "target_locale")

    def _may_publish(self, translation: Translation) -> bool:
        return may_publish(self.request.user, translation.get_target_instance())

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        wanted = form.cleaned_data.get("publish_translations", False)
        form.cleaned_data["publish_translations"] = False
        response = super().form_valid(form)
        if wanted:
            for translation in self._followed():
                missing = missing_texts(translation)
                if not self._may_publish(translation):
                    continue
                if missing:
                    sentence = keep_as_draft(translation, self.request.user, missing)
                    messages.warning(self.request, sentence)
                else:
                    translation.save_target(user=self.request.user, publish=True)
        return response
