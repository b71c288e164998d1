"""A page type says by which date its pages stand in the feeds."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from relations.models import ArticlePage, SectionPage
from site_core.published.rebuild import differences
from tests.support.factories import ArticlePageFactory

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
