"""Where readers meet the offices: the fold beside the text, the way for the media, and the footer."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale

from home.models import HomePage
from offices.models import ContactOffice, ContactPage, OfficeChannel
from tests.support.factories import ContactPageFactory, OfficeFactory, english, office_with_channels
from tests.support.translating import translate

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def text(found: Any) -> str:
    return " ".join(found.get_text(" ", strip=True).split())


@pytest.fixture
def contact(home: HomePage, serbian_home: HomePage, serbian: Locale) -> ContactPage:
    page = ContactPageFactory(parent=home, slug="contact", search_description="For journalists.")
    page.contact_offices.set([ContactOffice(office=office_with_channels(), locale=home.locale)])
    page.save_revision().publish()
    translate(page, serbian)
    return page


def test_beside_the_text_name_and_number_stand_outside_the_fold(
    client: Client, home: HomePage
) -> None:
    office_with_channels(name="Press office")
    card = read(client, "/en/search/").select_one("aside .office-card")
    assert card is not None
    fold = card.details
    assert fold is not None
    assert text(fold.summary) == "Address and opening hours : Press office"
    assert "press@example.org" in text(fold)
    assert "Bircaninova 5" in text(fold)
    fold.extract()
    assert text(card) == "Press office Telephone (Press desk) +381 11 000 0000"


def test_on_the_contact_page_nothing_is_folded(client: Client, contact: ContactPage) -> None:
    card = read(client, "/en/contact/").select_one("main .office-card")
    assert card is not None
    assert card.details is None
    assert "Bircaninova 5" in text(card)


def test_two_ways_of_the_same_label_are_told_apart(client: Client, home: HomePage) -> None:
    office = OfficeFactory.build()
    office.locale = english()
    office.channels = [
        OfficeChannel(kind="telephone", label="Press desk", value="+381 11 000 0000"),
        OfficeChannel(kind="email", label="Press desk", value="press@example.org"),
        OfficeChannel(kind="email", value="office@example.org"),
    ]
    office.save()
    labels = [
        text(label) for label in read(client, "/en/").select("aside .office-card__channel dt")
    ]
    assert labels == ["Telephone (Press desk)", "E-mail (Press desk)", "E-mail"]


class TestTheWayForTheMedia:
    @pytest.mark.parametrize("variant", ["en", "sr", "sr-latn"])
    def test_leads_to_the_contact_page_in_the_readers_variant(
        self, client: Client, contact: ContactPage, variant: str
    ) -> None:
        page = read(client, f"/{variant}/")
        found = page.select(".page-head .media-contact")
        assert len(found) == 1
        (link,) = found[0]("a")
        assert str(link["href"]).startswith(f"/{variant}/")
        assert client.get(str(link["href"])).status_code == 200
        assert "For journalists." in text(found[0])

    def test_is_not_there_without_a_contact_page(
        self, client: Client, contact: ContactPage
    ) -> None:
        contact.unpublish()
        assert read(client, "/en/").select(".media-contact") == []

    def test_is_on_the_home_page_alone(self, client: Client, contact: ContactPage) -> None:
        assert read(client, "/en/contact/").select(".media-contact") == []
        assert read(client, "/en/search/").select(".media-contact") == []


class TestTheFooter:
    def test_says_where_the_first_office_is_and_how_to_call_it(
        self, client: Client, home: HomePage
    ) -> None:
        office_with_channels(name="Second office", sort_order=2)
        office_with_channels(name="First office", sort_order=1)
        for path in ("/en/", "/en/nothing/"):
            found = read(client, path).select_one("footer.site-footer address")
            assert found is not None
            assert text(found) == (
                "First office Bircaninova 5, 11000 Belgrade, Serbia Telephone: +381 11 000 0000"
            )
            assert found.a is not None
            assert found.a["href"] == "tel:+381110000000"

    def test_names_the_site_where_there_is_no_office(self, client: Client, home: HomePage) -> None:
        page = read(client, "/en/")
        assert page.select("footer.site-footer address") == []
        assert [text(name) for name in page.select(".site-footer__name")] == ["Home"]
