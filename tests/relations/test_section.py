"""A section lists its pages in parts, each with an address of its own."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from home.models import HomePage
from relations.models import LISTED_AT_ONCE, ArticlePage, SectionPage
from tests.support.factories import ArticlePageFactory, SectionPageFactory

pytestmark = pytest.mark.django_db
COUNT = 2 * LISTED_AT_ONCE + 3


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    section = SectionPageFactory(parent=home, title="Notes", slug="notes")
    for number in range(COUNT):
        ArticlePageFactory(parent=section, title=f"Note {number:03}")
    return section


def listed(html: str) -> list[str]:
    return re.findall(r'page-list__link"\s+href="[^"]*">(Note \d+)<', html)


def canonical(html: str) -> str:
    (found,) = re.findall(r'rel="canonical"\s+href="([^"]*)"', html)
    return found


def test_every_page_is_in_one_part(section: SectionPage, client: Client) -> None:
    parts = [client.get(f"/en/notes/?page={number}").content.decode() for number in (1, 2, 3)]
    assert [len(listed(part)) for part in parts] == [LISTED_AT_ONCE, LISTED_AT_ONCE, 3]
    assert [title for part in parts for title in listed(part)] == [
        f"Note {number:03}" for number in range(COUNT)
    ]


def test_a_reader_is_led_from_part_to_part(section: SectionPage, client: Client) -> None:
    first, second = (client.get(f"/en/notes/{query}").content.decode() for query in ("", "?page=2"))
    assert re.search(r'rel="next"\s+href="\?page=2"', first)
    assert 'rel="prev"' not in first
    assert "Page 1 of 3" in first
    assert re.search(r'rel="prev"\s+href="\?page=1"', second)
    assert "<title>Notes (Page 2 of 3) – " in second


def test_each_part_has_an_address_of_its_own(section: SectionPage, client: Client) -> None:
    addresses = [
        canonical(client.get(f"/en/notes/{query}").content.decode())
        for query in ("", "?page=1", "?page=2", "?utm_source=mail&page=2", "?page=99", "?page=x")
    ]
    base = "http://localhost/en/notes/"
    assert addresses == [base, base, f"{base}?page=2", f"{base}?page=2", f"{base}?page=3", base]


def test_a_kept_part_is_not_another_one(
    section: SectionPage, client: Client, settings: Any
) -> None:
    settings.KEEP_RESPONSES = True
    first = listed(client.get("/en/notes/").content.decode())
    assert listed(client.get("/en/notes/?page=2").content.decode()) != first
    assert listed(client.get("/en/notes/?utm_source=mail").content.decode()) == first


def test_a_short_list_has_one_part(home: HomePage, client: Client) -> None:
    section = SectionPageFactory(parent=home, title="Few", slug="few")
    ArticlePageFactory(parent=section, title="Note 001")
    html = client.get("/en/few/").content.decode()
    assert listed(html) == ["Note 001"]
    assert "pagination" not in html


class TestTheDatesOfAList:
    def dates(self, client: Client, path: str) -> list[str]:
        html = client.get(path).content.decode()
        return [
            " ".join(text.split()) for text in re.findall(r"facts\">(.*?)</p>", html, re.DOTALL)
        ]

    def test_are_those_on_which_somebody_checked_the_page(
        self, home: HomePage, client: Client
    ) -> None:
        section = SectionPageFactory(parent=home, slug="few")
        ArticlePageFactory(parent=section, last_reviewed=date(2026, 9, 1))
        ArticlePageFactory(parent=section)
        assert self.dates(client, "/en/few/") == [
            'Last reviewed: <time datetime="2026-09-01">1 September 2026</time>'
        ]

    def test_are_those_of_news_and_events_where_a_type_has_one(
        self, home: HomePage, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        section = SectionPageFactory(parent=home, slug="few")
        monkeypatch.setattr(ArticlePage, "feed_date", property(lambda _page: date(2026, 11, 3)))
        ArticlePageFactory(parent=section, last_reviewed=date(2026, 9, 1))
        assert self.dates(client, "/en/few/") == [
            '<time datetime="2026-11-03">3 November 2026</time>'
        ]
