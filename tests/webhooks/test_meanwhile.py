"""What happens to an endpoint while a message is on its way to it, and how a turn ends."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import QuerySet
from django.utils import timezone

from home.models import HomePage
from site_core.models import WebhookAttempt, WebhookEndpoint
from site_core.webhooks import sending
from site_core.webhooks.posting import Answer
from site_core.webhooks.sending import send_due
from site_core.webhooks.targets import TargetError, resolve_target
from tests.support.factories import SectionPageFactory

pytestmark = pytest.mark.django_db

DELIVERED = Answer(WebhookAttempt.DELIVERED, 204)
FAILED = Answer(WebhookAttempt.STATUS, 500)


@pytest.fixture
def endpoint(home: HomePage) -> WebhookEndpoint:
    endpoint = WebhookEndpoint(name="App", url="https://app.example/hook")
    endpoint.start_from_now()
    endpoint.save()
    return endpoint


def publish(home: HomePage, *slugs: str) -> None:
    for slug in slugs:
        SectionPageFactory(parent=home, slug=slug)


def answers(
    monkeypatch: pytest.MonkeyPatch,
    answer: Answer = DELIVERED,
    meanwhile: Callable[[int], Any] = lambda number: None,
) -> list[bytes]:
    """Let every message be answered so, after something has happened; return what was sent."""
    sent: list[bytes] = []

    def post(url: str, body: bytes, headers: Any) -> Answer:
        sent.append(body)
        meanwhile(len(sent))
        return answer

    monkeypatch.setattr(sending, "post", post)
    return sent


def stored(endpoint: WebhookEndpoint) -> WebhookEndpoint:
    return WebhookEndpoint.objects.get(pk=endpoint.pk)


def test_a_resend_asked_for_meanwhile_is_kept(
    monkeypatch: pytest.MonkeyPatch, home: HomePage, endpoint: WebhookEndpoint
) -> None:
    start = endpoint.position
    publish(home, "one", "two")

    def resend(number: int) -> None:
        if number == 2:
            stored(endpoint).resume(start)

    sent = answers(monkeypatch, meanwhile=resend)
    send_due()
    assert stored(endpoint).position == start
    send_due()
    assert sent == [*sent[:2], *sent[:2]]


def test_a_failure_leaves_what_was_set_meanwhile(
    monkeypatch: pytest.MonkeyPatch, home: HomePage, endpoint: WebhookEndpoint
) -> None:
    start = endpoint.position
    publish(home, "one")
    answers(monkeypatch, FAILED, meanwhile=lambda number: stored(endpoint).resume(start - 1))
    send_due()
    now = stored(endpoint)
    assert (now.position, now.failures, now.next_attempt_at) == (start - 1, 0, None)


def test_one_that_is_switched_off_gets_no_more(
    monkeypatch: pytest.MonkeyPatch, home: HomePage, endpoint: WebhookEndpoint
) -> None:
    publish(home, "one", "two", "three")
    chosen = WebhookEndpoint.objects.filter(pk=endpoint.pk)
    sent = answers(monkeypatch, meanwhile=lambda number: chosen.update(is_active=False))
    send_due()
    assert len(sent) == 1
    send_due()
    assert len(sent) == 1
    chosen.update(is_active=True)
    answers(monkeypatch)
    assert send_due() >= 2  # nothing was lost


@pytest.mark.parametrize("answer", [DELIVERED, FAILED], ids=["delivered", "failed"])
def test_one_that_is_deleted_fails_nothing(
    monkeypatch: pytest.MonkeyPatch, home: HomePage, endpoint: WebhookEndpoint, answer: Answer
) -> None:
    other = WebhookEndpoint(name="Other", url="https://other.example/hook")
    other.start_from_now()
    other.save()
    publish(home, "one")
    chosen = WebhookEndpoint.objects.filter(pk=endpoint.pk)
    sent = answers(monkeypatch, answer, meanwhile=lambda number: chosen.delete())
    send_due()
    assert len(sent) == 2
    assert not WebhookAttempt.objects.filter(endpoint_id=endpoint.pk).exists()
    assert other.attempts.count() == 1


def test_what_is_published_between_two_looks_is_delivered(
    monkeypatch: pytest.MonkeyPatch, home: HomePage, endpoint: WebhookEndpoint
) -> None:
    endpoint.kinds = ["deleted", "published"]
    endpoint.save()
    page = SectionPageFactory(parent=home, slug="first")
    WebhookEndpoint.objects.update(position=stored(endpoint).position + 100_000)
    endpoint.refresh_from_db()
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(position=0, kinds=["moved"])
    page.title = "Changed"
    page.save_revision().publish()  # there is something, and nothing that it wants
    wanted = WebhookEndpoint.wanted
    published: list[str] = []

    class Looked:
        def __init__(self, found: QuerySet) -> None:
            self.found = found

        def __getitem__(self, part: slice) -> list[Any]:
            rows = list(self.found[part])
            if not published:
                published.append("late")
                WebhookEndpoint.objects.filter(pk=endpoint.pk).update(kinds=["published"])
                SectionPageFactory(parent=home, slug="late")
            return rows

    monkeypatch.setattr(WebhookEndpoint, "wanted", lambda self: Looked(wanted(self)))
    sent = answers(monkeypatch)
    send_due()
    send_due()
    assert published
    assert [b"/en/late/" in body for body in sent] == [True]


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_turn_ends_and_counts_all_that_it_delivered(
    monkeypatch: pytest.MonkeyPatch, home: HomePage, endpoint: WebhookEndpoint, seconds: int
) -> None:
    publish(home, "one", "two", "three")
    monkeypatch.setattr(sending, "TURN_SECONDS", seconds)
    sent = answers(monkeypatch)
    for number in (1, 2, 3):
        assert send_due() == 1
        assert len(sent) == number
    assert send_due() == 0


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [
        ("120", timedelta(seconds=110), timedelta(seconds=130)),
        ("999999", timedelta(hours=5, minutes=59), timedelta(hours=6, minutes=1)),
        ("9999999", timedelta(seconds=4), timedelta(seconds=6)),
        ("Wed, 21 Oct 2026 07:28:00 GMT", timedelta(seconds=4), timedelta(seconds=6)),
        ("-5", timedelta(seconds=4), timedelta(seconds=6)),
    ],
)
def test_retry_after_has_a_limit(
    monkeypatch: pytest.MonkeyPatch,
    home: HomePage,
    endpoint: WebhookEndpoint,
    asked: str,
    least: timedelta,
    most: timedelta,
) -> None:
    publish(home, "one")
    answers(monkeypatch, Answer(WebhookAttempt.STATUS, 503, "", asked))
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False):
        send_due()
        due = stored(endpoint).next_attempt_at
        assert due is not None
        wait = due - timezone.now()
    assert least <= wait <= most


@pytest.mark.parametrize(
    ("addresses", "scheme", "is_allowed"),
    [
        (["10.0.0.1"], "http", True),
        (["10.0.0.1", "93.184.216.34"], "http", False),
        (["93.184.216.34", "10.0.0.1"], "http", False),
        (["10.0.0.1", "93.184.216.34"], "https", True),
        (["10.0.0.1", "192.168.0.1"], "https", False),
        (["93.184.216.34"], "http", False),
    ],
)
def test_plain_http_goes_to_named_networks_alone(
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    addresses: list[str],
    scheme: str,
    is_allowed: bool,
) -> None:
    settings.WEBHOOK_PRIVATE_NETWORKS = ["10.0.0.0/8"]
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (item, 443)) for item in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    if is_allowed:
        assert resolve_target(f"{scheme}://app.example/hook").address == addresses[0]
    else:
        with pytest.raises(TargetError):
            resolve_target(f"{scheme}://app.example/hook")
