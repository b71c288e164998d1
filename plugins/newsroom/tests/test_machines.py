"""What machines read of the newsroom: the API, feeds, the news sitemap and calendars."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from conftest import stream
from defusedxml import ElementTree
from django.test import Client
from django.utils import timezone

from newsroom.models import NewsIndexPage, NewsItemPage, PressEventPage, Topic
from site_core.api.openapi import document

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture
def four(item: Callable[..., NewsItemPage], topic: Callable[..., Topic]) -> list[NewsItemPage]:
    """Items of four months, two of them with a topic."""
    about = topic()
    return [
        item("August", datetime.date(2026, 8, 31)),
        item("September", datetime.date(2026, 9, 1), (about,)),
        item("October", datetime.date(2026, 10, 31), (about,)),
        item("November", datetime.date(2026, 11, 1)),
    ]


def names(client: Client, query: str) -> list[str]:
    """The titles that the endpoint gives."""
    answer = client.get(f"/api/v2/news/?{query}").json()
    assert "items" in answer, answer
    return [found["title"] for found in answer["items"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("order=-date", ["November", "October", "September", "August"]),
        ("from=2026-09&to=2026-10&order=date", ["September", "October"]),
        ("from=2026-10-31&order=date", ["October", "November"]),
        ("to=2026-09-01&order=date", ["August", "September"]),
        ("topic=defence-reform&order=date", ["September", "October"]),
        ("topic=defence-reform&from=2026-10", ["October"]),
        ("topic=nothing", []),
        ("order=date&limit=2&offset=1", ["September", "October"]),
        ("from=2026-09&search=october", ["October"]),
        ("from=2026-09&locale=en&order=-date&limit=1", ["November"]),
    ],
)
def test_news_are_chosen_by_date_and_topic(
    client: Client, four: list[NewsItemPage], query: str, found: list[str]
) -> None:
    assert names(client, query) == found


def test_a_cursor_leads_through_all_of_them(client: Client, four: list[NewsItemPage]) -> None:
    first = client.get("/api/v2/news/?topic=defence-reform&limit=1&cursor=").json()
    cursor = first["meta"]["next_cursor"]
    assert names(client, f"topic=defence-reform&limit=1&cursor={cursor}") == ["October"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=soon", "from must be a date such as 2026, 2026-11 or 2026-11-20, not 'soon'"),
        ("from=2026-11&to=2026-10", "from must not be after to"),
        ("subject=x", "query parameter is not an operation or a recognised field: subject"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    client: Client, four: list[NewsItemPage], query: str, sentence: str
) -> None:
    answer = client.get(f"/api/v2/news/?{query}")
    assert answer.status_code == 400
    assert answer.json()["detail"] == sentence


def test_an_answer_is_asked_for_again_by_its_tag(client: Client, four: list[NewsItemPage]) -> None:
    answer = client.get("/api/v2/news/?topic=defence-reform")
    assert "public" in answer["Cache-Control"]
    again = client.get(
        "/api/v2/news/?topic=defence-reform", headers={"if-none-match": answer["ETag"]}
    )
    assert again.status_code == 304


def test_an_item_is_whole(
    client: Client, item: Callable[..., NewsItemPage], topic: Callable[..., Topic]
) -> None:
    page = item(
        place="Belgrade",
        topics=(topic(),),
        body=stream(
            (
                "source_quotation",
                {"original": "Bonjour.", "language": "fr", "translation": "", "source": "A guest"},
            )
        ),
        corrections=stream(("correction", {"date": "2026-11-04", "text": "<p>A month.</p>"})),
    )
    answer = client.get(f"/api/v2/news/{page.pk}/").json()
    assert (answer["date"], answer["place"]) == ("2026-11-03", "Belgrade")
    (correction,) = answer["corrections"]
    assert correction["value"] == {"date": "2026-11-04", "text": "<p>A month.</p>"}
    (quotation,) = answer["body"]
    assert quotation["value"]["language"] == "fr"
    (about,) = answer["topics"]
    assert about["topic"]["slug"] == "defence-reform"


def test_the_endpoint_is_described() -> None:
    described = document()
    parameters = described["paths"]["/api/v2/news/"]["get"]["parameters"]
    assert {"from", "to", "topic", "limit", "offset"} <= {one.get("name") for one in parameters}
    schemas = described["components"]["schemas"]
    assert schemas["NewsCorrection"]["properties"]["date"]["format"] == "date"
    assert "topics" in schemas["newsroom.NewsItemPage"]["properties"]


def test_the_atom_feed_holds_whole_items_and_their_author(
    client: Client, item: Callable[..., NewsItemPage], topic: Callable[..., Topic]
) -> None:
    page = item(topics=(topic(),), body=stream(("paragraph", "<p>They talked &amp; left.</p>")))
    answer = client.get("/en/news-feed.atom")
    assert answer["Content-Type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.content)
    (entry,) = feed.findall(f"{ATOM}entry")
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert "<p>They talked &amp; left.</p>" in (content.text or "")
    assert "What a visit is about." in (content.text or "")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == page.get_parent().get_parent().title
    assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == ["Defence reform"]
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == (  # type: ignore[union-attr] # it is there
        "http://localhost/en/news-feed.atom"
    )


def test_the_json_feed_holds_the_same(client: Client, four: list[NewsItemPage]) -> None:
    feed = client.get("/en/news-feed.json").json()
    assert [one["title"] for one in feed["items"]] == [
        *("November", "October", "September", "August")
    ]
    assert feed["items"][0]["authors"] == feed["authors"]
    assert "What november is about." in feed["items"][0]["content_html"]


def test_a_feed_of_one_topic(client: Client, four: list[NewsItemPage]) -> None:
    feed = client.get("/en/news-feed.json?topic=defence-reform").json()
    assert [one["title"] for one in feed["items"]] == ["October", "September"]
    assert feed["feed_url"].endswith("/en/news-feed.json?topic=defence-reform")


def test_addresses_in_a_feed_are_whole_and_nothing_is_for_browsers_alone(
    client: Client, news: NewsIndexPage, item: Callable[..., NewsItemPage]
) -> None:
    link = f'<p><a linktype="page" id="{news.pk}">All of it</a></p>'
    item(body=stream(("heading", {"text": "More", "level": "2"}), ("paragraph", link)))
    (entry,) = client.get("/en/news-feed.json").json()["items"]
    assert '<a href="http://localhost/en/news/">All of it</a>' in entry["content_html"]
    for mark in ("class=", "srcset", "hidden", "<button", "aria-"):
        assert mark not in entry["content_html"]


def test_the_feed_costs_few_queries(
    client: Client, four: list[NewsItemPage], django_assert_max_num_queries: Any, settings: Any
) -> None:
    settings.KEEP_RESPONSES = False
    for _ in range(2):
        client.get("/en/")
    with django_assert_max_num_queries(10):
        client.get("/en/news-feed.atom")


def test_without_news_there_is_no_feed(client: Client, home: Any) -> None:
    assert client.get("/en/news-feed.atom").status_code == 404


def test_the_news_sitemap_holds_two_days(
    client: Client, news: NewsIndexPage, item: Callable[..., NewsItemPage]
) -> None:
    with time_machine.travel(datetime.datetime(2026, 11, 3, 9, tzinfo=datetime.UTC), tick=False):
        item("Today & now", timezone.localdate(), slug="today")
        item("Last week", datetime.date(2026, 10, 27))
    with time_machine.travel(datetime.datetime(2026, 11, 4, 9, tzinfo=datetime.UTC), tick=False):
        answer = client.get("/en/news-sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    (url,) = ElementTree.fromstring(answer.content).findall(f"{SITEMAP}url")
    assert url.findtext(f"{SITEMAP}loc") == "http://localhost/en/news/today/"
    told = url.find(f"{NEWS}news")
    assert told is not None
    assert told.findtext(f"{NEWS}title") == "Today & now"
    assert told.findtext(f"{NEWS}publication_date") == "2026-11-03T09:00:00+00:00"
    assert told.findtext(f"{NEWS}publication/{NEWS}language") == "en"
    with time_machine.travel(datetime.datetime(2026, 11, 5, 10, tzinfo=datetime.UTC), tick=False):
        later = client.get("/en/news-sitemap.xml")
    assert ElementTree.fromstring(later.content).findall(f"{SITEMAP}url") == []


def test_a_press_event_stands_in_the_calendar(client: Client, press_event: PressEventPage) -> None:
    (event,) = client.get("/api/v2/events/?from=2026-12&to=2026-12").json()["items"]
    assert event["statement"] == "Briefing for the media"
    assert event["date"] == {"value": "2026-12-10", "precision": "day"}
    assert event["detail"] == "<p>11:00–12:00, Bircaninova 5, Belgrade</p>"
    assert event["html_url"].endswith("/en/news/briefing/#event")
    calendar = client.get("/en/events.ics").content.decode()
    assert "SUMMARY:Briefing for the media" in calendar
    assert "DTSTART;VALUE=DATE:20261210" in calendar
    assert "#event" in calendar
    assert 'id="event"' in client.get(press_event.url).content.decode()
