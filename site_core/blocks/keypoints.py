"""Key points: the statements that an article is built from, some of them dated events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, IntegerBlock, StructBlock, StructValue, TextBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import RichText

from site_core.blocks.comparison import ComparedByParts, WordsComparison, comparison_of
from site_core.blocks.text import KeepScriptBlock, ParagraphBlock
from site_core.languages.dates import PartialDate
from site_core.published import shapes
from site_core.published.json_schema import Schema, nullable
from site_core.published.markdown import from_html, plain

STATEMENT_LENGTH = 400


class PartialDateValue(StructValue):
    """The three parts as they were entered, and the date that they make."""

    def as_date(self) -> PartialDate | None:
        """The date, or ``None`` where no year is given or the parts make no date."""
        if not self.get("year"):
            return None
        month = self.get("month")
        try:
            return PartialDate(self["year"], int(month) if month else None, self.get("day"))
        except ValueError:
            return None


class PartialDateBlock(StructBlock):
    """A date as exact as it is known: a year, a month of a year, or a day."""

    year = IntegerBlock(label=_("Year"), required=False, min_value=1000, max_value=2999)
    month = ChoiceBlock(
        label=_("Month"),
        required=False,
        choices=[(str(number), name) for number, name in MONTHS.items()],
    )
    day = IntegerBlock(label=_("Day"), required=False, min_value=1, max_value=31)

    def clean(self, value: PartialDateValue) -> PartialDateValue:
        cleaned = super().clean(value)
        year, month, day = cleaned.get("year"), cleaned.get("month"), cleaned.get("day")
        if not year and (month or day):
            raise self._error("year", gettext("Give the year as well, or clear the date."))
        if day and not month:
            raise self._error("month", gettext("Give the month as well, or clear the day."))
        if year and cleaned.as_date() is None:
            raise self._error(
                "day",
                gettext("%(month)s %(year)s has no day %(day)s.")
                % {"month": MONTHS[int(month)], "year": year, "day": day},
            )
        return cleaned

    @staticmethod
    def _error(field: str, message: str) -> StructBlockValidationError:
        return StructBlockValidationError(block_errors={field: ValidationError(message)})

    def get_searchable_content(self, value: PartialDateValue) -> list[str]:
        """The date in words, in the active language."""
        date = value.as_date() if value else None
        return [date.display()] if date else []

    def get_api_representation(
        self, value: PartialDateValue, context: Any = None
    ) -> dict[str, str] | None:
        date = value.as_date()
        return {"value": date.isoformat(), "precision": date.precision} if date else None

    def get_comparison_class(self) -> type[WordsComparison]:
        """Two dates are compared as they are read."""
        return comparison_of(lambda value: " ".join(self.get_searchable_content(value)))

    def get_markdown(self, value: dict[str, str]) -> str:
        """The date in words, in the active language."""
        return PartialDate(*(int(part) for part in value["value"].split("-"))).display()

    def get_api_schema(self, schemas: Any) -> Schema:
        return nullable(schemas.shape(shapes.PartialDate))

    class Meta:
        label = _("Date")
        icon = "date"
        value_class = PartialDateValue
        help_text = _("As exact as it is known: the year alone, the month and year, or the day.")


@dataclass(frozen=True)
class KeyPoint:
    """One key point as a reader meets it. With a date it is a key event."""

    id: str
    statement: str
    date: PartialDate | None
    detail: RichText | None
    keeps_script: bool = False

    @property
    def anchor(self) -> str:
        """The fragment of the key point's permanent URL."""
        return f"key-point-{self.id}"


class KeyPointBlock(ComparedByParts, StructBlock):
    """A statement, the date of the event if it is one, and what there is to say beyond."""

    statement = TextBlock(
        label=_("Statement"),
        max_length=STATEMENT_LENGTH,
        rows=2,
        help_text=_("One sentence that stands on its own. Leave the date to the field below."),
    )
    date = PartialDateBlock(
        required=False,
        help_text=_(
            "Only for events: the point then also appears in the list of key events. As exact as it "
            "is known: the year alone, the month and year, or the day."
        ),
    )
    keep_script = KeepScriptBlock(label=_("Keep the script of the statement"))
    detail = ParagraphBlock(
        label=_("Detail"),
        required=False,
        help_text=_("More about the statement. Readers open it if they want to."),
    )

    def get_markdown(self, value: dict[str, Any]) -> str:
        """An item of a list: the date, the statement, and the detail below it."""
        date: PartialDateBlock = self.child_blocks["date"]
        when = f"**{date.get_markdown(value['date'])}** – " if value.get("date") else ""
        detail = from_html(value.get("detail") or "").replace("\n", "\n  ")
        return f"- {when}{plain(value['statement'])}" + (f"\n\n  {detail}" if detail else "")

    class Meta:
        label = _("Key point")
        icon = "tick-inverse"
        template = "components/key_point.html"
        group = _("Key points")
        description = _("A statement of the article; with a date, a key event.")
        preview_value = {
            "statement": _("Serbia joined the Partnership for Peace."),
            "date": {"year": 2006, "month": "12", "day": None},
            "detail": _("<p>Dialogue and cooperation have grown steadily since.</p>"),
        }
