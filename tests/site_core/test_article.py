"""How an article hangs together: what stands beside it, and its table of contents."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from tests.support.factories import ArticlePageFactory, SectionPageFactory, key_point
from tests.support.translating import MARK, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    return SectionPageFactory(parent=home, slug="about", show_in_menus=True)


@pytest.fixture
def three(section: SectionPage) -> list[ArticlePage]:
    return [
        ArticlePageFactory(parent=section, title=title, slug=title.lower())
        for title in ("First", "Second", "Third")
    ]


def neighbours(client: Client, path: str) -> dict[str, tuple[str, str]]:
    """The title and path of each neighbour that a page leads to, by the relation."""
    html = client.get(path).content.decode()
    links = re.findall(r'<a\s[^>]*href="([^"]+)"\s+rel="(prev|next)">(.*?)</a>', html, re.S)
    return {
        relation: (re.findall(r'__title">([^<]*)<', inside)[0], address)
        for address, relation, inside in links
    }


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("first", {"next": ("Second", "/en/about/second/")}),
        (
            "second",
            {"prev": ("First", "/en/about/first/"), "next": ("Third", "/en/about/third/")},
        ),
        ("third", {"prev": ("Second", "/en/about/second/")}),
    ],
)
def test_an_article_leads_to_those_beside_it(
    client: Client, three: list[ArticlePage], title: str, expected: dict[str, Any]
) -> None:
    assert neighbours(client, f"/en/about/{title}/") == expected


def test_pages_below_or_above_stand_beside_nobody(
    client: Client, home: HomePage, section: SectionPage
) -> None:
    ArticlePageFactory(parent=section, slug="alone")
    below = SectionPageFactory(parent=section, slug="deeper")
    ArticlePageFactory(parent=below, slug="deepest")
    SectionPageFactory(parent=home, slug="later", show_in_menus=True)

    assert neighbours(client, "/en/about/deeper/deepest/") == {}
    assert list(neighbours(client, "/en/about/alone/")) == ["next"]


def test_unpublished_and_restricted_neighbours_are_passed_over(
    client: Client, section: SectionPage, three: list[ArticlePage]
) -> None:
    last = ArticlePageFactory(parent=section, title="Fourth", slug="fourth")
    three[1].unpublish()
    PageViewRestriction.objects.create(page=three[2], restriction_type="login")

    assert neighbours(client, "/en/about/first/") == {"next": ("Fourth", "/en/about/fourth/")}
    assert neighbours(client, last.url) == {"prev": ("First", "/en/about/first/")}


def test_neighbours_are_given_in_the_form_that_is_read(
    client: Client,
    serbian: Locale,
    serbian_home: HomePage,
    section: SectionPage,
    three: list[ArticlePage],
) -> None:
    translate(section, serbian)
    path = ""
    for article in three[:2]:
        path = translate(article, serbian).full_url.partition("/sr/")[2]

    ((title, address),) = neighbours(client, f"/sr/{path}").values()
    assert title == f"{MARK}First"
    assert address.startswith("/sr/")
    ((title, address),) = neighbours(client, f"/sr-latn/{path}").values()
    assert title == "Prevod: First"
    assert address.startswith("/sr-latn/")


def heading(text: str, level: str = "2") -> tuple[str, dict[str, str]]:
    return "heading", {"text": text, "level": level}


def test_a_long_article_has_a_table_of_contents(section: SectionPage) -> None:
    article: Any = ArticlePageFactory(
        parent=section,
        key_points=[key_point("It was agreed.")],
        body=[heading("One"), heading("Two"), heading("Below two", "3"), heading("Three")],
    )
    article = ArticlePage.objects.get(pk=article.pk)

    assert [entry.text for entry in article.contents] == ["Key points", "One", "Two", "Three"]
    assert article.contents[1].anchor == f"heading-{article.body[0].id}"


def test_a_short_article_has_none(section: SectionPage) -> None:
    article = ArticlePageFactory(
        parent=section, body=[heading("One"), heading("Two"), heading("Below two", "3")]
    )

    assert ArticlePage.objects.get(pk=article.pk).contents == []


def test_a_heading_keeps_its_address_in_translation_and_under_another_name(
    client: Client, serbian: Locale, serbian_home: HomePage, section: SectionPage
) -> None:
    article: Any = ArticlePageFactory(parent=section, slug="long", body=[heading("One")])
    article = ArticlePage.objects.get(pk=article.pk)
    anchor = f'id="heading-{article.body[0].id}"'
    translate(section, serbian)
    translated = translate(article, serbian)
    article.body[0].value["text"] = "Another name"
    article.save_revision().publish()

    english = client.get("/en/about/long/").content.decode()
    assert anchor in english
    assert "Another name" in english
    path = translated.full_url.partition("/sr/")[2]
    for prefix in ("sr", "sr-latn"):
        assert anchor in client.get(f"/{prefix}/{path}").content.decode()


def test_a_link_to_a_heading_has_its_name_and_the_heading_stays_as_it_is(
    client: Client, section: SectionPage
) -> None:
    ArticlePageFactory(parent=section, slug="long", body=[heading("One")])

    html = client.get("/en/about/long/").content.decode()

    (anchor,) = re.findall(r'<a class="permalink noprint"\s+href="#(heading-[^"]+)"', html)
    assert f'aria-labelledby="link-to-heading {anchor}"' in html
    assert re.search(rf'<h2[^>]*id="{anchor}"[^>]*>One</h2>', html)


def test_words_that_keep_their_script_keep_it_in_the_contents_and_in_summaries(
    client: Client, serbian: Locale, serbian_home: HomePage
) -> None:
    section = SectionPageFactory(parent=serbian_home, slug="o-nama", locale=serbian)
    kept = ("heading", {"text": "Слово", "level": "2", "keep_script": True})
    kind, point = key_point("Реч.", detail="<p>Појединост</p>")
    ArticlePageFactory(
        parent=section,
        slug="pisma",
        locale=serbian,
        key_points=[(kind, {**point, "keep_script": True})],
        body=[kept, heading("Други"), heading("Трећи")],
    )

    html = client.get("/sr-latn/o-nama/pisma/").content.decode()

    contents = html.partition('<nav class="contents"')[2].partition("</nav>")[0]
    assert 'translate="no">Слово</a>' in contents
    assert ">Drugi</a>" in contents
    summary = html.partition("<summary")[2].partition("</summary>")[0]
    assert 'translate="no">Реч.</span>' in summary
    assert "Detaljnije" in summary
