"""The search page: any spelling in either script, and nothing that is not public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from home.models import HomePage
from relations.models import SectionPage
from tests.factories import ArticlePageFactory, SectionPageFactory, key_point

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    return SectionPageFactory(parent=home, title="About", slug="about")


@pytest.fixture
def serbian_section(serbian_home: HomePage, serbian: Locale) -> SectionPage:
    return SectionPageFactory(
        parent=serbian_home, locale=serbian, title="Канцеларија у Београду", slug="kancelarija"
    )


def found(client: Client, query: str, language: str = "en") -> str:
    response = client.get(f"/{language}/search/", {"q": query})
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("query", ["about", "ABOUT", "  about  "])
def test_finds_a_page_by_its_title(client: Client, section: SectionPage, query: str) -> None:
    assert 'href="/en/about/"' in found(client, query)


def test_finds_words_inside_key_points(client: Client, section: SectionPage) -> None:
    ArticlePageFactory(
        parent=section, slug="plan", key_points=[key_point("An action plan was agreed.")]
    )

    assert 'href="/en/about/plan/"' in found(client, "actions agreed")
    assert 'href="/en/about/plan/"' not in found(client, "actions refused")


@pytest.mark.parametrize("query", ["Београд", "beograda", "BEOGRADU", "kancelarije", "Канцеларију"])
def test_finds_serbian_in_either_script_and_any_case(
    client: Client, serbian_section: SectionPage, query: str
) -> None:
    assert 'href="/sr/kancelarija/"' in found(client, query, "sr")


def test_finds_nothing_of_another_language(
    client: Client, section: SectionPage, serbian_section: SectionPage
) -> None:
    assert "/sr/kancelarija/" not in found(client, "Београд")
    assert "/en/about/" not in found(client, "about", "sr")


def test_finds_nothing_private(client: Client, section: SectionPage) -> None:
    PageViewRestriction.objects.create(page=section, restriction_type="login")

    assert "/en/about/" not in found(client, "about")


@pytest.mark.parametrize("query", ["", "   ", "?!", "\x00", "%", "x" * 5000])
def test_takes_whatever_is_entered(client: Client, section: SectionPage, query: str) -> None:
    assert "/en/about/" not in found(client, query)


def test_what_was_asked_is_printed_as_text(client: Client, home: HomePage) -> None:
    assert "<script>" not in found(client, "<script>alert(1)</script>")


def test_many_results_come_in_pages(
    client: Client, section: SectionPage, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(25):
        ArticlePageFactory(parent=section, title=f"Partnership {number}")
    client.get("/en/search/")

    with django_assert_max_num_queries(10):
        first = client.get("/en/search/?q=partnership").content.decode()
    second = client.get("/en/search/?q=partnership&page=2").content.decode()

    assert first.count('class="page-list__item"') == 20
    assert second.count('class="page-list__item"') == 5
    assert "q=partnership&amp;page=2" in first or "page=2" in first
