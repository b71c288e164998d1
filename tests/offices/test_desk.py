"""The desk: one list of all enquiries, what is done about each, and answers in the journalist's language."""

from __future__ import annotations

import csv
import io
import smtplib
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook  # type: ignore[import-untyped] # it has no types
from wagtail.models import GroupPagePermission, Page

from home.models import HomePage
from offices.enquiries import delivery
from offices.enquiries.panels import EnquiriesToAnswer
from offices.models import ContactPage, Enquiry
from site_core.accounts.roles import AUTHOR, EDITOR, MEDIA_DESK
from site_core.jobs.queues import run_due
from tests.support.editing import stored
from tests.support.enquiries import NOON, PDF, deliver, send, shown_at
from tests.support.rights import Person, person

pytestmark = pytest.mark.django_db
LIST = "/admin/enquiries/"


@pytest.fixture
def desk(home: HomePage) -> Person:
    return named(person(MEDIA_DESK, name="mina"), "Mina", "Media")


def named(who: Person, first: str, last: str) -> Person:
    who.user.first_name, who.user.last_name = first, last
    who.user.save()
    return who


def url(enquiry: Enquiry) -> str:
    return f"{LIST}{enquiry.pk}/"


def act(who: Person, enquiry: Enquiry, action: str, **data: Any) -> Any:
    return who.browser.post(url(enquiry), {"action": action, **data}, follow=True)


def send_answers(after: timedelta = timedelta()) -> int:
    """Let the worker send what is due so long after now."""
    with time_machine.travel(timezone.now() + after, tick=False):
        return run_due(delivery.REPLIES)


@pytest.fixture
def enquiry(client: Client, contact: ContactPage) -> Enquiry:
    send(client)
    return Enquiry.objects.get()


class TestTheList:
    def test_has_every_language_and_the_nearest_deadline_first(
        self, client: Client, serbian_page: ContactPage, desk: Person
    ) -> None:
        path = serbian_page.get_url() or ""
        for outlet, deadline, where in (
            ("Without", "", "/en/contact/"),
            ("Later", "2026-11-27T10:00", "/en/contact/"),
            ("Sooner", "2026-11-25T10:00", path),
            ("Latin", "2026-11-26T10:00", path.replace("/sr/", "/sr-latn/")),
        ):
            changed = {"enquiry-outlet": outlet, "enquiry-deadline": deadline}
            assert send(client, where, changed=changed).status_code == 303
        done = Enquiry.objects.get(form_data__outlet="Sooner")
        shown = desk.browser.get(LIST).content.decode()
        places = [shown.index(f"{name} – ") for name in ("Sooner", "Latin", "Later", "Without")]
        assert places == sorted(places)
        assert "srpski (latinica)" in shown

        act(desk, done, "close")
        shown = desk.browser.get(LIST).content.decode()
        assert shown.index("Without – ") < shown.index("Sooner – ")
        assert "Sooner – " not in desk.browser.get(f"{LIST}?state=open").content.decode()
        assert "Later – " not in desk.browser.get(f"{LIST}?language=sr").content.decode()
        found = desk.browser.get(f"{LIST}results/?q=Later").content.decode()
        assert "Later – " in found
        assert "Latin – " not in found

    def test_marks_what_is_overdue(self, enquiry: Enquiry, desk: Person) -> None:
        with time_machine.travel(NOON + timedelta(days=3), tick=False):
            assert "overdue" in desk.browser.get(LIST).content.decode()
            act(desk, enquiry, "close")
            assert "overdue" not in desk.browser.get(LIST).content.decode()

    def test_costs_the_same_for_few_and_for_many(
        self,
        client: Client,
        contact: ContactPage,
        desk: Person,
        settings: Any,
        django_assert_max_num_queries: Any,
    ) -> None:
        settings.OFFICES_ENQUIRIES_PER_HOUR = 0
        for number in range(12):
            send(client, changed={"enquiry-message": f"Enquiry {number}"})
        desk.browser.get(LIST)
        with django_assert_max_num_queries(20):
            assert desk.browser.get(LIST).content.decode().count("Radio Example – ") >= 12


class TestTheExport:
    def test_opens_rightly_in_a_spreadsheet(
        self, client: Client, contact: ContactPage, desk: Person
    ) -> None:
        send(client, changed={"enquiry-name": "=1+1", "enquiry-outlet": "Радио Пример"})
        raw = b"".join(desk.browser.get(f"{LIST}?export=csv"))
        assert raw.startswith(b"\xef\xbb\xbf")
        (row,) = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
        assert row["Sender"] == "'=1+1"
        assert row["Newsroom or outlet"] == "Радио Пример"
        assert row["Needs the answer by"] == "2026-11-25 15:30"
        assert row["Sent"] == "2026-11-24 13:01"
        assert row["State"] == "New"

    def test_as_a_workbook_says_the_same(self, enquiry: Enquiry, desk: Person) -> None:
        raw = b"".join(desk.browser.get(f"{LIST}?export=xlsx"))
        head, row = load_workbook(io.BytesIO(raw)).active.iter_rows(values_only=True)
        values = dict(zip(head, row, strict=True))
        assert values["Needs the answer by"] == "2026-11-25 15:30"
        assert values["Reference"] == enquiry.reference


