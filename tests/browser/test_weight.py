"""What the reference page weighs, as a browser loads it and a server with Brotli sends it."""

from __future__ import annotations

import brotli
import pytest
from playwright.sync_api import Page, Response

from tests.browser.test_reading import REFERENCE

pytestmark = pytest.mark.browser

#: In bytes.
ALL, HTML, STYLE, SCRIPT = 60_000, 14_000, 10_000, 5_000
REQUESTS = 12
TEXTUAL = ("document", "stylesheet", "script")
SHIFTS = """
new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 500);
})
"""


@pytest.mark.parametrize("variant", REFERENCE)
def test_the_reference_page_keeps_its_budget(page: Page, variant: str) -> None:
    responses: list[Response] = []

    def heard(response: Response) -> None:
        responses.append(response)

    page.on("response", heard)
    page.goto(REFERENCE[variant], wait_until="networkidle")

    weights = {"document": 0, "stylesheet": 0, "script": 0, "other": 0}
    for response in responses:
        kind = response.request.resource_type
        body = response.body()
        packed = brotli.compress(body) if kind in TEXTUAL else body
        weights[kind if kind in TEXTUAL else "other"] += len(packed)
    print(variant, len(responses), weights)  # noqa: T201 - shown with -s

    assert len(responses) <= REQUESTS
    assert weights["document"] <= HTML
    assert weights["stylesheet"] <= STYLE
    assert weights["script"] <= SCRIPT
    assert sum(weights.values()) <= ALL
    assert page.evaluate(SHIFTS) == 0


def test_pictures_keep_their_place_and_come_when_they_are_needed(page: Page) -> None:
    page.goto("/en/about/")
    pictures = page.locator("main picture")
    assert pictures.count() > 0
    for picture in pictures.all():
        types = [source.get_attribute("type") for source in picture.locator("source").all()]
        assert types == ["image/avif", "image/webp"]
        image = picture.locator("img")
        assert int(image.get_attribute("width") or 0) > 0
        assert int(image.get_attribute("height") or 0) > 0
        is_first = image.get_attribute("fetchpriority") == "high"
        assert is_first or image.get_attribute("loading") == "lazy"
    assert page.evaluate(SHIFTS) == 0
