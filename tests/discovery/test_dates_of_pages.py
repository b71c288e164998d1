"""A page type says by which date its pages stand in the feeds, and what of them has a date of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from relations.models import ArticlePage, SectionPage
from site_core.exceptions import Refused
from site_core.published.key_events import event
from site_core.published.rebuild import differences
from tests.support.factories import ArticlePageFactory, key_point

pytestmark = pytest.mark.django_db

DATES = {
    "Opening": date(2030, 5, 1),
    "Closing": datetime(2001, 1, 1, 9, 30, tzinfo=UTC),
    "Statement": None,
}


@pytest.fixture
def dated(monkeypatch: pytest.MonkeyPatch, section: SectionPage) -> dict[str, ArticlePage]:
    """Pages of a type that has dates of its own, published in the order of their titles here."""
    monkeypatch.setattr(
        ArticlePage, "feed_date", property(lambda page: DATES.get(page.title)), raising=False
    )
    pages: dict[str, ArticlePage] = {}
    for title in DATES:
        page = ArticlePageFactory(parent=section, title=title, slug=title.lower())
        page.save_revision().publish()
        pages[title] = page
    return pages


def items(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/en/about/feed.json").json()["items"]
    return found


def test_the_newest_comes_first_by_its_own_date(
    client: Client, dated: dict[str, ArticlePage]
) -> None:
    assert [item["title"] for item in items(client)] == ["Opening", "Statement", "Closing"]
    day = datetime.fromisoformat(items(client)[0]["date_published"])
    assert timezone.localtime(day) == timezone.make_aware(datetime(2030, 5, 1))
    assert items(client)[2]["date_published"] == "2001-01-01T09:30:00Z"
    atom = client.get("/en/about/feed.atom").content.decode()
    assert atom.index("Opening") < atom.index("Statement") < atom.index("Closing")


def test_another_date_is_another_place(
    client: Client, dated: dict[str, ArticlePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DATES, "Closing", date(2040, 1, 1))
    assert [found.columns for found in differences()] == [("feed_date", "digest")]
    dated["Closing"].save_revision().publish()
    assert items(client)[0]["title"] == "Closing"
    assert differences() == []


@pytest.fixture
def tender(monkeypatch: pytest.MonkeyPatch, section: SectionPage) -> ArticlePage:
    """A page of a type that has a deadline, besides a dated key point."""

    def get_events(cls: type[ArticlePage], own: dict[str, Any]) -> Any:
        yield from super(ArticlePage, cls).get_events(own)
        yield event(f"Deadline: {own['lead']}", date(2031, 6, 1), "<p>At noon.</p>", "deadline")
        yield event("Opening", "2031-07")

    monkeypatch.setattr(ArticlePage, "get_events", classmethod(get_events))
    point = key_point("Published.", date=(2030, 1, 2))
    return ArticlePageFactory(
        parent=section, title="Tender", slug="tender", lead="Fuel", key_points=[point]
    )


def test_what_has_a_date_is_an_event(client: Client, tender: ArticlePage) -> None:
    answer = client.get("/api/v2/events/?from=2031").json()
    first, second = answer["items"]
    assert first["statement"] == "Deadline: Fuel"
    assert first["date"] == {"value": "2031-06-01", "precision": "day"}
    assert first["html_url"] == "http://localhost/en/about/tender/#deadline"
    assert second["date"] == {"value": "2031-07", "precision": "month"}
    assert second["html_url"] == "http://localhost/en/about/tender/"
    assert client.get("/api/v2/events/").json()["meta"]["total_count"] == 3
    calendar = client.get("/en/about/tender/events.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 3
    assert "SUMMARY:Deadline: Fuel" in calendar
    assert differences() == []


def test_dates_that_raise_refuse_the_page_alone(
    client: Client, tender: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raises(cls: type[ArticlePage], own: dict[str, Any]) -> Any:
        raise KeyError("deadline")

    monkeypatch.setattr(ArticlePage, "get_events", classmethod(raises))
    with pytest.raises(Refused, match="get_events"):
        tender.save_revision().publish()
    assert client.get("/api/v2/events/").json()["meta"]["total_count"] == 3
