"""The demo site for those who hear it, use the keyboard alone, or have their own colours (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.addresses import TYPES, VARIANTS, address
from tests.browser.measuring import focus, small_targets, structure, wrong_languages

pytestmark = pytest.mark.browser

SCREENS = (360, 1440)
#: Of text, where the browser chooses the colours.
BLACK = "rgb(0, 0, 0)"
#: More than any page has to press Tab for.
MAX_STEPS = 80
WORDS = {
    "en": {
        "skip": "Skip to the content",
        "contact": "Contact",
        "search": "Search our content",
        "section": "Section",
        "filter": "Filter",
        "query": "partnership",
    },
    "sr": {
        "skip": "Пређите на садржај",
        "contact": "Контакт",
        "search": "Претражите наш садржај",
        "section": "Одељак",
        "filter": "Примените",
        "query": "партнерство",
    },
    "sr-latn": {
        "skip": "Pređite na sadržaj",
        "contact": "Kontakt",
        "search": "Pretražite naš sadržaj",
        "section": "Odeljak",
        "filter": "Primenite",
        "query": "partnerstvo",
    },
}

every_type = pytest.mark.parametrize("type_of_page", TYPES)
every_variant = pytest.mark.parametrize("variant", VARIANTS)


# What stands on a page


@every_variant
@every_type
def test_structure_languages_and_targets(page: Page, type_of_page: str, variant: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address(type_of_page, variant))
    found = structure(page)
    levels = [level for level, _ in found["headings"]]
    landmarks = [tuple(landmark) for landmark in found["landmarks"]]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise([0, *levels])), found["headings"]
    assert len(set(landmarks)) == len(landmarks), landmarks
    assert [role for role, _ in landmarks].count("main") == 1
    assert wrong_languages(page) == []
    assert small_targets(page) == []


def test_the_measures_find_what_is_wrong(page: Page) -> None:
    page.goto(address("article", "sr"))
    page.evaluate(
        """() => {
          const wrong = document.createElement("div");
          wrong.innerHTML = "<p><a href='/a'>a</a> <a href='/b'>b</a></p><p>Words of English text</p>";
          document.querySelector("main").append(wrong);
          wrong.before(document.createElement("h5"));
          document.querySelector(".skip-link").style.outline = "none";
        }"""
    )

    assert [level for level, _ in structure(page)["headings"] if level > 3] == [5]
    page.keyboard.press("Tab")
    assert (focus(page) or {}).get("has_indicator") is False
    assert len(small_targets(page)) == 2
    assert wrong_languages(page) == ["sr-Cyrl: Words of English text"]


# With the keyboard alone


def step(page: Page, key: str = "Tab") -> dict[str, Any] | None:
    """Press a key, and see that the focus can be seen where it then is."""
    page.keyboard.press(key)
    found = focus(page)
    if found is not None:
        assert found["is_visible"], found
        assert not found["is_covered"], found
        assert found["has_indicator"], found
    return found


def tab_to(page: Page, is_there: Callable[[dict[str, Any]], bool]) -> None:
    """Press Tab until the focus is on what is looked for."""
    for _ in range(MAX_STEPS):
        found = step(page)
        if found is not None and is_there(found):
            return
    pytest.fail("The keyboard does not reach it.")


def leads_to(path: str) -> Callable[[dict[str, Any]], bool]:
    return lambda found: unquote(found["path"]) == path


def is_called(name: str, tag: str) -> Callable[[dict[str, Any]], bool]:
    return lambda found: found["name"] == name and found["tag"] == tag


def arrived_at(page: Page) -> str:
    page.wait_for_load_state()
    return unquote(urlsplit(page.url).path)


@every_variant
@every_type
def test_tab_goes_through_the_page_and_out_of_it(
    page: Page, type_of_page: str, variant: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address(type_of_page, variant))
    targets = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
          .filter((element) => element.checkVisibility()).length"""
    )
    reached: list[dict[str, Any]] = []
    while (found := step(page)) is not None and len(reached) < MAX_STEPS:
        reached.append(found)

    assert targets <= len(reached) < MAX_STEPS


