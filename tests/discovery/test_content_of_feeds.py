"""Feeds hold news and articles, whole."""

from __future__ import annotations

from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from wagtail.models import Locale

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from tests.support.factories import ArticlePageFactory, ContactPageFactory, key_point
from tests.support.translating import translate

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def article(home: HomePage, section: SectionPage, serbian_home: HomePage) -> ArticlePage:
    """An article with some of everything, and its translation."""
    ContactPageFactory(parent=home, slug="contact")
    page = ArticlePageFactory(
        parent=section,
        title="Whole",
        slug="whole",
        lead="What it is about.",
        key_points=[key_point("It was agreed.", date=(2015, 1, 20))],
        body=[
            ("heading", {"text": "A heading <b>", "level": "2"}),
            (
                "paragraph",
                f'<p>See <a linktype="page" id="{section.pk}">there</a>.</p><ul><li>One</li></ul>',
            ),
            ("quote", {"text": "Words.", "source": "An officer", "source_url": ""}),
        ],
    )
    serbian = Locale.objects.get(language_code="sr")
    translate(section, serbian)
    translate(page, serbian)
    return page


def entry(client: Client, variant: str) -> Any:
    (found,) = fromstring(client.get(f"/{variant}/feed.atom").content).iter(f"{ATOM}entry")
    return found


def test_the_whole_content(client: Client, article: ArticlePage) -> None:
    (item,) = client.get("/en/feed.json").json()["items"]
    html = item["content_html"]
    for part in (
        "<p>What it is about.</p>",
        "It was agreed.",
        "<h2>A heading &lt;b&gt;</h2>",
        '<a href="http://localhost/en/about/">there</a>',
        "<li>One</li>",
        "<blockquote>",
    ):
        assert part in html
    assert item["summary"] == "What it is about."
    content = entry(client, "en").find(f"{ATOM}content")
    assert (content.get("type"), content.text) == ("html", html)


@pytest.mark.parametrize(
    ("variant", "word"), [("sr", "Превод: Words."), ("sr-latn", "Prevod: Words.")]
)
def test_in_the_variant_that_is_read(
    client: Client, article: ArticlePage, variant: str, word: str
) -> None:
    content = entry(client, variant).findtext(f"{ATOM}content")
    assert word in content
    assert f'href="http://localhost/{variant}/' in content
    (item,) = client.get(f"/{variant}/feed.json").json()["items"]
    assert item["content_html"] == content


def test_sections_and_contact_pages_are_no_news(client: Client, article: ArticlePage) -> None:
    assert entry(client, "en").findtext(f"{ATOM}title") == "Whole"
    (item,) = client.get("/en/feed.json").json()["items"]
    assert item["title"] == "Whole"


def test_what_a_word_of_the_text_looks_like_is_no_element(
    client: Client, section: SectionPage
) -> None:
    ArticlePageFactory(parent=section, lead="<script>alert(1)</script> & <b>bold</b>")
    (item,) = client.get("/en/feed.json").json()["items"]
    assert "<script" not in item["content_html"]
    assert "<b>" not in item["content_html"]
