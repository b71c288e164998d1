"""A real browser, and the demo site as ``manage.py demo`` serves it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from tests.support.commands import ROOT, own_environment
from tests.support.demo import copy_of_the_demo

#: Chromium as Debian installs it; containers run it as root, without a graphics card.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "Chromium is not installed, so no page was looked at: apt-get install chromium"
PATIENCE = 60


def missing(what: str) -> NoReturn:
    """Leave a test out where this machine lacks what it needs. CI must not lack it."""
    if os.environ.get("CI") == "true":
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts the browser."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        missing(MISSING)
    # Playwright leaves an event loop behind in this process, in which Django would refuse to work for
    # the tests that come after. Nothing runs in it while they do.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {"executable_path": path, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """What a page starts from. Without motion, so that nothing is looked at half way."""
    return {
        **browser_context_args,
        "base_url": base_url,
        "reduced_motion": "reduce",
        "locale": "en",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - our own server
                return
        except urllib.error.URLError:
            time.sleep(0.2)
    pytest.fail(f"The demo did not answer at {address} within {PATIENCE} seconds.")


@dataclass(frozen=True)
class Demo:
    """A demo site that is being served, its data directory, and the editor's login to it."""

    address: str
    folder: Path
    username: str
    password: str


@contextmanager
def served_demo(factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Serve a demo of its own."""
    folder, output = copy_of_the_demo(factory)
    login = re.search(r"^  (editor) .* password (\S+)$", output, re.MULTILINE)
    assert login is not None
    port = _free_port()
    server = subprocess.Popen(  # noqa: S603 - our own command line
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={
            **own_environment(),
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "site_core.settings.development",
        },
    )
    try:
        address = f"http://localhost:{port}"
        _wait_for(f"{address}/en/", server)
        yield Demo(address, folder, login[1], login[2])
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="session")
def base_url(
    browser_type_launch_args: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a demo site that is read only. Relative addresses in the tests start from it."""
    with served_demo(tmp_path_factory) as demo:
        yield demo.address


@pytest.fixture
def own_demo(
    browser_type_launch_args: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    """A demo site that a test may change."""
    with served_demo(tmp_path_factory) as demo:
        yield demo


@pytest.fixture
def quiet(page: Page, base_url: str) -> Iterator[Page]:
    """A page of which the browser has nothing to complain, and that asks nobody else for anything."""
    complaints: list[str] = []
    elsewhere: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # The browser says of a page that is answered with 404 that it is.
        if message.type in ("error", "warning") and "404 (Not Found)" not in message.text:
            complaints.append(message.text)

    def note(request: Request) -> None:
        if not request.url.startswith((base_url, "data:")):
            elsewhere.append(request.url)

    page.on("console", hear)
    page.on("request", note)
    yield page
    assert complaints == []
    assert elsewhere == []
