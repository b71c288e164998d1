"""A query reaches the office whatever happens to mail server and worker, and is forgotten in the end."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import Client

from offices.models import ContactPage, MediaQuery
from offices.queries.delivery import deliver_due
from tests.queries import NOON, PDF, deliver, send

pytestmark = pytest.mark.django_db


class BrokenBackend(EmailBackend):
    """A mail server that is down, refuses one address for good, or works."""

    failure: dict[str, Exception] = {}

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            for address in message.to:
                if address in self.failure:
                    raise self.failure[address]
        return super().send_messages(messages)


@pytest.fixture
def mail_server(settings: Any) -> type[BrokenBackend]:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.BrokenBackend"}}
    BrokenBackend.failure = {}
    return BrokenBackend


def test_nothing_is_lost_while_the_mail_server_is_down(
    client: Client, contact: ContactPage, mail_server: type[BrokenBackend]
) -> None:
    mail_server.failure = {"press@example.org": ConnectionRefusedError("no mail server")}
    assert send(client).status_code == 303
    for minutes in (2, 3, 5, 10, 60, 600, 6000):
        assert deliver(timedelta(minutes=minutes)) == 0
    query = MediaQuery.objects.get()
    assert query.failures >= 5
    assert "no mail server" in query.last_error

    client.force_login(get_user_model().objects.create_superuser("chief", "c@example.org", "x"))
    with time_machine.travel(NOON + timedelta(minutes=6000), tick=False):
        dashboard = client.get("/admin/").content.decode()
        listing = client.get(f"/admin/forms/submissions/{contact.pk}/").content.decode()
    assert "Queries that have reached nobody" in dashboard
    assert "no mail server" in dashboard
    assert query.reference in listing

    mail_server.failure = {}
    assert deliver(timedelta(days=10)) == 1
    assert [message.to[0] for message in mail.outbox] == ["press@example.org", "ana@example.org"]
    assert "reached nobody" not in client.get("/admin/").content.decode()


def test_an_address_that_is_refused_for_good_gets_no_confirmation(
    client: Client, contact: ContactPage, mail_server: type[BrokenBackend]
) -> None:
    refusal = smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"no such user")})
    mail_server.failure = {"ana@example.org": refusal}
    send(client)
    assert deliver() == 1
    query = MediaQuery.objects.get()
    assert query.confirmation_is_given_up
    assert [message.to[0] for message in mail.outbox] == ["press@example.org"]


def test_a_failing_confirmation_does_not_pass_the_query_on_twice(
    client: Client, contact: ContactPage, mail_server: type[BrokenBackend]
) -> None:
    mail_server.failure = {"ana@example.org": smtplib.SMTPServerDisconnected("away")}
    send(client)
    assert deliver() == 0
    mail_server.failure = {}
    assert deliver(timedelta(hours=1)) == 1
    assert [message.to[0] for message in mail.outbox] == ["press@example.org", "ana@example.org"]


def test_a_worker_that_died_half_way_has_only_put_it_off(
    client: Client, contact: ContactPage, mail_server: type[BrokenBackend]
) -> None:
    send(client)
    mail_server.failure = {"press@example.org": SystemExit()}  # type: ignore[dict-item] # as a kill does
    with pytest.raises(SystemExit):
        deliver()
    mail_server.failure = {}
    assert deliver(timedelta(minutes=3)) == 0  # the dead one may still be at work
    assert deliver(timedelta(minutes=6)) == 1


def test_the_worker_does_it(client: Client, contact: ContactPage, capsys: Any) -> None:
    send(client)
    with time_machine.travel(NOON + timedelta(minutes=2), tick=False):
        call_command("worker", once=True)
    assert "offices.queries.delivery.deliver_due: 1\n" in capsys.readouterr().out


def test_old_queries_are_forgotten_with_their_files(
    client: Client, contact: ContactPage, capsys: Any
) -> None:
    send(client, changed={"query-attachment": SimpleUploadedFile("questions.pdf", PDF)})
    query = MediaQuery.objects.get()
    storage, name = query.attachment.storage, query.attachment.name
    with time_machine.travel(NOON + timedelta(days=400), tick=False):
        call_command("forget_queries")
        assert MediaQuery.objects.count() == 1  # nobody has got it yet
        assert "have reached nobody: 1" in capsys.readouterr().err
        deliver_due()
        call_command("forget_queries", dry_run=True)
        assert MediaQuery.objects.count() == 1
        call_command("forget_queries", days=500)
        assert MediaQuery.objects.count() == 1
        call_command("forget_queries")
    assert not MediaQuery.objects.exists()
    assert not storage.exists(name)
