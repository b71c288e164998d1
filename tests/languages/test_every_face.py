"""Addresses with Cyrillic letters, in every face of a page that is read in Latin."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
import vobject
from django.test import Client
from icalendar import Calendar
from wagtail.models import Locale

from home.models import HomePage
from offices.models import Office, OfficeChannel
from relations.models import ArticlePage
from tests.support.factories import ArticlePageFactory, OfficeFactory, SectionPageFactory, key_point

pytestmark = pytest.mark.django_db

ENCYCLOPAEDIA = "https://sr.wikipedia.org/wiki/Београд"
MINISTRY = "https://министарство.срб/љубав"
MAIL = "јован@пример.срб"
ADDRESSES = (ENCYCLOPAEDIA, MINISTRY, MAIL)
#: What they became.
WRONG = ("wiki/Beograd", "ministarstvo.srb", "ljubav", "jovan", "primer.srb")


@pytest.fixture
def page(serbian_home: HomePage, serbian: Locale) -> ArticlePage:
    """A Serbian article with addresses in links, in running text, in a quotation and in a key point."""
    section = SectionPageFactory(parent=serbian_home, title="О нама", slug="o-nama", locale=serbian)
    links = "".join(
        f'<p>Љубазно <a href="{address}">пишите</a></p>'
        for address in (ENCYCLOPAEDIA, MINISTRY, f"mailto:{MAIL}")
    )
    text = f"<p>Пишите на {MAIL} или {MINISTRY}, и {ENCYCLOPAEDIA}.</p>"
    return ArticlePageFactory(
        parent=section,
        title="Адресе",
        slug="adrese",
        locale=serbian,
        lead=f"Пишите на {MAIL} или {MINISTRY}, и {ENCYCLOPAEDIA}.",
        key_points=[key_point(f"Види {MINISTRY} – {MAIL}", date=(2015, 1, 2), detail=text)],
        body=[
            ("paragraph", links + text),
            ("quote", {"text": "Наведено", "source": "Извор", "source_url": ENCYCLOPAEDIA}),
        ],
    )


@pytest.mark.parametrize(
    "address",
    [
        "/sr-latn/o-nama/adrese/",
        "/sr-latn/o-nama/adrese/index.md",
        "/sr-latn/o-nama/index.md",
        "/sr-latn/feed.atom",
        "/sr-latn/feed.json",
        "/api/v2/pages/?locale=sr-Latn&fields=*&type=relations.ArticlePage",
        "/api/v2/pages/?locale=sr-Latn&fields=*&rich_text_format=markdown",
        "/api/v2/events/?locale=sr-Latn",
        "/sr-latn/search/?q=ljubazno",
    ],
)
def test_keep_every_letter(client: Client, page: ArticlePage, address: str) -> None:
    text = client.get(address).content.decode()

    assert "Adrese" in text or "Vidi" in text
    assert [part for part in WRONG if part in text] == []
    assert MAIL in text
    assert MINISTRY in text


def test_keep_every_letter_in_a_calendar(client: Client, page: ArticlePage) -> None:
    """Also where a line is folded in the middle of one."""
    calendar = Calendar.from_ical(client.get("/sr-latn/events.ics").content)
    (event,) = calendar.walk("VEVENT")

    assert str(event["summary"]) == f"Vidi {MINISTRY} – {MAIL}"
    assert all(address in str(event["description"]) for address in ADDRESSES)
    assert str(event["description"]).startswith("Pišite na ")


def test_keep_every_letter_on_a_card(
    client: Client, serbian_home: HomePage, serbian: Locale
) -> None:
    office: Office = OfficeFactory(name="Међународна служба", city="Београд", locale=serbian)
    OfficeChannel.objects.create(office=office, kind="email", value=MAIL)

    response = client.get(f"/sr-latn/offices/{office.pk}.vcf")

    card = vobject.readOne(response.content.decode())
    assert card.fn.value == "Međunarodna služba"
    assert card.email.value == MAIL
    assert response["Content-Disposition"] == 'attachment; filename="medjunarodna-sluzba.vcf"'


def test_of_an_office_are_those_of_the_other_script(
    client: Client, serbian_home: HomePage, serbian: Locale
) -> None:
    office: Office = OfficeFactory(name="Служба", locale=serbian)
    OfficeChannel.objects.create(office=office, kind="email", value=MAIL)

    def channels(locale: str) -> Any:
        return client.get(f"/api/v2/offices/?locale={locale}").json()["items"][0]["channels"]

    assert [channel["value"] for channel in channels("sr-Latn")] == [MAIL]
    assert channels("sr-Latn") == channels("sr")


def test_what_a_reader_typed_stays_as_it_was_typed(client: Client, serbian_home: HomePage) -> None:
    html = client.get(f"/sr-latn/search/?q={quote('Жеравица')}").content.decode()

    assert 'value="Жеравица"' in html
    assert '„<span lang="sr-Cyrl" translate="no">Жеравица</span>“' in html


def test_addresses_in_json_ld_are_those_of_the_other_script(
    client: Client, page: ArticlePage
) -> None:
    def data(prefix: str) -> str:
        html = client.get(f"/{prefix}/o-nama/adrese/").content.decode()
        found = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        return json.dumps(json.loads(found), ensure_ascii=False)

    latin = data("sr-latn")

    assert "Adrese" in latin
    assert [part for part in WRONG if part in latin] == []
