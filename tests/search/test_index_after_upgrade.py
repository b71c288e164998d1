"""After an upgrade the worker indexes anew what people search in the admin."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from home.models import HomePage
from site_core.models import IndexRun, PublishedDocument, User
from site_core.published import fingerprint, index_queue
from tests.support.factories import SectionPageFactory, SiteDocumentFactory, SiteImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_fingerprint() -> Iterator[None]:
    clear = fingerprint.current.cache_clear
    clear()
    yield
    clear()


@pytest.fixture
def indexed_by_an_earlier_release(home: HomePage) -> list[Page]:
    """Pages and files whose entries say nothing that today's search asks for."""
    pages: list[Page] = [
        SectionPageFactory(parent=home, title=f"Политички дијалог {number}", slug=f"page-{number}")
        for number in range(3)
    ]
    pages[2].unpublish()
    SiteImageFactory(title="Слика дијалога")
    SiteDocumentFactory(title="Запис дијалога")
    assert PublishedDocument not in index_queue.indexed_models().values()
    IndexEntry.objects.all().delete()
    IndexRun.objects.update_or_create(pk=1, defaults={"fingerprint": "0" * 64})
    return pages


def worker() -> str:
    """One round of a worker that has just been started, and what it says."""
    out = StringIO()
    call_command("worker", once=True, stdout=out, stderr=out)
    return out.getvalue()


def found(client: Client, path: str) -> set[str]:
    answer = client.get(path, {"q": "dijaloga"})
    assert answer.status_code == 200
    return {item.title for item in answer.context["object_list"]}


def test_the_worker_makes_all_entries_anew(
    indexed_by_an_earlier_release: list[Page], client: Client
) -> None:
    client.force_login(User.objects.create_superuser("editor", "e@example.org", "password"))
    assert found(client, "/admin/images/") == found(client, "/admin/documents/") == set()

    worker()

    run = IndexRun.objects.get()
    assert run.finished_at is not None
    assert found(client, "/admin/images/") == {"Слика дијалога"}
    assert found(client, "/admin/documents/") == {"Запис дијалога"}
    by_title = client.get("/admin/pages/search/", {"q": "politicki dijalog"}).context["pages"]
    assert {page.pk for page in by_title} == {page.pk for page in indexed_by_an_earlier_release}
    done = run.done
    assert "search index: 0" in worker()
    assert IndexRun.objects.get().done == done


def test_it_goes_on_where_it_was_interrupted(
    indexed_by_an_earlier_release: list[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_queue, "STEP", 1)
    monkeypatch.setattr(index_queue, "TURN_SECONDS", 0)
    expected = sum(
        model.get_indexed_objects().count()  # type: ignore[attr-defined] # it is Indexed
        for model in index_queue.indexed_models().values()
    )

    for _ in range(expected + 1):
        worker()

    run = IndexRun.objects.get()
    assert (run.done, run.finished_at is not None) == (expected, True)


def test_a_worker_of_the_release_before_leaves_it_alone(
    indexed_by_an_earlier_release: list[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    index_queue.request_if_changed()
    monkeypatch.setattr(fingerprint, "current", lambda: "1" * 64)

    assert list(index_queue.due(timezone.now())) == []