class TestWhatIsDone:
    def test_stands_with_who_and_when(self, enquiry: Enquiry, desk: Person) -> None:
        other = named(person(MEDIA_DESK, name="milan"), "Milan", "Media")
        act(desk, enquiry, "take")
        act(desk, enquiry, "note", text="Called back at noon.")
        act(desk, enquiry, "assign", person=other.user.pk)
        act(other, enquiry, "close")
        act(desk, enquiry, "reopen")
        events = [(event.kind, event.name, event.text) for event in enquiry.events.all()]
        assert events == [
            ("assigned", "Mina Media", "Mina Media"),
            ("note", "Mina Media", "Called back at noon."),
            ("assigned", "Mina Media", "Milan Media"),
            ("closed", "Milan Media", ""),
            ("reopened", "Mina Media", ""),
        ]
        enquiry.refresh_from_db()
        assert (enquiry.state, enquiry.assigned_to) == ("assigned", other.user)
        shown = desk.browser.get(url(enquiry)).content.decode()
        assert "Called back at noon." in shown
        assert "When was the office opened?" in shown

    def test_only_people_of_the_desk_are_assigned(self, enquiry: Enquiry, desk: Person) -> None:
        author = person(AUTHOR, name="ana")
        act(desk, enquiry, "assign", person=author.user.pk)
        enquiry.refresh_from_db()
        assert enquiry.assigned_to is None

    def test_an_answer_goes_out_in_the_thread_and_is_noted(
        self, enquiry: Enquiry, desk: Person
    ) -> None:
        deliver()
        (confirmation,) = [message for message in mail.outbox if message.to == ["ana@example.org"]]
        mail.outbox.clear()
        act(desk, enquiry, "answer", subject="Your\nenquiry", text="In December 2006.", seen="0")
        enquiry.refresh_from_db()
        assert (enquiry.state, enquiry.assigned_to) == ("answered", desk.user)
        assert send_answers() == 1
        (message,) = mail.outbox
        assert message.to == ["ana@example.org"]
        assert message.subject == "Your enquiry"
        assert message.reply_to == ["press@example.org", "desk@example.org"]
        assert message.body.startswith(
            "In December 2006.\n\n> When was the office opened?\n>\n> Thank"
        )
        sent = message.message()
        assert sent["In-Reply-To"] == confirmation.message()["Message-ID"]
        assert "Sent " in desk.browser.get(url(enquiry)).content.decode()
        assert send_answers() == 0

    def test_a_reader_of_latin_is_answered_in_latin(
        self, client: Client, serbian_page: ContactPage, desk: Person
    ) -> None:
        path = (serbian_page.get_url() or "").replace("/sr/", "/sr-latn/")
        send(client, path)
        enquiry = Enquiry.objects.get()
        page = desk.browser.get(url(enquiry)).content.decode()
        assert "srpski (latinica)" in page
        assert "sent in Latin" in page
        act(desk, enquiry, "answer", subject="Упит", text="Њен сајт је nato.int.", seen="0")
        send_answers()
        assert (mail.outbox[0].subject, mail.outbox[0].body[:24]) == (
            "Upit",
            "Njen sajt je nato.int.\n\n",
        )

    def test_two_do_not_answer_without_knowing(self, enquiry: Enquiry, desk: Person) -> None:
        other = named(person(MEDIA_DESK, name="milan"), "Milan", "Media")
        act(other, enquiry, "answer", subject="A", text="The first.", seen="0")
        refused = act(desk, enquiry, "answer", subject="B", text="The second.", seen="0")
        shown = refused.content.decode()
        assert "Milan Media has answered meanwhile" in shown
        assert "The second." in shown
        assert "The first." in shown
        assert send_answers() == 1
        seen = enquiry.events.latest("pk").pk
        act(desk, enquiry, "answer", subject="B", text="The second.", seen=str(seen))
        assert send_answers() == 1

    def test_a_mail_server_that_is_away_is_asked_again(
        self, enquiry: Enquiry, desk: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        act(desk, enquiry, "answer", subject="A", text="An answer.", seen="0")
        with monkeypatch.context() as away:
            away.setattr(EmailMessage, "send", _raising(smtplib.SMTPServerDisconnected("away")))
            assert send_answers() == 0
        assert "It is tried again" in desk.browser.get(url(enquiry)).content.decode()
        assert send_answers(timedelta(hours=3)) == 1

    def test_an_address_that_is_refused_is_said(
        self, enquiry: Enquiry, desk: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        act(desk, enquiry, "answer", subject="A", text="An answer.", seen="0")
        refusal = smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"no such user")})
        with monkeypatch.context() as away:
            away.setattr(EmailMessage, "send", _raising(refusal))
            send_answers()
        assert "no such user" in desk.browser.get(url(enquiry)).content.decode()
        act(desk, enquiry, "send-again")
        assert send_answers(timedelta(hours=3)) == 1

    def test_deleting_asks_first(
        self, enquiry: Enquiry, desk: Person, django_capture_on_commit_callbacks: Any
    ) -> None:
        assert "cannot be taken back" in act(desk, enquiry, "delete").content.decode()
        assert Enquiry.objects.exists()
        act(desk, enquiry, "delete", confirmed="yes")
        assert not Enquiry.objects.exists()


