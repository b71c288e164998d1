"""The page on which an editor publishes a page with its translation, or says why without."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from relations.models import ArticlePage, SectionPage
from site_core.models import User
from site_core.translations import together
from tests.support.drafts import draft, live_lead, publish_in_the_editor, translate_the_draft

pytestmark = pytest.mark.django_db


class TestInTheAdmin:
    def publish_address(self, page: Page) -> str:
        return f"/admin/translations/{page.pk}/publish/"

    def test_publishing_tells_that_the_translation_is_outdated(
        self, editor: Client, translated: ArticlePage, serbian: Locale
    ) -> None:
        response = publish_in_the_editor(editor, translated)

        text = response.content.decode()
        assert live_lead(translated) == "A lead from the editor."
        assert "does not have these changes yet" in text
        assert f"/admin/pages/{translated.get_translation(serbian).pk}/edit/" in text

    def test_a_refusal_keeps_the_draft_and_leads_on(
        self, editor: Client, translated: ArticlePage, required: SectionPage
    ) -> None:
        response = publish_in_the_editor(editor, translated)

        assert response.redirect_chain[-1][0] == self.publish_address(translated)
        assert "was not published" in response.content.decode()
        fresh = ArticlePage.objects.get(pk=translated.pk)
        assert fresh.get_latest_revision_as_object().lead == "A lead from the editor."
        assert live_lead(translated) == "What the office does."

    def test_the_translator_gets_the_draft(
        self, editor: Client, translated: ArticlePage, required: SectionPage, serbian: Locale
    ) -> None:
        draft(translated)
        shown = editor.get(self.publish_address(translated)).content.decode()
        assert f'<a href="/admin/pages/{translated.pk}/edit/">Mission</a>' in shown

        response = editor.post(self.publish_address(translated), {"action": "take-texts"})

        counterpart = translated.get_translation(serbian)
        assert response["Location"] == f"/admin/pages/{counterpart.pk}/edit/"
        assert "What the office does now." in editor.get(response["Location"]).content.decode()
        assert live_lead(translated) == "What the office does."

    def test_both_are_published_from_the_page(
        self, editor: Client, translated: ArticlePage, required: SectionPage, serbian: Locale
    ) -> None:
        draft(translated)
        translate_the_draft(translated)

        shown = editor.get(self.publish_address(translated)).content.decode()
        assert "Every text of the latest draft is translated." in shown
        editor.post(self.publish_address(translated), {"action": "together"})

        assert live_lead(translated) == "What the office does now."
        assert live_lead(translated.get_translation(serbian)) == "Превод: What the office does now."

    @pytest.mark.parametrize("reason", ["", "The minister speaks at noon."])
    def test_alone_takes_a_reason(
        self, editor: Client, translated: ArticlePage, required: SectionPage, reason: str
    ) -> None:
        draft(translated)

        editor.post(self.publish_address(translated), {"action": "alone", "reason": reason})

        assert (live_lead(translated) == "What the office does now.") is bool(reason)

    def test_a_time_that_has_passed_is_named(self, editor: Client, translated: ArticlePage) -> None:
        response = editor.post(
            self.publish_address(translated), {"action": "together", "at": "2001-01-01 10:00"}
        )

        assert "Choose a time that is still to come." in response.content.decode()

    def test_an_older_window_does_not_publish_what_was_scheduled_meanwhile(
        self, editor: Client, translated: ArticlePage, user: User
    ) -> None:
        draft(translated)
        translate_the_draft(translated)
        older = editor.get(self.publish_address(translated)).context["together_form"]
        tomorrow = timezone.now() + datetime.timedelta(days=1)
        together.publish(translated, user, at=tomorrow)

        sent = {"action": "together", "at": "", "seen": older["seen"].value()}
        refused = editor.post(self.publish_address(translated), sent)
        assert "was changed since you opened this form" in refused.content.decode()
        assert live_lead(translated) == "What the office does."

        # What was shown with the refusal is what the next answer is about.
        shown = refused.context["together_form"]["seen"].value()
        editor.post(self.publish_address(translated), {**sent, "seen": shown})
        assert live_lead(translated) == "What the office does now."

    def test_cancelling_a_schedule_names_both(
        self, editor: Client, translated: ArticlePage, serbian: Locale, user: User
    ) -> None:
        draft(translated)
        translate_the_draft(translated)
        together.publish(translated, user, at=timezone.now() + datetime.timedelta(days=1))
        shown = editor.get(self.publish_address(translated)).content.decode()
        assert "Cancel the schedule" in shown
        revision = translated.scheduled_revision
        url = reverse("wagtailadmin_pages:revisions_unschedule", args=[translated.pk, revision.pk])
        assert url in shown
        counterpart = translated.get_translation(serbian)
        assert counterpart.title in editor.get(url).content.decode()

        cancelled = editor.post(url, {"next": self.publish_address(translated)}, follow=True)
        assert f"“{counterpart.title}” (" in cancelled.content.decode()
        assert ArticlePage.objects.get(pk=translated.pk).scheduled_revision is None

    def test_what_is_missing_is_one_click_away(
        self, editor: Client, translated: ArticlePage, serbian: Locale
    ) -> None:
        draft(translated)
        shown = editor.get(self.publish_address(translated)).content.decode()
        assert "Still to be translated:" in shown
        assert f"/admin/pages/{translated.get_translation(serbian).pk}/edit/" in shown
