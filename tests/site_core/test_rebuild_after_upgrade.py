"""After an upgrade the worker makes the published documents anew, and readers are answered meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from home.models import HomePage
from site_core.languages import analysis
from site_core.models import PublishedDocument, PublishedRebuild, User
from site_core.plugins import registry
from site_core.published import fingerprint, projection, rebuild, rebuild_queue
from site_core.published.models import SearchWord
from site_core.published.rebuild import differences
from site_core.published.searchable import searchable_words
from tests.support.factories import SectionPageFactory

pytestmark = pytest.mark.django_db

TITLES = ("Ministers of defence", "A minister speaks", "Exercises", "Partnership", "Visits")


@pytest.fixture(autouse=True)
def own_fingerprint() -> Iterator[None]:
    clear = fingerprint.current.cache_clear
    clear()
    yield
    clear()


@pytest.fixture
def earlier_analysis(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """As long as the block lasts, words have the stems that an earlier release gave them."""
    analysis.stem_of.cache_clear()
    with monkeypatch.context() as earlier:
        earlier.setattr(analysis, "_english_stem", lambda word: f"{word[:5]}{len(word)}")
        yield earlier
    analysis.stem_of.cache_clear()


@pytest.fixture
def pages_of_earlier_release(home: HomePage, earlier_analysis: pytest.MonkeyPatch) -> list[Page]:
    """Pages that an earlier release has published, before any worker of this one has started."""
    pages: list[Page] = [
        SectionPageFactory(parent=home, title=title, slug=f"page-{number}", lead="")
        for number, title in enumerate(TITLES)
    ]
    PublishedRebuild.objects.create(
        pk=1, fingerprint="0" * 64, began_at=timezone.now(), finished_at=timezone.now()
    )
    earlier_analysis.undo()
    analysis.stem_of.cache_clear()
    return pages


def worker() -> str:
    """One round of a worker that has just been started, and what it says."""
    out = StringIO()
    call_command("worker", once=True, stdout=out, stderr=out)
    return out.getvalue()


def titles(client: Client, query: str) -> set[str]:
    answer = client.get("/api/v2/search/", {"q": query})
    assert answer.status_code == 200
    return {item["title"] for item in answer.json()["items"]}


def run() -> PublishedRebuild:
    return PublishedRebuild.objects.get()


def step(monkeypatch: pytest.MonkeyPatch, pages: int) -> None:
    """A worker that looks after so many pages whether it is to stop."""
    monkeypatch.setattr(rebuild_queue, "STEP", pages)
    monkeypatch.setattr(rebuild_queue, "TURN_SECONDS", 0)


def test_the_worker_makes_anew_what_an_earlier_release_has_made(
    pages_of_earlier_release: list[Page], client: Client
) -> None:
    assert len(differences()) == len(TITLES)

    assert "rebuild: 6" in worker()  # the home page too

    assert differences() == []
    assert run().finished_at is not None
    assert titles(client, "minister") == set(TITLES[:2])
    assert set(SearchWord.objects.filter(word="ministers").values_list("stem", flat=True)) == {
        analysis.stem_of("ministers", "en")
    }
    assert "rebuild: 0" in worker()


@pytest.mark.parametrize("steps", range(7))
def test_a_search_finds_the_same_at_every_moment(
    pages_of_earlier_release: list[Page],
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    steps: int,
) -> None:
    step(monkeypatch, 1)
    rebuild_queue.request_if_changed()
    for _ in range(steps):
        worker()
    for query in ("minister", "ministers", "the minister's", '"a minister speaks"', "minis"):
        assert "A minister speaks" in titles(client, query), query
    assert titles(client, "minister") == set(TITLES[:2])
    assert titles(client, "minister -defence") == {"A minister speaks"}
    assert titles(client, "exercise") == {"Exercises"}
    assert titles(client, "nothing") == set()


def test_a_search_finds_what_the_index_does_not_have(
    pages_of_earlier_release: list[Page], client: Client
) -> None:
    get_search_backend().get_index_for_model(PublishedDocument).reset()
    rebuild_queue.request_if_changed()
    assert titles(client, "minister") == set(TITLES[:2])
    assert titles(client, '"ministers of defence"') == {"Ministers of defence"}
    worker()
    assert titles(client, "minister") == set(TITLES[:2])


def test_another_time_zone_makes_pages_anew(client: Client, home: HomePage, settings: Any) -> None:
    page = SectionPageFactory(parent=home, title="About", slug="about")
    worker()
    before = fingerprint.current()
    settings.TIME_ZONE = "Asia/Tokyo"
    fingerprint.current.cache_clear()
    assert fingerprint.current() != before
    assert "rebuild: 2" in worker()
    assert differences() == []
    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 200


def test_another_set_of_plugins_makes_pages_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    enabled = registry.enabled()
    before = fingerprint.current()
    monkeypatch.setattr(registry, "enabled", lambda: enabled[1:])
    fingerprint.current.cache_clear()
    assert fingerprint.current() != before


def test_pages_are_served_as_they_are_until_the_worker_comes(
    pages_of_earlier_release: list[Page], client: Client
) -> None:
    PublishedDocument.objects.filter(slug="page-2").update(representation={"lead": "Earlier"})
    page = pages_of_earlier_release[2]
    assert client.get(f"/api/v2/pages/{page.pk}/").json()["lead"] == "Earlier"
    assert client.get(page.url).status_code == 200
    assert client.get("/api/v2/pages/").json()["meta"]["total_count"] == 6
    assert run().fingerprint == "0" * 64  # no reader makes anything anew
    worker()
    assert client.get(f"/api/v2/pages/{page.pk}/").json()["lead"] == ""


def test_a_killed_worker_is_followed_by_one_that_goes_on(
    pages_of_earlier_release: list[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild_queue, "STEP", 2)
    seen: list[int] = []
    original = rebuild.rebuild_pages

    def recorded(page_ids: list[int]) -> None:
        seen.extend(page_ids)
        original(page_ids)
        if len(seen) == 4:
            raise KeyboardInterrupt  # after it was done, before it was written down

    monkeypatch.setattr(rebuild, "rebuild_pages", recorded)
    with pytest.raises(KeyboardInterrupt):
        worker()
    assert run().done == 2  # what was under way is undone
    assert "rebuild: 0" in worker()  # the claim of the first one holds
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        assert "rebuild: 4" in worker()
    assert (run().done, run().total) == (6, 6)
    assert len(seen) == 8
    assert differences() == []


def test_of_two_workers_one_does_it(pages_of_earlier_release: list[Page]) -> None:
    assert rebuild_queue.request_if_changed()
    assert not rebuild_queue.request_if_changed()
    [first], [second] = rebuild_queue.due(timezone.now()), rebuild_queue.due(timezone.now())
    assert first.claim()
    assert not second.claim()


def test_a_worker_of_the_release_before_leaves_it_alone(
    pages_of_earlier_release: list[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild_queue.request_if_changed()
    monkeypatch.setattr(fingerprint, "current", lambda: "0" * 64)
    assert list(rebuild_queue.due(timezone.now())) == []


def test_a_page_that_cannot_be_represented_stops_no_other(
    pages_of_earlier_release: list[Page],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = pages_of_earlier_release[1]

    def fails_for_one(page: Page) -> Any:
        if page.pk == broken.pk:
            raise ValueError("no words")
        return searchable_words(page)

    with monkeypatch.context() as patched:
        patched.setattr(projection, "searchable_words", fails_for_one)
        worker()
    assert run().finished_at is not None
    assert [difference.page_id for difference in differences()] == [broken.pk]
    assert f"page not made anew page={broken.pk}" in caplog.text


def test_the_command_says_how_far_it_is(
    pages_of_earlier_release: list[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> str:
        out = StringIO()
        call_command("rebuild_published", progress=True, stdout=out)
        return out.getvalue()

    step(monkeypatch, 4)
    assert said().startswith("Made by another release")
    worker()
    assert said() == "Being made anew: 4 of 6 pages.\n"
    worker()
    worker()
    assert said().startswith("Made by this release")


def test_the_dashboard_and_the_log_tell_of_it(
    pages_of_earlier_release: list[Page],
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    step(monkeypatch, 4)
    worker()
    assert "published pages are made anew pages=6" in caplog.text
    client.force_login(User.objects.create_superuser("admin"))
    assert "4 of 6 pages rebuilt since the last upgrade" in client.get("/admin/").content.decode()
    assert b"liaison_rebuild_pages_left 2.0" in client.get("/-/metrics").content
    worker()
    worker()
    assert "published pages have been made anew pages=6" in caplog.text
    assert "since the last upgrade" not in client.get("/admin/").content.decode()
    assert b"liaison_rebuild_pages_left 0.0" in client.get("/-/metrics").content


def test_the_command_that_makes_all_anew_at_once_leaves_nothing_to_the_worker(
    pages_of_earlier_release: list[Page],
) -> None:
    call_command("rebuild_published", verbosity=0)
    assert "rebuild: 0" in worker()
    assert differences() == []
