"""Dates as people write them at the beginning of a sentence, in English or Serbian, in either script."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_core.languages.dates import PartialDate
from site_core.languages.scripts import to_latin

_ENGLISH = (
    *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul"),
    *("august aug", "september sept sep", "october oct", "november nov", "december dec"),
)
#: As the name stands alone, after a day, and after “in”.
_SERBIAN = (
    *("јануар јануара јануару јан", "фебруар фебруара фебруару феб", "март марта марту мар"),
    *("април априла априлу апр", "мај маја мају", "јун јуна јуну јуни", "јул јула јулу јули"),
    *("август августа августу авг", "септембар септембра септембру септ сеп"),
    *("октобар октобра октобру окт", "новембар новембра новембру нов"),
    "децембар децембра децембру дец",
)
_MONTHS = {
    name: number
    for names in (_ENGLISH, _SERBIAN, tuple(to_latin(row) for row in _SERBIAN))
    for number, row in enumerate(names, start=1)
    for name in row.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>[12]\d{3})\b"
_OF_THE_YEAR = r"(?P<named>\.?\s*(?:године|години|год\.|г\.|godine|godini|god\.|g\.))?"
_BEFORE = (
    r"(?P<before>(?:on|in|since|as of)\s+(?:the\s+)?|(?:дана|dana|у|u|од|od|године|godine)\s+)?"
)
_FORMS = tuple(
    re.compile(rf"\s*{_BEFORE}{form}{_OF_THE_YEAR}", re.IGNORECASE)
    for form in (
        rf"{_DAY}\s*(?:of\s+)?{_MONTH},?\s*{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        r"(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>[12]\d{3})\b",
        r"(?P<year>[12]\d{3})-(?P<number>\d{2})(?:-(?P<day>\d{2}))?\b",
        rf"{_MONTH},?\s+{_YEAR}",
        _YEAR,
    )
)
#: Which of two numbers is the day, only the country of the writer would say.
_AMBIGUOUS = re.compile(rf"\s*{_BEFORE}\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"\.?\s*(?:[–—:|,;]|(?<=\s)-(?=\s)|\t)\s*")
_RANGE = re.compile(rf"\.?\s*(?:[–—-]|to|до|do)\s*(?:\d|{_MONTH})", re.IGNORECASE)


@dataclass(frozen=True)
class LeadingDate:
    """A date at the beginning of a text, and the rest of the text with a capital letter."""

    date: PartialDate
    rest: str


def begins_with_ambiguous_date(text: str) -> bool:
    """Whether a text begins with a date such as ``4/5/2006``, of which nobody knows the month."""
    return _AMBIGUOUS.match(text) is not None


def leading_date(text: str) -> LeadingDate | None:
    """The date that a text begins with.

    ``None`` where it begins with none, with a span of time, or says nothing beside it.
    """
    for form in _FORMS:
        match = form.match(text)
        if match:
            return _read(match, text[match.end() :])
    return None


def _read(match: re.Match[str], after: str) -> LeadingDate | None:
    found = match.groupdict()
    if _RANGE.match(after):
        return None
    month = found.get("number") or _MONTHS.get((found.get("month") or "").lower())
    separator = _SEPARATOR.match(after)
    is_year_alone = not month
    rest = after[separator.end() :] if separator else after.removeprefix(".").lstrip()
    is_said = separator or found["before"] or found["named"]
    if not rest or (is_year_alone and not is_said and not _begins_anew(after)):
        return None
    try:
        day = found.get("day")
        date = PartialDate(
            int(found["year"]), int(month) if month else None, int(day) if day else None
        )
    except ValueError:
        return None
    return LeadingDate(date, rest[0].upper() + rest[1:])


def _begins_anew(after: str) -> bool:
    """Whether a sentence follows a year with a full stop, as in «2006. Србија је приступила»."""
    return after.startswith(". ") and after[2:3].isupper()
