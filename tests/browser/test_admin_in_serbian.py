"""What only a browser shows of the admin in Serbian: menus, editors, dialogues and the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Demo
from tests.support import admin_words

pytestmark = pytest.mark.browser

#: All that is shown or read out, with what waits in templates.
SAID = """(attributes) => {
  const said = new Set();
  const walk = (root) => {
    const found = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = found.nextNode(); node; node = found.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!node.parentElement?.closest("script, style, noscript, kbd, code, iframe, [hidden]"))
          said.add(node.nodeValue);
        continue;
      }
      for (const name of attributes) said.add(node.getAttribute(name) ?? "");
      if (node.tagName === "TEMPLATE") walk(node.content);
    }
  };
  walk(document.body);
  said.add(document.title);
  return [...said].map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean);
}"""
#: What the demo calls itself, and its picture, and a button of the calendar that is never shown.
NAMES = re.compile(
    r"\b(?:About NATO MLO Belgrade|MLO Belgrade|Demo(?: Editor)?|Emil|editor|Wagtail v[0-9.]+"
    r"|Save Selected|Calm water"
    r"|Blue waves in layers under a pale sky|Brown waves in layers under a morning sky"
    r"|Green hills(?: in layers under a pale sky)?|Morning on the river)\b"
)
#: The two scripts: the language, and what stands on the buttons that are pressed.
CYRILLIC = (
    "sr",
    {"sign_in": "Пријави се", "offices": "Канцеларије", "monday": "пон."},
)
LATIN = (
    "sr-latn",
    {"sign_in": "Prijavi se", "offices": "Kancelarije", "monday": "pon."},
)


@pytest.fixture(params=[CYRILLIC, LATIN], ids=["cyrillic", "latin"])
def script(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def editor(browser: Browser, own_demo: Demo, script: Any) -> Iterator[Page]:
    """A browser that asks for Serbian, of an editor who has then chosen it in the account."""
    language, words = script
    accepted = "sr-Latn" if language == "sr-latn" else "sr-RS"
    context = browser.new_context(base_url=own_demo.address, locale=accepted)
    page = context.new_page()
    page.goto("/admin/")
    page.locator("[name=username]").fill(own_demo.username)
    page.locator("[name=password]").fill(own_demo.password)
    page.get_by_role("button", name=words["sign_in"]).click()
    page.goto("/admin/account/")
    page.locator("[name=locale-preferred_language]").select_option(language)
    page.locator("[name=name_email-email]").fill("editor@example.org")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("link", name=words["offices"])).to_be_visible()
    yield page
    context.close()


def check(page: Page, language: str) -> None:
    """Fail on a word of English, and on one in the other script."""
    said = {NAMES.sub("", text) for text in page.evaluate(SAID, list(admin_words.ATTRIBUTES))}
    left_over = admin_words.left_in_latin if language == "sr" else admin_words.strange_in_latin
    assert left_over(said) == set()


def test_the_editor_speaks_serbian(editor: Page, script: Any) -> None:
    language, words = script
    complaints: list[str] = []
    editor.on("pageerror", lambda error: complaints.append(str(error)))

    editor.goto("/admin/pages/add/relations/articlepage/4/")
    expect(editor.locator(".c-sf-add-button").first).to_be_visible()
    check(editor, language)

    # The menu of blocks
    editor.locator(".c-sf-add-button:visible").last.click()
    expect(editor.locator(".w-combobox")).to_be_visible()
    check(editor, language)
    editor.keyboard.press("Escape")

    # The dialogue of the library
    editor.locator(".image-chooser button:visible").first.click()
    expect(editor.locator(".modal-content")).to_be_visible()
    check(editor, language)
    editor.locator(".modal-content [data-dismiss=modal]").first.click()
    expect(editor.locator(".modal-content")).to_have_count(0)

    # The calendar begins with Monday
    editor.locator("[role=tab]:visible").last.click()
    editor.locator("#id_last_reviewed").click()
    calendar = editor.locator(".xdsoft_datetimepicker:visible")
    expect(calendar.locator("th").first).to_have_text(words["monday"])
    check(editor, language)
    assert complaints == []
