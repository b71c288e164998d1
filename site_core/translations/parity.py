"""Whether a text and its translation give the same numbers, dates and links.

Finds slips such as 12 March against 21. март. It knows English and Serbian; what it cannot read it does
not complain of.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from wagtail.fields import StreamField

from site_core.languages.scripts import to_latin

_ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
#: In Latin, with the vowel that the cases drop left open.
_SERBIAN_MONTHS = (
    *("januar", "februar", "mart", "april", "maj", "jun", "jul", "avgust"),
    *("septemba?r", "oktoba?r", "novemba?r", "decemba?r"),
)
_ENGLISH_NAMES = "|".join(_ENGLISH_MONTHS)
_ENGLISH_DATES = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_ENGLISH_NAMES})\b", re.I),
    re.compile(
        rf"\b(?P<month>{_ENGLISH_NAMES})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)", re.I
    ),
)
_SERBIAN_DATES = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})\.?\s+(?P<month>{'|'.join(_SERBIAN_MONTHS)})(?:a|u|om|em)?\b", re.I
    ),
    re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.(?=\s?\d{4})"),
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"<a\s[^>]*>")


@dataclass(frozen=True)
class Figures:
    """What a text says in figures: days of months, and numbers besides."""

    dates: Counter[tuple[int, int]]
    numbers: Counter[str]


def _month(match: re.Match[str], names: Sequence[str]) -> int:
    found = match.groupdict()
    if found.get("number"):
        return int(found["number"])
    return next(
        number
        for number, name in enumerate(names, start=1)
        if re.match(name, found["month"], re.IGNORECASE)
    )


def _figures(
    text: str,
    patterns: Iterable[re.Pattern[str]],
    months: Sequence[str],
    plain: Callable[[str], str],
) -> Figures:
    text = _TAG.sub(" ", text)
    dates: Counter[tuple[int, int]] = Counter()
    for pattern in patterns:
        for match in pattern.finditer(text):
            dates[_month(match, months), int(match["day"])] += 1
        text = pattern.sub(" ", text)
    return Figures(dates, Counter(plain(number) for number in _NUMBER.findall(text)))


def _english_number(text: str) -> str:
    return _without_leading_zero(text.replace(",", ""))


def _serbian_number(text: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    return _without_leading_zero(text.replace(",", "."))


def _without_leading_zero(number: str) -> str:
    """``09.00`` and ``9.00`` are one time."""
    return re.sub(r"^0+(?=\d)", "", number)


def english_figures(text: str) -> Figures:
    """The figures of an English text, such as ``12 March``, ``March 12`` and ``1,234.5``."""
    return _figures(text, _ENGLISH_DATES, _ENGLISH_MONTHS, _english_number)


def serbian_figures(text: str) -> Figures:
    """The figures of a Serbian text in either script: ``12. марта``, ``12.3.2006.``, ``1.234,5``."""
    return _figures(to_latin(text), _SERBIAN_DATES, _SERBIAN_MONTHS, _serbian_number)


def _day(date: tuple[int, int]) -> str:
    month, day = date
    try:
        return f"{datetime.date(2000, month, day).day}. {month}."
    except ValueError:
        return f"{day}. {month}."


def differences(english: str, serbian: str) -> list[str]:
    """What a translation says in other figures or links than its source, each in a sentence."""
    source, translated = english_figures(english), serbian_figures(serbian)
    found = []
    for template, missing in (
        (gettext("The day %(day)s is not in the translation."), source.dates - translated.dates),
        (gettext("The day %(day)s is not in the original."), translated.dates - source.dates),
    ):
        found += [template % {"day": _day(date)} for date in missing]
    for template, numbers in (
        (
            gettext("The number %(number)s is not in the translation."),
            source.numbers - translated.numbers,
        ),
        (
            gettext("The number %(number)s is not in the original."),
            translated.numbers - source.numbers,
        ),
    ):
        found += [
            template % {"number": number}
            for number in numbers
            if not (source.numbers[number] and translated.numbers[number])
        ]
    for number in source.numbers & translated.numbers:
        if source.numbers[number] != translated.numbers[number]:
            found.append(
                gettext(
                    "The number %(number)s stands %(original)d× in the original and %(translation)d× in "
                    "the translation."
                )
                % {
                    "number": number,
                    "original": source.numbers[number],
                    "translation": translated.numbers[number],
                }
            )
    links, translated_links = len(_LINK.findall(english)), len(_LINK.findall(serbian))
    if links != translated_links:
        found.append(
            gettext("The original has %(original)d link(s), the translation %(translation)d.")
            % {"original": links, "translation": translated_links}
        )
    return found


def block_differences(source: Any, translated: Any) -> list[tuple[str, str]]:
    """Field name and sentence for each stream field with other blocks in the translation."""
    found = []
    for field in source._meta.get_fields():
        if not isinstance(field, StreamField):
            continue
        original = Counter(block.block_type for block in getattr(source, field.name))
        counterpart = Counter(block.block_type for block in getattr(translated, field.name))
        if original != counterpart:
            found.append(
                (
                    field.name,
                    gettext(
                        "The original has %(original)d block(s), the translation %(translation)d."
                    )
                    % {"original": original.total(), "translation": counterpart.total()},
                )
            )
    return found
