"""The contact page in a browser: open now, the card for the address book, an enquiry by keyboard alone."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import vobject
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Demo

pytestmark = pytest.mark.browser

PATIENCE = 15
SCREENS = (360, 1440)
SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Words:
    """What the page says in one form."""

    path: str
    open: str
    closed: str
    save: str
    card_name: str
    name: str
    outlet: str
    email: str
    message: str
    send: str
    not_sent: str
    wrong_email: str
    sent: str


WORDS = {
    "en": Words(
        path="/en/contact/",
        open="Open until 17:00",
        closed="Closed now",
        save="Save the contact: NATO Military Liaison Office",
        card_name="NATO Military Liaison Office",
        name="Your name",
        outlet="Newsroom or outlet",
        email="E-mail address",
        message="Your enquiry",
        send="Send the enquiry",
        not_sent="The enquiry has not been sent yet",
        wrong_email="Write an e-mail address such as name@example.org.",
        sent="Your enquiry has been sent",
    ),
    "sr": Words(
        path="/sr/kontakt/",
        open="Отворено до 17.00",
        closed="Тренутно затворено",
        save="Сачувајте контакт: НАТО војна канцеларија за везу",
        card_name="НАТО војна канцеларија за везу",
        name="Име и презиме",
        outlet="Редакција или медиј",
        email="Адреса е-поште",
        message="Ваш упит",
        send="Пошаљите упит",
        not_sent="Упит још није послат",
        wrong_email="Упишите адресу е-поште, на пример ime@example.org.",
        sent="Ваш упит је послат",
    ),
    "sr-latn": Words(
        path="/sr-latn/kontakt/",
        open="Otvoreno do 17.00",
        closed="Trenutno zatvoreno",
        save="Sačuvajte kontakt: NATO vojna kancelarija za vezu",
        card_name="NATO vojna kancelarija za vezu",
        name="Ime i prezime",
        outlet="Redakcija ili medij",
        email="Adresa e-pošte",
        message="Vaš upit",
        send="Pošaljite upit",
        not_sent="Upit još nije poslat",
        wrong_email="Upišite adresu e-pošte, na primer ime@example.org.",
        sent="Vaš upit je poslat",
    ),
}


@pytest.fixture
def elsewhere(browser: Browser, base_url: str) -> Iterator[Page]:
    """A reader whose clock is not that of Belgrade."""
    context = browser.new_context(base_url=base_url, timezone_id="America/New_York")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("variant", WORDS)
@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-24T08:00:00Z", True),  # Tuesday, 9.00 in Belgrade
        ("2026-11-24T07:59:00Z", False),
        ("2026-07-21T14:59:00Z", True),  # Tuesday, 16.59 in summer
        ("2026-11-24T16:00:00Z", False),
        ("2026-11-27T14:30:00Z", False),  # Friday, 15.30
        ("2026-11-28T10:00:00Z", False),  # Saturday
    ],
)
def test_open_now_by_the_clock_of_the_office(
    elsewhere: Page, variant: str, moment: str, is_open: bool
) -> None:
    words = WORDS[variant]
    elsewhere.clock.set_fixed_time(moment)
    elsewhere.goto(words.path)
    state = elsewhere.get_by_role("main").locator(".opening-hours__state").first
    expect(state).to_be_visible()
    expect(state).to_have_text(words.open if is_open else words.closed)


def test_closed_on_a_holiday_whatever_the_hours_say(elsewhere: Page) -> None:
    words = WORDS["en"]
    elsewhere.clock.install(time="2027-01-07T09:00:00Z")  # Thursday, 10.00 in Belgrade
    elsewhere.goto(words.path)
    hours = elsewhere.get_by_role("main").locator(".opening-hours").first
    expect(hours.locator(".opening-hours__state")).to_have_text(words.open)

    hours.evaluate(
        """hours => hours.insertAdjacentHTML(
          "beforeend", '<p data-closed-from="2027-01-06" data-closed-to="2027-01-07"></p>')"""
    )
    elsewhere.clock.run_for(31_000)
    expect(hours.locator(".opening-hours__state")).to_have_text(words.closed)
    elsewhere.clock.run_for(24 * 3600 * 1000)
    expect(hours.locator(".opening-hours__state")).to_have_text("Open until 15:00")  # on Friday


@pytest.mark.parametrize("variant", WORDS)
def test_the_card_goes_into_an_address_book(page: Page, variant: str, tmp_path: Path) -> None:
    words = WORDS[variant]
    page.goto(words.path)
    with page.expect_download() as caught:
        page.get_by_role("main").get_by_role("link", name=words.save).click()
    path = tmp_path / "card.vcf"
    caught.value.save_as(path)

    assert caught.value.suggested_filename.endswith(".vcf")
    card = vobject.readOne(path.read_text(encoding="utf-8"))
    assert card.fn.value == words.card_name
    assert card.tel.value == "+381110000000"
    assert card.email.value == "office@example.org"
    assert card.adr.value.code == "11000"


def tab_to(page: Page, role: str, name: str) -> None:
    """Press the tabulator until the focus is there. It must be seen where it is."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type] # a role of ARIA
    for _press in range(80):
        page.keyboard.press("Tab")
        if wanted.first.evaluate("element => element === document.activeElement"):
            style = wanted.first.evaluate("element => getComputedStyle(element).outlineStyle")
            assert style != "none"
            return
    pytest.fail(f"The keyboard does not reach {role} “{name}”.")


