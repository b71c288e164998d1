"""What is the same in every language changes in every language at once."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale
from wagtail_localize.models import Translation

from offices.models import Office, OfficeChannel
from relations.models import ArticlePage, SectionPage
from site_core.models import PublishedDocument
from site_core.translations.status import statuses
from tests.support.editing import stored
from tests.support.factories import (
    ArticlePageFactory,
    SiteImageFactory,
    key_point,
    office_with_channels,
)
from tests.support.translating import MARK, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(serbian: Locale) -> Office:
    office = office_with_channels(name="Press office")
    office.save_revision().publish()
    translate(Office.objects.get(pk=office.pk), serbian)
    return Office.objects.get(pk=office.pk)


def numbers(office: Office) -> list[str]:
    return [channel.value for channel in office.channels.all()]


class TestAnOffice:
    def test_a_telephone_number(self, office: Office, serbian: Locale) -> None:
        channel = office.channels.get(kind="telephone")
        channel.value = "+381 11 999 9999"
        office.channels.add(channel)
        office.save_revision().publish()

        counterpart = office.get_translation(serbian)
        assert numbers(counterpart) == ["+381 11 999 9999", "press@example.org"]
        assert counterpart.channels.get(kind="telephone").label == f"{MARK}Press desk"
        assert counterpart.name == f"{MARK}Press office"
        assert not counterpart.has_unpublished_changes

    def test_a_number_that_is_added_and_one_that_goes(
        self, office: Office, serbian: Locale
    ) -> None:
        first = office.channels.get(kind="telephone")
        office.channels.remove(first)
        office.channels.add(OfficeChannel(kind="telephone", value="+381 11 777 7777"))
        office.save_revision().publish()
        assert sorted(numbers(office.get_translation(serbian))) == [
            "+381 11 777 7777",
            "press@example.org",
        ]

    def test_one_with_words_waits_for_its_translation(
        self, office: Office, serbian: Locale
    ) -> None:
        office.channels.add(
            OfficeChannel(kind="telephone", label="Night desk", value="+381 11 777 7777")
        )
        office.save_revision().publish()
        assert "+381 11 777 7777" not in numbers(office.get_translation(serbian))

    def test_with_a_text_that_is_not_translated_yet(self, office: Office, serbian: Locale) -> None:
        office.name = "Media desk"
        office.postal_code = "11040"
        office.save_revision().publish()
        counterpart = office.get_translation(serbian)
        assert (counterpart.postal_code, counterpart.name) == ("11040", f"{MARK}Press office")

    def test_a_draft_stays_a_draft(self, office: Office, serbian: Locale) -> None:
        counterpart = office.get_translation(serbian)
        counterpart.name = "Нацрт"
        counterpart.save_revision()
        office.postal_code = "11040"
        office.save_revision().publish()

        counterpart = office.get_translation(serbian)
        assert (counterpart.postal_code, counterpart.name) == ("11040", f"{MARK}Press office")
        draft = counterpart.get_latest_revision_as_object()
        assert (draft.postal_code, draft.name) == ("11040", "Нацрт")
        assert counterpart.has_unpublished_changes

    def test_a_later_publication_does_not_bring_the_old_number_back(
        self, office: Office, serbian: Locale
    ) -> None:
        office.postal_code = "11040"
        office.save_revision().publish()
        translation = Translation.objects.get(source__object_id=office.translation_key)
        translation.save_target(publish=True)
        assert office.get_translation(serbian).postal_code == "11040"


class TestAPage:
    @pytest.fixture
    def translated(self, article: ArticlePage, serbian: Locale) -> ArticlePage:
        article.tags.add("dialogue", "partnership")
        article.save_revision().publish()
        translate(ArticlePage.objects.get(pk=article.pk), serbian)
        return ArticlePage.objects.get(pk=article.pk)

    def test_tags(self, translated: ArticlePage, serbian: Locale) -> None:
        translated.tags.add("visit")
        translated.last_reviewed = datetime.date(2026, 5, 1)
        translated.save_revision().publish()

        counterpart = translated.get_translation(serbian)
        assert sorted(counterpart.tags.names()) == ["dialogue", "partnership", "visit"]
        document = PublishedDocument.objects.get(page=counterpart)
        assert sorted(document.representation["tags"]) == ["dialogue", "partnership", "visit"]
        assert document.representation["last_reviewed"] == "2026-05-01"
        assert statuses([stored(translated)], serbian)[translated.pk].state == "current"

    def test_a_picture_waits_for_the_words_that_say_what_it_shows(
        self, translated: ArticlePage, serbian: Locale
    ) -> None:
        translated.lead_image = SiteImageFactory()
        translated.lead_image_alternative_text = "A flag"
        translated.tags.add("visit")
        translated.save_revision().publish()

        counterpart = translated.get_translation(serbian)
        assert counterpart.lead_image_id is None
        assert "visit" in counterpart.tags.names()
        status = statuses([stored(translated)], serbian)[translated.pk]
        assert status.state == "outdated"
        assert set(status.changed_fields) == {"lead_image", "lead_image_alternative_text"}

    def test_the_translation_is_not_published_for_nothing(
        self, translated: ArticlePage, serbian: Locale
    ) -> None:
        before = translated.get_translation(serbian).live_revision_id
        translated.title = "Another title"
        translated.save_revision().publish()
        assert translated.get_translation(serbian).live_revision_id == before


class TestPublishingWithoutAChange:
    """Draftail and the form write some things in another way than code does."""

    def test_changes_nothing_for_anybody(self, section: SectionPage, serbian: Locale) -> None:
        made = ArticlePageFactory(
            parent=section,
            slug="same",
            key_points=[key_point("It was agreed.", detail="<p>More <b>of</b> it.</p>")],
            body=[
                (
                    "paragraph",
                    f'<p>One.</p><p>Two, <a linktype="page" id="{section.pk}">there</a>.</p>',
                ),
                ("callout", {"tone": "note", "title": "", "text": "<ul><li>Text</li></ul>"}),
            ],
        )
        article = ArticlePage.objects.get(pk=made.pk)
        article.tags.add("one", "two", "three")
        article.save_revision().publish()
        translate(ArticlePage.objects.get(pk=article.pk), serbian)
        before = PublishedDocument.objects.get(page=article.get_translation(serbian))

        article = through_the_editor(ArticlePage.objects.get(pk=article.pk))
        article.tags.set(["three", "one", "two"])
        article.save_revision().publish()

        status = statuses([article], serbian)[article.pk]
        assert (status.state, status.changed_fields) == ("current", ())
        counterpart = article.get_translation(serbian)
        after = PublishedDocument.objects.get(page=counterpart)
        assert after.representation == before.representation
        assert after.digest == before.digest


def through_the_editor(article: ArticlePage) -> ArticlePage:
    """The article with every rich text as Draftail gives it back."""

    def through(html: str) -> str:
        converter = ContentstateConverter(["bold", "ul", "link"])
        return converter.to_database_format(converter.from_database_format(html))

    def walk(value: Any) -> Any:
        if isinstance(value, str) and value.startswith("<"):
            return through(value)
        if isinstance(value, dict):
            return {key: walk(item) for key, item in value.items()}
        return [walk(item) for item in value] if isinstance(value, list) else value

    for name in ("key_points", "body"):
        field = article._meta.get_field(name)
        raw = walk([dict(item) for item in getattr(article, name).raw_data])
        assert "data-block-key" in str(raw)
        block: Any = getattr(field, "stream_block")  # noqa: B009 - a stream's
        setattr(article, name, block.to_python(raw))
    return article
