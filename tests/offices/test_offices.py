"""Offices: on every page, in the API, and nowhere while they are drafts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from home.models import HomePage
from offices.models import ContactOffice, ContactPage
from tests.factories import office_with_channels
from tests.translating import MARK, translate

pytestmark = pytest.mark.django_db
OFFICES = "/api/v2/offices/"


def test_stand_beside_every_page_in_their_order(client: Client, home: HomePage) -> None:
    office_with_channels(name="Second office", sort_order=2)
    office_with_channels(name="First office", sort_order=1)

    page = client.get("/en/").content.decode()

    assert page.index("First office") < page.index("Second office")
    assert 'href="tel:+381110000000"' in page
    assert 'href="mailto:press@example.org"' in page


def test_a_draft_stands_nowhere(client: Client, home: HomePage) -> None:
    office = office_with_channels(name="Closed office")
    office.unpublish()

    assert "Closed office" not in client.get("/en/").content.decode()
    assert client.get(OFFICES).json()["items"] == []
    assert client.get(f"{OFFICES}{office.pk}/").status_code == 404


def test_each_language_has_its_own(
    client: Client, home: HomePage, serbian_home: HomePage, serbian: Locale
) -> None:
    translate(office_with_channels(name="Press office"), serbian)

    assert f"{MARK}Press office" in client.get("/sr/").content.decode()
    assert MARK not in client.get("/en/").content.decode()
    (listed,) = client.get(f"{OFFICES}?locale=sr").json()["items"]
    assert listed["name"] == f"{MARK}Press office"


def test_the_contact_page_shows_its_offices_once(client: Client, home: HomePage) -> None:
    office = office_with_channels(name="Press office")
    page = ContactPage(title="Contact", slug="contact")
    page.contact_offices = [ContactOffice(office=office, locale=home.locale)]
    home.add_child(instance=page)

    shown = client.get("/en/contact/").content.decode().partition("<body")[2]
    assert shown.count("Press office") == 1


def test_a_list_costs_the_same_however_many_there_are(
    client: Client, home: HomePage, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _number in range(10):
        office_with_channels()
    client.get(OFFICES)

    with django_assert_max_num_queries(5):
        listed = client.get(OFFICES).json()

    assert len(listed["items"]) == 10


@pytest.mark.parametrize("path", ["99999/", "?colour=red", "?locale=de"])
def test_errors_are_json(client: Client, home: HomePage, path: str) -> None:
    response = client.get(f"{OFFICES}{path}")

    assert response.status_code in (400, 404)
    assert response.json()["message"]
