"""Offices: on every page, in the API, and nowhere while they are drafts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
import time_machine
import vobject
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.html import strip_tags
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Locale

from home.models import HomePage
from offices.models import ContactOffice, ContactPage
from offices.opening import ClosedDaysBlock, OpeningTimesBlock
from site_core.languages.variants import VARIANTS
from tests.support.factories import office_with_channels
from tests.support.translating import MARK, translate

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


def test_a_detail_is_read_in_every_variant(
    client: Client, home: HomePage, serbian_home: HomePage, serbian: Locale
) -> None:
    office = office_with_channels(name="Press office")
    translate(office, serbian)
    key = str(office.translation_key)

    answers = {
        tag: client.get(f"{OFFICES}{office.pk}/?locale={tag}") for tag in ("en", "sr", "sr-Latn")
    }
    read = {tag: answer.json() for tag, answer in answers.items()}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert [item["meta"]["tag"] for item in read.values()] == ["en", "sr-Cyrl", "sr-Latn"]
    assert [answer["Content-Language"] for answer in answers.values()] == [
        "en",
        "sr-Cyrl",
        "sr-Latn",
    ]
    assert {item["meta"]["translation_key"] for item in read.values()} == {key}
    assert read["en"]["id"] == office.pk
    assert read["sr"]["id"] == read["sr-Latn"]["id"] != office.pk
    for item in (*read.values(), client.get(f"{OFFICES}{office.pk}/").json()):
        assert [found["tag"] for found in item["alternates"]] == [
            variant.tag for variant in VARIANTS
        ]
        for found in item["alternates"]:
            there = client.get(found["detail_url"].removeprefix("http://localhost")).json()
            assert (there["id"], there["meta"]["tag"]) == (found["id"], found["tag"])
    (listed,) = client.get(f"{OFFICES}?translation_key={key}&locale=sr&fields=*").json()["items"]
    assert listed["alternates"] == read["sr"]["alternates"]


def test_a_variant_that_is_not_public_is_not_there(
    client: Client, home: HomePage, serbian_home: HomePage, serbian: Locale
) -> None:
    office = office_with_channels(name="Press office")
    assert client.get(f"{OFFICES}{office.pk}/?locale=sr").status_code == 404
    translated = translate(office, serbian)
    translated.unpublish()
    assert client.get(f"{OFFICES}{office.pk}/?locale=sr").status_code == 404
    (alternate,) = client.get(f"{OFFICES}{office.pk}/").json()["alternates"]
    assert alternate["tag"] == "en"


def test_the_contact_page_shows_its_offices_once(client: Client, home: HomePage) -> None:
    office = office_with_channels(name="Press office")
    page = ContactPage(title="Contact", slug="contact")
    page.contact_offices.set([ContactOffice(office=office, locale=home.locale)])
    home.add_child(instance=page)

    shown = client.get("/en/contact/").content.decode().partition("<body")[2]
    assert shown.count("Press office</h3>") == 1


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


def test_opening_hours_are_read_by_people_and_machines(
    client: Client, home: HomePage, serbian_home: HomePage, serbian: Locale
) -> None:
    office = office_with_channels(
        opening_times=[
            ("times", {"first_day": "1", "last_day": "4", "opens": time(9), "closes": time(17)}),
            ("times", {"first_day": "5", "last_day": "", "opens": time(9), "closes": time(15, 30)}),
        ]
    )
    translate(office, serbian)

    def shown(path: str) -> str:
        return " ".join(strip_tags(client.get(path).content.decode()).split())

    assert "Monday to Thursday 9:00–17:00 Friday 9:00–15:30" in shown("/en/")
    assert "Понедељак–четвртак 9.00–17.00 Петак 9.00–15.30" in shown("/sr/")
    assert "Ponedeljak–četvrtak 9.00–17.00 Petak 9.00–15.30" in shown("/sr-latn/")
    (listed,) = client.get(f"{OFFICES}?locale=sr").json()["items"]
    assert [entry["value"] for entry in listed["opening_times"]] == [
        {
            "weekdays": [1, 2, 3, 4],
            "opens": "09:00",
            "closes": "17:00",
            "time_zone": "Europe/Belgrade",
        },
        {"weekdays": [5], "opens": "09:00", "closes": "15:30", "time_zone": "Europe/Belgrade"},
    ]


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"closes": time(9)}, "closes"), ({"first_day": "5", "last_day": "2"}, "last_day")],
)
def test_hours_that_make_no_sense_are_refused(changed: dict[str, Any], field: str) -> None:
    block = OpeningTimesBlock()
    written = {"first_day": "1", "last_day": "4", "opens": time(9), "closes": time(17)}
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python({**written, **changed}))
    assert list(caught.value.block_errors) == [field]


def test_closed_days_are_announced_two_months_before(
    client: Client, home: HomePage, serbian_home: HomePage, serbian: Locale
) -> None:
    office = office_with_channels(
        closed_days=[
            ("closed", {"first_day": date(2027, 1, 7), "last_day": None}),
            ("closed", {"first_day": date(2026, 12, 31), "last_day": date(2027, 1, 2)}),
            ("closed", {"first_day": date(2027, 5, 1), "last_day": None}),
        ]
    )
    translate(office, serbian)

    def announced(path: str, day: date) -> list[str]:
        with time_machine.travel(datetime(day.year, day.month, day.day, 12), tick=False):
            soup = BeautifulSoup(client.get(path).content, "html.parser")
        found = soup.select("[data-closed-from]")
        return [" ".join(element.get_text().split()) for element in found]

    assert announced("/en/", date(2026, 10, 1)) == []
    assert announced("/en/", date(2026, 12, 1)) == [
        "Closed: 31 December 2026 to 2 January 2027",
        "Closed: 7 January 2027",
    ]
    assert announced("/sr/", date(2027, 1, 2)) == [
        "Затворено: од 31. децембра 2026. до 2. јануара 2027.",
        "Затворено: 7. јануара 2027.",
    ]
    assert announced("/sr-latn/", date(2027, 1, 7)) == ["Zatvoreno: 7. januara 2027."]
    assert announced("/en/", date(2027, 1, 8)) == []
    (listed,) = client.get(f"{OFFICES}?locale=sr").json()["items"]
    assert [entry["value"] for entry in listed["closed_days"]] == [
        {"first_day": "2027-01-07", "last_day": "2027-01-07"},
        {"first_day": "2026-12-31", "last_day": "2027-01-02"},
        {"first_day": "2027-05-01", "last_day": "2027-05-01"},
    ]


def test_days_in_the_wrong_order_are_refused() -> None:
    block = ClosedDaysBlock()
    value = block.to_python({"first_day": "2027-01-02", "last_day": "2027-01-01"})
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(value)
    assert list(caught.value.block_errors) == ["last_day"]


def test_the_card_is_in_the_readers_variant(
    client: Client, home: HomePage, serbian_home: HomePage, serbian: Locale
) -> None:
    office = office_with_channels(
        name="Press office; desk, 1",
        city="Belgrade",
        latitude=Decimal("44.804600"),
        longitude=Decimal("20.457300"),
    )
    other = office.copy_for_translation(serbian)
    other.name, other.city = "Служба за штампу: Џевад и Љубица", "Београд"
    other.save()
    draft = office_with_channels(name="Draft office")
    draft.unpublish()

    def card(variant: str) -> Any:
        response = client.get(f"/{variant}/offices/{office.pk}.vcf")
        assert response["Content-Type"] == "text/vcard; charset=utf-8"
        assert response["Content-Disposition"].startswith("attachment; filename=")
        assert not response.cookies
        return vobject.readOne(response.content.decode())

    assert card("en").fn.value == "Press office; desk, 1"
    assert card("en").geo.value == "44.804600;20.457300"
    assert card("sr").adr.value.city == "Београд"
    assert card("sr-latn").fn.value == "Služba za štampu: Dževad i Ljubica"
    assert card("sr-latn").uid.value == card("en").uid.value
    assert client.get(f"/en/offices/{draft.pk}.vcf").status_code == 404


def test_the_map_is_a_link_and_nothing_that_is_loaded(client: Client, home: HomePage) -> None:
    office_with_channels(latitude=Decimal("44.804600"), longitude=Decimal("20.457300"))
    shown = client.get("/en/").content.decode()
    address = "https://www.openstreetmap.org/?mlat=44.8046&amp;mlon=20.4573#map=18/44.8046/20.4573"
    assert f'href="{address}"' in shown
    assert 'src="https://' not in shown
