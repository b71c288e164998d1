"""What could be published once can be published again, and what is live stays live."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from offices.models import Office
from relations.models import ArticlePage, RelatedPage, SectionPage
from site_core.blocks.streams import offered_blocks
from site_core.media.models import SiteDocument, SiteImage
from site_core.models import PublishedDocument, User
from site_core.translations.status import statuses
from tests.support.block_samples import Samples
from tests.support.factories import ArticlePageFactory, office_with_channels
from tests.support.translating import MARK, publish, translate, write

pytestmark = pytest.mark.django_db

BODY = sorted(offered_blocks(ArticlePage._meta.get_field("body").stream_block))


def translation_of(instance: Any, locale: Locale) -> Translation:
    return Translation.objects.get(source__object_id=instance.translation_key, target_locale=locale)


def change_lead(article: Page, lead: str = "What the office does now.") -> ArticlePage:
    changed = ArticlePage.objects.get(pk=article.pk)
    changed.lead = lead
    changed.save_revision().publish()
    return changed


def translate_what_is_new(article: ArticlePage, locale: Locale) -> Translation:
    """As a translator does who opens the page after a change and writes what is missing."""
    translation = translation_of(article, locale)
    translation.source.update_from_db()
    write(translation)
    return translation


def article_with(section: SectionPage, name: str, locale: Locale) -> ArticlePage:
    """A translated article with one block of the body, and what that refers to."""
    block = ArticlePage._meta.get_field("body").stream_block.child_blocks[name]
    made = ArticlePageFactory(parent=section, slug="again")
    article = ArticlePage.objects.get(pk=made.pk)
    article.body = json.dumps([Samples(section.pk).item(name, block)])
    article.save_revision().publish()
    for office in Office.objects.filter(locale=article.locale):
        translate(office, locale)
    translate(ArticlePage.objects.get(pk=article.pk), locale)
    return article


class TestEveryBlock:
    @pytest.mark.parametrize("name", BODY)
    def test_is_published_again_after_a_change_elsewhere(
        self, section: SectionPage, serbian: Locale, name: str
    ) -> None:
        article = change_lead(article_with(section, name, serbian))
        publish(translate_what_is_new(article, serbian))

        counterpart = article.get_translation(serbian)
        assert counterpart.lead == f"{MARK}What the office does now."
        document = PublishedDocument.objects.get(page=counterpart)
        assert document.representation["lead"] == f"{MARK}What the office does now."
        assert statuses([article], serbian)[article.pk].state == "current"

    @pytest.mark.parametrize("name", BODY)
    def test_is_published_again_in_the_translation_editor(
        self, section: SectionPage, serbian: Locale, editor: Client, name: str, commits: Any
    ) -> None:
        article = change_lead(article_with(section, name, serbian))
        translate_what_is_new(article, serbian)
        counterpart = article.get_translation(serbian)
        url = reverse("wagtailadmin_pages:edit", args=[counterpart.pk])
        with commits(execute=True):
            response = editor.post(url, {"action": "publish"}, follow=True)

        assert response.status_code == 200
        counterpart.refresh_from_db()
        assert counterpart.lead == f"{MARK}What the office does now."


class TestWhatIsLiveStaysLive:
    @pytest.fixture
    def office(self, serbian: Locale) -> Office:
        office = office_with_channels(name="Press office")
        office.save_revision().publish()
        translate(Office.objects.get(pk=office.pk), serbian)
        return Office.objects.get(pk=office.pk)

    @pytest.fixture
    def with_card(self, section: SectionPage, office: Office) -> ArticlePage:
        return ArticlePageFactory(
            parent=section, slug="card", body=[("office_card", {"office": office})]
        )

    def test_an_office_on_a_page_that_is_submitted(
        self, with_card: ArticlePage, office: Office, serbian: Locale, user: User, commits: Any
    ) -> None:
        with commits(execute=True):
            translate_object(with_card, [serbian], user=user)

        counterpart = office.get_translation(serbian)
        assert counterpart.live
        assert counterpart.name == f"{MARK}Press office"

    def test_an_office_whose_translation_is_saved_as_a_draft(
        self, office: Office, serbian: Locale, commits: Any
    ) -> None:
        office.name = "Media desk"
        office.save_revision().publish()
        translation = translation_of(office, serbian)
        translation.source.update_from_db()
        with commits(execute=True):
            translation.save_target(publish=False)

        counterpart = office.get_translation(serbian)
        assert counterpart.live
        assert counterpart.name == f"{MARK}Press office"
        assert counterpart.has_unpublished_changes

    def test_a_page_that_is_saved_as_a_draft(
        self, article: ArticlePage, serbian: Locale, commits: Any
    ) -> None:
        translate(article, serbian)
        translation = translation_of(change_lead(article), serbian)
        translation.source.update_from_db()
        before = article.get_translation(serbian).revisions.count()
        with commits(execute=True):
            translation.save_target(publish=False)

        counterpart = article.get_translation(serbian)
        assert counterpart.revisions.count() == before + 1
        assert counterpart.live
        assert counterpart.lead == f"{MARK}What the office does."
        assert counterpart.get_latest_revision_as_object().lead == "What the office does now."

    def test_an_office_that_somebody_withdraws_is_withdrawn(
        self, office: Office, serbian: Locale
    ) -> None:
        counterpart = office.get_translation(serbian)
        counterpart.unpublish()
        assert not office.get_translation(serbian).live


class TestAWithdrawnPageWithRelatedPages:
    """Its draft does not know the rows of what it relates to, and Wagtail copies them as they stand."""

    @pytest.fixture
    def draft(self, section: SectionPage, article: ArticlePage) -> ArticlePage:
        made = ArticlePageFactory(parent=section, slug="draft")
        page = made.get_latest_revision_as_object()
        page.related_pages.set([RelatedPage(page=article, locale=page.locale)])
        page.save_revision().publish()
        ArticlePage.objects.get(pk=page.pk).unpublish()
        return ArticlePage.objects.get(pk=page.pk)

    def test_is_translated_and_published_in_both_languages(
        self, draft: ArticlePage, article: ArticlePage, serbian: Locale
    ) -> None:
        translate(article, serbian)
        translate_object(draft, [serbian])
        counterpart = ArticlePage.objects.get(translation_key=draft.translation_key, locale=serbian)
        assert {related.locale_id for related in counterpart.related_pages.all()} <= {serbian.pk}
        draft.get_latest_revision_as_object().save_revision().publish()
        record = translate_what_is_new(draft, serbian)
        shown = publish(record)
        assert shown.live
        assert [related.locale_id for related in shown.related_pages.all()] == [serbian.pk]


class TestAfterAFileIsDeleted:
    @pytest.mark.parametrize("name", ["image", "document"])
    def test_the_rest_of_the_page_is_translated_and_published(
        self, section: SectionPage, serbian: Locale, editor: Client, name: str, commits: Any
    ) -> None:
        article = article_with(section, name, serbian)
        with commits(execute=True):
            for file in (*SiteImage.objects.all(), *SiteDocument.objects.all()):
                file.delete()
        translation = translation_of(article, serbian)
        lead = translation.source.stringsegment_set.get(context__path="lead")
        url = reverse("wagtailadmin_pages:edit", args=[article.get_translation(serbian).pk])

        assert editor.get(url).status_code == 200
        texts = {
            f"text-{lead.pk}": "Шта канцеларија ради.",
            f"seen-{lead.pk}": f"{MARK}{article.lead}",
        }
        with commits(execute=True):
            editor.post(url, {"action": "publish", **texts})

        assert article.get_translation(serbian).lead == "Шта канцеларија ради."
