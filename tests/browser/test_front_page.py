"""The frame of every page and the home page, on telephones and desks, in every variant."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.addresses import TYPES, VARIANTS, address

pytestmark = pytest.mark.browser

TELEPHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}
ROWS = "(links) => new Set(links.map((link) => Math.round(link.getBoundingClientRect().top))).size"
every_variant = pytest.mark.parametrize("variant", VARIANTS)


@every_variant
@pytest.mark.parametrize("type_of_page", ["home page", "article", "contact page"])
def test_menu_and_head_are_a_row_each_on_a_telephone(
    page: Page, type_of_page: str, variant: str
) -> None:
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type] # width and height
    page.goto(address(type_of_page, variant))

    links = page.locator(".menu__link")
    assert links.count() > 1
    assert links.evaluate_all(ROWS) == 1
    assert page.locator(".language-switch a").evaluate_all(ROWS) == 1
    head = page.locator(".site-header__inner").bounding_box()
    menu = page.locator(".menu").bounding_box()
    assert head is not None
    assert menu is not None
    assert head["height"] <= 72
    assert menu["height"] <= 52
    for link in links.all():  # of the demo, none has to be moved to
        expect(link).to_be_in_viewport(ratio=1)


@every_variant
def test_a_long_menu_stays_one_row_and_follows_the_focus(page: Page, variant: str) -> None:
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type] # width and height
    page.goto(address("home page", variant))
    page.locator(".menu__list").evaluate(
        "(list) => { for (let n = 0; n < 6; n++) list.append(list.firstElementChild.cloneNode(true)); }"
    )
    links = page.locator(".menu__link")
    assert links.evaluate_all(ROWS) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]
    links.last.focus()
    expect(links.last).to_be_in_viewport()


@every_variant
def test_offices_fold_to_name_and_number_below_the_text(page: Page, variant: str) -> None:
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type] # width and height
    page.goto(address("article", variant))
    card = page.locator("aside .office-card").first
    number = card.get_by_role("link", name="+381 11 000 0000")
    expect(card.get_by_role("heading", level=3)).to_be_visible()
    expect(number).to_be_visible()
    expect(card.locator("address")).to_be_hidden()
    text, beside = (page.locator(part).bounding_box() for part in ("main", "aside"))
    assert text is not None
    assert beside is not None
    assert beside["y"] >= text["y"] + text["height"] - 1

    card.locator("summary").press("Enter")

    expect(card.locator("address")).to_be_visible()
    assert Axe().run(page).violations_count == 0


@every_variant
def test_on_a_desk_nothing_has_to_be_opened(page: Page, variant: str) -> None:
    page.set_viewport_size(DESK)  # type: ignore[arg-type] # width and height
    page.goto(address("article", variant))
    for card in page.locator("aside .office-card").all():
        expect(card.locator("address")).to_be_visible()
        expect(card.locator("summary")).to_be_hidden()


class TestTheHomePage:
    @every_variant
    def test_has_no_empty_half_at_its_head(self, page: Page, variant: str) -> None:
        page.set_viewport_size(DESK)  # type: ignore[arg-type] # width and height
        page.goto(address("home page", variant))
        text, beside = (
            page.locator(part).bounding_box() for part in (".hero__text", ".hero__beside")
        )
        assert text is not None
        assert beside is not None
        assert beside["x"] >= text["x"] + text["width"]
        assert beside["y"] == pytest.approx(text["y"], abs=1)
        assert beside["height"] >= text["height"] / 2

    @every_variant
    def test_names_no_page_three_times_on_a_screen(self, page: Page, variant: str) -> None:
        page.set_viewport_size(DESK)  # type: ignore[arg-type] # width and height
        page.goto(address("home page", variant))
        links = page.locator("a").all()
        names = [re.sub(r"\s+", " ", link.inner_text().strip()) for link in links]
        assert [name for name in set(names) if name and names.count(name) > 2] == []

    @every_variant
    def test_leads_the_media_on_in_one_way(self, page: Page, variant: str) -> None:
        page.goto(address("home page", variant))
        contact = address("contact page", variant)
        expect(page.locator(f'main a[href="{contact}"]')).to_have_count(1)
        page.locator(f'main a[href="{contact}"]').click()
        page.wait_for_url(f"**{contact}")

    def test_shows_pages_as_cards_with_pictures(self, page: Page) -> None:
        page.goto(address("home page", "en"))
        cards = page.locator(".page-card")
        expect(cards).to_have_count(3)
        for card in cards.all():
            card.scroll_into_view_if_needed()
            expect(card.get_by_role("heading", level=3)).to_be_visible()
            assert len(card.locator("p").inner_text()) > 20
            assert card.locator("img").evaluate("(image) => image.decode().then(() => true)")
        box = cards.nth(1).bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 20, box["y"] + box["height"] / 2)  # the picture
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Political dialogue and key events"
        )


@every_variant
def test_the_contact_page_has_no_empty_column(page: Page, variant: str) -> None:
    page.set_viewport_size(DESK)  # type: ignore[arg-type] # width and height
    page.goto(address("contact page", variant))
    form, offices = (page.locator(part).bounding_box() for part in ("main form", ".offices"))
    assert form is not None
    assert offices is not None
    assert offices["x"] >= form["x"] + form["width"]
    assert offices["height"] >= form["height"] / 2


@every_variant
@pytest.mark.parametrize("type_of_page", TYPES)
def test_the_foot_says_who_this_is_and_leads_on(
    page: Page, type_of_page: str, variant: str
) -> None:
    page.goto(address(type_of_page, variant))
    foot = page.get_by_role("contentinfo")
    expect(foot.get_by_role("link", name="+381 11 000 0000")).to_be_visible()
    assert foot.get_by_role("navigation").get_by_role("link").count() == 3
    paths = [link.get_attribute("href") for link in foot.locator("ul").last.locator("a").all()]
    assert paths == [f"/{variant}/feed.atom", f"/{variant}/events.ics", "/api/docs/"]
