"""What can be measured of a page in the browser: targets, structure, languages, and where the focus is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def _measure(page: Page, name: str) -> Any:
    return page.evaluate(f"() => {_SCRIPT.strip()}.{name}()")


def small_targets(page: Page) -> list[str]:
    """Every target that is too small (WCAG 2.2, 2.5.8), with its size."""
    found: list[str] = _measure(page, "smallTargets")
    return found


def structure(page: Page) -> dict[str, Any]:
    """``headings`` as level and text, and ``landmarks`` as role and name, in the order of the page."""
    found: dict[str, Any] = _measure(page, "structure")
    return found


def wrong_languages(page: Page) -> list[str]:
    """Every text in another language or script than the page says, with the ``lang`` that it has."""
    found: list[str] = _measure(page, "wrongLanguages")
    return found


def focus(page: Page) -> dict[str, Any] | None:
    """What has the focus, and whether that can be seen; ``None`` where nothing has it."""
    found: dict[str, Any] | None = _measure(page, "focus")
    return found
