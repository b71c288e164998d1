"""Opening hours as search engines are told them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from wagtail.blocks import StreamBlockValidationError

from offices.opening import OpeningTimes, OpeningTimesStream

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


def times(first: int, last: int, opens: str, closes: str) -> OpeningTimes:
    return OpeningTimes(
        first, last, datetime.time.fromisoformat(opens), datetime.time.fromisoformat(closes)
    )


@pytest.mark.parametrize(
    ("one", "other", "is_overlap"),
    [
        pytest.param((1, 5, "09:00", "12:00"), (1, 5, "13:00", "17:00"), False, id="half-days"),
        pytest.param(
            (1, 5, "09:00", "12:00"), (3, 3, "11:59", "13:00"), True, id="one day of many"
        ),
        pytest.param(
            (1, 5, "09:00", "12:00"), (1, 5, "12:00", "17:00"), False, id="without a break"
        ),
        pytest.param((5, 5, "18:00", "02:00"), (6, 6, "01:00", "03:00"), True, id="into Saturday"),
        pytest.param(
            (5, 5, "18:00", "02:00"), (6, 6, "02:00", "03:00"), False, id="after the night"
        ),
        pytest.param((7, 7, "20:00", "02:00"), (1, 1, "01:00", "09:00"), True, id="into Monday"),
        pytest.param((1, 7, "20:00", "02:00"), (1, 7, "09:00", "17:00"), False, id="every night"),
    ],
)
def test_hours_overlap_where_both_are_open_at_one_moment(
    one: Any, other: Any, is_overlap: bool
) -> None:
    assert times(*one).overlaps(times(*other)) is is_overlap
    assert times(*other).overlaps(times(*one)) is is_overlap


def entered(*entries: tuple[str, str, str, str]) -> Any:
    block = OpeningTimesStream()
    value = block.to_python(
        [
            {
                "type": "times",
                "value": {"first_day": first, "last_day": last, "opens": opens, "closes": closes},
            }
            for first, last, opens, closes in entries
        ]
    )
    return block.clean(value)


def test_an_overlap_is_refused_with_the_entry_that_it_is_with() -> None:
    with pytest.raises(StreamBlockValidationError) as refused:
        entered(("1", "5", "09:00", "17:00"), ("3", "", "16:00", "18:00"))
    (error,) = refused.value.block_errors.values()
    assert error.block_errors["opens"].messages == [
        "These hours overlap with those of another entry: Monday to Friday, 9:00–17:00."
    ]


def test_half_days_and_a_night_are_taken() -> None:
    assert len(entered(("1", "4", "09:00", "12:00"), ("1", "4", "13:00", "17:00"))) == 2
    assert len(entered(("5", "", "18:00", "02:00"))) == 1


def test_the_same_time_is_refused() -> None:
    with pytest.raises(StreamBlockValidationError):
        entered(("1", "", "09:00", "09:00"))
