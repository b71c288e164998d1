"""Webhooks as an administrator meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from home.models import HomePage
from site_core.models import WebhookEndpoint, WorkerHeartbeat
from site_core.webhooks.sending import send_due
from tests.support.factories import SectionPageFactory
from tests.support.receiver import Receiver, receiving

pytestmark = pytest.mark.django_db

ADD = "/admin/webhooks/new/"


@pytest.fixture(autouse=True)
def this_machine_is_allowed(settings: Any) -> None:
    settings.WEBHOOK_PRIVATE_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def administrator(client: Client, home: HomePage) -> Client:
    client.force_login(get_user_model().objects.create_superuser("chief", "chief@example.org", "x"))
    return client


def values(url: str, **changed: Any) -> dict[str, Any]:
    site = Site.objects.get(is_default_site=True)
    return {"name": "App", "url": url, "site": site.pk, "is_active": "on", **changed}


@pytest.fixture
def endpoint(administrator: Client, receiver: Receiver) -> WebhookEndpoint:
    response = administrator.post(ADD, values(receiver.url))
    endpoint = WebhookEndpoint.objects.get()
    assert response["Location"] == page_of(endpoint)
    return endpoint


def page_of(endpoint: WebhookEndpoint) -> str:
    return f"/admin/webhooks/inspect/{endpoint.pk}/"


def text(response: Any) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_secret_is_shown_once(administrator: Client, endpoint: WebhookEndpoint) -> None:
    first = text(administrator.get(page_of(endpoint)))
    assert re.findall(r"<code data-secret>(.+?)</code>", first) == [endpoint.secret]
    for path in (page_of(endpoint), f"/admin/webhooks/edit/{endpoint.pk}/", "/admin/webhooks/"):
        assert endpoint.secret not in text(administrator.get(path))

    administrator.post(page_of(endpoint), {"action": "secret"})
    old, new = endpoint.secret, WebhookEndpoint.objects.get().secret
    shown = text(administrator.get(page_of(endpoint)))
    assert new != old
    assert new in shown
    assert old not in shown
    assert "signed with the old secret too until" in shown


def test_an_address_that_is_not_allowed_is_said_and_nothing_is_lost(
    administrator: Client, settings: Any
) -> None:
    settings.WEBHOOK_PRIVATE_NETWORKS = []
    page = text(administrator.post(ADD, values("https://127.0.0.1/hook", name="Our app")))
    assert "is in a private network" in page
    assert 'value="Our app"' in page
    assert 'value="https://127.0.0.1/hook"' in page
    assert not WebhookEndpoint.objects.exists()


def test_a_change_of_the_name_does_not_move_deliveries(
    administrator: Client, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    SectionPageFactory(parent=HomePage.objects.first(), slug="one")
    edit = f"/admin/webhooks/edit/{endpoint.pk}/"
    # The worker delivers while the form is open: the form must not write back what it read.
    form = administrator.get(edit)
    send_due()
    position = WebhookEndpoint.objects.get().position
    assert form.status_code == 200
    administrator.post(edit, values(receiver.url, name="Renamed", kinds=["moved", "deleted"]))

    changed = WebhookEndpoint.objects.get()
    assert (changed.name, changed.kinds) == ("Renamed", ["moved", "deleted"])
    assert (changed.position, changed.secret) == (position, endpoint.secret)


def test_a_trial_message(
    administrator: Client, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    administrator.post(page_of(endpoint), {"action": "ping"})
    assert receiver.messages == []  # the worker sends it: nobody waits for a receiver
    send_due()
    assert receiver.messages[0].verified(endpoint.secret)["type"] == "ping"
    assert "<code>ping</code>" in text(administrator.get(page_of(endpoint)))


def test_attempts_are_seen_and_deliveries_go_on_when_asked(
    administrator: Client, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    receiver.status = 500
    SectionPageFactory(parent=HomePage.objects.first(), slug="one")
    send_due()
    page = text(administrator.get(page_of(endpoint)))
    assert "Failing, tried again" in page
    assert "The receiver answered with an error" in page

    receiver.status = 200
    receiver.messages.clear()
    administrator.post(page_of(endpoint), {"action": "resume"})
    assert send_due() == 1
    assert "Delivering" in text(administrator.get(page_of(endpoint)))


def test_deliveries_begin_anew_from_a_cursor(
    administrator: Client, receiver: Receiver, endpoint: WebhookEndpoint
) -> None:
    for slug in ("one", "two", "three"):
        SectionPageFactory(parent=HomePage.objects.first(), slug=slug)
    send_due()
    ids = [message.id for message in receiver.messages]
    cursor = receiver.messages[0].data["data"]["cursor"]
    receiver.messages.clear()

    administrator.post(page_of(endpoint), {"action": "replay", "cursor": f" {cursor} "})
    send_due()
    assert [message.id for message in receiver.messages] == ids[1:]

    receiver.messages.clear()
    third = endpoint.attempts.first()
    assert third is not None
    administrator.post(page_of(endpoint), {"action": "replay-from", "attempt": third.pk})
    send_due()
    assert [message.id for message in receiver.messages] == ids[2:]

    receiver.messages.clear()
    administrator.post(page_of(endpoint), {"action": "replay", "cursor": ""})
    send_due()
    assert [message.id for message in receiver.messages][-3:] == ids
    assert len(receiver.messages) > 3  # the home page was published before the endpoint was there


def test_a_broken_cursor_is_said(administrator: Client, endpoint: WebhookEndpoint) -> None:
    page = text(administrator.post(page_of(endpoint), {"action": "replay", "cursor": "nonsense"}))
    assert "not a cursor of the changes feed" in page
    assert 'value="nonsense"' in page


def test_parked_webhooks_are_on_the_dashboard(
    administrator: Client, endpoint: WebhookEndpoint
) -> None:
    assert "Parked webhooks" not in text(administrator.get("/admin/"))
    WebhookEndpoint.objects.update(parked_at=timezone.now())
    dashboard = text(administrator.get("/admin/"))
    assert "Parked webhooks" in dashboard
    assert page_of(endpoint) in dashboard
    assert "Parked" in text(administrator.get("/admin/webhooks/"))


def test_a_missing_worker_is_said(administrator: Client, endpoint: WebhookEndpoint) -> None:
    assert "No worker has been seen yet" in text(administrator.get(page_of(endpoint)))
    WorkerHeartbeat.beat()
    assert "No worker" not in text(administrator.get(page_of(endpoint)))
    WorkerHeartbeat.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert "No worker has been seen since" in text(administrator.get(page_of(endpoint)))


def test_an_editor_neither_sees_nor_changes_webhooks(
    client: Client, endpoint: WebhookEndpoint
) -> None:
    editor = get_user_model().objects.create_user("editor", "editor@example.org", "x")
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)
    for path in ("/admin/webhooks/", page_of(endpoint), ADD):
        assert client.get(path).status_code == 302
    client.post(page_of(endpoint), {"action": "secret"})
    assert WebhookEndpoint.objects.get().secret == endpoint.secret
    WebhookEndpoint.objects.update(parked_at=timezone.now())
    assert "Parked webhooks" not in text(client.get("/admin/"))
