"""The demo's two offices and the contact page."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from offices.contact_page import ContactOffice, ContactPage
from offices.office import Office, OfficeChannel
from site_core.demo import DemoContent, Phrasebook

OFFICES = ("liaison-office", "press-office")
LATITUDE, LONGITUDE = Decimal("44.804600"), Decimal("20.457300")

words = Phrasebook()


def add_demo(content: DemoContent) -> None:
    """Add the offices, and the contact page last, so that it closes the menu."""
    content.make(make_offices)
    content.connect(make_contact_page)


def make_offices(content: DemoContent) -> None:
    liaison = _office_in_bircaninova()
    liaison.name = words("NATO Military Liaison Office", "НАТО војна канцеларија за везу")
    liaison.building = words("Ministry of Defense Building", "Зграда Министарства одбране")
    liaison.opening_times = [_times("1", "4", closes=17), _times("5", "", closes=15)]
    liaison.hours = words("Closed on public holidays.", "Празницима не радимо.")
    liaison.channels.set(
        [
            _channel(
                "telephone", "+381 11 000 0000", words("Reception", "Пријемна служба"), 0, content
            ),
            _channel("email", "office@example.org", "", 1, content),
        ]
    )
    content.add_object("liaison-office", liaison, words)

    press = _office_in_bircaninova()
    press.name = words(
        "Media Operations — Public Affairs Office",
        "Односи с медијима — Канцеларија за односе с јавношћу",
    )
    press.opening_times = [_times("1", "5", closes=15)]
    press.hours = words("Closed on public holidays.", "Празницима не радимо.")
    press.sort_order = 1
    press.channels.set(
        [
            _channel(
                "telephone", "+381 11 000 0001", words("Press desk", "Служба за медије"), 0, content
            ),
            _channel(
                "email", "press@example.org", words("Press desk", "Служба за медије"), 1, content
            ),
        ]
    )
    content.add_object("press-office", press, words)


def _office_in_bircaninova() -> Office:
    return Office(
        street=words("Bircaninova 5", "Бирчанинова 5"),
        postal_code="11000",
        city=words("Belgrade", "Београд"),
        country=words("Serbia", "Србија"),
        latitude=LATITUDE,
        longitude=LONGITUDE,
    )


def _times(first_day: str, last_day: str, closes: int) -> tuple[str, dict[str, object]]:
    return (
        "times",
        {
            "first_day": first_day,
            "last_day": last_day,
            "opens": time(9),
            "closes": time(closes),
        },
    )


def _channel(kind: str, value: str, label: str, order: int, content: DemoContent) -> OfficeChannel:
    return OfficeChannel(
        kind=kind, value=value, label=label, sort_order=order, locale=content.source_locale
    )


def make_contact_page(content: DemoContent) -> None:
    contact = ContactPage(
        title=words("Contact", "Контакт"),
        slug=words("contact", "kontakt"),
        show_in_menus=True,
        lead=words(
            "The office answers enquiries from the media only. Journalists are welcome to call or to "
            "write.",
            "Канцеларија одговара искључиво на упите медија. Новинари могу да позову или да пишу.",
        ),
        who_may_write=_who_may_write_text(content),
        form_is_on=True,
        recipients="press@example.org",
        search_description=words(
            "Addresses, telephone numbers and hours for journalists with an enquiry.",
            "Адресе, бројеви телефона и радно време за новинаре који имају питања.",
        ),
        last_reviewed=date(2026, 9, 1),
    )
    contact.contact_offices.set(
        [
            ContactOffice(
                office=content.find(Office, name), sort_order=order, locale=content.source_locale
            )
            for order, name in enumerate(OFFICES)
        ]
    )
    content.add_page("contact", content.page("home"), contact, words)


def _who_may_write_text(content: DemoContent) -> str:
    text = words.paragraph(
        "Only representatives of the media receive an answer. Please say which newsroom you work for "
        "and by when you need to hear from us.",
        "Одговор добијају само представници медија. Наведите за коју редакцију радите и до када вам је "
        "одговор потребан.",
    )
    about = content.find_page("about")
    if about is not None:
        text += words.paragraph(
            'Other readers will find the essentials on the page <a id="a1">About NATO MLO '
            "Belgrade</a>.",
            'Остали читаоци ће оно најважније наћи на страници <a id="a1">О НАТО војној канцеларији '
            "за везу</a>.",
            a1=about,
        )
    return text
