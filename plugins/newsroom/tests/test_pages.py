"""The list of news and its items, as readers meet them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import stream
from django.core.exceptions import ValidationError
from django.test import Client

from newsroom.models import NewsIndexPage, NewsItemPage, PressEventPage, Topic

pytestmark = pytest.mark.django_db
#: What a page may ask of the database when nothing is kept.
MAX_QUERIES = 10


def titles(response: Any) -> list[str]:
    """The items that a list shows, in order."""
    return re.findall(r'class="news-list__link"[^>]*>([^<]+)<', response.content.decode())


def test_the_newest_item_stands_first(client: Client, item: Callable[..., NewsItemPage]) -> None:
    item("Older", datetime.date(2026, 9, 1))
    item("Newest", datetime.date(2026, 11, 3))
    item("Between", datetime.date(2026, 10, 2))
    response = client.get("/en/news/")
    assert titles(response) == ["Newest", "Between", "Older"]
    assert "3 November 2026" in response.content.decode()


def test_a_long_list_is_read_in_parts(
    client: Client, item: Callable[..., NewsItemPage], settings: Any
) -> None:
    settings.NEWSROOM_ITEMS_PER_PAGE = 2
    for day in (1, 2, 3):
        item(f"Day {day}", datetime.date(2026, 11, day))
    second = client.get("/en/news/?page=2")
    assert titles(client.get("/en/news/")) == ["Day 3", "Day 2"]
    assert titles(second) == ["Day 1"]
    assert (
        '<link rel="canonical" href="http://localhost/en/news/?page=2">' in second.content.decode()
    )


def test_a_year_or_a_month_can_be_chosen(client: Client, item: Callable[..., NewsItemPage]) -> None:
    item("Last year", datetime.date(2025, 12, 31))
    item("New year", datetime.date(2026, 1, 1))
    item("Autumn", datetime.date(2026, 10, 2))
    assert titles(client.get("/en/news/?year=2026")) == ["Autumn", "New year"]
    assert titles(client.get("/en/news/?year=2025&month=12")) == ["Last year"]
    assert titles(client.get("/en/news/?year=2026&month=3")) == []
    whole = client.get("/en/news/").content.decode()
    assert re.findall(r'href="(\?year=[^"]+)"', whole) == [
        *("?year=2026", "?year=2026&amp;month=10", "?year=2026&amp;month=1"),
        *("?year=2025", "?year=2025&amp;month=12"),
    ]


def test_a_topic_can_be_chosen(
    client: Client, item: Callable[..., NewsItemPage], topic: Callable[..., Topic]
) -> None:
    reform, media = topic(), topic("For the media", "for-the-media")
    item("Both", datetime.date(2026, 11, 3), (media, reform))
    item("Media", datetime.date(2026, 11, 2), (media,))
    item("Neither", datetime.date(2026, 11, 1))
    chosen = client.get("/en/news/?topic=defence-reform")
    assert titles(chosen) == ["Both"]
    assert "<title>News: Defence reform – " in chosen.content.decode()
    assert titles(client.get("/en/news/?topic=for-the-media&year=2026")) == ["Both", "Media"]
    assert titles(client.get("/en/news/?topic=nothing")) == []


@pytest.mark.parametrize(
    "query",
    ["year=x", "year=99999", "year=²", "month=3", "topic=%00", "page=0", "page=x", "topic=а"],
)
def test_what_nobody_can_choose_counts_as_not_chosen(
    client: Client, item: Callable[..., NewsItemPage], query: str
) -> None:
    item("Only one")
    response = client.get(f"/en/news/?{query}")
    assert response.status_code == 200
    assert titles(response) == ["Only one"]


def test_an_item_shows_what_the_press_needs(
    client: Client, item: Callable[..., NewsItemPage], topic: Callable[..., Topic]
) -> None:
    page = item(
        "A visit",
        topics=(topic(),),
        place="Belgrade",
        body=stream(("paragraph", "<p>They talked.</p>")),
    )
    text = client.get(page.url).content.decode()
    assert '<span class="dateline__place">Belgrade</span>' in text
    assert '<time class="dateline__date" datetime="2026-11-03">3 November 2026</time>' in text
    assert "<p>They talked.</p>" in text
    assert 'href="/en/news/?topic=defence-reform"' in text
    assert '"@type": "NewsArticle"' in text


def test_corrections_are_dated_and_the_last_one_stands_first(
    client: Client, item: Callable[..., NewsItemPage]
) -> None:
    page = item(
        corrections=stream(
            ("correction", {"date": "2026-11-04", "text": "<p>The month was wrong.</p>"}),
            ("correction", {"date": "2026-11-05", "text": "<p>The year was wrong.</p>"}),
        )
    )
    text = client.get(page.url).content.decode()
    assert "Corrected on 5 November 2026" in " ".join(text.split())
    assert text.index("The year was wrong.") < text.index("The month was wrong.")
    assert '"@type": "CorrectionComment"' in text
    assert ">Corrected<" in client.get("/en/news/").content.decode()


def test_a_quotation_keeps_its_words_and_says_their_language(
    client: Client, item: Callable[..., NewsItemPage]
) -> None:
    page = item(
        body=stream(
            (
                "source_quotation",
                {
                    "original": "Наука движется вперёд.",
                    "language": "ru",
                    "translation": "Science moves on.",
                    "source": "A guest",
                },
            )
        )
    )
    text = client.get(page.url).content.decode()
    assert re.search(r'lang="ru"\s+translate="no"><p>Наука движется вперёд.</p>', text)
    assert "Original language: Russian" in text
    assert "Science moves on." in text


def test_as_markdown(client: Client, item: Callable[..., NewsItemPage]) -> None:
    page = item(
        place="Belgrade",
        body=stream(("paragraph", "<p>They talked.</p>")),
        corrections=stream(("correction", {"date": "2026-11-04", "text": "<p>A month.</p>"})),
    )
    text = client.get(f"{page.url}index.md").content.decode()
    assert "Belgrade, 2026-11-03" in text
    assert "They talked." in text
    assert "## Corrections" in text
    assert "- 2026-11-04: A month." in text


@pytest.mark.parametrize("kind", ["list", "item", "press event"])
def test_a_page_costs_few_queries(
    client: Client,
    item: Callable[..., NewsItemPage],
    topic: Callable[..., Topic],
    press_event: PressEventPage,
    django_assert_max_num_queries: Any,
    settings: Any,
    kind: str,
) -> None:
    settings.KEEP_RESPONSES = False
    about = topic(), topic("For the media", "for-the-media")
    for day in range(1, 13):
        last = item(
            f"Day {day}",
            datetime.date(2026, day, 1),
            about,
            body=stream(("paragraph", "<p>They talked.</p>")),
            corrections=stream(("correction", {"date": "2026-12-04", "text": "<p>A month.</p>"})),
        )
    url = {"list": "/en/news/", "item": last.url, "press event": press_event.url}[kind]
    for _ in range(
        2
    ):  # the first makes the row of the site's settings, and what is remembered is forgotten
        client.get(
            "/en/"
        )  # what a process looks up once: the site, the frame of pages, the offices
    with django_assert_max_num_queries(MAX_QUERIES):
        assert client.get(url).status_code == 200


def test_an_event_ends_after_it_began(press_event: PressEventPage) -> None:
    press_event.ends_at = datetime.time(10)
    with pytest.raises(ValidationError, match="It ends before it begins"):
        press_event.full_clean()
    press_event.starts_at = None
    with pytest.raises(ValidationError, match="Say when it begins as well"):
        press_event.full_clean()


def test_a_press_event_stands_in_the_list(
    client: Client, news: NewsIndexPage, press_event: PressEventPage
) -> None:
    text = client.get("/en/news/").content.decode()
    assert '<time class="news-date" datetime="2026-12-10">10 December 2026</time>' in text
    assert "Bircaninova 5, Belgrade" in text
    own = client.get(press_event.url).content.decode()
    assert "11:00–12:00" in own
    assert '"@type": "Event"' in own
