"""Dates of which only a year, or a year and a month, may be known."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache, total_ordering

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, pgettext, pgettext_lazy

#: The months as Django's format letter ``E`` writes them: in Serbian in the genitive, as after a day.
#: Django's own Serbian catalogue has the nominative here; ours stands before it.
MONTHS_AFTER_A_DAY = (
    pgettext_lazy("alt. month", "January"),
    pgettext_lazy("alt. month", "February"),
    pgettext_lazy("alt. month", "March"),
    pgettext_lazy("alt. month", "April"),
    pgettext_lazy("alt. month", "May"),
    pgettext_lazy("alt. month", "June"),
    pgettext_lazy("alt. month", "July"),
    pgettext_lazy("alt. month", "August"),
    pgettext_lazy("alt. month", "September"),
    pgettext_lazy("alt. month", "October"),
    pgettext_lazy("alt. month", "November"),
    pgettext_lazy("alt. month", "December"),
)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A calendar date with the precision of a day, a month or a year (ISO 8601, reduced precision).

    Raises ``ValueError`` for a date that is not in the calendar, or a day without a month.
    Sorts by time; a year comes before its months, a month before its days.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        datetime.date(self.year, self.month or 1, self.day or 1)

    def __lt__(self, other: PartialDate) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[int, int, int]:
        return (self.year, self.month or 0, self.day or 0)

    @property
    def precision(self) -> str:
        """``"day"``, ``"month"`` or ``"year"``."""
        if self.day is not None:
            return "day"
        return "month" if self.month is not None else "year"

    @property
    def first_day(self) -> datetime.date:
        """The first day that the date can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def isoformat(self) -> str:
        """``2006-12-18``, ``2006-12`` or ``2006``."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def display(self) -> str:
        """The date as people write it in the active language."""
        return _displayed(self, get_language())

    def __str__(self) -> str:
        return self.display()


@lru_cache(maxsize=2000)
def _displayed(date: PartialDate, language: str | None) -> str:
    """A date in a language, which is the active one."""
    patterns = {
        "day": pgettext("date with a day, in Django's format letters", "j F Y"),
        "month": pgettext("date without a day, in Django's format letters", "F Y"),
        "year": pgettext("date that is only a year, in Django's format letters", "Y"),
    }
    return format_date(date.first_day, patterns[date.precision])
