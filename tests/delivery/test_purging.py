"""Caches in front of the site are told of every public change, once, and stop nobody from publishing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from offices.models import Office
from relations.models import ArticlePage
from site_core.delivery import purging
from tests.support.factories import OfficeFactory

pytestmark = pytest.mark.django_db


class _Cache(BaseHTTPRequestHandler):
    purged: list[tuple[str | None, str]] = []
    #: Until it is set, a PURGE is not answered.
    answers = threading.Event()

    def do_PURGE(self) -> None:
        self.answers.wait(20)
        self.purged.append((self.headers["Host"], self.path))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def _backend(location: str) -> dict[str, Any]:
    backend = "site_core.delivery.purging.PatientHTTPBackend"
    return {"front": {"BACKEND": backend, "LOCATION": location}}


@pytest.fixture
def purged(settings: Any, site: Site) -> Iterator[list[tuple[str | None, str]]]:
    """What a cache in front is sent: host and path of each PURGE."""
    Site.objects.update(hostname="www.example.org", port=443)
    _Cache.purged = []
    _Cache.answers.set()
    server = HTTPServer(("127.0.0.1", 0), _Cache)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WAGTAILFRONTENDCACHE = _backend(f"http://127.0.0.1:{server.server_port}")
    yield _Cache.purged
    _Cache.answers.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def nothing_told_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purging, "_purged", purging._Purged())


def publish(article: ArticlePage) -> None:
    page = ArticlePage.objects.get(pk=article.pk)
    page.lead = f"{page.lead}."
    page.save_revision().publish()


def test_a_publication_purges_each_host_once(
    article: ArticlePage, purged: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        publish(article)
    assert len(callbacks) > 1
    assert purged == [("www.example.org", "/")]
    with django_capture_on_commit_callbacks(execute=True):
        publish(article)
    assert len(purged) == 2


def test_so_does_an_office(
    article: ArticlePage, purged: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    office: Office = OfficeFactory(name="Press office")
    with django_capture_on_commit_callbacks(execute=True):
        office.save_revision().publish()
    assert purged == [("www.example.org", "/")]


def test_a_draft_purges_nothing(
    article: ArticlePage, purged: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ArticlePage.objects.get(pk=article.pk).save_revision()
    assert purged == []


@pytest.mark.parametrize("fault", ["down", "slow"])
def test_one_that_does_not_answer_stops_nobody(
    article: ArticlePage,
    purged: list[Any],
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(purging, "TIMEOUT", 0.05)
    if fault == "down":
        settings.WAGTAILFRONTENDCACHE = _backend("http://127.0.0.1:9")
    else:
        _Cache.answers.clear()
    with django_capture_on_commit_callbacks(execute=True):
        publish(article)
    article.refresh_from_db()
    assert article.lead == "First.."
    assert purged == []  # the publication was over before the cache had answered


class TestSurrogateKeys:
    def test_name_the_site_and_the_page(
        self, client: Client, article: ArticlePage, site: Site
    ) -> None:
        both = f"site-{site.pk} page-{article.pk}"
        for url, keys in (
            (article.get_url(), both),
            (f"/api/v2/pages/{article.pk}/", both),
            ("/api/v2/pages/", f"site-{site.pk}"),
            ("/en/feed.json", f"site-{site.pk}"),
            ("/sitemap.xml", f"site-{site.pk}"),
        ):
            for _ in range(2):  # made, and kept
                assert client.get(url)["Surrogate-Key"] == keys, url

    def test_name_nothing_that_is_not_public(self, client: Client, article: ArticlePage) -> None:
        for url in ("/en/nowhere/", "/api/v2/pages/999999/", "/admin/login/"):
            assert not client.get(url).has_header("Surrogate-Key")
