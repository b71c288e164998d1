"""The example front end on another origin: it knows the site from the API alone."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from tests.browser.conftest import Demo
from tests.browser.test_reading import REFERENCE
from tests.support.commands import ROOT, manage

pytestmark = pytest.mark.browser

TITLES = {
    "en": "Political dialogue and key events",
    "sr": "Политички дијалог и кључни догађаји",
    "sr-latn": "Politički dijalog i ključni događaji",
}


class Quiet(SimpleHTTPRequestHandler):
    """Serves the files as any web server would, without a word."""

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def reader() -> Iterator[str]:
    """The address of the reader: another origin than that of the site."""
    handler = partial(Quiet, directory=str(ROOT / "examples" / "reader"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of."""
    found: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def open_reader(page: Page, reader: str, site: str) -> None:
    """Open it, and wait until it has a copy of everything."""
    page.goto(f"{reader}?site={site}")
    page.wait_for_selector("html[data-kept]")


def go(page: Page, reader: str, path: str) -> None:
    page.goto(f"{reader}#{path}")


def test_reads_the_site_in_all_variants(
    page: Page, reader: str, base_url: str, complaints: list[str]
) -> None:
    open_reader(page, reader, base_url)
    expect(page.get_by_role("heading", level=1)).to_have_text("MLO Belgrade")

    # From the menu down to the reference page.
    menu = page.get_by_role("navigation", name="Menu")
    menu.get_by_role("link", name="About NATO MLO Belgrade").click()
    children = page.locator("main .list a")
    expect(children).to_have_text(
        [
            "Mission of the office",
            "NATO's relations with Serbia",
            "Chief of the office",
            "Accessibility statement",
            "Privacy",
            "Copying and licence",
        ]
    )
    children.filter(has_text="relations").click()
    page.get_by_role("link", name=TITLES["en"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["en"])
    breadcrumb = page.locator("[data-breadcrumb] a")
    expect(breadcrumb).to_have_text(
        ["MLO Belgrade", "About NATO MLO Belgrade", "NATO's relations with Serbia"]
    )

    # The same page in the other variants, by the switch.
    languages = page.locator("[data-languages] a")
    for index, variant, tag in ((1, "sr-latn", "sr-Latn"), (2, "sr", "sr-Cyrl"), (0, "en", "en")):
        languages.nth(index).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[variant])
        expect(page.locator("html")).to_have_attribute("lang", tag)
        assert page.url.endswith(f"#{REFERENCE[variant]}")

    # Any spelling finds it, in the reader's script.
    page.goto(f"{reader}#/sr-latn/")
    page.get_by_role("searchbox").fill("dijaloga")
    page.keyboard.press("Enter")
    result = page.get_by_role("link", name=TITLES["sr-latn"])
    expect(page.locator("main mark").first).to_be_visible()
    result.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["sr-latn"])
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(page: Page, reader: str, base_url: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 740})
    open_reader(page, reader, base_url)
    for path in (REFERENCE["sr-latn"], "/sr/kontakt/", "/en/search/?q=office", "/en/nowhere/"):
        go(page, reader, path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_leads_on_from_what_is_not_there(page: Page, reader: str, base_url: str) -> None:
    open_reader(page, reader, base_url)
    go(page, reader, "/en/nowhere/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page.")
    page.get_by_role("link", name="To the home page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("MLO Belgrade")


CHANGE = """
from wagtail.models import Page
page = Page.objects.get(slug="political-dialogue-and-key-events").specific
page.title = "Dialogue, renamed"
page.slug = "dialogue"
page.save_revision().publish()
Page.objects.get(slug="chief-of-the-office").specific.unpublish()
"""
DRAFT = """
from wagtail.models import Page
from site_core.models import PreviewLink
page = Page.objects.get(slug="mission-of-the-office").specific
page.title = "Mission, not published yet"
page.save_revision()
print(PreviewLink.make(page, None).token)
"""


def in_shell(folder: Path, code: str) -> str:
    ended = manage("shell", "-v0", "-c", code, data_dir=folder)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def test_keeps_itself_current_and_works_offline(
    page: Page,
    context: BrowserContext,
    reader: str,
    own_demo: Demo,
    complaints: list[str],
) -> None:
    open_reader(page, reader, own_demo.address)
    go(page, reader, REFERENCE["en"])
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(TITLES["en"])

    # What is read changes while it is read.
    in_shell(own_demo.folder, CHANGE)
    page.evaluate("dispatchEvent(new Event('online'))")
    go(page, reader, "/en/about/natos-relations-with-serbia/dialogue/")
    expect(heading).to_have_text("Dialogue, renamed")
    go(page, reader, REFERENCE["en"])  # the old address leads to the new one
    expect(page).to_have_url(re.compile(r"/natos-relations-with-serbia/dialogue/$"))
    go(page, reader, "/en/about/chief-of-the-office/")
    expect(heading).to_have_text("This page is not published any more.")
    complaints.clear()  # the browser notes the status 410

    token = in_shell(own_demo.folder, DRAFT).splitlines()[-1]
    go(page, reader, f"/en/?preview={token}")
    expect(heading).to_have_text("Mission, not published yet")
    expect(page.locator("main .problem")).to_contain_text("This is a draft.")
    assert complaints == []

    # Without a connection, opened anew.
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    go(page, reader, "/en/about/")
    page.reload()
    expect(heading).to_have_text("About NATO MLO Belgrade")
    expect(page.locator("main .list a")).to_have_text(
        [
            "Mission of the office",
            "NATO's relations with Serbia",
            "Accessibility statement",
            "Privacy",
            "Copying and licence",
        ]
    )
    assert page.locator("main img").evaluate("image => image.decode().then(() => true)")
    for variant, path in REFERENCE.items():
        if variant != "en":
            go(page, reader, path)
            expect(heading).to_have_text(TITLES[variant])
    page.get_by_role("searchbox").fill("dogadjaji")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=TITLES["sr-latn"])).to_be_visible()

    # And back: what was missed is caught up with.
    in_shell(
        own_demo.folder,
        CHANGE.replace("Dialogue, renamed", "Renamed again").replace(
            'slug="political-dialogue-and-key-events"', 'slug="dialogue"'
        ),
    )
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    go(page, reader, "/en/about/natos-relations-with-serbia/dialogue/")
    expect(heading).to_have_text("Renamed again")
    kept = page.evaluate("indexedDB.databases().then((all) => JSON.stringify(all.length))")
    assert json.loads(kept) == 1
