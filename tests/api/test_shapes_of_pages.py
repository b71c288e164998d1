"""What programs can rely on in a page: its type, numbers that are numbers, nothing of the editor's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.api.openapi import document
from site_core.published.models import PublishedDocument
from tests.support.factories import ArticlePageFactory, key_point, office_with_channels
from tests.support.translating import translate

pytestmark = pytest.mark.django_db

ARTICLE = "relations.ArticlePage"


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    office = office_with_channels(latitude="44.804600", longitude="20.457300")
    return ArticlePageFactory(
        parent=section,
        slug="key-events",
        key_points=[key_point("It was agreed.", date=(2015, 1, 20))],
        body=[
            ("heading", {"text": "A heading", "level": "3"}),
            ("office_card", {"office": office}),
        ],
    )


@pytest.mark.parametrize(
    "query",
    ["pages/{id}/", "pages/{id}/?fields=*", "pages/{id}/?locale=en&fallback=en"],
)
def test_a_whole_page_begins_with_its_type(
    client: Client, article: ArticlePage, query: str
) -> None:
    page = client.get(f"/api/v2/{query.format(id=article.pk)}").json()
    assert list(page)[:2] == ["id", "type"]
    assert page["type"] == page["meta"]["type"] == ARTICLE
    described = document()["components"]["schemas"][ARTICLE]
    assert set(described["required"]) == set(page)


@pytest.mark.parametrize("query", ["", "?fields=*", "?fields=show_in_menus", "?search=article"])
def test_so_does_each_of_a_list(client: Client, article: ArticlePage, query: str) -> None:
    items = client.get(f"/api/v2/pages/{query}").json()["items"]
    assert items
    for item in items:
        assert item["type"] == item["meta"]["type"]
        described = document()["components"]["schemas"][f"{item['type']}.Listed"]
        assert set(described["required"]) <= set(item)


@pytest.mark.parametrize("fields", ["_,id,title,type", "*,-body", "*,parent(_,id)"])
def test_what_is_left_of_a_page_has_none(client: Client, article: ArticlePage, fields: str) -> None:
    page = client.get(f"/api/v2/pages/{article.pk}/?fields={fields}").json()
    assert "type" not in page
    assert page["meta"].get("type", ARTICLE) == ARTICLE


def test_resolved_pages_and_drafts_have_it(client: Client, article: ArticlePage) -> None:
    assert client.get(f"/api/v2/resolve/?path={article.url}").json()["page"]["type"] == ARTICLE


def test_numbers_are_numbers(client: Client, article: ArticlePage) -> None:
    heading, card = client.get(f"/api/v2/pages/{article.pk}/").json()["body"]
    assert heading["value"] == {"text": "A heading", "level": 3}
    office = card["value"]["office"] if "office" in card["value"] else card["value"]
    assert (office["latitude"], office["longitude"]) == (44.8046, 20.4573)
    (item,) = client.get("/api/v2/offices/").json()["items"]
    assert (item["latitude"], item["longitude"]) == (44.8046, 20.4573)


@pytest.fixture
def kept(section: SectionPage, serbian_home: HomePage, serbian: Locale) -> Any:
    """A Serbian article with words that keep their script, and the same without."""
    article = ArticlePageFactory(parent=section, slug="kept", key_points=[])
    translate(section, serbian)
    translate(article, serbian)
    page = article.get_translation(serbian).specific
    page.body = [
        ("heading", {"text": "Слово ћ", "level": "2", "keep_script": True}),
        ("heading", {"text": "Слово ћ", "level": "2", "keep_script": False}),
    ]
    page.save_revision().publish()
    return page


@pytest.mark.parametrize(
    ("variant", "texts"),
    [("sr-Latn", ["Слово ћ", "Slovo ć"]), ("sr", ["Слово ћ", "Слово ћ"])],
)
def test_options_of_the_editor_stay_there(
    client: Client, kept: Any, variant: str, texts: list[str]
) -> None:
    for path in (f"pages/{kept.pk}/?locale={variant}", f"pages/?locale={variant}&fields=*"):
        answer = client.get(f"/api/v2/{path}")
        assert "keep_script" not in answer.content.decode()
    page = client.get(f"/api/v2/pages/{kept.pk}/?locale={variant}").json()
    assert [block["value"]["text"] for block in page["body"]] == texts
    stored = PublishedDocument.objects.get(pk=kept.pk).representation["body"]
    assert [block["value"].get("keep_script") for block in stored] == [True, None]


def test_nothing_of_the_editor_is_described() -> None:
    assert "keep_script" not in str(document())
