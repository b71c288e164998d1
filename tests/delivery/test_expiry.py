"""A page whose time is over is gone at its second from every answer, though no worker has taken it down."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from wagtail.models import Page

from relations.models import ArticlePage
from tests.support.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 2, 11, 0, tzinfo=datetime.UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON - datetime.timedelta(minutes=5), tick=False) as traveller:
        yield traveller


@pytest.fixture
def expiring(clock: time_machine.Traveller, article: ArticlePage) -> ArticlePage:
    """A public article that may be read until noon."""
    page = ArticlePage.objects.get(pk=article.pk)
    page.lead = "Until noon."
    page.expire_at = NOON
    page.save_revision().publish()
    ArticlePageFactory(parent=page.get_parent(), slug="stays", title="Staying", lead="For ever.")
    return page


@pytest.mark.parametrize("keeps", [True, False])
def test_it_is_gone_everywhere_at_its_second(
    client: Client,
    expiring: ArticlePage,
    clock: time_machine.Traveller,
    settings: object,
    keeps: bool,
) -> None:
    settings.KEEP_RESPONSES = keeps  # type: ignore[attr-defined] # pytest-django's
    pages = {
        "/en/about/": "Until noon.",
        "/en/about/index.md": "mission",
        "/en/about/stays/": "Mission",
        "/en/search/?query=noon": "Until",
        "/api/v2/pages/?limit=50": '"slug":"mission"',
        "/api/v2/search/?q=noon": '"slug":"mission"',
        "/sitemap-en.xml": "/mission/",
        "/llms.txt": "/mission/",
        "/en/feed.atom": "Mission",
    }
    own = ["/en/about/mission/", "/en/about/mission/index.md", f"/api/v2/pages/{expiring.pk}/"]
    before = {url: client.get(url) for url in [*own, *pages]}
    shown = [url for url, words in pages.items() if words in _text(before[url])]
    assert [before[url].status_code for url in own] == [200, 200, 200]
    assert len(shown) >= 5, shown

    clock.move_to(NOON - datetime.timedelta(seconds=1))
    assert client.get(own[0]).status_code == 200
    clock.move_to(NOON)
    assert Page.objects.get(pk=expiring.pk).live  # nobody has taken it down
    for url in own:
        tag = before[url].get("ETag", "x")
        assert client.get(url).status_code in (404, 410), url
        assert client.get(url, headers={"if-none-match": tag}).status_code in (404, 410), url
    for url in shown:
        assert pages[url] not in _text(client.get(url)), url
    assert client.get("/en/about/stays/").status_code == 200
    # Whoever edits still sees that it is there.
    assert ArticlePage.objects.get(pk=expiring.pk).live


def test_what_is_hidden_is_hidden_from_that_request_alone(
    client: Client, expiring: ArticlePage, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOON)
    assert client.get("/en/about/mission/").status_code == 404
    page = ArticlePage.objects.get(pk=expiring.pk)
    page.expire_at = NOON + datetime.timedelta(hours=1)
    page.save_revision().publish()
    assert client.get("/en/about/mission/").status_code == 200


def _text(response: object) -> str:
    if getattr(response, "streaming", False):
        return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined] # a response
    return response.content.decode()  # type: ignore[attr-defined] # a response
