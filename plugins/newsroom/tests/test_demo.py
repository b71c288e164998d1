"""The demo with the newsroom, in a browser; then without it, and without a trace of it in the database."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from os import environ
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, manage
from playwright.sync_api import Page, sync_playwright

DEVELOPMENT = "site_core.settings.development"
ADDRESSES = {
    "list": ("/en/news/", "/sr/vesti/", "/sr-latn/vesti/"),
    "list of a month": (
        "/en/news/?year=2026&month=9",
        "/sr/vesti/?topic=partnership",
        "/sr-latn/vesti/?page=2",
    ),
    "item": (
        "/en/news/an-evening-on-science-and-security/",
        "/sr/vesti/vece-o-nauci-i-bezbednosti/",
        "/sr-latn/vesti/vece-o-nauci-i-bezbednosti/",
    ),
    "item with pictures": (
        "/en/news/pictures-and-a-fact-sheet/",
        "/sr/vesti/slike-i-podsetnik/",
        "/sr-latn/vesti/slike-i-podsetnik/",
    ),
    "item with a correction": (
        "/en/news/defence-reform-in-five-dates/",
        "/sr/vesti/reforma-odbrane-u-pet-datuma/",
        "/sr-latn/vesti/reforma-odbrane-u-pet-datuma/",
    ),
    "press event": (
        "/en/news/briefing-for-the-media/",
        "/sr/vesti/brifing-za-medije/",
        "/sr-latn/vesti/brifing-za-medije/",
    ),
    "home page": ("/en/", "/sr/", "/sr-latn/"),
    "article": (
        "/en/about/mission-of-the-office/",
        "/sr/o-nato-vojnoj-kancelariji-za-vezu/misija-kancelarije/",
        "/sr-latn/o-nato-vojnoj-kancelariji-za-vezu/misija-kancelarije/",
    ),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a demo with the newsroom."""
    folder = tmp_path_factory.mktemp("demo")
    manage("demo", "--no-serve", DATA_DIR=str(folder), DJANGO_SETTINGS_MODULE=DEVELOPMENT)
    return folder


@pytest.fixture(scope="module")
def address(demo: Path) -> Iterator[str]:
    """Where the demo is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603 - our own command line
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={
            **environ,
            "DATA_DIR": str(demo),
            "DJANGO_SETTINGS_MODULE": DEVELOPMENT,
            "DISABLED_PLUGINS": "",
        },
    )
    try:
        url = f"http://localhost:{port}"
        _wait_for(f"{url}/en/")
        yield url
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url):  # noqa: S310 - our own server
                return
        except urllib.error.URLError:
            time.sleep(0.2)
    pytest.fail(f"The demo did not answer at {url}.")


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Page]:
    """A page of a browser, without motion."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        (pytest.fail if environ.get("CI") == "true" else pytest.skip)("Chromium is not installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser.new_page(base_url=address, reduced_motion="reduce")
        browser.close()


@pytest.mark.parametrize("kind", ADDRESSES)
def test_everybody_can_use_it(page: Page, kind: str) -> None:
    """WCAG 2.2 AA by axe, light and dark, and nothing scrolls sideways on a telephone."""
    for where in ADDRESSES[kind]:
        for width, colours in ((360, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=colours)  # type: ignore[arg-type] # a literal
            answer = page.goto(where)
            assert answer is not None
            assert answer.status == 200, where
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
            found = Axe().run(page).response["violations"]
            assert [rule["id"] for rule in found] == [], where


def test_switched_off_and_removed(demo: Path, tmp_path: Path) -> None:
    """Without it everything else runs, also when nothing of it is left; and it can be put on again."""
    data = shutil.copytree(demo, tmp_path / "data")
    common = {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": DEVELOPMENT}
    ask = (
        "import json; from django.test import Client; client = Client(headers={'host': 'localhost'}); "
        "print(json.dumps([client.get(url).status_code for url in "
        "('/en/', '/sr/', '/en/news/', '/en/news-feed.atom', '/api/v2/news/', '/api/v2/pages/', "
        "'/api/v2/openapi.json', '/en/about/mission-of-the-office/', '/en/events.ics')]))"
    )
    off = manage("shell", "-v0", "-c", ask, **common, DISABLED_PLUGINS="newsroom")
    assert json.loads(off) == [200, 200, 404, 404, 404, 200, 200, 200, 200]
    assert "no issues" in manage("check", **common, DISABLED_PLUGINS="newsroom")
    manage("remove_plugin", "newsroom", "--no-input", **common)
    with closing(sqlite3.connect(data / "liaison.sqlite3")) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE name LIKE 'newsroom_%'")
        assert tables.fetchall() == []
    again = manage("shell", "-v0", "-c", ask, **common, DISABLED_PLUGINS="newsroom")
    assert json.loads(again) == json.loads(off)
    manage("migrate", "-v0", **common)


def test_a_demo_that_is_there_is_given_news(demo: Path) -> None:
    """A second run changes nothing."""
    said = manage("demo", "--no-serve", DATA_DIR=str(demo), DJANGO_SETTINGS_MODULE=DEVELOPMENT)
    assert "The demo content is here already." in said
