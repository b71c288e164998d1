"""The form of the contact page: what readers send is kept as it was written, and machines send nothing."""

from __future__ import annotations

import errno
import html
import re
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.fields.files import FieldFile
from django.test import Client

from home.models import HomePage
from offices.models import ContactPage, Enquiry
from tests.support.enquiries import NOON, PDF, WRITTEN, deliver, send, shown_at

pytestmark = pytest.mark.django_db


def test_an_enquiry_is_stored_passed_on_and_confirmed(client: Client, contact: ContactPage) -> None:
    response = send(client)

    assert response.status_code == 303
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    enquiry = Enquiry.objects.get()
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", enquiry.reference)
    assert enquiry.form_data["message"] == "When was the office opened?\n\nThank you."
    assert enquiry.form_data["deadline"] == "2026-11-25T15:30:00+01:00"
    assert mail.outbox == []  # nobody waits for a mail server

    assert deliver() == 1
    passed_on, other, confirmation = mail.outbox
    assert passed_on.to + other.to == ["press@example.org", "desk@example.org"]
    assert passed_on.reply_to == ["ana@example.org"]
    assert passed_on.subject == f"Media enquiry {enquiry.reference}: Radio Example"
    assert "When was the office opened?" in passed_on.body
    assert "25 November 2026, 15:30" in passed_on.body
    assert confirmation.to == ["ana@example.org"]
    assert enquiry.reference in confirmation.subject
    assert enquiry.reference in confirmation.body
    assert (
        "When was the office opened?" not in confirmation.body
    )  # anybody's address may stand there
    assert deliver(timedelta(days=1)) == 0
    assert len(mail.outbox) == 3


def test_the_page_after_sending_says_the_reference(client: Client, contact: ContactPage) -> None:
    with time_machine.travel(NOON, tick=False):
        address = send(client)["Location"]
        response = client.get(address)
        shown = response.content.decode()
    assert Enquiry.objects.get().reference in shown
    assert '<form class="form"' not in shown
    assert "no-store" in response["Cache-Control"]
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        assert "Your enquiry has been sent" not in client.get(address).content.decode()
    assert (
        "Your enquiry has been sent"
        not in client.get("/en/contact/?sent=AAAA-BBBB").content.decode()
    )


def test_an_enquiry_in_serbian_is_confirmed_in_its_script(
    client: Client, serbian_page: ContactPage
) -> None:
    path = serbian_page.url
    send(client, path)
    send(
        client, path.replace("/sr/", "/sr-latn/"), changed={"enquiry-message": "Када је отворена?"}
    )

    assert deliver() == 2
    by_address = [message for message in mail.outbox if message.to == ["ana@example.org"]]
    assert by_address[0].subject.startswith("Примили смо Ваш упит")
    assert str(by_address[0].body).startswith("Поштовани,\n\nВаш упит је стигао до нас.")
    assert "Срдачан поздрав,\n" in by_address[0].body
    assert by_address[1].subject.startswith("Primili smo Vaš upit")
    assert not re.search("[А-Яа-я]", str(by_address[1].body))
    assert "Када је отворена?" in mail.outbox[3].body  # as it was written


def test_what_was_typed_stays_when_something_is_wrong(client: Client, contact: ContactPage) -> None:
    response = send(client, changed={"enquiry-email": "ana at example", "enquiry-name": ""})

    shown = response.content.decode()
    assert response.status_code == 422
    assert "no-store" in response["Cache-Control"]
    assert "<title>Not sent yet: Contact" in " ".join(shown.split())
    assert "Enter your name." in shown
    assert "Write an e-mail address such as name@example.org." in shown
    assert 'value="ana at example"' in shown
    assert "When was the office opened?" in shown
    assert 'value="2026-11-25T15:30"' in shown
    assert 'href="#id_enquiry-email"' in shown
    assert not Enquiry.objects.exists()


def test_what_was_typed_keeps_its_script(client: Client, serbian_page: ContactPage) -> None:
    path = serbian_page.url.replace("/sr/", "/sr-latn/")
    shown = send(
        client, path, changed={"enquiry-message": "Када?", "enquiry-email": ""}
    ).content.decode()

    assert 'value="Ана Јовановић"' in shown
    assert "Када?" in shown
    assert "Upišite adresu e-pošte" in shown


@pytest.mark.parametrize(
    ("deadline", "complaint"),
    [
        ("2026-11-23T15:00", "That time has already passed."),
        ("9999-12-31T23:59", "Choose a day within a year."),
        ("2027-03-28T02:30", "Write a day and a time"),  # an hour that the clock leaves out
        ("tomorrow", "Write a day and a time"),
        ("24.11.2026. 16.00", None),
        ("", None),
    ],
)
def test_deadlines(
    client: Client, contact: ContactPage, deadline: str, complaint: str | None
) -> None:
    response = send(client, changed={"enquiry-deadline": deadline})
    assert response.status_code == (422 if complaint else 303)
    if complaint:
        assert complaint in response.content.decode()


