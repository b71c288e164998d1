"""An item under embargo is nowhere until its minute, and then everywhere, in every language at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from conftest import is_public
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.models import NewsIndexPage, NewsItemPage, PressEventPage, Topic
from site_core.delivery import generation

BEFORE = datetime.datetime(2026, 11, 3, 8, 0, tzinfo=datetime.UTC)
#: The schedule is looked at from then on: publication is due when its minute has begun.
BEGUN = datetime.timedelta(seconds=1)
MINUTE = datetime.datetime(2026, 11, 3, 9, 30, tzinfo=datetime.UTC)
WORDS = {
    "Quokkas arrive": "Стижу квоке",
    "quokkas-arrive": "stizu-kvoke",
    "What quokkas arrive is about.": "О томе како стижу квоке.",
}
PLACES = (
    "/en/news/",
    "/en/",
    "/en/news-feed.atom",
    "/en/news-feed.json",
    "/en/news/feed.atom",
    "/en/news-sitemap.xml",
    "/sitemap-en.xml",
    "/api/v2/news/",
    "/api/v2/pages/?type=newsroom.NewsItemPage",
    "/api/v2/search/?q=quokkas",
    "/api/v2/changes/?since=",
    "/en/search/?q=quokkas",
    "/llms.txt",
)


def where(client: Client, word: str) -> list[str]:
    """The places that tell of something."""
    found = []
    for place in PLACES:
        response = client.get(place, follow=True)
        assert response.status_code == 200, place
        if word in response.content.decode().lower().replace("?q=quokkas", "").replace(
            'value="quokkas"', ""
        ):
            found.append(place)
    return found


@pytest.fixture
def embargoed(item: Callable[..., NewsItemPage]) -> NewsItemPage:
    """An item that is published with a minute to come."""
    with time_machine.travel(BEFORE, tick=False):
        page = item("Quokkas arrive", draft=True, slug="quokkas-arrive", go_live_at=MINUTE)
        page.get_latest_revision().publish()
    return NewsItemPage.objects.get(pk=page.pk)


@pytest.mark.django_db
def test_nowhere_before_its_minute_and_everywhere_after(
    client: Client, embargoed: NewsItemPage
) -> None:
    with time_machine.travel(MINUTE - datetime.timedelta(minutes=1), tick=False):
        call_command("publish_scheduled", verbosity=0)
        assert not is_public(embargoed)
        assert client.get("/en/news/quokkas-arrive/").status_code == 404
        assert client.get(f"/api/v2/news/{embargoed.pk}/").status_code == 404
        assert client.get(f"/api/v2/pages/{embargoed.pk}/").status_code == 404
        answer = client.get("/en/search/?q=quokkas").content.decode()
        assert "quokkas-arrive" not in answer
        assert where(client, "quokkas-arrive") == []
    with time_machine.travel(MINUTE + BEGUN, tick=False):
        generation.kept.clear()
        call_command("publish_scheduled", verbosity=0)
        assert is_public(embargoed)
        assert client.get("/en/news/quokkas-arrive/").status_code == 200
        told = where(client, "quokkas-arrive")
    assert set(PLACES) - set(told) <= {"/llms.txt"}


@pytest.mark.django_db
def test_its_moment_stands_in_feeds(client: Client, embargoed: NewsItemPage) -> None:
    with time_machine.travel(MINUTE + BEGUN, tick=False):
        call_command("publish_scheduled", verbosity=0)
        (entry,) = client.get("/en/news-feed.json").json()["items"]
        assert datetime.datetime.fromisoformat(entry["date_published"]) == MINUTE + BEGUN


@pytest.mark.django_db
def test_a_translation_waits_for_the_same_minute(
    serbian_news: NewsIndexPage, embargoed: NewsItemPage, translate: Callable[..., Any]
) -> None:
    with time_machine.travel(BEFORE, tick=False):
        serbian = translate(embargoed, WORDS)
        assert not serbian.live
        assert serbian.scheduled_revision.approved_go_live_at == MINUTE
    with time_machine.travel(MINUTE - datetime.timedelta(minutes=1), tick=False):
        call_command("publish_scheduled", verbosity=0)
        assert not is_public(serbian)
    with time_machine.travel(MINUTE + BEGUN, tick=False):
        call_command("publish_scheduled", verbosity=0)
        assert is_public(embargoed)
        assert is_public(serbian)


@pytest.mark.django_db
def test_a_translation_waits_where_the_embargo_was_moved(
    serbian_news: NewsIndexPage, embargoed: NewsItemPage, translate: Callable[..., Any]
) -> None:
    later = MINUTE + datetime.timedelta(hours=5)
    with time_machine.travel(BEFORE, tick=False):
        serbian = translate(embargoed, WORDS)
        embargoed.go_live_at = later
        embargoed.save_revision().publish()
    with time_machine.travel(MINUTE + datetime.timedelta(minutes=1), tick=False):
        call_command("publish_scheduled", verbosity=0)
        assert not is_public(embargoed)
        assert not is_public(serbian)
    with time_machine.travel(later + BEGUN, tick=False):
        call_command("publish_scheduled", verbosity=0)
        call_command("publish_scheduled", verbosity=0)
        assert is_public(embargoed)
        assert is_public(serbian)


@pytest.mark.django_db
def test_an_embargo_that_was_only_written_down_holds_too(
    serbian_news: NewsIndexPage, item: Callable[..., NewsItemPage], translate: Callable[..., Any]
) -> None:
    with time_machine.travel(BEFORE, tick=False):
        page = item("Quokkas arrive", draft=True, slug="quokkas-arrive")
        page.go_live_at = MINUTE
        page.save_revision()
        assert not translate(page, WORDS).live


@pytest.mark.django_db
def test_a_press_event_can_be_under_embargo(
    client: Client, news: NewsIndexPage, press_event: PressEventPage
) -> None:
    press_event.unpublish()
    press_event.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    press_event.save_revision().publish()
    assert client.get("/api/v2/events/").json()["items"] == []
    assert "Briefing" not in client.get("/en/news/").content.decode()


@pytest.mark.django_db
def test_the_form_says_how(
    client: Client, topic: Callable[..., Topic], embargoed: NewsItemPage
) -> None:
    client.force_login(get_user_model().objects.create_superuser("chief", "a@example.org", "x"))
    with time_machine.travel(BEFORE, tick=False):
        form = client.get(reverse("wagtailadmin_pages:edit", args=[embargoed.pk]))
    text = " ".join(form.content.decode().split())
    assert "To hold an item back until a certain minute" in text
    assert "Under embargo until 3 November 2026, 10:30" in text
