"""Every change reaches every receiver, in order, however badly the receiver behaves."""

from __future__ import annotations

import re
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from home.models import HomePage
from site_core.jobs.queues import work_on
from site_core.models import ChangeCounter, WebhookAttempt, WebhookEndpoint
from site_core.webhooks import posting, sending
from site_core.webhooks.sending import send_due
from tests.support.commands import ROOT
from tests.support.factories import ArticlePageFactory, SectionPageFactory
from tests.support.receiver import Receiver, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def this_machine_is_allowed(settings: Any) -> None:
    settings.WEBHOOK_PRIVATE_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def endpoint_at(url: str, **fields: Any) -> WebhookEndpoint:
    endpoint = WebhookEndpoint(name="App", url=url, **fields)
    endpoint.start_from_now()
    endpoint.save()
    return endpoint


@pytest.fixture
def endpoint(receiver: Receiver, home: HomePage) -> WebhookEndpoint:
    return endpoint_at(receiver.url)


def publish(home: HomePage, slug: str) -> SectionPageFactory:
    return SectionPageFactory(parent=home, slug=slug)


def test_tells_what_the_feed_tells(
    client: Client, home: HomePage, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    section = publish(home, "about")
    section.title = "About us"
    section.save_revision().publish()
    section.unpublish()
    publish(home, "short-lived").delete()

    assert send_due() == 5

    told = [message.verified(endpoint.secret) for message in receiver.messages]
    assert [message["type"] for message in told] == [
        "page.published",
        "page.updated",
        "page.unpublished",
        "page.published",
        "page.deleted",
    ]
    since = client.get("/api/v2/changes/").json()["items"][-5:]
    assert [message["data"] for message in told] == since
    assert [message["timestamp"] for message in told] == [line["at"] for line in since]
    described = client.get("/api/v2/openapi.json").json()
    for message in told:
        body = described["webhooks"][message["type"]]["post"]["requestBody"]["content"]
        schema = {**body["application/json"]["schema"], "components": described["components"]}
        jsonschema_rs.Draft202012Validator(schema).validate(message)


def test_tells_once_and_goes_on_where_it_was(
    home: HomePage, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    publish(home, "one")
    send_due()
    send_due()
    assert receiver.types() == ["page.published"]

    publish(home, "two")
    send_due()
    assert receiver.types() == ["page.published", "page.published"]
    assert len({message.id for message in receiver.messages}) == 2


def test_a_new_endpoint_is_not_told_what_came_before(home: HomePage, receiver: Receiver) -> None:
    publish(home, "before")
    endpoint_at(receiver.url)
    assert send_due() == 0


def test_tells_of_the_kinds_that_are_wanted(home: HomePage, receiver: Receiver) -> None:
    endpoint = endpoint_at(receiver.url, kinds=["unpublished"])
    section = publish(home, "about")
    section.unpublish()
    publish(home, "later")

    send_due()

    assert receiver.types() == ["page.unpublished"]
    endpoint.refresh_from_db()
    assert endpoint.position == ChangeCounter.objects.get().value  # does not read the rest again
    assert sending.due(timezone.now()) == []


def test_drafts_are_not_told(home: HomePage, receiver: Receiver, endpoint: WebhookEndpoint) -> None:
    ArticlePageFactory(parent=publish(home, "about"), live=False)
    send_due()
    assert len(receiver.messages) == 1


def bad(**how: Any) -> Any:
    return how


@pytest.mark.parametrize(
    ("how", "outcome", "status"),
    [
        (bad(status=500), "status", 500),
        (bad(status=300), "status", 300),
        (bad(status=302, headers={"Location": "http://127.0.0.1/"}), "status", 302),
        (bad(seconds=1.5), "timeout", None),
        (bad(dripping=0.1), "timeout", None),
    ],
)
def test_a_receiver_that_fails_loses_nothing(
    home: HomePage, monkeypatch: pytest.MonkeyPatch, how: Any, outcome: str, status: int | None
) -> None:
    monkeypatch.setattr(posting, "ANSWER_SECONDS", 0.5)
    with receiving(**how) as receiver:
        endpoint = endpoint_at(receiver.url)
        publish(home, "one")
        publish(home, "two")
        assert send_due() == 0

        attempt = endpoint.attempts.get()  # the second message waits behind the first
        assert (attempt.outcome, attempt.status) == (outcome, status)
        assert attempt.milliseconds < 1400
        receiver.messages.clear()
        receiver.status, receiver.seconds, receiver.dripping = 200, 0, 0
        endpoint.resume()
        assert send_due() == 2
        assert [message.data["data"]["path_after"] for message in receiver.messages] == [
            "/en/one/",
            "/en/two/",
        ]


def test_a_receiver_that_is_down(home: HomePage) -> None:
    with receiving() as receiver:
        url = receiver.url
    endpoint = endpoint_at(url)
    publish(home, "one")
    send_due()
    assert endpoint.attempts.get().outcome == WebhookAttempt.UNREACHABLE


def test_a_receiver_without_tls_behind_a_secure_address(home: HomePage) -> None:
    with receiving() as receiver:
        endpoint = endpoint_at(receiver.url.replace("http://", "https://"))
        publish(home, "one")
        send_due()
    assert endpoint.attempts.get().outcome == WebhookAttempt.TLS
    assert receiver.messages == []


def test_a_receiver_with_a_certificate_of_its_own_making(home: HomePage, tmp_path: Path) -> None:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1"
    command += " -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(  # noqa: S603 - our own command line
        [*command.split(), "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with receiving(context) as receiver:
        endpoint = endpoint_at(receiver.url)
        publish(home, "one")
        send_due()
        assert endpoint.attempts.get().outcome == WebhookAttempt.TLS
        assert receiver.messages == []


def test_tries_for_a_day_and_then_parks(home: HomePage, receiver: Receiver) -> None:
    begin = datetime(2026, 5, 4, 12, tzinfo=UTC)
    receiver.status = 503
    with time_machine.travel(begin, tick=False) as clock:
        endpoint = endpoint_at(receiver.url)
        publish(home, "one")
        times = []
        while endpoint.parked_at is None:
            send_due()
            times.append(timezone.now())
            endpoint.refresh_from_db()
            clock.move_to((endpoint.next_attempt_at or timezone.now()) + timedelta(seconds=1))
            assert len(times) < 40
        publish(home, "two")
        clock.shift(timedelta(days=2))
        assert send_due() == 0  # nothing is sent to a parked receiver

        waits = [later - earlier for earlier, later in pairwise(times)]
        assert waits[0] < timedelta(seconds=10)
        assert waits[:6] == sorted(waits[:6])
        assert timedelta(hours=24) <= times[-1] - begin < timedelta(hours=24, minutes=1)
        assert 10 <= len(times) <= 16
        assert endpoint.attempts.count() == len(times)

        receiver.messages.clear()
        receiver.status = 200
        endpoint.resume()
        assert send_due() == 2
        assert endpoint.state == endpoint.DELIVERING


def test_a_receiver_that_says_it_is_gone_is_parked_at_once(
    home: HomePage, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    receiver.status = 410
    publish(home, "one")
    send_due()
    endpoint.refresh_from_db()
    assert endpoint.state == endpoint.PARKED


def test_waits_as_long_as_the_receiver_asks(
    home: HomePage, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    receiver.status, receiver.headers = 429, {"Retry-After": "120"}
    publish(home, "one")
    send_due()
    endpoint.refresh_from_db()
    assert endpoint.next_attempt_at is not None
    assert endpoint.next_attempt_at - timezone.now() > timedelta(seconds=110)


def test_one_receiver_does_not_hold_up_another(home: HomePage, receiver: Receiver) -> None:
    with receiving(status=500) as failing:
        endpoint_at(failing.url)
        endpoint_at(receiver.url)
        publish(home, "one")
        publish(home, "two")
        assert send_due() == 2


def test_a_secret_is_replaced_without_a_gap(
    home: HomePage, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    old = endpoint.secret
    new = endpoint.replace_secret()
    assert new != old
    publish(home, "one")
    send_due()
    for secret in (old, new):
        assert receiver.messages[-1].verified(secret)["type"] == "page.published"

    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        publish(home, "two")
        send_due()
        assert receiver.messages[-1].verified(new)
        with pytest.raises(WebhookVerificationError):
            receiver.messages[-1].verified(old)


def test_a_changed_body_is_not_verified(
    home: HomePage, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    publish(home, "one")
    send_due()
    message = receiver.messages[0]
    message.body = message.body.replace(b"/en/one/", b"/en/two/")
    with pytest.raises(WebhookVerificationError):
        message.verified(endpoint.secret)


def test_the_example_in_the_documentation_is_right() -> None:
    text = (ROOT / "docs" / "api" / "webhooks.md").read_text()
    names = ("secret", "id", "timestamp", "body", "signature")
    example = text[text.index("\nsecret ") :]
    given = {name: re.findall(rf"^{name} +(\S.*)$", example, re.MULTILINE)[0] for name in names}
    at = datetime.fromtimestamp(int(given["timestamp"]), UTC)
    signature = Webhook(given["secret"]).sign(given["id"], at, given["body"])
    assert signature == given["signature"]


def test_two_workers_do_not_tell_twice(
    home: HomePage, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    publish(home, "one")
    both = sending.due(timezone.now()) + sending.due(timezone.now())
    assert both[0].claim(sending.LEASE)
    assert work_on(sending.QUEUE, both[1]) == (0, None)  # the other one has it
    with time_machine.travel(timezone.now() + sending.LEASE + timedelta(seconds=1)):
        assert send_due() == 1  # it died


def test_publishing_costs_nothing_more(home: HomePage, receiver: Receiver) -> None:
    def queries(slug: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            publish(home, slug)
        return len(captured)

    queries("warm")
    without = queries("without")
    for _ in range(5):
        endpoint_at(receiver.url)
    assert queries("with-five") == without


def test_the_command_says_how_much_it_sent(
    home: HomePage, receiver: Receiver, endpoint: WebhookEndpoint, capsys: Any
) -> None:
    publish(home, "one")
    call_command("worker", once=True)
    assert capsys.readouterr().out.startswith("webhooks: 1\n")


def test_old_attempts_are_forgotten(
    home: HomePage, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    publish(home, "one")
    send_due()
    assert sending.forget_old_attempts() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert sending.forget_old_attempts() == 1


def test_an_address_that_became_private_is_not_asked(
    settings: Any, home: HomePage, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    settings.WEBHOOK_PRIVATE_NETWORKS = []
    publish(home, "one")
    send_due()
    assert receiver.messages == []
    assert endpoint.attempts.get().outcome == WebhookAttempt.REFUSED
