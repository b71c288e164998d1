"""Opening hours as search engines are told them."""

from __future__ import annotations

import datetime

import pytest

from offices.opening import OpeningTimes

WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@pytest.mark.parametrize(("first", "last"), [(1, 5), (1, 1), (6, 7), (3, 7), (7, 7)])
def test_every_day_is_named(first: int, last: int) -> None:
    times = OpeningTimes(first, last, datetime.time(9, 5), datetime.time(17))
    assert times.as_structured_data() == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": WEEK[first - 1 : last],
        "opens": "09:05",
        "closes": "17:00",
    }