def _raising(error: Exception) -> Any:
    def send_nothing(*args: Any, **kwargs: Any) -> int:
        raise error

    return send_nothing


class TestThePageThatIsDeleted:
    def test_leaves_its_enquiries_and_their_files(
        self,
        client: Client,
        contact: ContactPage,
        admin_client: Client,
        desk: Person,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        send(client, changed={"enquiry-attachment": SimpleUploadedFile("questions.pdf", PDF)})
        deliver()
        with django_capture_on_commit_callbacks(execute=True):
            admin_client.post(f"/admin/pages/{contact.pk}/delete/")
        assert not Page.objects.filter(pk=contact.pk).exists()
        enquiry = Enquiry.objects.get()
        file = desk.browser.get(f"{url(enquiry)}file/")
        assert b"".join(file) == PDF
        assert desk.browser.get(url(enquiry)).status_code == 200
        act(desk, enquiry, "answer", subject="A", text="An answer.", seen="0")
        assert send_answers() == 1

    def test_by_a_script_leaves_what_is_to_be_sent_to_another_contact_page(
        self, client: Client, contact: ContactPage, serbian_page: ContactPage
    ) -> None:
        send(client)
        stored(contact).delete()
        assert deliver() == 1
        assert [message.to[0] for message in mail.outbox][:2] == [
            "press@example.org",
            "desk@example.org",
        ]


class TestWhoReads:
    @pytest.mark.parametrize("role", [AUTHOR, EDITOR])
    def test_is_not_who_edits_the_page(self, enquiry: Enquiry, role: str) -> None:
        who = person(role, name="somebody")
        for path in (LIST, url(enquiry), f"/admin/forms/submissions/{enquiry.page_id}/"):
            assert who.browser.get(path)["Location"] == "/admin/", path
        assert "Radio Example" not in who.browser.get("/admin/").content.decode()

    def test_may_do_nothing_more_without_the_right_to(self, enquiry: Enquiry, desk: Person) -> None:
        Group.objects.get(name="Media desk").permissions.remove(
            *Permission.objects.filter(codename__in=("change_enquiry", "delete_enquiry"))
        )
        shown = desk.browser.get(url(enquiry)).content.decode()
        assert 'value="answer"' not in shown
        act(desk, enquiry, "answer", subject="A", text="An answer.", seen="0")
        act(desk, enquiry, "delete", confirmed="yes")
        assert Enquiry.objects.get().state == "new"

    def test_still_is_whoever_could_before(self, contact: ContactPage, home: HomePage) -> None:
        old = Group.objects.create(name="Old")
        GroupPagePermission.objects.create(
            group=old, page=home, permission=Permission.objects.get(codename="change_page")
        )
        import_module("offices.migrations.0009_enquiry_desk").keep_readers(apps, None)
        assert set(old.permissions.values_list("codename", flat=True)) == {
            "view_enquiry",
            "change_enquiry",
            "delete_enquiry",
        }
        assert (
            not Group.objects.get(name="Author")
            .permissions.filter(codename="view_enquiry")
            .exists()
        )


def test_a_new_enquiry_stands_on_the_dashboard_of_the_desk(
    client: Client, contact: ContactPage, desk: Person
) -> None:
    assert "Nothing waits for you" in desk.browser.get("/admin/").content.decode()
    shown_at(client)
    send(client)
    enquiry = Enquiry.objects.get()
    with time_machine.travel(NOON, tick=False):
        shown = desk.browser.get("/admin/").content.decode()
    assert "Enquiries without an answer" in shown
    assert f'href="{url(enquiry)}"' in shown
    other = person(MEDIA_DESK, name="milan")
    act(other, enquiry, "take")
    assert EnquiriesToAnswer(desk.user).find().total == 0
    assert EnquiriesToAnswer(other.user).find().total == 1


def test_what_was_there_before_has_a_deadline_and_no_old_work(
    client: Client, contact: ContactPage
) -> None:
    for number in range(2):
        send(client, changed={"enquiry-message": f"Enquiry {number}"})
    Enquiry.objects.update(deadline=None)
    with time_machine.travel(NOON + timedelta(minutes=2), tick=False):
        delivery.deliver_due()
    first = Enquiry.objects.order_by("pk")[0]
    Enquiry.objects.filter(pk=first.pk).update(passed_on_at=NOON - timedelta(days=400))
    import_module("offices.migrations.0009_enquiry_desk").fill(apps, None)
    first.refresh_from_db()
    assert first.state == "closed"
    assert first.deadline is not None
    assert first.deadline.isoformat() == "2026-11-25T14:30:00+00:00"
