"""Titles stand in the order of the reader's alphabet: in the API, in the admin's lists and for images."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from home.models import HomePage
from site_core.models import User
from site_core.published.models import Change, PublishedDocument
from site_core.published.rebuild import differences, rebuild
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    SiteDocumentFactory,
    SiteImageFactory,
    office_with_channels,
)

pytestmark = pytest.mark.django_db

BY_AZBUKA = [
    "Вежба",
    "Ђачки дан",
    "Енергија",
    "Јавност",
    "Књига",
    "Љубав",
    "Ћирилица",
    "Џеп",
    "Шума",
]
BY_ABECEDA = [
    "Ćirilica",
    "Džep",
    "Đački dan",
    "Energija",
    "Javnost",
    "Knjiga",
    "Ljubav",
    "Šuma",
    "Vežba",
]
ENGLISH = ["Café", "“Dialogue”", "Éclair", "Zebra"]


@pytest.fixture
def titled(home: HomePage, serbian_home: HomePage, serbian: Locale) -> Page:
    """A section of each language with articles below it; the Serbian one is returned."""
    english = SectionPageFactory(parent=home, title="About", slug="about")
    for number, title in enumerate(reversed(ENGLISH)):
        ArticlePageFactory(parent=english, title=title, slug=f"e{number}")
    section = SectionPageFactory(parent=serbian_home, title="О нама", slug="about", locale=serbian)
    for number, title in enumerate([*BY_AZBUKA[4:], *reversed(BY_AZBUKA[:4])]):
        ArticlePageFactory(parent=section, title=title, slug=f"a{number}", locale=serbian)
    return section


def titles(client: Client, query: str) -> list[str]:
    answer = client.get(f"/api/v2/pages/?{query}")
    assert answer.status_code == 200, answer.content
    return [item["title"] for item in answer.json()["items"]]


@pytest.mark.parametrize("besides", ["", "&show_in_menus=false"])
@pytest.mark.parametrize(
    ("locale", "expected"), [("sr", BY_AZBUKA), ("sr-Latn", BY_ABECEDA), ("en", ENGLISH)]
)
def test_the_api_follows_the_alphabet_of_the_variant(
    client: Client, titled: Page, locale: str, expected: list[str], besides: str
) -> None:
    query = f"type=relations.ArticlePage&locale={locale}{besides}"

    assert titles(client, f"{query}&order=title") == expected
    assert titles(client, f"{query}&order=-title") == expected[::-1]


@pytest.mark.parametrize(("locale", "expected"), [("sr", BY_AZBUKA), ("sr-Latn", BY_ABECEDA)])
def test_offices_follow_the_alphabet_of_the_variant(
    client: Client, home: HomePage, serbian: Locale, locale: str, expected: list[str]
) -> None:
    for name in [*BY_AZBUKA[4:], *reversed(BY_AZBUKA[:4])]:
        office_with_channels(name=name, locale=serbian)

    for order, wanted in (("name", expected), ("-name", expected[::-1])):
        answer = client.get(f"/api/v2/offices/?locale={locale}&order={order}").json()
        assert [office["name"] for office in answer["items"]] == wanted


def test_a_further_field_decides_between_equal_titles(client: Client, titled: Page) -> None:
    for slug in ("z", "b"):
        ArticlePageFactory(parent=titled, title="Ђачки дан", slug=slug, locale=titled.locale)

    answer = client.get("/api/v2/pages/?type=relations.ArticlePage&locale=sr&order=title,slug")

    found = [(item["title"], item["meta"]["slug"]) for item in answer.json()["items"]]
    assert [slug for title, slug in found if title == "Ђачки дан"] == sorted(
        slug for title, slug in found if title == "Ђачки дан"
    )
    assert [title for title, _ in found] == ["Вежба", *["Ђачки дан"] * 3, *BY_AZBUKA[2:]]


def test_the_explorer_follows_azbuka_drafts_included(client: Client, titled: Page) -> None:
    client.force_login(User.objects.create_superuser("editor", "e@example.org", "password"))
    draft = ArticlePageFactory(
        parent=titled, title="Жаба", slug="draft", locale=titled.locale, live=False
    )
    expected = [*BY_AZBUKA[:3], draft.title, *BY_AZBUKA[3:]]

    for ordering, wanted in (("title", expected), ("-title", expected[::-1])):
        answer = client.get(f"/admin/pages/{titled.pk}/?ordering={ordering}")
        assert [page.title for page in answer.context["object_list"]] == wanted


def test_what_was_searched_for_follows_azbuka_where_it_is_sorted_by_title(
    client: Client, titled: Page
) -> None:
    client.force_login(User.objects.create_superuser("editor", "e@example.org", "password"))
    found = ["Ђурђевдан у селу", "Лист у селу", "Љубав у селу", "Џем у селу"]
    for number, title in enumerate(reversed(found)):
        ArticlePageFactory(parent=titled, title=title, slug=f"f{number}", locale=titled.locale)

    admin = client.get(f"/admin/pages/{titled.pk}/?q=селу&ordering=title").context["object_list"]

    assert [page.title for page in admin] == found
    assert titles(client, "type=relations.ArticlePage&search=селу&order=-title") == found[::-1]


def test_the_pages_of_a_type_follow_azbuka(client: Client, titled: Page) -> None:
    client.force_login(User.objects.create_superuser("editor", "e@example.org", "password"))

    answer = client.get("/admin/pages/usage/relations/articlepage/?ordering=title")

    shown = [page.title for page in answer.context["object_list"]]
    assert [title for title in shown if title in BY_AZBUKA] == BY_AZBUKA
    assert [title for title in shown if title in ENGLISH] == ENGLISH


@pytest.mark.parametrize(
    ("factory", "path"),
    [(SiteImageFactory, "/admin/images/"), (SiteDocumentFactory, "/admin/documents/")],
)
def test_files_follow_azbuka(client: Client, home: HomePage, factory: type, path: str) -> None:
    client.force_login(User.objects.create_superuser("editor", "e@example.org", "password"))
    for title in reversed(BY_AZBUKA):
        factory(title=title)

    answer = client.get(f"{path}?ordering=title&layout=list")

    assert [item.title for item in answer.context["object_list"]] == BY_AZBUKA


def test_keys_of_another_release_are_made_anew_and_no_app_is_told(titled: Page) -> None:
    PublishedDocument.objects.update(title_order="", title_order_latin="")
    told = Change.objects.count()
    assert {column for found in differences() for column in found.columns} == {
        "title_order",
        "title_order_latin",
    }

    rebuild()

    assert differences() == []
    assert Change.objects.count() == told
