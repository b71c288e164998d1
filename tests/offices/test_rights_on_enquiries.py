"""What each role may do with enquiries, tried: the table of ``docs/operations/roles.md``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from home.models import HomePage
from offices.models import ContactPage, Enquiry, EnquiryReply
from tests.support.enquiries import PDF, send
from tests.support.rights import Person, one_of_each, rows, tried

pytestmark = pytest.mark.django_db
ROWS = {row.act: row for row in rows() if row.section == "Enquiries"}
Door = Callable[[Person, Enquiry], bool]


@pytest.fixture
def enquiry(client: Client, contact: ContactPage, serbian_home: HomePage) -> Enquiry:
    send(client, changed={"enquiry-attachment": SimpleUploadedFile("questions.pdf", PDF)})
    return Enquiry.objects.get()


def opens(path: str) -> Door:
    def door(who: Person, enquiry: Enquiry) -> bool:
        url = path.format(enquiry=enquiry.pk, page=enquiry.page_id)
        return bool(who.browser.get(url).status_code == 200)

    return door


def posts(check: Callable[[Enquiry], bool], **data: Any) -> Door:
    def door(who: Person, enquiry: Enquiry) -> bool:
        who.browser.post(f"/admin/enquiries/{enquiry.pk}/", data)
        return check(enquiry)

    return door


ACTS: dict[str, dict[str, Door]] = {
    "read the list of enquiries": {"view": opens("/admin/enquiries/")},
    "read an enquiry": {"view": opens("/admin/enquiries/{enquiry}/")},
    "open the file that came with it": {"view": opens("/admin/enquiries/{enquiry}/file/")},
    "take an enquiry on": {
        "request": posts(lambda e: Enquiry.objects.get(pk=e.pk).state == "assigned", action="take")
    },
    "answer an enquiry": {
        "request": posts(
            lambda e: EnquiryReply.objects.exists(),
            action="answer",
            subject="A",
            text="An answer.",
            seen="0",
        )
    },
    "delete an enquiry": {
        "request": posts(
            lambda e: not Enquiry.objects.filter(pk=e.pk).exists(),
            action="delete",
            confirmed="yes",
        )
    },
    "read them among Wagtail's forms": {"view": opens("/admin/forms/submissions/{page}/")},
}


def test_the_table_and_the_trials_are_of_the_same_acts_and_doors() -> None:
    assert {act: set(row.doors) for act, row in ROWS.items()} == {
        act: set(doors) for act, doors in ACTS.items()
    }


@pytest.mark.parametrize(
    ("act", "door"), [(act, door) for act, row in ROWS.items() for door in row.doors]
)
def test_a_role_may_do_what_the_table_gives_and_nothing_else(
    enquiry: Enquiry, act: str, door: str
) -> None:
    done_by = {
        role: {"yes"} if tried(ACTS[act][door], who, enquiry) else set()
        for role, who in one_of_each().items()
    }
    assert done_by == ROWS[act].may