def test_a_full_disk_loses_nobodys_text(client: Client, contact: ContactPage) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    with mock.patch.object(FieldFile, "save", side_effect=full):
        response = send(
            client, changed={"enquiry-attachment": SimpleUploadedFile("questions.pdf", PDF)}
        )
    shown = html.unescape(response.content.decode())
    assert response.status_code == 503
    assert "Your file could not be received just now." in shown
    assert "When was the office opened?" in shown
    assert "ana@example.org" in shown
    assert not Enquiry.objects.exists()

    send(client)  # without the file, as the sentence says
    assert Enquiry.objects.count() == 1


def test_an_attachment_reaches_the_office_and_nobody_else(
    client: Client, contact: ContactPage
) -> None:
    send(client, changed={"enquiry-attachment": SimpleUploadedFile("Питања.pdf", PDF)})

    deliver()
    ((name, content, kind),) = [tuple(part) for part in mail.outbox[0].attachments]
    assert (name, content, kind) == ("Питања.pdf", PDF, "application/pdf")
    enquiry = Enquiry.objects.get()
    path = f"/admin/enquiries/{enquiry.pk}/file/"
    assert client.get(path).status_code == 302  # to the login
    people = get_user_model().objects
    client.force_login(people.create_user("stranger", "stranger@example.org", "x"))
    assert client.get(path).status_code in (302, 403)
    client.force_login(people.create_superuser("chief", "chief@example.org", "x"))
    answer = client.get(path)
    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("program.exe", b"MZ", "A file of this kind cannot be sent"),
        ("letter.pdf", b"<html></html>", "The content of the file does not match its name"),
        (
            "letter.docx",
            b"PK\3\4 of another kind",
            "The content of the file does not match its name",
        ),
        ("letter.txt", b"MZ\0\0", "The content of the file does not match its name"),
        ("long.txt", b"a" * (5 * 1024 * 1024 + 1), "The limit is"),
    ],
)
def test_attachments_of_another_kind_or_size_are_refused(
    client: Client, contact: ContactPage, name: str, content: bytes, complaint: str
) -> None:
    response = send(client, changed={"enquiry-attachment": SimpleUploadedFile(name, content)})
    shown = response.content.decode()
    assert response.status_code == 422
    assert complaint in shown
    assert "Choose the file again" in shown
    assert not Enquiry.objects.exists()


def test_a_machine_falls_into_the_trap(client: Client, contact: ContactPage) -> None:
    response = send(client, changed={"enquiry-website": "https://spam.example"})
    assert response.status_code == 422
    assert "Empty this field" in response.content.decode()
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("after", "complaint"),
    [
        (timedelta(seconds=1), "The form was sent unusually quickly"),
        (timedelta(days=2), "This form was open for a long time"),
    ],
)
def test_a_form_that_comes_back_too_early_or_late_is_sent_once_more(
    client: Client, contact: ContactPage, after: timedelta, complaint: str
) -> None:
    response = send(client, after=after, changed={"enquiry-deadline": ""})
    shown = response.content.decode()
    assert response.status_code == 422
    assert complaint in shown
    found = re.search(r'name="enquiry-stamp" value="([^"]+)"', shown)
    assert found is not None
    again = send(
        client,
        after=after + timedelta(seconds=10),
        stamp=found[1],
        changed={"enquiry-deadline": ""},
    )
    assert again.status_code == 303


def test_a_stamp_is_not_to_be_forged(client: Client, contact: ContactPage) -> None:
    assert send(client, stamp=f"{contact.pk}:1:forged").status_code == 422


def test_an_address_sends_so_many_in_an_hour(
    client: Client, contact: ContactPage, settings: Any
) -> None:
    settings.OFFICES_ENQUIRIES_PER_HOUR = 2
    for number in range(2):
        assert send(client, changed={"enquiry-message": f"Enquiry {number}"}).status_code == 303
    response = send(client, changed={"enquiry-message": "Enquiry 3"})
    assert response.status_code == 429
    assert "More enquiries have come" in response.content.decode()
    assert 0 < int(response["Retry-After"]) <= 3600
    assert "Enquiry 3" in response.content.decode()
    assert Enquiry.objects.count() == 2


