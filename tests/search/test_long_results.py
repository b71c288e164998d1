"""More pages than are put in order: every page of results has its own, and none is missing."""

from __future__ import annotations

import pytest
from django.test import Client

from home.models import HomePage
from site_core.search import ranking, views
from tests.support.factories import SectionPageFactory

pytestmark = pytest.mark.django_db

COUNT = 23


@pytest.fixture
def pages(home: HomePage) -> list[int]:
    """Pages that all have the word, the later ones more often: the best are last in the tree."""
    return [
        SectionPageFactory(
            parent=home,
            title=f"Plan {number}",
            slug=f"plan-{number}",
            lead=" ".join(["Plan."] * number),
        ).pk
        for number in range(COUNT)
    ]


@pytest.mark.parametrize("weighed", [3, 1000], ids=["too many to weigh", "weighed"])
@pytest.mark.parametrize("size", [4, 5, 7])
def test_every_page_of_results_is_complete(
    client: Client,
    pages: list[int],
    monkeypatch: pytest.MonkeyPatch,
    weighed: int,
    size: int,
) -> None:
    monkeypatch.setattr(ranking, "RANKED", 6)
    monkeypatch.setattr(ranking, "WEIGHED", weighed)
    found: list[int] = []
    for offset in range(0, COUNT, size):
        answer = client.get(f"/api/v2/search/?q=plan&offset={offset}&limit={size}").json()
        assert answer["meta"]["total_count"] == COUNT
        assert len(answer["items"]) == min(size, COUNT - offset)
        found += [item["id"] for item in answer["items"]]
    assert sorted(found) == sorted(pages)


def test_the_last_page_of_the_site_s_results(
    client: Client, pages: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "RANKED", 6)
    monkeypatch.setattr(views, "RESULTS_PER_PAGE", 10)
    seen = ""
    for number in (1, 2, 3):
        shown = client.get(f"/en/search/?q=plan&page={number}").content.decode()
        seen += shown.partition('id="results"')[2]
    for number in range(COUNT):
        assert seen.count(f'href="/en/plan-{number}/"') == 1, number


def test_nothing_comes_after_the_end(client: Client, pages: list[int]) -> None:
    answer = client.get(f"/api/v2/search/?q=plan&offset={COUNT}&limit=5").json()
    assert answer["items"] == []
