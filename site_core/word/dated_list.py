"""The list at the beginning of a document that becomes the key points of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from bs4 import Tag

from site_core.blocks.keypoints import STATEMENT_LENGTH
from site_core.languages.dates import PartialDate
from site_core.languages.scripts import to_latin
from site_core.languages.written_dates import begins_with_ambiguous_date, leading_date
from site_core.word.inline import links_in, list_html, plain, rich
from site_core.word.notes import Notes

#: What people write over such a list, in Latin letters.
_NAMES = frozenset(
    (
        *(
            "key points",
            "key events",
            "key dates",
            "key facts",
            "main points",
            "in brief",
            "timeline",
        ),
        *("ključne tačke", "ključni događaji", "ključni datumi", "ukratko", "hronologija"),
    )
)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+(?=[\"„“(]?[^\W\d_a-zа-яђјљњћџčćđšž])")


@dataclass(frozen=True)
class _Entry:
    """An item of the list, or a paragraph that stands for one."""

    element: Tag
    text: str

    @property
    def is_dated(self) -> bool:
        return leading_date(self.text) is not None


def names_key_points(text: str) -> bool:
    """Whether a line says that key points follow."""
    return to_latin(text).strip().rstrip(":").strip().lower() in _NAMES


def _first_paragraph(item: Tag) -> Tag:
    found = item.find("p", recursive=False)
    return found if isinstance(found, Tag) else item


def _text_of_item(item: Tag) -> str:
    first = _first_paragraph(item)
    if first is not item:
        return plain(first)
    return " ".join(filter(None, (plain(child) for child in item.children if not _is_list(child))))


def _is_list(element: Any) -> bool:
    return isinstance(element, Tag) and element.name in ("ul", "ol")


def items_of(element: Tag) -> list[_Entry]:
    """The items of a list."""
    items = element.find_all("li", recursive=False)
    return [_Entry(item, _text_of_item(item)) for item in items if _text_of_item(item)]


def dated_paragraphs(elements: Sequence[Tag]) -> list[_Entry]:
    """The paragraphs in a row that each begin with a date: a list that was typed without one."""
    found: list[_Entry] = []
    for element in elements:
        entry = _Entry(element, plain(element))
        if element.name != "p" or not entry.is_dated:
            break
        found.append(entry)
    return found if len(found) > 1 else []


def are_key_points(entries: Sequence[_Entry], *, are_named: bool) -> bool:
    """Whether a list at the beginning is one of key points: it is said above it, or it has dates."""
    return bool(entries) and (are_named or any(entry.is_dated for entry in entries))


def key_point(entry: _Entry, notes: Notes) -> dict[str, Any]:
    """The value of a ``KeyPointBlock``."""
    found = leading_date(entry.text)
    statement = found.rest if found else entry.text
    if found is None:
        is_ambiguous = begins_with_ambiguous_date(entry.text)
        notes.add("ambiguous_date" if is_ambiguous else "undated_point", entry.text)
    short, rest = _divided(statement)
    if rest:
        notes.add("long_point", short)
    return {
        "statement": short,
        "date": _date_value(found.date if found else None),
        "keep_script": False,
        "detail": _detail(entry.element, rest, notes),
    }


def _date_value(date: PartialDate | None) -> dict[str, Any]:
    if date is None:
        return {"year": None, "month": "", "day": None}
    return {"year": date.year, "month": str(date.month) if date.month else "", "day": date.day}


def _divided(statement: str) -> tuple[str, str]:
    """A statement that is short enough, and what does not fit into it."""
    if len(statement) <= STATEMENT_LENGTH:
        return statement, ""
    ends = [
        match for match in _SENTENCE_ENDS.finditer(statement) if match.start() <= STATEMENT_LENGTH
    ]
    if ends:
        return statement[: ends[0].start()], statement[ends[0].end() :]
    cut = statement.rfind(" ", 0, STATEMENT_LENGTH)
    cut = cut if cut > 0 else STATEMENT_LENGTH - 1
    return f"{statement[:cut]}…", f"… {statement[cut:].strip()}"


def _detail(element: Tag, rest: str, notes: Notes) -> str:
    """What there is beyond the statement: its own rest, further paragraphs, lists, and links."""
    parts = [f"<p>{escape(rest, quote=False)}</p>"] if rest else []
    first = _first_paragraph(element)
    own = first if first is not element else element
    if links_in(own) and not rest:
        inside = [child for child in own.children if not _is_list(child)]
        parts.append(f"<p>{rich(inside, notes)}</p>")
    if element.name == "li":
        for paragraph in element.find_all("p", recursive=False):
            if paragraph is not first:
                parts.append(f"<p>{rich(paragraph.children, notes)}</p>")
        parts += [
            list_html(inner, notes) for inner in element.find_all(["ul", "ol"], recursive=False)
        ]
    return "".join(parts)