@every_variant
def test_the_skip_link_leads_past_the_head_of_the_page(page: Page, variant: str) -> None:
    page.goto(address("article", variant))

    first = step(page)
    assert first is not None
    assert first["name"] == WORDS[variant]["skip"]
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    step(page)
    expect(page.locator("main :focus")).to_have_count(1)


@every_variant
def test_the_main_menu(page: Page, variant: str) -> None:
    page.goto(address("home page", variant))

    tab_to(page, is_called(WORDS[variant]["contact"], "a"))
    expect(page.locator(".menu :focus")).to_have_count(1)
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{address('contact page', variant)}")
    expect(page.locator(".menu [aria-current=page]")).to_have_text(WORDS[variant]["contact"])


@every_variant
def test_the_language_switch_stays_on_the_page(page: Page, variant: str) -> None:
    for other in VARIANTS:
        if other == variant:
            continue
        page.goto(address("article", variant))

        tab_to(page, leads_to(address("article", other)))
        page.keyboard.press("Enter")

        page.wait_for_url(f"**{address('article', other)}")
        assert (
            page.locator("html").get_attribute("lang")
            == {
                "en": "en",
                "sr": "sr-Cyrl",
                "sr-latn": "sr-Latn",
            }[other]
        )


@every_variant
def test_searching(page: Page, variant: str) -> None:
    page.goto(address("home page", variant))

    tab_to(page, is_called(WORDS[variant]["search"], "input"))
    page.keyboard.type(WORDS[variant]["query"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    first = unquote(page.locator(".page-list__link").first.get_attribute("href") or "")
    tab_to(page, leads_to(first))
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{first}")
    assert first.startswith(f"/{variant}/")


@every_variant
def test_filtering_what_was_found(page: Page, variant: str) -> None:
    page.goto(f"{address('search', variant)}?q={WORDS[variant]['query']}")
    results = page.locator(".page-list__link")
    before = results.count()

    tab_to(page, is_called(WORDS[variant]["section"], "select"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, is_called(WORDS[variant]["filter"], "button"))
    page.keyboard.press("Enter")

    page.wait_for_url("**section=*")
    assert results.count() < before
    assert arrived_at(page) == address("search", variant)


@every_variant
def test_the_foot_leads_to_the_statement(page: Page, variant: str) -> None:
    page.goto(address("page that there is not", variant))

    tab_to(page, leads_to(address("accessibility statement", variant)))
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{address('accessibility statement', variant)}")


# What a machine finds


def complaints(page: Page, **rules: dict[str, bool]) -> str:
    """What axe has to say against a page as it now looks; nothing, or its report."""
    found = Axe().run(page, options={"rules": rules})
    return found.generate_report() if found.violations_count else ""


def look_at_it(page: Page, path: str) -> None:
    """On a telephone and on a desk, light and dark: nothing is cut off, and axe has no complaint."""
    page.goto(path)
    for width in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)

            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert complaints(page) == "", (width, scheme)


@every_variant
@every_type
def test_axe_finds_nothing(quiet: Page, type_of_page: str, variant: str) -> None:
    look_at_it(quiet, address(type_of_page, variant))


def test_axe_finds_nothing_in_the_reference_of_the_api(quiet: Page) -> None:
    look_at_it(quiet, "/api/docs/")


@every_variant
@pytest.mark.parametrize("type_of_page", ["home page", "article"])
def test_axe_finds_nothing_in_a_readers_own_colours(
    page: Page, type_of_page: str, variant: str
) -> None:
    page.goto(address(type_of_page, variant))

    page.emulate_media(forced_colors="active")
    # It takes the colour of a text from ``-webkit-text-fill-color``, which Chromium leaves as it was.
    assert complaints(page, **{"color-contrast": {"enabled": False}}) == ""
    assert page.locator("main p").first.evaluate("(text) => getComputedStyle(text).color") == BLACK
    page.emulate_media(forced_colors="none", contrast="more")
    assert complaints(page) == ""
