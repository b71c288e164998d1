"""The demo site as readers see it, in both languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

REFERENCE = {
    "en": "/en/about/natos-relations-with-serbia/political-dialogue-and-key-events/",
    "sr": "/sr/o-nato-vojnoj-kancelariji-za-vezu/odnosi-nato-a-i-srbije/"
    "politicki-dijalog-i-kljucni-dogadjaji/",
}
REFERENCE["sr-latn"] = REFERENCE["sr"].replace("/sr/", "/sr-latn/")
COLOURS = "(link) => `${getComputedStyle(link).color} on ${getComputedStyle(link).backgroundColor}`"


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
    expect(points.locator("time")).to_have_text(["December 2006", "January 2015"])
    expect(quiet.get_by_role("region", name="Key events")).to_have_count(0)
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
    expect(points.locator("time")).to_have_text(["децембар 2006.", "јануар 2015."])
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
    expect(quiet.get_by_role("region", name="Ključne tačke").locator("time")).to_have_text(
        ["decembar 2006.", "januar 2015."]
    )
    # All that is left in Cyrillic is the switch's own way back.
    cyrillic = re.findall("[А-Яа-яЂђЈјЉљЊњЋћЏџ]+", quiet.locator("body").inner_text())
    assert cyrillic == ["Ћир", "српски", "ћирилица"]


def test_a_page_that_is_not_translated_says_so_and_leads_to_the_home_page(quiet: Page) -> None:
    quiet.goto("/en/about/chief-of-the-office/")
    expect(quiet.get_by_text("This page is not available in Serbian.")).to_be_visible()
    switch = quiet.get_by_role("navigation", name="Language and script")
    absent = switch.get_by_role("link", name="српски (ћирилица)")
    expect(absent).to_have_css("text-decoration-line", "none")
    here = switch.get_by_role("link", name="English")
    assert absent.evaluate(COLOURS) != here.evaluate(COLOURS)
    absent.click()

    assert quiet.url.endswith("/sr/")
    expect(quiet.get_by_role("heading", level=1)).to_have_text("НВКВ Београд")


def test_the_address_of_a_page_in_another_language_leads_to_where_it_is(quiet: Page) -> None:
    quiet.goto("/sr/about/chief-of-the-office/")

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
