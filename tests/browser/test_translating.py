"""A translator's day in the admin: translate, find what is outdated, update it through an agency."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo

pytestmark = pytest.mark.browser

TITLE = "Chief of the office"
WORDS = {
    "Chief of the office": "Начелник канцеларије",
    "The chief leads the office in Belgrade.": "Начелник води канцеларију у Београду.",
}


@pytest.fixture
def translator(page: Page, own_demo: Demo) -> Page:
    """The browser of somebody who has signed in."""
    page.goto(f"{own_demo.address}/admin/login/")
    page.get_by_label("Username").fill(own_demo.username)
    page.get_by_label("Password").fill(own_demo.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Translations")).to_be_visible()
    return page


def state_of(translator: Page, own_demo: Demo, title: str) -> str:
    """What the report says of a page."""
    translator.goto(f"{own_demo.address}/admin/reports/translation-status/")
    row = translator.get_by_role("row").filter(has_text=title)
    return row.get_by_role("cell").nth(1).inner_text().strip().lower()


def translate_everything(translator: Page) -> None:
    """Write a translation into every box that needs one, by the keyboard."""
    boxes = translator.locator("[data-needs-work] textarea[name^='text-']")
    while left := boxes.count():
        boxes.first.fill("Начелник води канцеларију.")
        boxes.first.press("Control+Enter")
        expect(boxes).not_to_have_count(left)
    expect(translator.get_by_text("Everything is translated.")).to_be_visible()


def publish(translator: Page) -> None:
    translator.get_by_role("button", name="Publish in", exact=False).first.click()
    translator.wait_for_load_state()


def test_a_translators_day(translator: Page, own_demo: Demo, tmp_path: Path) -> None:
    # A page that is missing is found in the report, submitted, translated and published.
    assert state_of(translator, own_demo, TITLE) == "missing"
    translator.get_by_role("link", name=TITLE).click()
    translator.get_by_label("српски (ћирилица)").check()
    translator.get_by_role("button", name="Submit").click()
    expect(translator.get_by_text("Texts that need work:")).to_be_visible()
    translation_editor = translator.url
    publish(translator)
    expect(translator.get_by_text("need translating")).to_be_visible()
    translate_everything(translator)
    publish(translator)
    assert state_of(translator, own_demo, TITLE) == "current"

    # Its original is published with another lead, and the editor is told so.
    translator.goto(_source_of(translator, own_demo))
    translator.locator("[name=lead]").fill("The chief leads the office in Belgrade.")
    translator.get_by_role("button", name="More actions").click()
    translator.get_by_role("button", name="Publish", exact=True).click()
    expect(translator.get_by_text("does not have these changes yet")).to_be_visible()
    assert state_of(translator, own_demo, TITLE) == "outdated"

    # What is new goes to an agency, and comes back.
    translator.goto(f"{own_demo.address}/admin/translations/files/")
    option = translator.locator("option").filter(has_text="About").first.get_attribute("value")
    translator.locator("[name=below]").select_option(value=option)
    with translator.expect_download() as download:
        translator.get_by_role("button", name="Download").click()
    catalogue = polib.pofile(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [entry.msgid for entry in catalogue] == ["The chief leads the office in Belgrade."]
    for entry in catalogue:
        entry.msgstr = WORDS[entry.msgid]
    back = tmp_path / "back.po"
    back.write_text(str(catalogue), encoding="utf-8")
    translator.locator("[name=file]").set_input_files(back)
    translator.get_by_role("button", name="Import").click()
    expect(translator.get_by_text("Finished.")).to_be_visible()
    expect(translator.get_by_text("Taken: 1")).to_be_visible()

    # The translation is complete again and is published; readers have it in both scripts.
    translator.goto(translation_editor)
    publish(translator)
    assert state_of(translator, own_demo, TITLE) == "current"
    translator.goto(
        f"{own_demo.address}/sr-latn/o-nato-vojnoj-kancelariji-za-vezu/nacelnik-vodi-kancelariju/"
    )
    expect(translator.get_by_text("Načelnik vodi kancelariju u Beogradu.").first).to_be_visible()


def _source_of(translator: Page, own_demo: Demo) -> str:
    """The editor of the English page."""
    translator.goto(f"{own_demo.address}/admin/pages/search/?q=Chief")
    link = translator.get_by_role("link", name=TITLE, exact=True).first
    return f"{own_demo.address}{link.get_attribute('href')}"
