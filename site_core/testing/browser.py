"""Pages of a plugin in a browser, looked at with axe. An extra: it needs Playwright, axe and Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from playwright.sync_api import Browser, sync_playwright

from site_core.languages.variants import VARIANTS
from site_core.testing.languages import translated
from site_core.testing.samples import PageMakers, sample_page

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_WIDTHS = (360, 1280)


class Accessible:
    """What readers with and without assistive technology meet."""

    makers: PageMakers = {}

    @pytest.fixture
    def chromium(self) -> Iterator[Browser]:
        """Chromium, as the system installs it or as Playwright does."""
        # Playwright leaves an event loop behind, in which Django would refuse to work.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
            yield browser
            browser.close()

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_a_page_is_accessible(
        self, live_server: Any, chromium: Browser, page_type: str
    ) -> None:
        """In three variants, on a telephone and a desk: axe finds nothing, nothing scrolls sideways."""
        page = sample_page(apps.get_model(page_type), self.makers)
        translated(page)
        found = []
        for variant in VARIANTS:
            path = f"/{variant.code}/{page.url_path.split('/', 2)[2]}"
            for width in _WIDTHS:
                tab = chromium.new_page(viewport={"width": width, "height": 800})
                tab.goto(f"{live_server.url}{path}")
                result = Axe().run(tab)
                found += [
                    f"{path} at {width}: {item['id']}" for item in result.response["violations"]
                ]
                if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found.append(f"{path} at {width}: scrolls sideways")
                tab.close()
        assert found == []
