"""What a stranger cannot do with an enquiry, and what does not happen to one by mistake."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.test import Client
from wagtail.models import GroupPagePermission

from home.models import HomePage
from offices.enquiries.delivery import deliver_due
from offices.models import ContactPage, Enquiry
from site_core.models import User
from tests.support.editing import stored
from tests.support.enquiries import NOON, PDF, WRITTEN, deliver, send, shown_at

pytestmark = pytest.mark.django_db


def test_the_stamp_of_another_page_sends_nothing(
    client: Client, contact: ContactPage, serbian_page: ContactPage
) -> None:
    path = serbian_page.get_url()
    assert path is not None
    other = shown_at(client, path)
    response = send(client, stamp=other)
    assert response.status_code == 422
    assert not Enquiry.objects.exists()
    assert send(client, path, stamp=other).status_code == 303


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "=HYPERLINK"])
def test_no_formula_reaches_a_spreadsheet(
    admin_client: Client, client: Client, contact: ContactPage, begin: str
) -> None:
    send(client, changed={"enquiry-message": f"{begin}1+1"})
    written = Enquiry.objects.get().form_data["message"]
    exported: Any = admin_client.get("/admin/enquiries/?export=csv")
    assert exported.status_code == 200
    text = b"".join(exported.streaming_content).decode()
    assert f"'{written}" in text
    assert f",{written}" not in text


def reader(groups: list[Group]) -> Client:
    user = User.objects.create_user("reader", "reader@example.org", "x")
    user.groups.set(groups)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def attached(client: Client, contact: ContactPage) -> str:
    send(client, changed={"enquiry-attachment": SimpleUploadedFile("Questions.pdf", PDF)})
    return f"/admin/enquiries/{Enquiry.objects.get().pk}/file/"


def group(name: str, *codenames: str) -> Group:
    made = Group.objects.create(name=name)
    made.permissions.set(
        Permission.objects.filter(
            content_type__app_label="wagtailadmin", codename__in=["access_admin"]
        )
    )
    return made


def test_attachments_are_for_who_may_see_the_enquiries(
    client: Client, attached: str, contact: ContactPage, serbian_home: HomePage
) -> None:
    assert client.get(attached).status_code == 302  # to sign in
    access = group("Access")
    elsewhere = group("Elsewhere")
    here = group("Here")
    here.permissions.add(Permission.objects.get(codename="view_enquiry"))
    for codename in ("change_page", "publish_page"):  # of the page is not of the enquiries
        GroupPagePermission.objects.create(
            group=elsewhere,
            page=stored(contact),
            permission=Permission.objects.get(codename=codename),
        )
    answers: dict[str, Any] = {}
    for name, groups in (("access", [access]), ("elsewhere", [elsewhere]), ("here", [here])):
        User.objects.filter(username="reader").delete()
        answers[name] = reader(groups).get(attached)
    for name in ("access", "elsewhere"):
        assert answers[name].status_code == 302
        assert answers[name]["Location"] == "/admin/"
    assert answers["here"].status_code == 200
    assert b"".join(answers["here"].streaming_content) == PDF
    assert answers["here"]["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answers["here"]["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("way", ["one", "many"])
def test_a_page_above_is_not_deleted_with_enquiries_that_nobody_has_got(
    admin_client: Client, client: Client, contact: ContactPage, home: HomePage, way: str
) -> None:
    send(client)
    address = (
        f"/admin/pages/{home.pk}/delete/"
        if way == "one"
        else f"/admin/bulk/wagtailcore/page/delete/?id={home.pk}&next=/admin/pages/"
    )
    answer = admin_client.post(address, follow=True)
    assert "reached nobody yet" in answer.content.decode()
    assert ContactPage.objects.filter(pk=contact.pk).exists()


def test_a_second_worker_sends_nothing_again(
    monkeypatch: pytest.MonkeyPatch, client: Client, contact: ContactPage
) -> None:
    send(client)
    real = EmailMessage.send
    asked: list[int] = []

    def while_another_works(self: EmailMessage, *args: Any, **kwargs: Any) -> int:
        asked.append(deliver_due())
        return real(self, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", while_another_works)
    deliver()
    assert asked == [0, 0, 0]
    assert sorted(message.to[0] for message in mail.outbox) == [
        WRITTEN["enquiry-email"],
        "desk@example.org",
        "press@example.org",
    ]


def test_a_failing_mail_server_is_asked_every_hour_at_least(
    monkeypatch: pytest.MonkeyPatch, client: Client, contact: ContactPage
) -> None:
    send(client)

    def fail(self: EmailMessage, *args: Any, **kwargs: Any) -> int:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr(EmailMessage, "send", fail)
    now = NOON + timedelta(minutes=2)
    waits = []
    for _ in range(14):
        with time_machine.travel(now, tick=False):
            assert deliver_due() == 0
        due = Enquiry.objects.get().next_attempt_at
        assert due is not None
        waits.append(due - now)
        now = due + timedelta(seconds=1)
    assert waits[0] < timedelta(minutes=2)
    assert all(wait <= timedelta(hours=1, minutes=6) for wait in waits)
    assert waits[-1] >= timedelta(minutes=54)
