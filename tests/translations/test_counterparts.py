"""Translations follow their source through the tree, and editors choose when it is withdrawn."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale, Page, Site

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.models import BasePage
from tests.support.factories import ArticlePageFactory, SectionPageFactory
from tests.support.translating import translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles(section: SectionPage, serbian: Locale) -> list[ArticlePage]:
    """Three articles, all translated but the second."""
    made: list[Any] = [
        ArticlePageFactory(parent=section, title=title, slug=title.lower())
        for title in ("First", "Second", "Third")
    ]
    for page in (made[0], made[2]):
        translate(page, serbian)
    return made


@pytest.fixture
def other(home: HomePage, serbian: Locale) -> SectionPage:
    page = SectionPageFactory(parent=home, title="Other", slug="other")
    translate(page, serbian)
    return page


def titles_below(page: Page) -> list[str]:
    return [child.title for child in Page.objects.get(pk=page.pk).get_children()]


def fresh(page: BasePage) -> BasePage:
    return type(page).objects.get(pk=page.pk)


def test_a_move_takes_the_translation_along(
    articles: list[ArticlePage], section: SectionPage, other: SectionPage, serbian: Locale
) -> None:
    fresh(articles[0]).move(fresh(other), pos="last-child")

    assert titles_below(other.get_translation(serbian)) == ["Превод: First"]
    assert titles_below(section.get_translation(serbian)) == ["Превод: Third"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_an_order_is_followed(
    editor: Client, articles: list[ArticlePage], section: SectionPage, serbian: Locale
) -> None:
    editor.post(f"/admin/pages/{articles[2].pk}/set_position/?position=0")

    assert titles_below(section) == ["Third", "First", "Second"]
    assert titles_below(section.get_translation(serbian)) == ["Превод: Third", "Превод: First"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_where_the_new_place_is_not_translated_it_stays(
    editor: Client,
    articles: list[ArticlePage],
    section: SectionPage,
    home: HomePage,
    serbian: Locale,
) -> None:
    place = SectionPageFactory(parent=home, title="English only")

    shown = editor.get(f"/admin/pages/{articles[0].pk}/move/{place.pk}/confirm/").content.decode()
    assert "stays where it is" in shown
    editor.post(f"/admin/pages/{articles[0].pk}/move/{place.pk}/confirm/")

    assert titles_below(place) == ["First"]
    assert "Превод: First" in titles_below(section.get_translation(serbian))


@pytest.mark.parametrize("include", [True, False])
def test_unpublishing_asks_about_the_translation(
    editor: Client, articles: list[ArticlePage], serbian: Locale, include: bool
) -> None:
    address = f"/admin/pages/{articles[0].pk}/unpublish/"
    assert "Превод: First" in editor.get(address).content.decode()

    editor.post(address, {"include_translations": "on"} if include else {})

    assert not Page.objects.get(pk=articles[0].pk).live
    assert articles[0].get_translation(serbian).live is not include


@pytest.mark.parametrize("include", [True, False])
def test_deleting_asks_about_the_translation(
    editor: Client, articles: list[ArticlePage], serbian: Locale, include: bool
) -> None:
    counterpart = articles[0].get_translation(serbian)
    address = f"/admin/pages/{articles[0].pk}/delete/"
    assert "Превод: First" in editor.get(address).content.decode()

    editor.post(address, {"include_translations": "on"} if include else {})

    assert not Page.objects.filter(pk=articles[0].pk).exists()
    assert Page.objects.filter(pk=counterpart.pk).exists() is not include
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_many_at_once_are_followed_by_what_stays(
    editor: Client, articles: list[ArticlePage], action: str
) -> None:
    response = editor.post(
        f"/admin/bulk/wagtailcore/page/{action}/?id={articles[0].pk}&id={articles[1].pk}",
        {"next": "/admin/"},
        follow=True,
    )

    assert "These translations stay public: Превод: First." in response.content.decode()


def test_a_private_page_has_private_translations_at_once(
    client: Client, editor: Client, articles: list[ArticlePage], serbian: Locale
) -> None:
    counterpart = articles[0].get_translation(serbian)
    address = f"/admin/pages/{articles[0].pk}/privacy/"
    group = Group.objects.get(name="Editor")

    editor.post(address, {"restriction_type": "groups", "groups": [group.pk]})

    reader = Client()
    assert reader.get(counterpart.url).status_code == 302
    assert reader.get(f"/api/v2/pages/{counterpart.pk}/").status_code == 404
    assert list(counterpart.view_restrictions.get().groups.all()) == [group]

    editor.post(address, {"restriction_type": "none"})
    assert reader.get(counterpart.url).status_code == 200


class TestWhatTheAdminShows:
    def test_there_is_one_report_of_translations(self, editor: Client, site: Site) -> None:
        shown = editor.get("/admin/").content.decode()

        assert "/admin/reports/translation-status/" in shown
        assert "/admin/localize/reports/translations/" not in shown

    def test_the_explorer_has_a_column(
        self,
        editor: Client,
        articles: list[ArticlePage],
        section: SectionPage,
    ) -> None:
        shown = editor.get(f"/admin/pages/{section.pk}/").content.decode()

        assert f"/admin/localize/submit/page/{articles[1].pk}/" in shown
        assert shown.count("Current") >= 2
        assert "Missing" in shown

    def test_the_editor_has_a_panel(self, editor: Client, articles: list[ArticlePage]) -> None:
        current = editor.get(f"/admin/pages/{articles[0].pk}/edit/").content.decode()
        missing = editor.get(f"/admin/pages/{articles[1].pk}/edit/").content.decode()

        assert "Open the translation" in current
        assert "Submit for translation" in missing


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_the_places_that_show_a_page_are_named_before_it_goes(
    editor: Client, articles: list[ArticlePage], action: str
) -> None:
    alias = articles[0].create_alias(update_slug="elsewhere")
    address = f"/admin/pages/{articles[0].pk}/{action}/"
    assert "It is shown at 1 other place" in editor.get(address).content.decode()
    editor.post(address)
    assert not Page.objects.get(pk=alias.pk).live
