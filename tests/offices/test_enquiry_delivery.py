"""An enquiry reaches the office whatever happens to mail server and worker, and is forgotten in the end."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.test import Client

from offices.enquiries.delivery import deliver_due
from offices.models import ContactPage, Enquiry
from tests.support.enquiries import NOON, PDF, deliver, send

pytestmark = pytest.mark.django_db


OFFICE = ["press@example.org", "desk@example.org"]
EVERYBODY = [*OFFICE, "ana@example.org"]


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
    settings.MAILERS = {"worker": {"BACKEND": f"{__name__}.BrokenBackend"}}
    BrokenBackend.failure = {}
    return BrokenBackend


def test_nothing_is_lost_while_the_mail_server_is_down(
    client: Client, contact: ContactPage, mail_server: type[BrokenBackend]
) -> None:
    mail_server.failure = {"press@example.org": ConnectionRefusedError("no mail server")}
    assert send(client).status_code == 303
    for minutes in (2, 3, 5, 10, 60, 600, 6000):
        assert deliver(timedelta(minutes=minutes)) == 0
    enquiry = Enquiry.objects.get()
    assert enquiry.failures >= 5
    assert "no mail server" in enquiry.last_error

    client.force_login(get_user_model().objects.create_superuser("chief", "c@example.org", "x"))
    with time_machine.travel(NOON + timedelta(minutes=6000), tick=False):
        dashboard = client.get("/admin/").content.decode()
        listing = client.get("/admin/enquiries/").content.decode()
    assert "Enquiries that have reached nobody" in dashboard
    assert "no mail server" in dashboard
    assert enquiry.reference in listing

    mail_server.failure = {}
    assert deliver(timedelta(days=10)) == 1
    assert [message.to[0] for message in mail.outbox] == EVERYBODY
    assert "reached nobody" not in client.get("/admin/").content.decode()


def test_an_address_that_is_refused_for_good_gets_no_confirmation(
    client: Client, contact: ContactPage, mail_server: type[BrokenBackend]
) -> None:
    refusal = smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"no such user")})
    mail_server.failure = {"ana@example.org": refusal}
    send(client)
    assert deliver() == 1
    enquiry = Enquiry.objects.get()
    assert enquiry.confirmation_is_given_up
    assert [message.to[0] for message in mail.outbox] == OFFICE


def test_a_failing_confirmation_does_not_pass_the_enquiry_on_twice(
    client: Client, contact: ContactPage, mail_server: type[BrokenBackend]
) -> None:
    mail_server.failure = {"ana@example.org": smtplib.SMTPServerDisconnected("away")}
    send(client)
    assert deliver() == 0
    mail_server.failure = {}
    assert deliver(timedelta(hours=1)) == 1
    assert [message.to[0] for message in mail.outbox] == EVERYBODY


def test_a_worker_that_died_half_way_has_only_put_it_off(
    client: Client, contact: ContactPage, mail_server: type[BrokenBackend]
) -> None:
    send(client)
    mail_server.failure = {"press@example.org": SystemExit()}  # type: ignore[dict-item] # as a kill does
    with pytest.raises(SystemExit):
        deliver()
    mail_server.failure = {}
    assert deliver(timedelta(minutes=10)) == 0  # the dead one may still be at work
    assert deliver(timedelta(minutes=13)) == 1


def test_the_worker_does_it(client: Client, contact: ContactPage, capsys: Any) -> None:
    send(client)
    with time_machine.travel(NOON + timedelta(minutes=2), tick=False):
        call_command("worker", once=True)
    assert "enquiries: 1\n" in capsys.readouterr().out


def test_one_recipient_may_be_refused_and_is_tried_again(
    client: Client, contact: ContactPage, mail_server: type[BrokenBackend]
) -> None:
    refusal = smtplib.SMTPRecipientsRefused({"press@example.org": (450, b"greylisted")})
    mail_server.failure = {"press@example.org": refusal}
    send(client)
    assert deliver() == 0
    assert [message.to[0] for message in mail.outbox] == ["desk@example.org", "ana@example.org"]
    assert Enquiry.objects.get().delivery == "To some recipients"
    mail_server.failure = {}
    assert deliver(timedelta(hours=1)) == 1
    assert mail.outbox[2].to == ["press@example.org"]
    assert Enquiry.objects.get().delivery == "Yes"


def test_a_recipient_that_is_refused_for_days_is_given_up_once_another_has_it(
    client: Client, contact: ContactPage, mail_server: type[BrokenBackend]
) -> None:
    refusal = smtplib.SMTPRecipientsRefused({"press@example.org": (550, b"gone")})
    mail_server.failure = {"press@example.org": refusal}
    send(client)
    assert deliver() == 0
    assert deliver(timedelta(days=4)) == 1


def test_a_message_that_is_sent_twice_is_known_to_be_one(
    client: Client, contact: ContactPage, mail_server: type[BrokenBackend]
) -> None:
    send(client)
    deliver()
    first = mail.outbox[0].message()["Message-ID"]
    Enquiry.objects.update(reached=[], passed_on_at=None, next_attempt_at=NOON)
    deliver()
    assert mail.outbox[-2].message()["Message-ID"] == first
    assert mail.outbox[2].message()["Message-ID"] != first  # the confirmation is another one


def test_a_file_that_was_lost_does_not_hold_up_the_words(
    client: Client, contact: ContactPage
) -> None:
    send(client, changed={"enquiry-attachment": SimpleUploadedFile("questions.pdf", PDF)})
    enquiry = Enquiry.objects.get()
    enquiry.attachment.storage.delete(str(enquiry.attachment.name))
    assert deliver() == 1
    assert "The file has been lost" in mail.outbox[0].body
    assert "When was the office opened?" in mail.outbox[0].body
    client.force_login(get_user_model().objects.create_superuser("chief", "c@example.org", "x"))
    assert client.get(f"/admin/enquiries/{enquiry.pk}/file/").status_code == 404


def test_nobody_is_written_to_often_by_strangers(client: Client, contact: ContactPage) -> None:
    for number in range(5):
        send(client, changed={"enquiry-message": f"Enquiry {number}"})
    assert deliver() == 5
    confirmations = [message for message in mail.outbox if message.to == ["ana@example.org"]]
    assert len(confirmations) == 3
    assert len(mail.outbox) == 5 * len(OFFICE) + 3


def test_the_office_is_the_same_in_every_language(
    client: Client, contact: ContactPage, serbian_page: ContactPage
) -> None:
    contact.recipients = "new@example.org"
    contact.save_revision().publish()
    serbian_page.save_revision().publish()  # of what it was before
    path = serbian_page.url
    assert path is not None
    send(client, path)
    deliver()
    assert mail.outbox[0].to == ["new@example.org"]

    contact.form_is_on = False
    contact.save_revision().publish()
    assert "enquiry-name" not in client.get(path).content.decode()


def test_a_page_is_not_deleted_with_enquiries_that_nobody_has_got(
    client: Client, contact: ContactPage
) -> None:
    send(client)
    client.force_login(get_user_model().objects.create_superuser("chief", "c@example.org", "x"))
    delete = f"/admin/pages/{contact.pk}/delete/"
    answer = client.post(delete, follow=True)
    assert "enquiries came through this page that have reached nobody" in answer.content.decode()
    assert ContactPage.objects.filter(pk=contact.pk).exists()
    bulk = f"/admin/bulk/wagtailcore/page/delete/?id={contact.pk}"
    client.post(bulk, {"type": "delete"})
    assert ContactPage.objects.filter(pk=contact.pk).exists()
    deliver()
    client.post(delete)
    assert not ContactPage.objects.filter(pk=contact.pk).exists()


def test_old_enquiries_are_forgotten_with_their_files(
    client: Client,
    contact: ContactPage,
    capsys: Any,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.OFFICES_ENQUIRY_DAYS = 30
    send(client, changed={"enquiry-attachment": SimpleUploadedFile("questions.pdf", PDF)})
    enquiry = Enquiry.objects.get()
    storage, name = enquiry.attachment.storage, enquiry.attachment.name
    assert name is not None
    with time_machine.travel(NOON + timedelta(days=40), tick=False):
        call_command("forget_enquiries")
        assert Enquiry.objects.count() == 1  # nobody has got it yet
        assert "have reached nobody: 1" in capsys.readouterr().err
        deliver_due()
        call_command("forget_enquiries", dry_run=True)
        assert Enquiry.objects.count() == 1
        call_command("forget_enquiries", days=50)
        assert Enquiry.objects.count() == 1
        stray = storage.save("queries/AAAA-BBBB", ContentFile(b"x"))
        with django_capture_on_commit_callbacks(execute=True):
            call_command("forget_enquiries")
        assert storage.exists(stray)  # it may be one that is being stored
    assert not Enquiry.objects.exists()
    assert not storage.exists(name)
    with time_machine.travel(NOON + timedelta(days=42), tick=False):
        call_command("forget_enquiries")
    assert not storage.exists(stray)


def test_what_has_reached_nobody_is_kept_for_a_season_at_least(
    client: Client, contact: ContactPage, capsys: Any
) -> None:
    send(client)
    with time_machine.travel(NOON + timedelta(days=80), tick=False):
        call_command("forget_enquiries", days=1)
        assert Enquiry.objects.count() == 1
    with time_machine.travel(NOON + timedelta(days=91), tick=False):
        call_command("forget_enquiries", days=1)
    assert not Enquiry.objects.exists()
    assert "have reached nobody: 1" in capsys.readouterr().err


@pytest.mark.parametrize("days", [0, -1, 1_000_000])
def test_a_time_that_makes_no_sense_is_refused(db: None, days: int) -> None:
    with pytest.raises(CommandError, match="from 1 to"):
        call_command("forget_enquiries", days=days)
