"""No English text goes live in a Serbian page, whatever door it is published through."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import StringTranslation, Translation

from offices.models import Office
from relations.models import ArticlePage, SectionPage
from site_core.models import PublishedDocument
from site_core.translations.refusal import REFUSED, PublishingRefused
from tests.support.editing import published
from tests.support.factories import OfficeFactory
from tests.support.translating import submit, translate, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def half_done(article: ArticlePage, serbian: Locale) -> Translation:
    translation = submit(article, serbian)
    write(translation, 2)
    translation.save_target(publish=False)
    return translation


def counterpart(article: ArticlePage, serbian: Locale) -> ArticlePage:
    return article.get_translation(serbian)


def change(article: ArticlePage) -> None:
    """Publish the source with another lead."""
    article.lead = "What the office does now."
    article.save_revision().publish()


def test_a_script_is_refused(article: ArticlePage, half_done: Translation, serbian: Locale) -> None:
    with pytest.raises(PublishingRefused, match=r"“Превод: Mission” was not published: \d texts"):
        counterpart(article, serbian).get_latest_revision().publish()

    assert not counterpart(article, serbian).live


def test_saving_it_as_live_is_refused(
    article: ArticlePage, half_done: Translation, serbian: Locale
) -> None:
    page = counterpart(article, serbian)
    page.live = True

    with pytest.raises(PublishingRefused, match="Lead"):
        page.save()


def test_a_complete_one_goes_live(
    article: ArticlePage, half_done: Translation, serbian: Locale
) -> None:
    write(half_done)

    with TestCase.captureOnCommitCallbacks(execute=True):
        half_done.save_target(publish=True)

    assert counterpart(article, serbian).live


def test_a_text_that_stays_the_same_is_translated_when_a_translator_says_so(
    article: ArticlePage, half_done: Translation, serbian: Locale
) -> None:
    write(half_done)
    title = half_done.source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.filter(translation_of=title.string, context=title.context).update(
        data=title.string.data
    )

    with TestCase.captureOnCommitCallbacks(execute=True):
        half_done.save_target(publish=True)

    assert counterpart(article, serbian).title == "Mission"
    assert counterpart(article, serbian).live


def test_a_changed_source_does_not_bring_english_into_a_live_page(
    article: ArticlePage, serbian: Locale
) -> None:
    translate(article, serbian)
    change(article)
    translation = Translation.objects.get(source__object_id=article.translation_key)
    translation.source.update_from_db()

    with (
        pytest.raises(PublishingRefused),
        TestCase.captureOnCommitCallbacks(execute=True),
    ):
        translation.save_target(publish=True)

    live = counterpart(article, serbian)
    assert live.live
    assert published(live).lead == "Превод: What the office does."
    document = PublishedDocument.objects.get(pk=live.pk)
    assert document.representation["lead"] == "Превод: What the office does."


def test_the_schedule_goes_on_and_says_why(
    section: SectionPage, article: ArticlePage, half_done: Translation, serbian: Locale
) -> None:
    yesterday = timezone.now() - datetime.timedelta(days=1)
    refused = counterpart(article, serbian)
    section.title = "Renamed section"
    for page in (refused, section):
        revision = page.save_revision()
        revision.approved_go_live_at = yesterday
        revision.save()

    call_command("publish_scheduled")
    call_command("publish_scheduled")

    assert Page.objects.get(pk=section.pk).title == "Renamed section"
    assert not Page.objects.get(pk=refused.pk).live
    entry = PageLogEntry.objects.get(page=refused.pk, action=REFUSED)
    assert "need translating" in entry.data["reason"]


def test_a_placeholder_is_never_live(article: ArticlePage, serbian: Locale) -> None:
    placeholder = article.copy_for_translation(serbian, alias=True)
    assert not Page.objects.get(pk=placeholder.pk).live

    change(article)

    assert not Page.objects.get(pk=placeholder.pk).live
    assert not PublishedDocument.objects.filter(pk=placeholder.pk).exists()


def test_an_office_is_guarded_too(serbian: Locale) -> None:
    office = OfficeFactory()
    translation = submit(office, serbian)
    serbian_office = office.get_translation(serbian)

    with pytest.raises(PublishingRefused, match="Name"):
        serbian_office.get_latest_revision().publish()
    write(translation)
    translation.save_target(publish=False)
    Office.objects.get(pk=serbian_office.pk).get_latest_revision().publish()

    assert Office.objects.get(pk=serbian_office.pk).live


def test_opening_an_office_offers_what_is_new(
    editor: Client, serbian: Locale, django_capture_on_commit_callbacks: Any
) -> None:
    office = OfficeFactory()
    translate(office, serbian)
    office.name = "Media desk"
    office.save_revision().publish()
    serbian_office = office.get_translation(serbian)
    address = f"/admin/snippets/offices/office/edit/{serbian_office.pk}/"

    assert "ready to be translated" in editor.get(address).content.decode()
    assert "ready to be translated" not in editor.get(address).content.decode()
    write(Translation.objects.get(source__object_id=office.translation_key))
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address, {"action": "publish"})

    serbian_office.refresh_from_db()
    assert (serbian_office.name, serbian_office.live) == ("Превод: Media desk", True)


def test_a_translation_that_was_stopped_is_the_editors_own_page(
    article: ArticlePage, half_done: Translation, serbian: Locale
) -> None:
    half_done.enabled = False
    half_done.save()

    counterpart(article, serbian).get_latest_revision().publish()

    assert counterpart(article, serbian).live


class TestInTheAdmin:
    def test_submitting_a_live_page_makes_a_draft(
        self, editor: Client, article: ArticlePage, serbian: Locale
    ) -> None:
        response = editor.post(
            f"/admin/localize/submit/page/{article.pk}/", {"locales": [serbian.pk]}
        )

        assert response.status_code == 302
        assert not counterpart(article, serbian).live

    def test_publishing_keeps_a_draft_and_says_what_is_missing(
        self, editor: Client, article: ArticlePage, half_done: Translation, serbian: Locale
    ) -> None:
        write(half_done, 3)
        page = counterpart(article, serbian)

        response = editor.post(f"/admin/pages/{page.pk}/edit/", {"action": "publish"}, follow=True)

        assert "needs translating" in response.content.decode()
        page.refresh_from_db()
        assert not page.live
        # What was translated since is in the draft.
        assert page.get_latest_revision_as_object().title == "Превод: Mission"

    def test_updating_publishes_what_is_complete_only(
        self,
        editor: Client,
        article: ArticlePage,
        serbian: Locale,
    ) -> None:
        translate(article, serbian)
        change(article)
        source = Translation.objects.get(source__object_id=article.translation_key).source

        response = editor.post(
            f"/admin/localize/update/{source.pk}/", {"publish_translations": "on"}, follow=True
        )

        assert "needs translating" in response.content.decode()
        live = counterpart(article, serbian)
        assert published(live).lead == "Превод: What the office does."

    def test_bulk_publishing_names_the_page_and_publishes_nothing(
        self, editor: Client, article: ArticlePage, half_done: Translation, serbian: Locale
    ) -> None:
        page = counterpart(article, serbian)

        response = editor.post(
            f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"next": "/admin/"}, follow=True
        )

        assert "need translating" in response.content.decode()
        assert not Page.objects.get(pk=page.pk).live
