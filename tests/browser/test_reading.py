"""The demo site as readers see it: in both languages, on a telephone and on a desk, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, expect

pytestmark = pytest.mark.browser

REFERENCE = {
    "en": "/en/about/natos-relations-with-serbia/political-dialogue-and-key-events/",
    "sr": "/sr/o-nato-vojnoj-kancelariji-za-vezu/odnosi-nato-a-i-srbije/"
    "politicki-dijalog-i-kljucni-dogadjaji/",
}
REFERENCE["sr-latn"] = REFERENCE["sr"].replace("/sr/", "/sr-latn/")
PAGES = {
    "reference page": REFERENCE["en"],
    "reference page in Serbian": REFERENCE["sr"],
    "reference page in Serbian Latin": REFERENCE["sr-latn"],
    "home page": "/en/",
    "home page in Serbian": "/sr/",
    "section": "/en/about/",
    "article with a table and a callout": "/en/about/natos-relations-with-serbia/"
    "defence-reform-and-peace-support/",
    "contact page": "/en/contact/",
    "contact page in Serbian": "/sr/kontakt/",
    "search": "/en/search/?q=partnership",
    "search without a result": "/sr/search/?q=ниједна",
    "page that there is not": "/en/nothing-here/",
    "page that is not translated": "/sr/about/chief-of-the-office/",
    "reference of the API": "/api/docs/",
}
SCREENS = {"telephone": 360, "desk": 1440}


@pytest.fixture
def quiet(page: Page, base_url: str) -> Iterator[Page]:
    """A page of which the browser has nothing to complain, and that asks nobody else for anything."""
    complaints: list[str] = []
    elsewhere: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # The browser says of a page that is answered with 404 that it is.
        if message.type in ("error", "warning") and "404 (Not Found)" not in message.text:
            complaints.append(message.text)

    def note(request: Request) -> None:
        if not request.url.startswith((base_url, "data:")):
            elsewhere.append(request.url)

    page.on("console", hear)
    page.on("request", note)
    yield page
    assert complaints == []
    assert elsewhere == []


def test_the_reference_page_in_english(quiet: Page) -> None:
    quiet.goto(REFERENCE["en"])

    assert quiet.locator("html").get_attribute("lang") == "en"
    expect(quiet.get_by_role("navigation", name="Breadcrumb").get_by_role("listitem")).to_have_text(
        [
            "MLO Belgrade",
            "About NATO MLO Belgrade",
            "NATO's relations with Serbia",
            "Political dialogue and key events",
        ]
    )
    expect(quiet.get_by_role("heading", level=1)).to_have_text("Political dialogue and key events")
    points = quiet.get_by_role("region", name="Key points").get_by_role("listitem")
    expect(points).to_have_count(5)
    expect(points.nth(0)).to_contain_text("December 2006")
    expect(points.nth(4)).to_contain_text("January 2015")
    expect(points.nth(4)).to_contain_text("The plan is the main framework of cooperation")
    events = quiet.get_by_role("region", name="Key events").get_by_role("listitem")
    expect(events.locator("time")).to_have_text(["December 2006", "January 2015"])
    aside = quiet.get_by_role("complementary")
    expect(aside.get_by_label("Search our content")).to_be_visible()
    expect(aside.get_by_role("heading", level=3)).to_have_text(
        ["NATO Military Liaison Office", "Media Operations — Public Affairs Office"]
    )
    expect(quiet.get_by_role("contentinfo")).to_contain_text(
        "Demonstration content. Not an official website."
    )


def test_the_reference_page_in_serbian(quiet: Page) -> None:
    quiet.goto(REFERENCE["en"])
    quiet.get_by_role("navigation", name="Language and script").get_by_role(
        "link", name="српски (ћирилица)"
    ).click()

    assert quiet.url.endswith(REFERENCE["sr"])
    assert quiet.locator("html").get_attribute("lang") == "sr-Cyrl"
    expect(quiet.get_by_role("heading", level=1)).to_have_text(
        "Политички дијалог и кључни догађаји"
    )
    points = quiet.get_by_role("region", name="Кључне тачке").get_by_role("listitem")
    expect(points).to_have_count(5)
    expect(points.nth(0)).to_contain_text("децембар 2006.")
    expect(points.nth(4)).to_contain_text("План је главни оквир сарадње")
    expect(quiet.get_by_role("region", name="Кључни догађаји").locator("time")).to_have_text(
        ["децембар 2006.", "јануар 2015."]
    )
    aside = quiet.get_by_role("complementary")
    expect(aside.get_by_label("Претражите наш садржај")).to_be_visible()
    expect(aside.get_by_role("heading", level=3).first).to_have_text(
        "НАТО војна канцеларија за везу"
    )


def test_the_reference_page_in_serbian_latin(quiet: Page) -> None:
    quiet.goto(REFERENCE["sr"])
    switch = quiet.get_by_role("navigation", name="Језик и писмо")
    expect(switch.locator("[aria-hidden]")).to_have_text(["Eng", "Lat.", "Ћир."])
    switch.get_by_role("link", name="srpski (latinica)").click()

    assert quiet.url.endswith(REFERENCE["sr-latn"])
    assert quiet.locator("html").get_attribute("lang") == "sr-Latn"
    expect(quiet.get_by_role("heading", level=1)).to_have_text(
        "Politički dijalog i ključni događaji"
    )
    expect(quiet.get_by_role("region", name="Ključni događaji").locator("time")).to_have_text(
        ["decembar 2006.", "januar 2015."]
    )
    # All that is left in Cyrillic is the switch's own way back.
    cyrillic = re.findall("[А-Яа-яЂђЈјЉљЊњЋћЏџ]+", quiet.locator("body").inner_text())
    assert cyrillic == ["Ћир", "српски", "ћирилица"]


def test_a_page_that_is_not_translated_leads_to_where_it_is(quiet: Page) -> None:
    quiet.goto("/en/about/chief-of-the-office/")
    switch = quiet.get_by_role("navigation", name="Language and script")
    switch.get_by_role("link", name="српски (ћирилица)").click()

    expect(quiet.get_by_role("heading", level=1)).to_have_text(
        "Ова страница није доступна на овом језику"
    )
    quiet.get_by_role("main").get_by_role("link", name="Chief of the office").click()
    assert quiet.url.endswith("/en/about/chief-of-the-office/")


def test_searching_in_either_script_finds_the_page(quiet: Page) -> None:
    quiet.goto("/sr/")
    for query in ("Кфор", "kfor", "NEUTRALNOSTI"):
        box = quiet.get_by_role("searchbox").first
        box.fill(query)
        box.press("Enter")
        expect(
            quiet.get_by_role("main").get_by_role(
                "link", name="Политички дијалог и кључни догађаји"
            )
        ).to_be_visible()


def test_the_keyboard_reaches_the_content_first(quiet: Page) -> None:
    quiet.goto(REFERENCE["en"])
    quiet.keyboard.press("Tab")
    expect(quiet.get_by_role("link", name="Skip to the content")).to_be_focused()
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", SCREENS.values(), ids=SCREENS)
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_everybody_can_read_it(quiet: Page, address: str, width: int, scheme: str) -> None:
    quiet.set_viewport_size({"width": width, "height": 900})
    quiet.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of the two that it takes
    quiet.goto(address)

    assert quiet.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(quiet)
    assert found.violations_count == 0, found.generate_report()
