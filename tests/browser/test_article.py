"""Reading an article: its details, permanent addresses, contents and citation, in every mode and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_reading import REFERENCE

pytestmark = pytest.mark.browser

LONG = {
    "en": "/en/about/natos-relations-with-serbia/defence-reform-and-peace-support/",
    "sr": "/sr/o-nato-vojnoj-kancelariji-za-vezu/odnosi-nato-a-i-srbije/"
    "reforma-odbrane-i-mirovne-operacije/",
}
LONG["sr-latn"] = LONG["sr"].replace("/sr/", "/sr-latn/")
CONTACT = "/en/contact/"
NEUTRALITY = "NATO respects this policy in full."
DETAIL = "The plan is the main framework of cooperation"
COPIED = "navigator.clipboard.readText()"


@pytest.fixture
def without_script(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, java_script_enabled=False, locale="en")
    yield context.new_page()
    context.close()


@pytest.fixture
def copying(page: Page, base_url: str) -> Page:
    """A page that may read the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    return page


def permanent_link(page: Page) -> str:
    """The fragment of the permanent address of the last key point, which has a detail."""
    link = page.locator(".key-points .permalink").last
    return link.get_attribute("href") or ""


class TestDetails:
    def test_open_by_their_statement(self, page: Page) -> None:
        page.goto(REFERENCE["en"])
        detail = page.get_by_text(DETAIL)
        expect(detail).to_be_hidden()

        page.locator("summary").filter(has_text="Individual Partnership Action Plan").click()

        expect(detail).to_be_visible()

    def test_open_on_a_link_to_their_key_point(self, page: Page) -> None:
        page.goto(REFERENCE["en"])
        fragment = permanent_link(page)
        page.goto("about:blank")
        page.goto(REFERENCE["en"] + fragment)

        expect(page.get_by_text(DETAIL)).to_be_visible()
        expect(page.locator(f"{fragment} > details")).to_have_attribute("open", "")

    def test_open_on_a_link_inside_the_page(self, page: Page) -> None:
        page.goto(LONG["en"])
        page.get_by_role("region", name="Key events").get_by_role(
            "link", name="Serbia declared military neutrality.", exact=True
        ).click()

        expect(page.get_by_text(NEUTRALITY)).to_be_visible()

    def test_can_be_closed_and_opened_again_by_the_same_link(self, page: Page) -> None:
        page.goto(LONG["en"])
        link = page.locator(".timeline").get_by_role("link", name="Serbia declared").first
        detail = page.get_by_text(NEUTRALITY)
        link.click()
        expect(detail).to_be_visible()

        page.locator("summary").filter(has_text="Serbia declared military neutrality.").click()
        expect(detail).to_be_hidden()
        link.click()

        expect(detail).to_be_visible()

    def test_open_without_a_script(self, without_script: Page) -> None:
        without_script.goto(REFERENCE["en"])
        expect(without_script.get_by_text(DETAIL)).to_be_hidden()
        fragment = permanent_link(without_script)

        without_script.goto(REFERENCE["en"] + fragment)

        expect(without_script.get_by_text(DETAIL)).to_be_visible()

    def test_open_on_paper(self, without_script: Page) -> None:
        without_script.emulate_media(media="print")
        without_script.goto(REFERENCE["en"])

        expect(without_script.get_by_text(DETAIL)).to_be_visible()

    def test_are_opened_for_a_printer_and_closed_after(self, page: Page) -> None:
        page.goto(REFERENCE["en"])
        opened = page.locator("main details[open]")
        expect(opened).to_have_count(0)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(opened).to_have_count(2)
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(opened).to_have_count(0)


class TestPermanentAddresses:
    def test_the_link_of_a_key_point_copies_its_address(self, copying: Page, base_url: str) -> None:
        copying.goto(REFERENCE["en"])
        fragment = permanent_link(copying)
        copying.get_by_role(
            "link",
            name="Link to this key point: Serbia agreed an Individual Partnership Action Plan "
            "(IPAP) with NATO.",
        ).click()

        expect(copying.get_by_role("status")).to_have_text("Link copied.")
        expect(copying.get_by_role("status")).to_be_visible()
        assert copying.evaluate(COPIED) == f"{base_url}{REFERENCE['en']}{fragment}"
        assert copying.url == f"{base_url}{REFERENCE['en']}{fragment}"

    @pytest.mark.parametrize("variant", REFERENCE)
    def test_a_url_shows_the_same_key_point_in_every_variant(
        self, page: Page, variant: str
    ) -> None:
        page.goto(REFERENCE["en"])
        fragment = permanent_link(page)

        page.goto(REFERENCE[variant] + fragment)

        point = page.locator(":target")
        expect(point).to_be_in_viewport()
        expect(point.locator("time")).to_have_attribute("datetime", "2015-01")
        expect(point.locator("details > div")).to_be_visible()

    def test_a_link_is_there_for_pointer_keyboard_and_finger(
        self, page: Page, browser: Browser, base_url: str
    ) -> None:
        page.goto(LONG["en"])
        link = page.get_by_role("link", name="Link to this heading: Peace support")
        expect(link).to_have_css("opacity", "0")
        page.get_by_role("heading", name="Peace support", exact=True).hover()
        expect(link).to_have_css("opacity", "1")
        page.mouse.move(0, 0)
        expect(link).to_have_css("opacity", "0")
        link.focus()
        expect(link).to_have_css("opacity", "1")
        box = link.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24

        telephone = browser.new_context(base_url=base_url, is_mobile=True, has_touch=True)
        touched = telephone.new_page()
        touched.goto(LONG["en"])
        expect(touched.get_by_role("link", name="Link to this heading: Peace support")).to_have_css(
            "opacity", "1"
        )
        telephone.close()


