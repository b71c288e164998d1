"""Sitemaps and feeds ask the database as much for many pages as for few."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from home.models import HomePage
from site_core.discovery import calendars, markdown, sitemaps
from site_core.published.models import PublishedDocument
from tests.support.factories import ArticlePageFactory, SectionPageFactory, key_point

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "path",
    ["/sitemap.xml", "/sitemap-en.xml", "/en/feed.atom", "/en/events.ics", "/llms.txt"],
)
def test_more_pages_take_no_more_queries(
    client: Client, home: HomePage, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(sitemaps, "PER_FILE", 3)
    asked = []
    for count in (3, 15):
        for number in range(count):
            ArticlePageFactory(parent=home, slug=f"with-{count}-{number}")
        asked.append(queries_of(client, path))
    assert asked[0] == asked[1]


def test_a_file_says_when_one_of_its_pages_was_published_last(
    client: Client, home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PER_FILE", 2)
    pages: list[Any] = [home]
    pages += [ArticlePageFactory(parent=home, slug=f"page-{number}") for number in range(3)]
    changed = [datetime(2024, month, 1, tzinfo=UTC) for month in (5, 3, 7, 6)]
    for page, moment in zip(pages, changed, strict=True):
        PublishedDocument.objects.filter(pk=page.pk).update(last_published_at=moment)

    index = fromstring(client.get("/sitemap.xml").content)

    english = [
        entry.findtext(f"{SITEMAP}lastmod")
        for entry in index
        if "/sitemap-en.xml" in (entry.findtext(f"{SITEMAP}loc") or "")
    ]
    assert english == [changed[0].isoformat(), changed[2].isoformat()]


def test_pages_of_an_unknown_time_come_last(client: Client, home: HomePage) -> None:
    pages = [ArticlePageFactory(parent=home, title=f"Page {number}") for number in range(4)]
    times = [datetime(2024, 1, 1, tzinfo=UTC), None, datetime(2024, 2, 1, tzinfo=UTC), None]
    for page, moment in zip(pages, times, strict=True):
        PublishedDocument.objects.filter(pk=page.pk).update(first_published_at=moment)

    items = client.get("/en/feed.json").json()["items"]

    assert [item["title"] for item in items] == ["Page 2", "Page 0", "Page 3", "Page 1"]


def test_the_overview_names_the_pages_that_stand_highest(
    client: Client, home: HomePage, serbian_home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markdown, "MAX_LISTED", 3)
    for name in ("one", "two"):
        section = SectionPageFactory(parent=home, title=f"Section {name}", slug=name)
        ArticlePageFactory(parent=section, title=f"Article {name}", slug=name)

    text = client.get("/llms.txt").content.decode()

    assert [name for name in ("Section one", "Section two") if name in text] == [
        "Section one",
        "Section two",
    ]
    assert "Article" not in text
    assert text.count("More pages stand below these") == 1  # the Serbian ones are all there
    assert "[a sitemap](http://localhost/sitemap-en.xml) lists all." in text


def test_the_calendar_has_the_latest_events(
    client: Client, home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendars, "MAX_EVENTS", 2)
    years = (2022, 2024, 2023)
    points = [key_point(f"In {year}.", date=(year, 5, 1)) for year in years]
    ArticlePageFactory(parent=home, key_points=points)

    calendar = Calendar.from_ical(client.get("/en/events.ics").content)

    assert [str(event["summary"]) for event in calendar.events] == ["In 2023.", "In 2024."]


@pytest.mark.parametrize(
    "statement",
    [
        "Signed; in part, with a \\ and “quotes”",
        "Потписано је " + "врло дугачко " * 12 + "име",
        "Ends where a line ends: " + "x" * 43,
        "A line\nand another",
        "🕊" * 60,
    ],
)
def test_a_calendar_says_what_the_page_says(client: Client, home: HomePage, statement: str) -> None:
    point = key_point(statement, date=(2024, 2, 29), detail=f"<p>{statement}</p>")
    ArticlePageFactory(parent=home, key_points=[point])

    content = client.get("/en/events.ics").content

    (event,) = Calendar.from_ical(content).events
    assert str(event["summary"]) == statement
    assert " ".join(str(event["description"]).split()) == " ".join(statement.split())
    assert (event.start, event.end) == (date(2024, 2, 29), date(2024, 3, 1))
    assert max(map(len, content.split(b"\r\n"))) <= 75  # octets, RFC 5545, 3.1
    assert content.count(b"\n") == content.count(b"\r\n")


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "0", "-1"])
def test_a_file_that_there_cannot_be_is_not_found(
    client: Client, home: HomePage, number: str
) -> None:
    assert client.get("/sitemap-en.xml", {"page": number}).status_code == 404
