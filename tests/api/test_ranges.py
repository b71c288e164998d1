"""Several ids in one request, and ranges of dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from tests.support.factories import ArticlePageFactory, key_point, office_with_channels

pytestmark = pytest.mark.django_db

DAYS = ("2026-01-31", "2026-02-01", "2026-03-15")


@pytest.fixture
def articles(home: HomePage, section: SectionPage) -> list[ArticlePage]:
    """One published on each of the days, reviewed on it, and telling of an event on it."""
    made: list[ArticlePage] = []
    for place, day in enumerate(DAYS):
        with time_machine.travel(f"{day}T12:00:00+01:00", tick=False):
            moment = date.fromisoformat(day)
            page = ArticlePageFactory(
                parent=section,
                title=f"Article {place}",
                slug=f"article-{place}",
                last_reviewed=moment,
                key_points=[key_point("It was.", date=(moment.year, moment.month, moment.day))],
            )
            page.save_revision().publish()
        made.append(page)
    return made


def titles(client: Client, path: str, **query: Any) -> list[str]:
    answer = client.get(f"/api/v2/{path}", query)
    assert answer.status_code == 200, answer.json()
    items = answer.json()["items"]
    assert answer.json()["meta"]["total_count"] == len(items)
    return [item["title"] if "title" in item else item["page"]["title"] for item in items]


def test_several_pages_by_their_ids(client: Client, articles: list[ArticlePage]) -> None:
    first, second, third = (page.pk for page in articles)
    assert titles(client, "pages/", id__in=f"{third},{first}") == ["Article 0", "Article 2"]
    assert titles(client, "pages/", id__in=f"{second}", locale="sr") == []
    repeated = client.get(f"/api/v2/pages/?id__in={first}&id__in={second}").json()
    assert [item["id"] for item in repeated["items"]] == [first, second]
    assert titles(client, "pages/", id__in=first, search="article") == ["Article 0"]


def test_what_is_not_public_is_left_out(client: Client, articles: list[ArticlePage]) -> None:
    articles[1].unpublish()
    ids = ",".join(str(page.pk) for page in articles)
    assert titles(client, "pages/", id__in=ids) == ["Article 0", "Article 2"]


def test_several_offices_by_their_ids(client: Client) -> None:
    office, _other = office_with_channels(), office_with_channels()
    (item,) = client.get(f"/api/v2/offices/?id__in={office.pk}").json()["items"]
    assert item["id"] == office.pk


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"first_published_at__gte": "2026-02-01"}, [1, 2]),
        ({"first_published_at__lt": "2026-02-01"}, [0]),
        ({"first_published_at__gte": "2026-02-01T11:00:00Z"}, [1, 2]),
        ({"first_published_at__gte": "2026-02-01T12:00:01+01:00"}, [2]),
        ({"last_published_at__gte": "2026-01-01", "last_published_at__lt": "2026-03-01"}, [0, 1]),
        ({"last_reviewed__gte": "2026-02-01", "last_reviewed__lt": "2026-03-15"}, [1]),
    ],
)
def test_pages_between_two_dates(
    client: Client, articles: list[ArticlePage], query: dict[str, str], found: list[int]
) -> None:
    chosen = titles(client, "pages/", type="relations.ArticlePage", **query)
    assert chosen == [f"Article {place}" for place in found]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"date__gte": "2026-02"}, [1, 2]),
        ({"date__lt": "2026-02"}, [0]),
        ({"date__gte": "2026-02-01", "date__lt": "2026-03-15"}, [1]),
        ({"date__lt": "2027", "from": "2026-03"}, [2]),
        ({"date__lt": "2026"}, []),
    ],
)
def test_events_between_two_dates(
    client: Client, articles: list[ArticlePage], query: dict[str, str], found: list[int]
) -> None:
    assert titles(client, "events/", **query) == [f"Article {place}" for place in found]


def test_a_date_of_one_type_needs_the_type(client: Client, articles: list[ArticlePage]) -> None:
    answer = client.get("/api/v2/pages/?last_reviewed__gte=2026-01-01")
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_parameter")
