"""Pages that go live with a current translation only, and both languages in one transaction."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.models import Locale, Page, PageLogEntry, Site

from relations.models import ArticlePage, SectionPage
from site_core.models import PublishingDecision, SiteSettings, User
from site_core.translations import together
from site_core.translations.refusal import REFUSED, PublishingRefused
from tests.support.drafts import draft, live_lead, publish_in_the_editor, translate_the_draft
from tests.support.translating import submit, write

pytestmark = pytest.mark.django_db


class TestARequiredTranslation:
    def test_a_page_of_another_section_is_free(self, translated: ArticlePage) -> None:
        draft(translated).publish()

        assert live_lead(translated) == "What the office does now."

    def test_a_script_is_refused_with_what_is_missing(
        self, translated: ArticlePage, required: SectionPage
    ) -> None:
        with pytest.raises(PublishingRefused, match=r"1 of \d texts are not translated.*: Lead"):
            draft(translated).publish()

        assert live_lead(translated) == "What the office does."

    def test_a_page_that_nobody_submitted_is_refused(
        self, article: ArticlePage, required: SectionPage
    ) -> None:
        with pytest.raises(PublishingRefused, match="nobody has submitted it"):
            draft(article).publish()

    def test_an_alias_shows_what_is_published_already(
        self, translated: ArticlePage, required: SectionPage
    ) -> None:
        assert translated.create_alias(update_slug="elsewhere").live

    def test_a_type_can_require_it_too(self, translated: ArticlePage, site: Site) -> None:
        settings = SiteSettings.for_site(site)
        settings.types_requiring_translation.add(ContentType.objects.get_for_model(ArticlePage))
        settings.save()

        with pytest.raises(PublishingRefused):
            draft(translated).publish()

    def test_it_goes_live_with_its_translation(
        self, translated: ArticlePage, required: SectionPage, serbian: Locale
    ) -> None:
        revision = draft(translated)
        translate_the_draft(translated)
        assert live_lead(translated.get_translation(serbian)) == "Превод: What the office does."

        revision.publish()

        assert live_lead(translated) == "What the office does now."
        assert live_lead(translated.get_translation(serbian)) == "Превод: What the office does now."

    def test_a_schedule_waits_for_it(
        self, translated: ArticlePage, required: SectionPage, serbian: Locale
    ) -> None:
        revision = draft(translated)
        revision.approved_go_live_at = timezone.now() - datetime.timedelta(hours=1)
        revision.save()

        call_command("publish_scheduled")
        assert live_lead(translated) == "What the office does."
        assert PageLogEntry.objects.filter(page=translated.pk, action=REFUSED).count() == 1

        translate_the_draft(translated)
        call_command("publish_scheduled")
        assert live_lead(translated) == "What the office does now."
        assert live_lead(translated.get_translation(serbian)) == "Превод: What the office does now."

    def test_a_workflow_leaves_it_approved(
        self, translated: ArticlePage, required: SectionPage, user: User
    ) -> None:
        draft(translated)
        state = translated.get_workflow().start(translated, user)
        state.current_task_state.approve(user=user)

        state.refresh_from_db()
        assert state.status == "approved"
        assert live_lead(translated) == "What the office does."
        assert PageLogEntry.objects.filter(page=translated.pk, action=REFUSED).exists()

    def test_api_v3_refuses_with_the_sentence(
        self,
        client: Client,
        translated: ArticlePage,
        required: SectionPage,
        user: User,
        settings: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        draft(translated)
        settings.API_V3_PREVIEW = settings.API_V3_PREVIEW_WRITES = True

        def authenticate(self: Any, request: Any, token: str) -> Any:
            request.user = user
            return SimpleNamespace(user=user)

        monkeypatch.setattr(BearerTokenAuth, "authenticate", authenticate)
        response = client.post(
            f"/api/v3-preview/pages/{translated.pk}/actions/publish/",
            headers={"authorization": "Bearer token"},
            content_type="application/json",
        )

        assert response.status_code == 409
        assert "texts are not translated" in response.json()["detail"]
        assert live_lead(translated) == "What the office does."

    def test_a_reason_lets_one_revision_go_ahead(
        self, translated: ArticlePage, required: SectionPage, user: User
    ) -> None:
        draft(translated)

        together.publish_alone(translated, user, reason="The minister speaks at noon.")

        assert live_lead(translated) == "What the office does now."
        entry = PageLogEntry.objects.get(action=together.PUBLISHED_ALONE)
        assert (entry.data["reason"], entry.user) == ("The minister speaks at noon.", user)
        with pytest.raises(PublishingRefused):
            draft(translated, "Yet another lead.").publish()

    def test_the_editor_is_asked_again_for_the_next_draft(
        self, editor: Client, translated: ArticlePage, required: SectionPage, user: User
    ) -> None:
        draft(translated)
        together.publish_alone(translated, user, reason="The minister speaks at noon.")

        shown = publish_in_the_editor(editor, ArticlePage.objects.get(pk=translated.pk))

        assert "was not published" in shown.content.decode()
        assert live_lead(translated) == "What the office does now."

    def test_no_reason_is_none(
        self, translated: ArticlePage, required: SectionPage, user: User
    ) -> None:
        with pytest.raises(ValueError, match="reason"):
            together.publish_alone(translated, user, reason="  ")
        assert not PublishingDecision.objects.exists()


class TestTogether:
    def test_now(self, translated: ArticlePage, user: User, serbian: Locale) -> None:
        draft(translated)
        translate_the_draft(translated)

        together.publish(translated, user)

        assert live_lead(translated) == "What the office does now."
        assert live_lead(translated.get_translation(serbian)) == "Превод: What the office does now."

    @pytest.mark.parametrize("is_alias", [True, False])
    def test_a_second_place_owes_nothing_to_how_the_first_went_live(
        self, translated: ArticlePage, user: User, is_alias: bool
    ) -> None:
        draft(translated)
        translate_the_draft(translated)
        together.publish(translated.get_latest_revision_as_object(), user)
        page = ArticlePage.objects.get(pk=translated.pk)
        made = (
            page.create_alias(update_slug="elsewhere")
            if is_alias
            else page.copy(update_attrs={"slug": "elsewhere"})
        )
        assert made.live

    def test_neither_when_one_is_not_ready(
        self, translated: ArticlePage, user: User, serbian: Locale
    ) -> None:
        draft(translated)

        with pytest.raises(PublishingRefused):
            together.publish(translated, user)

        assert live_lead(translated) == "What the office does."
        assert not PublishingDecision.objects.exists()

    def test_neither_when_the_second_fails(
        self,
        translated: ArticlePage,
        user: User,
        serbian: Locale,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        draft(translated)
        translate_the_draft(translated)

        def fail(*arguments: Any) -> None:
            raise RuntimeError("The database is full.")

        monkeypatch.setattr(together, "_publish", fail)
        with pytest.raises(RuntimeError), transaction.atomic():
            together.publish(translated, user)

        assert live_lead(translated) == "What the office does."

    def test_at_one_scheduled_time(
        self, translated: ArticlePage, user: User, serbian: Locale
    ) -> None:
        draft(translated)
        translate_the_draft(translated)
        together.publish(translated, user, at=timezone.now() + datetime.timedelta(hours=1))
        counterpart = translated.get_translation(serbian)

        call_command("publish_scheduled")
        assert live_lead(counterpart) == "Превод: What the office does."
        revision = Page.objects.get(pk=translated.pk).scheduled_revision
        revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
        revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
        revision.save()
        call_command("publish_scheduled")

        assert live_lead(translated) == "What the office does now."
        assert live_lead(counterpart) == "Превод: What the office does now."

    def test_a_new_page_goes_live_in_both_languages_at_once(
        self, section: SectionPage, user: User, serbian: Locale, article: ArticlePage
    ) -> None:
        article.unpublish()
        write(submit(article, serbian))

        together.publish(ArticlePage.objects.get(pk=article.pk), user)

        assert ArticlePage.objects.get(pk=article.pk).live
        assert article.get_translation(serbian).live
