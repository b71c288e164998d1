"""The dated key points in a representation, and the days that their dates can mean. Plain data only."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from typing import Any

KEY_POINT = "key_point"


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
