"""What a reader comes for, from the search to the answer, in each variant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import vobject
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Demo
from tests.browser.test_contact import WORDS, send_by_keyboard
from tests.browser.test_reading import REFERENCE

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Journey:
    """What a reader of one variant types and meets."""

    queries: tuple[str, ...]
    title: str
    key_points: str
    second_event: str
    second_event_date: str
    link_to_point: str
    detail: str
    copied: str
    save: str
    card: str


JOURNEYS = {
    "en": Journey(
        # misspelt and inflected; a Serbian reader may have come to the English pages
        queries=(
            "politcal dialogues",
            "neutralty dialoge",
            "politickog dialoga",
            "политичког диалога",
        ),
        title="Political dialogue and key events",
        key_points="Key points",
        second_event="Serbia agreed an Individual Partnership Action Plan (IPAP) with NATO.",
        second_event_date="January 2015",
        link_to_point="Link to this key point:",
        detail="The plan is the main framework of cooperation",
        copied="Link copied.",
        save="Save the contact: Media Operations — Public Affairs Office",
        card="Media Operations — Public Affairs Office",
    ),
    "sr": Journey(
        # misspelt, inflected, without diacritics, in either script
        queries=("politickog dialoga", "политичког диалога", "partnestvu", "партнрству"),
        title="Политички дијалог и кључни догађаји",
        key_points="Кључне тачке",
        second_event="Србија је с НАТО-ом усагласила Индивидуални акциони план партнерства (ИПАП).",
        second_event_date="јануар 2015.",
        link_to_point="Веза до ове кључне тачке:",
        detail="План је главни оквир сарадње",
        copied="Веза је копирана.",
        save="Сачувајте контакт: Односи с медијима — Канцеларија за односе с јавношћу",
        card="Односи с медијима — Канцеларија за односе с јавношћу",
    ),
    "sr-latn": Journey(
        queries=("politickog dialoga", "политичког диалога", "partnestvu", "партнрству"),
        title="Politički dijalog i ključni događaji",
        key_points="Ključne tačke",
        second_event="Srbija je s NATO-om usaglasila Individualni akcioni plan partnerstva (IPAP).",
        second_event_date="januar 2015.",
        link_to_point="Veza do ove ključne tačke:",
        detail="Plan je glavni okvir saradnje",
        copied="Veza je kopirana.",
        save="Sačuvajte kontakt: Odnosi s medijima — Kancelarija za odnose s javnošću",
        card="Odnosi s medijima — Kancelarija za odnose s javnošću",
    ),
}


@pytest.mark.parametrize(
    ("variant", "query"),
    [(variant, query) for variant in JOURNEYS for query in JOURNEYS[variant].queries],
)
def test_is_found_in_one_try(page: Page, variant: str, query: str) -> None:
    page.goto(f"/{variant}/")
    box = page.get_by_role("searchbox")
    box.fill(query)
    box.press("Enter")
    first = page.get_by_role("main").get_by_role("listitem").first.get_by_role("link")
    expect(first).to_have_text(JOURNEYS[variant].title)
    first.click()
    assert page.url.endswith(REFERENCE[variant])


@pytest.mark.parametrize("variant", JOURNEYS)
def test_is_read_with_a_screen_reader(page: Page, variant: str) -> None:
    """What stands in the tree that a screen reader reads, in its order."""
    journey = JOURNEYS[variant]
    page.goto(REFERENCE[variant])
    expect(page.get_by_role("main")).to_match_aria_snapshot(
        f"""
        - article:
          - heading "{journey.title}" [level=1]
          - region "{journey.key_points}":
            - heading "{journey.key_points}" [level=2]
            - list:
              - listitem
              - listitem
              - listitem
              - listitem
              - listitem:
                - group:
                  - time: {journey.second_event_date}
                  - text: {journey.second_event}
        """
    )
    points = page.get_by_role("region", name=journey.key_points).get_by_role("listitem")
    expect(points).to_have_count(5)
    expect(points.nth(4)).not_to_contain_text(journey.detail, use_inner_text=True)
    points.nth(4).locator("summary").press("Enter")
    expect(points.nth(4)).to_contain_text(journey.detail, use_inner_text=True)


@pytest.mark.parametrize("variant", JOURNEYS)
def test_a_link_to_the_second_event_is_shared(
    browser: Browser, base_url: str, variant: str
) -> None:
    journey = JOURNEYS[variant]
    context = browser.new_context(
        base_url=base_url, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(REFERENCE[variant])
    page.get_by_role("link", name=f"{journey.link_to_point} {journey.second_event}").click()
    expect(page.get_by_role("status")).to_have_text(journey.copied)
    address = page.evaluate("navigator.clipboard.readText()")
    context.close()

    assert address.startswith(f"{base_url}{REFERENCE[variant]}#key-point-")
    other = browser.new_context()
    friend = other.new_page()
    friend.goto(address)
    shared = friend.locator(":target")
    expect(shared).to_be_in_viewport()
    expect(shared).to_contain_text(journey.second_event)
    expect(shared).to_contain_text(journey.detail, use_inner_text=True)
    other.close()


@pytest.mark.parametrize("variant", JOURNEYS)
def test_the_card_beside_the_text_is_saved(page: Page, variant: str, tmp_path: Path) -> None:
    journey = JOURNEYS[variant]
    page.goto(REFERENCE[variant])
    with page.expect_download() as caught:
        page.get_by_role("complementary").get_by_role("link", name=journey.save).click()
    caught.value.save_as(tmp_path / "card.vcf")
    card = vobject.readOne((tmp_path / "card.vcf").read_text(encoding="utf-8"))
    assert card.fn.value == journey.card
    assert card.tel.value == "+381110000001"


def test_a_query_is_sent(browser: Browser, own_demo: Demo) -> None:
    """From the article by the menu to the contact page, without JavaScript."""
    for variant, words in WORDS.items():
        context = browser.new_context(base_url=own_demo.address, java_script_enabled=False)
        page = context.new_page()
        page.goto(REFERENCE[variant])
        page.locator(f'nav a[href="{words.path}"]').click()
        page.get_by_role("textbox", name=words.name).fill("Ana Jovanović")
        page.get_by_role("textbox", name=words.outlet).fill("Radio Example")
        page.get_by_role("textbox", name=words.email).fill(f"{variant}@example.org")
        page.get_by_role("textbox", name=words.message).fill("Kada je otvorena?")
        send_by_keyboard(page, words)
        expect(page.get_by_role("heading", name=words.sent)).to_be_visible()
        assert context.cookies() == []
        context.close()
