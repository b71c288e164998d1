"""``/search/`` and ``/events/``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from tests.support.factories import ArticlePageFactory, SectionPageFactory, key_point

pytestmark = pytest.mark.django_db

SEARCH = "/api/v2/search/"
EVENTS = "/api/v2/events/"


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return ArticlePageFactory(
        parent=section,
        title="Dialogue & events",
        slug="events",
        key_points=[
            key_point("It opened.", date=(2006, 12, 18), detail="<p>In <b>Belgrade</b>.</p>"),
            key_point("A plan was agreed.", date=(2015, 1, None)),
            key_point("A year of talks.", date=(2013, None, None)),
            key_point("No date."),
        ],
    )


@pytest.fixture
def serbian_article(serbian_home: HomePage) -> ArticlePage:
    section = SectionPageFactory(parent=serbian_home, title="О нама", slug="o-nama")
    return ArticlePageFactory(
        parent=section,
        title="Саопштења канцеларије",
        slug="saopstenja",
        key_points=[key_point("Саопштење из Београда.", date=(2020, 5, None))],
    )


def get(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(path)
    assert response.status_code == status, response.content
    return response.json()


class TestSearch:
    @pytest.mark.parametrize("query", ["saopstenje", "САОПШТЕЊЕ", "saopštenja", "Београду"])
    def test_finds_any_spelling_and_marks_it_in_the_readers_script(
        self, client: Client, serbian_article: ArticlePage, query: str
    ) -> None:
        cyrillic = get(client, f"{SEARCH}?q={query}&locale=sr")
        latin = get(client, f"{SEARCH}?q={query}&locale=sr-Latn")

        assert cyrillic["meta"]["total_count"] == 1
        assert cyrillic["items"][0]["id"] == serbian_article.pk
        assert latin["items"][0]["title"] == "Saopštenja kancelarije"
        assert latin["items"][0]["html_url"].startswith("http://localhost/sr-latn/")
        assert "<mark>" in latin["items"][0]["fragments"][0]
        assert all(text.isascii() or "š" in text for text in latin["items"][0]["fragments"])

    def test_escapes_what_it_does_not_mark(self, client: Client, article: ArticlePage) -> None:
        item = get(client, f"{SEARCH}?q=dialogue")["items"][0]
        assert item["fragments"][0] == "<mark>Dialogue</mark> &amp; events"

    def test_looks_into_rich_text(self, client: Client, article: ArticlePage) -> None:
        item = get(client, f"{SEARCH}?q=belgrade")["items"][0]
        assert item["fragments"] == ["In <mark>Belgrade</mark>."]

    def test_what_is_private_is_not_found(self, client: Client, article: ArticlePage) -> None:
        PageViewRestriction.objects.create(page=article, restriction_type="login")
        assert get(client, f"{SEARCH}?q=dialogue")["items"] == []

    def test_needs_words(self, client: Client, home: HomePage) -> None:
        for query in ("", "?q=", "?q=%20!"):
            answer = get(client, f"{SEARCH}{query}", status=400)
            assert (answer["code"], answer["parameter"]) == ("missing_parameter", "q")

    def test_says_what_a_word_was_taken_for(self, client: Client, article: ArticlePage) -> None:
        meta = get(client, f"{SEARCH}?q=dialoge")["meta"]
        assert meta["corrections"] == [{"word": "dialoge", "corrected_to": "dialogue"}]
        assert meta["has_all_words"]

    def test_costs_six_queries_at_most(
        self,
        client: Client,
        article: ArticlePage,
        django_assert_max_num_queries: Callable[..., Any],
    ) -> None:
        client.get(f"{SEARCH}?q=dialogue")
        with django_assert_max_num_queries(6):
            client.get(f"{SEARCH}?q=dialogue")


class TestEvents:
    def test_are_in_the_order_of_time(self, client: Client, article: ArticlePage) -> None:
        answer = get(client, EVENTS)

        assert answer["meta"]["total_count"] == 3
        assert [item["date"]["value"] for item in answer["items"]] == [
            "2006-12-18",
            "2013",
            "2015-01",
        ]
        first = answer["items"][0]
        assert first["statement"] == "It opened."
        assert first["page"]["title"] == "Dialogue & events"
        assert first["html_url"].startswith("http://localhost/en/about/events/#key-point-")

    @pytest.mark.parametrize(
        ("query", "years"),
        [
            ("from=2013", ["2013", "2015"]),
            ("from=2013-06-01&to=2013-07", ["2013"]),
            ("to=2006-12-17", []),
            ("to=2006-12-18", ["2006"]),
            ("from=2015-01-31&to=2015", ["2015"]),
            ("limit=1&offset=1", ["2013"]),
        ],
    )
    def test_between_two_dates(
        self, client: Client, article: ArticlePage, query: str, years: list[str]
    ) -> None:
        found = get(client, f"{EVENTS}?{query}")["items"]
        assert [item["date"]["value"][:4] for item in found] == years

    @pytest.mark.parametrize("date", ["x", "2015-13", "2015-1", "2015-02-30", "15", "²015"])
    def test_a_wrong_date_is_named(self, client: Client, home: HomePage, date: str) -> None:
        answer = get(client, f"{EVENTS}?to={date}", status=400)
        assert (answer["code"], answer["parameter"]) == ("invalid_parameter", "to")

    def test_in_either_script(self, client: Client, serbian_article: ArticlePage) -> None:
        assert get(client, f"{EVENTS}?locale=sr-Latn")["items"][0]["statement"] == (
            "Saopštenje iz Beograda."
        )

    def test_follow_their_page(self, client: Client, article: ArticlePage) -> None:
        article.key_points = [key_point("Only this.", date=(1999, None, None))]
        article.save_revision().publish()
        assert [item["statement"] for item in get(client, EVENTS)["items"]] == ["Only this."]
        article.unpublish()
        assert get(client, EVENTS)["items"] == []

    def test_cost_three_queries(
        self,
        client: Client,
        article: ArticlePage,
        django_assert_max_num_queries: Callable[..., Any],
    ) -> None:
        client.get(EVENTS)
        with django_assert_max_num_queries(6):
            client.get(EVENTS)
