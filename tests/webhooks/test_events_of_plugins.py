"""What a plugin announces is in the feed and sent to receivers, as long as the plugin is on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client

from home.models import HomePage
from relations.models import SectionPage
from site_core.api import openapi
from site_core.models import WebhookEndpoint
from site_core.plugins.discovery import DiscoveredPlugin
from site_core.published.announcements import announce
from site_core.removal import acts
from site_core.removal.belongings import Belongings
from site_core.webhooks.sending import send_due
from tests.support.receiver import Receiver, receiving

pytestmark = pytest.mark.django_db

KIND = "offices.opened"


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[pytest.MonkeyPatch]:
    """A plugin that is on declares an event of its own."""
    settings.WEBHOOK_PRIVATE_NETWORKS = ["127.0.0.0/8"]
    config = apps.get_app_config("offices")
    monkeypatch.setattr(
        config, "webhook_events", {"opened": "An office was opened."}, raising=False
    )
    openapi.document.cache_clear()
    yield monkeypatch
    openapi.document.cache_clear()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def kinds(client: Client, since: str = "") -> list[str]:
    feed = client.get("/api/v2/changes/", {"since": since, "limit": "1000"}).json()
    return [item["change"] for item in feed["items"]]


def test_it_is_a_line_of_the_feed(client: Client, section: SectionPage) -> None:
    assert announce(section.pk, KIND) is True
    line = client.get("/api/v2/changes/").json()["items"][-1]
    assert line["change"] == KIND
    assert line["object"]["id"] == section.pk
    assert line["path_before"] == line["path_after"] == "/en/about/"


def test_it_is_described(client: Client, section: SectionPage) -> None:
    described = client.get("/api/v2/openapi.json").json()
    assert KIND in described["webhooks"]
    assert KIND in described["components"]["schemas"]["PageChange"]["properties"]["change"]["enum"]


def test_receivers_are_told(receiver: Receiver, section: SectionPage) -> None:
    endpoint = WebhookEndpoint(name="App", url=receiver.url, kinds=[KIND])
    endpoint.start_from_now()
    endpoint.save()
    section.title = "About us"
    section.save_revision().publish()
    announce(section.pk, KIND)
    assert send_due() == 1
    [message] = receiver.messages
    assert message.verified(endpoint.secret)["type"] == KIND


def test_an_administrator_chooses_it(client: Client, home: HomePage) -> None:
    chief = get_user_model().objects.create_superuser("chief", "chief@example.org", "x")
    client.force_login(chief)
    form = client.get("/admin/webhooks/new/").content.decode()
    assert "An office was opened." in form
    assert f'value="{KIND}"' in form


def test_what_nobody_reads_is_not_spoken_of(client: Client, section: SectionPage) -> None:
    section.unpublish()
    assert announce(section.pk, KIND) is False
    assert KIND not in kinds(client)


def test_a_kind_that_nobody_declares_is_refused(section: SectionPage) -> None:
    with pytest.raises(ValueError, match=r"declares the event 'offices\.closed'.*offices\.opened"):
        announce(section.pk, "offices.closed")


def test_it_is_not_told_while_the_plugin_is_off_and_cursors_stay(
    client: Client, receiver: Receiver, section: SectionPage, declared: pytest.MonkeyPatch
) -> None:
    endpoint = WebhookEndpoint(name="App", url=receiver.url)
    endpoint.start_from_now()
    endpoint.save()
    announce(section.pk, KIND)
    cursor = client.get("/api/v2/changes/?limit=1000").json()["meta"]["cursor"]
    declared.setattr(apps.get_app_config("offices"), "webhook_events", {})
    assert KIND not in kinds(client)
    assert kinds(client, cursor) == []
    assert send_due() == 0
    section.title = "About us"
    section.save_revision().publish()
    assert kinds(client, cursor) == ["updated"]
    assert send_due() == 1


def test_a_webhook_for_it_alone_is_off_when_the_plugin_is_removed(home: HomePage) -> None:
    config = apps.get_app_config("offices")
    discovered = DiscoveredPlugin("offices", "", "", type(config))  # type: ignore[arg-type] # a plugin
    own = WebhookEndpoint.objects.create(name="Own", url="https://example.org/", kinds=[KIND])
    both = WebhookEndpoint.objects.create(
        name="Both", url="https://example.org/", kinds=["published", KIND]
    )
    acts._forget_events(Belongings(discovered))
    for endpoint in (own, both):
        endpoint.refresh_from_db()
    assert (own.kinds, own.is_active) == ([], False)
    assert (both.kinds, both.is_active) == (["published"], True)