def send_by_keyboard(page: Page, words: Words) -> None:
    """Press the button, once more where the site finds that it was too quick for a person."""
    deadline = time.monotonic() + PATIENCE
    while "?sent=" not in page.url and time.monotonic() < deadline:
        tab_to(page, "button", words.send)
        with page.expect_navigation():
            page.keyboard.press("Enter")


def assert_everybody_can_read_it(page: Page) -> None:
    for width in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of the two
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()


def write_an_enquiry(page: Page, words: Words) -> None:
    page.goto(words.path)
    tab_to(page, "textbox", words.name)
    page.keyboard.type("Ана Јовановић")
    tab_to(page, "textbox", words.outlet)
    page.keyboard.type("Radio Example")
    tab_to(page, "textbox", words.email)
    page.keyboard.type("ana at example")
    tab_to(page, "textbox", words.message)
    page.keyboard.type("Када је отворена канцеларија?")
    tab_to(page, "button", words.send)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    # What is wrong is read out first, and leads to its field. What was typed is still there.
    errors = page.get_by_role("alert", name=words.not_sent)
    expect(errors).to_be_focused()
    assert words.not_sent.split()[0] in errors.inner_text()
    complaint = errors.get_by_role("link", name=f"{words.email}: {words.wrong_email}")
    expect(complaint).to_be_visible()
    expect(page.get_by_role("textbox", name=words.name)).to_have_value("Ана Јовановић")
    expect(page.get_by_role("textbox", name=words.message)).to_have_value(
        "Када је отворена канцеларија?"
    )
    field = page.get_by_role("textbox", name=words.email)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(
        page.locator("#id_enquiry-email_helptext").inner_text() + " " + words.wrong_email
    )
    assert_everybody_can_read_it(page)

    tab_to(page, "link", f"{words.email}: {words.wrong_email}")
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(f"ana-{words.path.split('/')[1]}@example.org")
    send_by_keyboard(page, words)

    sent = page.get_by_role("region", name=words.sent)
    expect(sent).to_be_focused()
    expect(sent.locator("strong")).to_have_text(re.compile("^[2-9A-Z]{4}-[2-9A-Z]{4}$"))
    assert_everybody_can_read_it(page)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_everybody_can_read_it_in_forced_colours(page: Page, words: Words) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(words.path)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_an_enquiry_is_written_with_the_keyboard_alone(browser: Browser, own_demo: Demo) -> None:
    for words in WORDS.values():
        context = browser.new_context(base_url=own_demo.address, reduced_motion="reduce")
        write_an_enquiry(context.new_page(), words)
        assert context.cookies() == []
        context.close()
