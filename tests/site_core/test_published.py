"""The read side is equal to its rebuild after every kind of change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction, Site

from home.models import HomePage
from relations.models import ArticlePage, RelatedPage, SectionPage
from site_core.models import PublishedDocument
from site_core.published.rebuild import differences, rebuild
from tests.support.factories import (
    ArticlePageFactory,
    OfficeFactory,
    SectionPageFactory,
    SiteImageFactory,
    key_point,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return ArticlePageFactory(parent=section, title="Mission", slug="mission")


def document(page: Page) -> PublishedDocument:
    return PublishedDocument.objects.get(pk=page.pk)


def link_to(page: Page) -> dict[str, Any]:
    return {
        "statement": "See there.",
        "detail": f'<p><a linktype="page" id="{page.pk}">there</a></p>',
    }


def detail_html(page: Page) -> str:
    return document(page).representation["key_points"][0]["value"]["detail"]


def test_a_live_page_has_a_document_with_its_place(article: ArticlePage) -> None:
    published = document(article)

    assert published.path == "/en/about/mission/"
    assert (published.type, published.locale) == ("relations.ArticlePage", "en")
    assert published.tree_path == article.path
    assert differences() == []


def test_a_draft_has_no_document(section: SectionPage) -> None:
    draft = ArticlePageFactory(parent=section, live=False)

    assert not PublishedDocument.objects.filter(pk=draft.pk).exists()
    assert differences() == []


def test_an_edit_is_published_with_its_revision(article: ArticlePage) -> None:
    article.title = "What the office does"
    revision = article.save_revision()
    assert document(article).title == "Mission"

    revision.publish()

    assert document(article).title == "What the office does"
    assert differences() == []


def test_dates_are_those_of_the_page_to_the_microsecond(section: SectionPage) -> None:
    for microsecond in (123_100, 123_700):  # two who publish at once
        moment = datetime(2026, 3, 2, 9, 0, 0, microsecond, tzinfo=UTC)
        section.first_published_at = section.last_published_at = moment
        section.save()

    assert PublishedDocument.objects.get(page=section).last_published_at == moment
    assert differences() == []


def test_unpublishing_removes_the_document(article: ArticlePage) -> None:
    article.unpublish()

    assert not PublishedDocument.objects.filter(pk=article.pk).exists()
    assert differences() == []


def test_renaming_a_section_moves_everything_below_it(
    section: SectionPage, article: ArticlePage
) -> None:
    section.slug = "about-us"
    section.save()

    assert document(article).path == "/en/about-us/mission/"
    assert differences() == []


def test_renaming_a_draft_section_moves_the_live_pages_below_it(
    section: SectionPage, article: ArticlePage
) -> None:
    section.unpublish()
    section.refresh_from_db()
    section.slug = "about-us"
    section.save()

    assert document(article).path == "/en/about-us/mission/"
    assert differences() == []


def test_moving_a_section_moves_everything_below_it(
    home: HomePage, section: SectionPage, article: ArticlePage
) -> None:
    other = SectionPageFactory(parent=home, slug="other")
    section.move(other, pos="last-child")

    assert document(article).path == "/en/other/about/mission/"
    assert differences() == []


def test_reordering_shifts_the_siblings_too(home: HomePage, section: SectionPage) -> None:
    for slug in ("second", "third"):
        SectionPageFactory(parent=home, slug=slug)
    third = SectionPage.objects.get(slug="third")

    third.move(section, pos="left")

    in_order = PublishedDocument.objects.filter(depth=3).order_by("tree_path")
    assert [item.slug for item in in_order] == ["third", "about", "second"]
    assert differences() == []


def test_inserting_before_a_sibling_shifts_it(home: HomePage, section: SectionPage) -> None:
    section.add_sibling(pos="left", instance=SectionPage(title="First", slug="first"))

    assert differences() == []


def test_a_restriction_covers_what_is_below_it(section: SectionPage, article: ArticlePage) -> None:
    restriction = PageViewRestriction.objects.create(
        page=section, restriction_type=PageViewRestriction.LOGIN
    )
    assert document(article).restricted
    assert differences() == []

    restriction.delete()

    assert not document(article).restricted
    assert differences() == []


def test_moving_into_a_restricted_section_restricts(
    home: HomePage, section: SectionPage, article: ArticlePage
) -> None:
    private = SectionPageFactory(parent=home, slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    article.move(private, pos="last-child")

    assert document(article).restricted
    assert differences() == []


def test_deleting_a_section_deletes_its_documents(
    section: SectionPage, article: ArticlePage
) -> None:
    section.delete()

    assert not PublishedDocument.objects.filter(pk__in=[section.pk, article.pk]).exists()
    assert differences() == []


class TestASiteThatIsDeleted:
    """Its pages had documents and lines in its feed, which name it."""

    @pytest.fixture
    def other(self, section: SectionPage) -> Site:
        made = Site.objects.create(hostname="other.example", root_page=section)
        SectionPageFactory(parent=section, title="Inside", slug="inside")
        return made

    def test_in_the_admin(self, other: Site, section: SectionPage, admin_client: Client) -> None:
        answer = admin_client.post(reverse("wagtailsites:delete", args=[other.pk]))
        connection.check_constraints()
        assert answer.status_code == 302
        assert not Site.objects.filter(pk=other.pk).exists()
        assert set(PublishedDocument.objects.values_list("site", flat=True)) == {
            Site.objects.get().pk
        }
        assert differences() == []

    def test_with_its_first_page(
        self, other: Site, section: SectionPage, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            section.delete()
        connection.check_constraints()
        assert not Site.objects.filter(pk=other.pk).exists()
        assert differences() == []

    def test_the_last_one(self, site: Site, section: SectionPage) -> None:
        site.delete()
        connection.check_constraints()
        assert not PublishedDocument.objects.exists()
        assert differences() == []


def test_bulk_deletion_leaves_nothing_over(section: SectionPage, article: ArticlePage) -> None:
    Page.objects.filter(pk=section.pk).delete()

    assert differences() == []


class TestReferences:
    """What a page prints of another follows the other."""

    @pytest.fixture
    def referring(self, section: SectionPage, article: ArticlePage) -> ArticlePage:
        page = ArticlePageFactory(
            parent=section,
            slug="referring",
            key_points=[key_point("See there.", detail=link_to(article)["detail"])],
        )
        page.related_pages.add(RelatedPage(page=article, locale=page.locale))
        page.save()
        return page

    def test_links_are_resolved(self, referring: ArticlePage, article: ArticlePage) -> None:
        assert 'href="urn:liaison:origin/en/about/mission/"' in detail_html(referring)
        related = document(referring).representation["related_pages"]
        assert [item["page"]["title"] for item in related] == ["Mission"]

    def test_a_new_title_is_printed(self, referring: ArticlePage, article: ArticlePage) -> None:
        article.title = "Our mission"
        article.save()

        related = document(referring).representation["related_pages"]
        assert related[0]["page"]["title"] == "Our mission"
        assert differences() == []

    def test_a_new_address_above_is_followed(
        self, referring: ArticlePage, section: SectionPage
    ) -> None:
        section.slug = "about-us"
        section.save()

        assert 'href="urn:liaison:origin/en/about-us/mission/"' in detail_html(referring)
        assert differences() == []

    def test_a_link_to_what_is_unpublished_becomes_text(
        self, referring: ArticlePage, article: ArticlePage
    ) -> None:
        article.unpublish()

        assert "<a>there</a>" in detail_html(referring)
        assert document(referring).representation["related_pages"][0]["page"] is None
        assert differences() == []

    def test_a_link_to_what_is_restricted_becomes_text(
        self, referring: ArticlePage, article: ArticlePage
    ) -> None:
        PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)

        assert "<a>there</a>" in detail_html(referring)
        assert differences() == []

    def test_a_link_to_what_is_deleted_becomes_text(
        self, referring: ArticlePage, article: ArticlePage
    ) -> None:
        article.delete()

        assert "<a>there</a>" in detail_html(referring)
        assert document(referring).representation["related_pages"] == []
        assert differences() == []

    def test_a_link_in_serbian_follows_the_translation(
        self,
        referring: ArticlePage,
        article: ArticlePage,
        section: SectionPage,
        serbian_home: HomePage,
        serbian: Locale,
    ) -> None:
        for source in (section, referring):
            source.copy_for_translation(serbian).save_revision().publish()
        translated = referring.get_translation(serbian)
        assert "/en/about/mission/" in detail_html(translated)

        counterpart = article.copy_for_translation(serbian)
        counterpart.save_revision().publish()

        assert "/sr/about/mission/" in detail_html(translated)
        assert differences() == []

    def test_an_image_is_followed(self, section: SectionPage) -> None:
        image = SiteImageFactory(title="Old")
        page = ArticlePageFactory(
            parent=section, lead_image=image, lead_image_alternative_text="A flag"
        )
        image.credit = "Press office"
        image.save()
        assert document(page).representation["lead_image"]["credit"] == "Press office"
        assert differences() == []

        image.delete()

        assert document(page).representation["lead_image"] is None
        assert differences() == []

    def test_an_office_and_its_channels_are_followed(self, section: SectionPage) -> None:
        office = OfficeFactory()
        page = ArticlePageFactory(parent=section)
        page.body = [("office_card", {"office": office})]
        page.save()

        office.name = "Media operations"
        office.channels.create(kind="email", value="media@example.org", locale=office.locale)
        office.save()

        printed = document(page).representation["body"][0]["value"]["office"]
        assert printed["name"] == "Media operations"
        assert [channel["value"] for channel in printed["channels"]] == ["media@example.org"]
        assert differences() == []


def test_rebuilding_repairs_the_table(section: SectionPage, article: ArticlePage) -> None:
    PublishedDocument.objects.filter(pk=article.pk).delete()
    PublishedDocument.objects.filter(pk=section.pk).update(title="Wrong", path="/wrong/")
    assert {item.page_id for item in differences()} == {section.pk, article.pk}

    result = rebuild()

    assert differences() == []
    assert result.created == 1


def test_rebuilding_what_is_right_changes_no_row(article: ArticlePage) -> None:
    before = list(PublishedDocument.objects.order_by("pk").values())

    rebuild()

    assert list(PublishedDocument.objects.order_by("pk").values()) == before
