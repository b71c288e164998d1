"""When an office is open: as editors enter it, as readers and machines read it.

Readers' devices say whether an office is open at this moment (``opening.js``): a page may have been
kept by a cache since then.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import (
    ChoiceBlock,
    DateBlock,
    StreamBlock,
    StreamBlockValidationError,
    StreamValue,
    StructBlock,
    StructValue,
    TimeBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError

from site_core.languages.dates import PartialDate
from site_core.published.json_schema import Schema, Shape, nullable

#: ISO 8601 numbers the days from Monday, 1, to Sunday, 7; Django from 0.
DAYS = [(str(number + 1), name) for number, name in WEEKDAYS.items()]
#: As schema.org names them, from Monday.
SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: In minutes.
DAY = 24 * 60
WEEK = 7 * DAY


@dataclass(frozen=True)
class OpeningTimes:
    """A span of weekdays (1 is Monday, 7 Sunday) on which an office is open at the same hours.

    What closes at a time that is not after the opening time closes on the day after.
    """

    first_day: int
    last_day: int
    opens: datetime.time
    closes: datetime.time

    @property
    def days(self) -> str:
        """The days in the active language: “Monday”, or “Monday to Thursday”."""
        first = str(WEEKDAYS[self.first_day - 1])
        if self.first_day == self.last_day:
            return first[:1].upper() + first[1:]
        last = str(WEEKDAYS[self.last_day - 1])
        span = gettext("%(first_day)s to %(last_day)s") % {"first_day": first, "last_day": last}
        return span[:1].upper() + span[1:]

    @property
    def hours(self) -> str:
        """The hours in the active language, such as “9:00–17:00”."""
        return f"{written_time(self.opens)}–{written_time(self.closes)}"

    @property
    def spans(self) -> list[tuple[int, int]]:
        """When it is open, in minutes from the beginning of Monday: begin and end of each day's hours."""
        opens, closes = _minutes(self.opens), _minutes(self.closes)
        length = closes - opens if closes > opens else closes - opens + DAY
        begins = [(day - 1) * DAY + opens for day in range(self.first_day, self.last_day + 1)]
        return [(begin, begin + length) for begin in begins]

    def overlaps(self, other: OpeningTimes) -> bool:
        """Whether both say that it is open at one moment of the week. Sunday night ends on Monday."""
        return any(
            begin < other_end + shift and other_begin + shift < end
            for begin, end in self.spans
            for other_begin, other_end in other.spans
            for shift in (-WEEK, 0, WEEK)
        )

    def as_data(self) -> dict[str, Any]:
        """For apps: ISO 8601 weekdays and times of the day."""
        return {
            "weekdays": list(range(self.first_day, self.last_day + 1)),
            "opens": self.opens.strftime("%H:%M"),
            "closes": self.closes.strftime("%H:%M"),
            "time_zone": settings.TIME_ZONE,
        }

    def as_structured_data(self) -> dict[str, Any]:
        """In the words of schema.org."""
        return {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": list(SCHEMA_DAYS[self.first_day - 1 : self.last_day]),
            "opens": self.opens.strftime("%H:%M"),
            "closes": self.closes.strftime("%H:%M"),
        }


def _minutes(moment: datetime.time) -> int:
    return moment.hour * 60 + moment.minute


def written_time(moment: datetime.time) -> str:
    """A time of the day in the active language: 9:05, in Serbian 9.05."""
    return gettext("%(hour)s:%(minute)s") % {
        "hour": moment.hour,
        "minute": moment.strftime("%M"),
    }


class OpeningHours(Shape):
    """Days of the week (1 is Monday) with the same opening hours, by the clock of `time_zone`.

    Where `closes` is not after `opens` it is a time of the day after. A day can have several.
    """

    weekdays: list[Annotated[int, Field(ge=1, le=7)]]
    opens: str = Field(pattern="^[0-9]{2}:[0-9]{2}$")
    closes: str = Field(pattern="^[0-9]{2}:[0-9]{2}$")
    time_zone: str


class OpeningTimesValue(StructValue):
    """What was entered, and what it means."""

    def as_times(self) -> OpeningTimes | None:
        """The times, or ``None`` while something is missing."""
        first, opens, closes = self.get("first_day"), self.get("opens"), self.get("closes")
        if not first or opens is None or closes is None:
            return None
        return OpeningTimes(int(first), int(self.get("last_day") or first), opens, closes)


