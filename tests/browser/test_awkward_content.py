"""Whatever stands in a field: nothing scrolls sideways on a narrow screen, and nothing is lost on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Demo, served_demo
from tests.browser.test_reader import in_shell
from tests.support.awkward import COLUMNS, PATHS

pytestmark = pytest.mark.browser

#: An A4 page without its margins (2 cm), at 96 pixels an inch.
PAPER = {"width": 643, "height": 972}
ARTICLE = PATHS["article"]
#: What is wider than its box and cannot be scrolled to.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *, aside *, footer *")].filter((element) => {
  const style = getComputedStyle(element);
  return !element.closest(".table-scroller, .menu__list, .visually-hidden, .skip-link, .search-link")
    && element.checkVisibility() && style.overflowX !== "auto" && element.clientWidth > 0
    && !element.matches("input, textarea, select") && element.scrollWidth > element.clientWidth + 1;
}).map((element) => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def awkward(
    browser_type_launch_args: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    with served_demo(tmp_path_factory) as demo:
        in_shell(demo.folder, "from tests.support import awkward; awkward.make()")
        yield demo


@pytest.mark.parametrize("type_of_page", PATHS)
def test_nothing_scrolls_sideways_on_the_narrowest_screen(
    page: Page, awkward: Demo, type_of_page: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(awkward.address + PATHS[type_of_page])
    for summary in page.locator("details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(CUT_OFF) == []


def test_a_wide_table_is_scrolled_by_itself(page: Page, awkward: Demo) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(awkward.address + ARTICLE)
    scroller = page.get_by_role("region").filter(has=page.get_by_role("table"))
    assert scroller.evaluate("(box) => box.scrollWidth > box.clientWidth")
    scroller.focus()
    page.keyboard.press("End")
    page.get_by_role("columnheader", name=f"Column{COLUMNS - 1}").scroll_into_view_if_needed()
    expect(page.get_by_role("columnheader", name=f"Column{COLUMNS - 1}")).to_be_in_viewport()


def test_every_column_is_on_the_paper(page: Page, awkward: Demo) -> None:
    page.set_viewport_size(PAPER)  # type: ignore[arg-type] # width and height
    page.emulate_media(media="print")
    page.goto(awkward.address + ARTICLE)

    cells = page.locator(".table :is(th, td)").all()
    assert len(cells) == 4 * COLUMNS
    for cell in cells:
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PAPER["width"]
        assert cell.evaluate("(cell) => cell.scrollWidth <= cell.clientWidth + 1")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]


def test_what_is_folded_is_on_the_paper_too(page: Page, awkward: Demo) -> None:
    page.set_viewport_size(PAPER)  # type: ignore[arg-type] # width and height
    page.emulate_media(media="print")
    page.goto(awkward.address + ARTICLE)

    for detail in page.locator("details > :not(summary)").all():
        expect(detail).to_be_visible()
    for summary in page.locator(".office-card__summary").all():
        expect(summary).to_be_hidden()


def width_of(found: Locator) -> float:
    box = found.bounding_box()
    assert box is not None
    return box["width"]


class TestPictures:
    def test_a_small_one_is_not_blown_up(self, page: Page, awkward: Demo) -> None:
        page.goto(awkward.address + ARTICLE)
        small, clear = (page.locator("main .figure img").nth(number) for number in (0, 1))
        assert width_of(small) == 160
        column = width_of(page.locator("main .figure").first)
        assert width_of(clear) == pytest.approx(column, abs=1)

    def test_a_transparent_one_has_a_light_ground_in_the_dark(
        self, page: Page, awkward: Demo
    ) -> None:
        page.emulate_media(color_scheme="dark")
        page.goto(awkward.address + ARTICLE)
        ground = (
            page.locator("main .figure img")
            .nth(1)
            .evaluate(
                "(image) => getComputedStyle(image).backgroundColor.match(/[0-9]+/g).map(Number)"
            )
        )
        assert min(ground) > 200


def test_without_javascript_nothing_is_missing(browser: Browser, awkward: Demo) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="en"
    )
    page = context.new_page()
    page.goto(awkward.address + ARTICLE)
    card = page.locator("aside .office-card").first
    expect(card.get_by_role("link", name="+381 11 000 0000")).to_be_visible()
    address = card.locator("address")
    expect(address).to_be_hidden()
    card.locator("summary").click()
    expect(address).to_be_visible()
    context.close()