class TestContents:
    def test_lead_to_the_headings(self, page: Page) -> None:
        page.goto(LONG["en"])
        contents = page.get_by_role("navigation", name="On this page")
        names = contents.get_by_role("link").all_text_contents()
        assert names == [
            "Key points",
            "Key events",
            "Agreements and decisions",
            "Military neutrality",
            "Peace support",
            "Related pages",
        ]
        for name in names:
            contents.get_by_role("link", name=name).click()
            heading = page.locator(":target")
            expect(heading).to_have_text(name)
            expect(heading).to_be_in_viewport()

    def test_a_short_article_has_none(self, page: Page) -> None:
        page.goto(REFERENCE["en"])
        expect(page.get_by_role("navigation", name="On this page")).to_have_count(0)


def test_readers_go_on_to_the_next_article_and_back(page: Page) -> None:
    page.goto(REFERENCE["sr"])
    beside = page.get_by_role("navigation", name="У овом одељку")
    beside.get_by_role("link", name="Реформа одбране и мировне операције").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Реформа одбране и мировне операције")
    beside.get_by_role("link", name="Политички дијалог и кључни догађаји").click()
    expect(page).to_have_url(re.compile(re.escape(REFERENCE["sr"]) + "$"))


def test_a_browser_that_refuses_to_copy_shows_the_address(page: Page, base_url: str) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    page.goto(REFERENCE["en"])
    page.get_by_role("button", name="Copy link").click()

    expect(page.locator(".citation")).to_contain_text(f"{base_url}{REFERENCE['en']}")
    expect(page.get_by_role("status")).to_be_empty()


class TestCitation:
    @pytest.mark.parametrize(
        ("variant", "summary", "expected"),
        [
            (
                "en",
                "Cite this page",
                "MLO Belgrade, “Political dialogue and key events”. Last reviewed on 1 September 2026.",
            ),
            (
                "sr",
                "Како навести ову страницу",
                "НВКВ Београд, „Политички дијалог и кључни догађаји“. Последњи пут прегледано "
                "1. септембра 2026.",
            ),
            (
                "sr-latn",
                "Kako navesti ovu stranicu",
                "NVKV Beograd, „Politički dijalog i ključni događaji“. Poslednji put pregledano "
                "1. septembra 2026.",
            ),
        ],
    )
    def test_names_site_page_day_and_address(
        self, page: Page, base_url: str, variant: str, summary: str, expected: str
    ) -> None:
        page.goto(REFERENCE[variant])
        page.get_by_text(summary).click()

        citation = page.locator("details[open]").get_by_role("paragraph")
        expect(citation).to_have_text(f"{expected} {base_url}{REFERENCE[variant]}")
        link = citation.get_by_role("link")
        expect(link).to_have_attribute("href", f"{base_url}{REFERENCE[variant]}")

    @pytest.mark.parametrize("address", [REFERENCE["en"], "/en/about/", CONTACT])
    def test_the_address_can_be_copied(self, copying: Page, base_url: str, address: str) -> None:
        copying.goto(f"{address}?from=elsewhere")
        copying.get_by_role("button", name="Copy link").click()

        expect(copying.get_by_role("status")).to_have_text("Link copied.")
        assert copying.evaluate(COPIED) == f"{base_url}{address}"

    def test_there_is_no_button_without_a_script(self, without_script: Page) -> None:
        without_script.goto(REFERENCE["en"])
        expect(without_script.get_by_text("Cite this page")).to_be_visible()
        expect(without_script.get_by_role("button", name="Copy link")).to_have_count(0)


class TestModes:
    @pytest.mark.parametrize("address", [REFERENCE["en"], LONG["sr"], LONG["en"], CONTACT])
    def test_nothing_scrolls_sideways_on_a_narrow_screen(self, page: Page, address: str) -> None:
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

    @pytest.mark.parametrize("address", [REFERENCE["sr"], LONG["en"], CONTACT])
    def test_nothing_scrolls_sideways_at_twice_the_size(
        self, browser: Browser, base_url: str, address: str
    ) -> None:
        # A window of 1280 by 1024 pixels at 200 %.
        context = browser.new_context(
            base_url=base_url, viewport={"width": 640, "height": 512}, device_scale_factor=2
        )
        page = context.new_page()
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        context.close()

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("address", [REFERENCE["en"], LONG["sr"], CONTACT, "/en/"])
    def test_everybody_can_read_it_in_forced_colours(
        self, page: Page, address: str, scheme: str
    ) -> None:
        page.emulate_media(
            forced_colors="active",
            color_scheme=scheme,  # type: ignore[arg-type] # one of the two that it takes
        )
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_everybody_can_read_what_is_open(self, page: Page, scheme: str) -> None:
        page.emulate_media(
            contrast="more",
            color_scheme=scheme,  # type: ignore[arg-type] # one of the two that it takes
        )
        page.goto(LONG["en"])
        for summary in page.locator("summary:visible").all():
            summary.click()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    def test_paper_has_the_text_and_the_offices_and_nothing_to_press(self, page: Page) -> None:
        page.emulate_media(media="print")
        page.goto(LONG["en"])

        for gone in (".permalink", ".contents", ".neighbours", "main button", ".cite__summary"):
            for item in page.locator(gone).all():
                expect(item).to_be_hidden()
        expect(page.locator(".citation")).to_be_visible()
        expect(page.get_by_role("heading", name="NATO Military Liaison Office")).to_be_visible()
