"""The language switch: the same page in every variant, or the home page and why."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from home.models import HomePage
from relations.models import SectionPage
from tests.support.factories import SectionPageFactory
from tests.support.translating import translate

pytestmark = pytest.mark.django_db
REASON = "not available in this language"
LEADS_HOME = f"{REASON}; leads to the home page"


def entries(client: Client, path: str) -> list[tuple[str, str, str]]:
    """Label, path and reason of each entry."""
    page = BeautifulSoup(client.get(path).content, "html.parser")

    def entry(link: Tag) -> tuple[str, str, str]:
        label, _name, *reason = [part.get_text(strip=True).strip("()") for part in link("span")]
        item = link.find_parent("li")
        assert item is not None
        title = str(item.get("title", ""))
        assert title.lower() == "".join(reason).lower()
        return label, str(link.get("href", "")), "".join(reason)

    return [entry(link) for link in page.select(".language-switch a")]


@pytest.fixture
def untranslated(home: HomePage) -> SectionPage:
    return SectionPageFactory(parent=home, title="Chief", slug="chief")


def test_an_absent_variant_leads_to_its_home_page(
    client: Client, untranslated: SectionPage, serbian_home: HomePage
) -> None:
    assert entries(client, "/en/chief/") == [
        ("Eng", "/en/chief/", ""),
        ("Lat.", "/sr-latn/", LEADS_HOME),
        ("Ћир.", "/sr/", LEADS_HOME),
    ]
    assert client.get("/sr/").status_code == client.get("/sr-latn/").status_code == 200


def test_the_page_says_it_where_a_finger_finds_it(
    client: Client, untranslated: SectionPage, serbian_home: HomePage, serbian: Locale
) -> None:
    said = "This page is not available in Serbian."
    assert client.get("/en/chief/").content.decode().count(said) == 1
    translate(untranslated, serbian)
    assert said not in client.get("/en/chief/").content.decode()


def test_a_language_without_a_home_page_leads_nowhere(
    client: Client, untranslated: SectionPage
) -> None:
    assert entries(client, "/en/chief/")[1:] == [("Lat.", "", REASON), ("Ћир.", "", REASON)]
    assert "is not available in" not in client.get("/en/chief/").content.decode()


def test_where_there_is_no_page_at_all_every_language_is_offered(
    client: Client, home: HomePage, serbian_home: HomePage
) -> None:
    assert [path for _, path, _ in entries(client, "/en/nothing/")] == [
        "/en/nothing/",
        "/sr-latn/",
        "/sr/",
    ]


def test_it_costs_no_query(
    client: Client,
    untranslated: SectionPage,
    serbian_home: HomePage,
    serbian: Locale,
    settings: Any,
) -> None:
    settings.KEEP_RESPONSES = False
    translated = SectionPageFactory(parent=untranslated.get_parent(), title="Both", slug="both")
    translate(translated, serbian)

    client.get("/en/")  # which makes the settings of the site

    def cost(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    assert cost("/en/chief/") == cost("/en/both/")
