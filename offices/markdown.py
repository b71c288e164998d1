"""An office as Markdown, by its API value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_core.published.markdown import plain


def office_card(office: Mapping[str, Any] | None) -> str:
    """Name, address, hours and channels, a line each; empty for an office that is not published."""
    if not office:
        return ""
    lines = [f"**{plain(office['name'])}**"]
    lines += [plain(office[name]) for name in ("unit", "street", "building")]
    lines.append(plain(f"{office['postal_code']} {office['city']}, {office['country']}"))
    lines += [plain(line) for line in office["hours"].splitlines()]
    lines += [plain(channel["value"]) for channel in office["channels"]]
    return "  \n".join(filter(None, lines))
