"""Dates that are as exact as they are known."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from site_core.languages.dates import PartialDate


@pytest.mark.parametrize(
    ("parts", "iso", "precision", "english", "serbian"),
    [
        ((2006,), "2006", "year", "2006", "2006."),
        ((2006, 12), "2006-12", "month", "December 2006", "децембар 2006."),
        ((2006, 12, 18), "2006-12-18", "day", "18 December 2006", "18. децембра 2006."),
        ((1999, 3, 1), "1999-03-01", "day", "1 March 1999", "1. марта 1999."),
    ],
)
def test_is_written_as_exactly_as_it_is_known(
    parts: tuple[int, ...], iso: str, precision: str, english: str, serbian: str
) -> None:
    date = PartialDate(*parts)

    assert (date.isoformat(), date.precision) == (iso, precision)
    with translation.override("en"):
        assert date.display() == english
    with translation.override("sr"):
        assert date.display() == serbian


@pytest.mark.parametrize("parts", [(2007, 2, 29), (2007, 13), (2007, None, 3), (0,)])
def test_is_in_the_calendar(parts: tuple[int | None, ...]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the messages are Python's own
        PartialDate(*parts)  # type: ignore[arg-type] # on purpose


@given(st.lists(st.dates()))
def test_whole_dates_sort_as_the_calendar_does(days: list[object]) -> None:
    dates = [PartialDate(day.year, day.month, day.day) for day in days]  # type: ignore[attr-defined]

    assert [date.first_day for date in sorted(dates)] == sorted(days)  # type: ignore[type-var]


def test_a_year_comes_before_its_months_and_a_month_before_its_days() -> None:
    year, month, day = PartialDate(2006), PartialDate(2006, 12), PartialDate(2006, 12, 1)

    assert sorted([day, month, year]) == [year, month, day]


@pytest.mark.parametrize(
    ("language", "words"),
    [("sr", "24. новембра 2026. 22.24"), ("sr-latn", "24. novembra 2026. 22.24")],
)
def test_a_moment_in_the_admin_has_its_month_in_the_genitive(language: str, words: str) -> None:
    moment = datetime.datetime(2026, 11, 24, 22, 24)
    with translation.override(language):
        assert date_format(moment, "DATETIME_FORMAT") == words
        assert date_format(moment.date(), "DATE_FORMAT") == words.removesuffix(" 22.24")