def test_pressing_twice_sends_once(client: Client, contact: ContactPage) -> None:
    first, second = send(client), send(client)
    assert first["Location"].split(":")[0] == second["Location"].split(":")[0]
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "rot13", "nonsense"])
def test_the_sender_does_not_choose_how_it_is_read(
    client: Client, contact: ContactPage, charset: str
) -> None:
    fields = {**WRITTEN, "enquiry-message": r"a +2AA- \ud800 b", "enquiry-stamp": shown_at(client)}
    body = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        response = client.generic(
            "POST",
            "/en/contact/",
            f"{body}--x--\r\n".encode(),
            content_type=f"multipart/form-data; boundary=x; charset={charset}",
        )
    assert response.status_code == 303
    written = Enquiry.objects.get().form_data
    assert written["message"] == r"a +2AA- \ud800 b"
    assert written["name"] == "Ана Јовановић"


def test_what_cannot_be_read_is_left_out(client: Client, contact: ContactPage) -> None:
    send(
        client,
        changed={
            "enquiry-name": "Ana\r\nE-mail address: evil@example.org\x01",
            "enquiry-message": "One\x1b\r\nTwo\x07",
        },
    )
    written = Enquiry.objects.get().form_data
    assert written["name"] == "Ana E-mail address: evil@example.org"
    assert written["message"] == "One\nTwo"
    client.force_login(get_user_model().objects.create_superuser("chief", "c@example.org", "x"))
    for kind in ("csv", "xlsx"):
        exported = client.get(f"/admin/enquiries/?export={kind}")
        assert exported.status_code == 200
        assert b"".join(exported)


@pytest.mark.parametrize(
    "address", ['"a\x01b"@example.org', '"a b"@example.org', "a\n@example.org"]
)
def test_an_address_that_no_header_takes_is_refused(
    client: Client, contact: ContactPage, address: str
) -> None:
    assert send(client, changed={"enquiry-email": address}).status_code == 422


def test_a_spreadsheet_finds_no_formula(client: Client, contact: ContactPage) -> None:
    send(client, changed={"enquiry-name": "=1+1", "enquiry-outlet": "@SUM(A1)"})
    client.force_login(get_user_model().objects.create_superuser("chief", "c@example.org", "x"))
    exported = client.get("/admin/enquiries/?export=csv")
    rows = b"".join(exported).decode()
    assert ",'=1+1,'@SUM(A1)," in rows


def test_a_forgotten_file_is_sent_after_the_words(client: Client, contact: ContactPage) -> None:
    send(client)
    send(client, changed={"enquiry-attachment": SimpleUploadedFile("questions.pdf", PDF)})
    assert [enquiry.attachment_name for enquiry in Enquiry.objects.order_by("pk")] == [
        "",
        "questions.pdf",
    ]


def test_pressing_twice_keeps_one_file(client: Client, contact: ContactPage) -> None:
    def press() -> set[str]:
        send(client, changed={"enquiry-attachment": SimpleUploadedFile("questions.pdf", PDF)})
        file = Enquiry.objects.get().attachment
        return set(file.storage.listdir(str(file.name).rpartition("/")[0])[1])

    assert press() == press()


def test_two_presses_at_the_same_moment_store_one(client: Client, contact: ContactPage) -> None:
    """The second one has looked before the first one was stored."""
    send(client)
    first = Enquiry.objects.get()
    file = SimpleUploadedFile("questions.pdf", PDF)
    second = Enquiry.objects.store(
        first.form_data, digest=first.digest, page_id=contact.pk, language="en", file=file
    )
    assert second == first
    assert Enquiry.objects.count() == 1


def test_an_old_form_with_another_mistake_is_renewed_at_once(
    client: Client, contact: ContactPage
) -> None:
    changed = {"enquiry-deadline": "", "enquiry-email": ""}
    response = send(client, after=timedelta(days=2), changed=changed)
    found = re.search(r'name="enquiry-stamp" value="([^"]+)"', response.content.decode())
    assert found is not None
    again = send(
        client,
        after=timedelta(days=2, minutes=1),
        stamp=found[1],
        changed={"enquiry-deadline": ""},
    )
    assert again.status_code == 303


def test_other_pages_and_a_page_without_the_form_take_nothing(
    home: HomePage, contact: ContactPage
) -> None:
    careful = Client(enforce_csrf_checks=True)
    assert careful.post("/en/", {}).status_code == 403
    contact.form_is_on = False
    contact.save_revision().publish()
    shown = careful.post("/en/contact/", WRITTEN)
    assert shown.status_code == 200
    assert "enquiry-name" not in shown.content.decode()
    assert not Enquiry.objects.exists()


def test_a_reader_needs_no_cookie_to_write(contact: ContactPage) -> None:
    careful = Client(enforce_csrf_checks=True)
    assert send(careful).status_code == 303


def test_enquiries_are_exported(client: Client, contact: ContactPage) -> None:
    send(client)
    client.force_login(get_user_model().objects.create_superuser("chief", "c@example.org", "x"))
    exported = client.get("/admin/enquiries/?export=csv")
    rows = b"".join(exported).decode()
    assert Enquiry.objects.get().reference in rows
    assert "Radio Example" in rows
