"""Key events of an article: what has a date, in the order of time wherever it is shown."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from home.models import HomePage
from relations.models import ArticlePage
from tests.support.factories import ArticlePageFactory, SectionPageFactory, key_point

pytestmark = pytest.mark.django_db

IN_TIME = ["In 2006.", "In December 2006.", "On 18 December 2006.", "In 2015.", "Last."]


@pytest.fixture
def article(home: HomePage) -> ArticlePage:
    section = SectionPageFactory(parent=home, slug="section")
    return ArticlePageFactory(
        parent=section,
        slug="events",
        key_points=[
            key_point("Last.", date=(2020, 5, 6)),
            key_point("On 18 December 2006.", date=(2006, 12, 18)),
            key_point("No date."),
            key_point("In 2015.", date=(2015, None, None)),
            key_point("In December 2006.", date=(2006, 12, None)),
            key_point("In 2006.", date=(2006, None, None)),
        ],
    )


def test_are_in_the_order_of_time(client: Client, article: ArticlePage) -> None:
    assert [event.statement for event in article.events] == IN_TIME
    shown = client.get("/en/section/events/").content.decode()
    listed = shown.partition('id="key-events"')[2]
    places = [listed.index(statement) for statement in IN_TIME]
    assert places == sorted(places)
    assert "No date." not in listed.partition("</section>")[0]


@pytest.mark.parametrize(("dated", "is_shown"), [(2, False), (3, True)])
def test_are_shown_from_three_on(
    client: Client, home: HomePage, dated: int, is_shown: bool
) -> None:
    section = SectionPageFactory(parent=home, slug="section")
    points = [
        key_point(f"In {year}.", date=(year, None, None)) for year in range(2000, 2000 + dated)
    ]
    headings = [("heading", {"text": f"Part {number}", "level": "2"}) for number in range(3)]
    article = ArticlePageFactory(
        parent=section, slug="few", key_points=[*points, key_point("No date.")], body=headings
    )

    shown = client.get("/en/section/few/").content.decode()

    assert ('id="key-events"' in shown) is is_shown
    assert ('href="#key-events"' in shown) is is_shown
    assert len(article.events) == dated


def test_are_so_for_search_engines(client: Client, article: ArticlePage) -> None:
    shown = client.get("/en/section/events/").content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown, re.DOTALL)
    graph = json.loads(script)["@graph"]
    assert [node["name"] for node in graph if node["@type"] == "CreativeWork"] == IN_TIME


def test_the_points_stay_in_the_editors_order(article: ArticlePage) -> None:
    assert article.points[0].statement == "Last."