class OpeningTimesBlock(StructBlock):
    """Days of the week with the same opening hours."""

    first_day = ChoiceBlock(label=_("First day"), choices=DAYS)
    last_day = ChoiceBlock(
        label=_("Last day"),
        choices=DAYS,
        required=False,
        help_text=_("Leave empty for a single day."),
    )
    opens = TimeBlock(label=_("Opens"))
    closes = TimeBlock(
        label=_("Closes"),
        help_text=_("A time before the opening time is on the day after, such as 18:00 to 2:00."),
    )

    def clean(self, value: OpeningTimesValue) -> OpeningTimesValue:
        cleaned = super().clean(value)
        if cleaned["closes"] == cleaned["opens"]:
            raise self._error(
                "closes",
                gettext(
                    "Opening and closing time are the same. For the whole day write 0:00 to 23:59."
                ),
            )
        if cleaned["last_day"] and int(cleaned["last_day"]) < int(cleaned["first_day"]):
            raise self._error(
                "last_day",
                gettext("Choose a later day of the same week, or add a second entry."),
            )
        return cleaned

    @staticmethod
    def _error(field: str, message: str) -> StructBlockValidationError:
        return StructBlockValidationError(block_errors={field: ValidationError(message)})

    def get_api_representation(
        self, value: OpeningTimesValue, context: Any = None
    ) -> dict[str, Any] | None:
        times = value.as_times()
        return times.as_data() if times else None

    def get_api_schema(self, schemas: Any) -> Schema:
        """What ``get_api_representation`` gives, as JSON Schema (``site_core.api.schema``)."""
        return nullable(schemas.shape(OpeningHours))

    class Meta:
        label = _("Opening hours")
        icon = "time"
        group = _("Office")
        description = _("Days of the week with the same opening hours.")
        value_class = OpeningTimesValue


class OpeningTimesStream(StreamBlock):
    """The hours of a week. A day can have several, none of which overlap."""

    times = OpeningTimesBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        before: list[OpeningTimes] = []
        for index, entry in enumerate(cleaned):
            times = entry.value.as_times()
            if times is None:
                continue
            for other in before:
                if times.overlaps(other):
                    raise StreamBlockValidationError(block_errors={index: _overlap(other)})
            before.append(times)
        return cleaned


def _overlap(other: OpeningTimes) -> StructBlockValidationError:
    sentence = gettext("These hours overlap with those of another entry: %(days)s, %(hours)s.") % {
        "days": other.days,
        "hours": other.hours,
    }
    return StructBlockValidationError(block_errors={"opens": ValidationError(sentence)})


@dataclass(frozen=True)
class ClosedDays:
    """Days on which an office is closed whatever its hours say: a holiday, or the days of a move."""

    first_day: datetime.date
    last_day: datetime.date

    def display(self) -> str:
        """The days in the active language: “1 January 2027”, or “1 January 2027 to 7 January 2027”."""
        first = _written_day(self.first_day)
        if self.first_day == self.last_day:
            return first
        return gettext("%(first_date)s to %(last_date)s") % {
            "first_date": first,
            "last_date": _written_day(self.last_day),
        }

    def as_data(self) -> dict[str, str]:
        """For apps: ISO 8601 dates, the last one included."""
        return {"first_day": self.first_day.isoformat(), "last_day": self.last_day.isoformat()}

    def as_structured_data(self) -> dict[str, Any]:
        """In the words of schema.org: the same opening and closing time says that it is closed."""
        return {
            "@type": "OpeningHoursSpecification",
            "validFrom": self.first_day.isoformat(),
            "validThrough": self.last_day.isoformat(),
            "opens": "00:00",
            "closes": "00:00",
        }


def _written_day(day: datetime.date) -> str:
    return PartialDate(day.year, day.month, day.day).display()


class ClosedPeriod(Shape):
    """Days on which an office is closed, both included."""

    first_day: datetime.date
    last_day: datetime.date


class ClosedDaysValue(StructValue):
    """What was entered, and what it means."""

    def as_days(self) -> ClosedDays | None:
        """The days, or ``None`` while the first is missing."""
        first = self.get("first_day")
        return ClosedDays(first, self.get("last_day") or first) if first else None


class ClosedDaysBlock(StructBlock):
    """Days of the calendar on which an office is closed."""

    first_day = DateBlock(label=_("First day"))
    last_day = DateBlock(
        label=_("Last day"), required=False, help_text=_("Leave empty for a single day.")
    )

    def clean(self, value: ClosedDaysValue) -> ClosedDaysValue:
        cleaned = super().clean(value)
        if cleaned["last_day"] and cleaned["last_day"] < cleaned["first_day"]:
            raise StructBlockValidationError(
                block_errors={
                    "last_day": ValidationError(
                        gettext("The last day must not be before the first.")
                    )
                }
            )
        return cleaned

    def get_api_representation(
        self, value: ClosedDaysValue, context: Any = None
    ) -> dict[str, str] | None:
        days = value.as_days()
        return days.as_data() if days else None

    def get_api_schema(self, schemas: Any) -> Schema:
        """What ``get_api_representation`` gives, as JSON Schema (``site_core.api.schema``)."""
        return nullable(schemas.shape(ClosedPeriod))

    class Meta:
        label = _("Closed days")
        icon = "date"
        group = _("Office")
        description = _("Days on which the office is closed whatever its hours say.")
        value_class = ClosedDaysValue
