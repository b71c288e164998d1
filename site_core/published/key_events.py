"""The dated key points in a representation, and the days that their dates can mean. Plain data only."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from typing import Any

from site_core.languages.dates import PartialDate

KEY_POINT = "key_point"
#: An event that is no block of the page begins its id with it: the rest is where it stands on the page.
ANCHOR = "#"
MAX_ANCHOR = 35


def event(
    statement: str, date: PartialDate | datetime.date | str, detail: str = "", anchor: str = ""
) -> dict[str, Any]:
    """A dated thing of a page, in the form of a key point: for ``BasePage.get_events``.

    ``date`` is ISO 8601 where it is a text, as exact as it is known. ``detail`` is HTML, and ``anchor`` the
    id of the element that tells of it: each event of a page has another. Raises ``ValueError`` for what is
    no date, and for an anchor that is too long.
    """
    if len(anchor) > MAX_ANCHOR:
        raise ValueError(f"An anchor has at most {MAX_ANCHOR} characters: {anchor}")
    if isinstance(date, datetime.datetime):
        date = date.date()
    if not isinstance(date, PartialDate):
        date = PartialDate(*(int(part) for part in str(date).split("-")))
    return {
        "type": KEY_POINT,
        "id": f"{ANCHOR}{anchor}" if anchor else "",
        "value": {
            "statement": statement,
            "date": {"value": date.isoformat(), "precision": date.precision},
            "detail": detail,
        },
    }


def days_of(date: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day that an ISO 8601 date of reduced precision can mean.

    Raises ``ValueError`` for what is no date.
    """
    if not date.isascii() or not date.replace("-", "").isdecimal():
        raise ValueError(date)
    parts = [int(part) for part in date.split("-") if part]
    lengths = [len(part) for part in date.split("-")]
    if lengths not in ([4], [4, 2], [4, 2, 2]):
        raise ValueError(date)
    year, month, day = (*parts, None, None)[:3]
    if year is None:
        raise ValueError(date)
    last_month = month or 12
    first = datetime.date(year, month or 1, day or 1)
    last_day = day or calendar.monthrange(year, last_month)[1]
    return first, datetime.date(year, last_month, last_day)


def dated_key_points(value: Any) -> Iterator[dict[str, Any]]:
    """The dated key points in a representation, wherever they stand."""
    if isinstance(value, list):
        for item in value:
            yield from dated_key_points(item)
    elif isinstance(value, dict):
        own = value.get("value")
        if value.get("type") == KEY_POINT and isinstance(own, dict):
            if own.get("date"):
                yield value
        else:
            for item in value.values():
                yield from dated_key_points(item)
