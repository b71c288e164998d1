"""What was not understood of a document, or was changed, in sentences for whoever looks it through.

A report is kept as codes, so that everybody reads it in the language of their admin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

#: What a page lacks before it can be published.
WANTED = "wanted"
#: What was decided by guessing: to be read.
CHECK = "check"
#: What was left out.
LEFT_OUT = "left_out"

HEADINGS = {
    WANTED: _("Wanted before it can be published"),
    CHECK: _("To be checked"),
    LEFT_OUT: _("Left out"),
}

#: Code → the kind of the note, and its sentence.
SENTENCES: Mapping[str, tuple[str, Any]] = {
    "alternative_text": (
        WANTED,
        _("Pictures without a description. Say what each shows, or that it is decorative:"),
    ),
    "file_name": (
        WANTED,
        _("Descriptions that were names of files, which describe nothing, were not taken:"),
    ),
    "caption": (WANTED, _("Tables without a caption. Say what each shows. They begin with:")),
    "table_headings": (
        WANTED,
        _("Tables in which a column has no heading. They begin with:"),
    ),
    "quotation_source": (WANTED, _("Quotations without a source. Say who said it, and where:")),
    "no_title": (CHECK, _("The document has no title. Its file name was taken:")),
    "no_lead": (
        CHECK,
        _("No lead was found: the document does not begin with a short paragraph without links."),
    ),
    "written_by_word": (
        CHECK,
        _("Descriptions that Word had written by itself. Do they say what the picture shows?"),
    ),
    "made_cyrillic": (
        CHECK,
        _("The document is in Serbian Latin, and was written in Cyrillic: read it through."),
    ),
    "kept_latin": (CHECK, _("Words that were left in Latin:")),
    "doubtful_cyrillic": (CHECK, _("Words that may be meant otherwise in Cyrillic:")),
    "other_tree": (
        CHECK,
        _("The page stands where pages of the document's language stand, below:"),
    ),
    "unknown_language": (
        CHECK,
        _("The language of the document was not recognised. Is it that of the page?"),
    ),
    "first_row": (
        CHECK,
        _("Tables whose first row was taken for the headings of the columns. They begin with:"),
    ),
    "merged_cells": (
        CHECK,
        _("Tables with merged cells, whose other cells are empty now. They begin with:"),
    ),
    "nested_table": (CHECK, _("Tables inside a table, whose words stand in its cell:")),
    "boxed": (CHECK, _("Tables of a single cell became callouts:")),
    "bold_heading": (CHECK, _("Short bold lines were taken for headings:")),
    "long_heading": (CHECK, _("Headings of more than 200 characters became paragraphs:")),
    "deep_heading": (CHECK, _("Headings below the second level became subheadings:")),
    "undated_point": (CHECK, _("Key points in which no date was recognised:")),
    "ambiguous_date": (
        CHECK,
        _("Dates in which the month could be the day. Give them in the key point:"),
    ),
    "long_point": (
        CHECK,
        _("Key points that were too long: what follows the first sentence became the detail."),
    ),
    "styles": (CHECK, _("Styles that mean nothing here; their text became plain paragraphs:")),
    "notes": (
        CHECK,
        _("Footnotes and endnotes stand at the end of the text, under a heading."),
    ),
    "changes": (
        CHECK,
        _("The document holds tracked changes. It was read as if all of them were accepted."),
    ),
    "comments": (LEFT_OUT, _("Comments in the margin.")),
    "links": (LEFT_OUT, _("Links that lead nowhere from here; their words were kept:")),
    "cell_links": (
        LEFT_OUT,
        _("Links in the cells of tables, which hold plain text; their words were kept:"),
    ),
    "cell_pictures": (
        CHECK,
        _("Pictures from tables, which stand below the table now."),
    ),
    "formulas": (LEFT_OUT, _("Formulas. Describe them in words, or add them as pictures.")),
    "drawings": (
        LEFT_OUT,
        _("Charts and diagrams. Save them as pictures (PNG), and add those."),
    ),
    "pictures": (LEFT_OUT, _("Pictures that the library does not take:")),
    "no_library": (
        LEFT_OUT,
        _("The pictures: you may not add any to the library. Ask an editor to add them."),
    ),
    "missing_pictures": (LEFT_OUT, _("Pictures that the document refers to and does not hold.")),
    "headers": (LEFT_OUT, _("The headers and footers of the printed pages.")),
}
#: Notes whose examples are words of the document, that are found again in the page.
_QUOTED = (
    *("caption", "table_headings", "first_row", "merged_cells", "nested_table", "boxed", "links"),
    *("cell_links", "quotation_source", "undated_point", "ambiguous_date", "long_point"),
    *("bold_heading", "long_heading", "deep_heading"),
)
#: Of one note, so many examples are kept, each so long.
MAX_EXAMPLES, EXAMPLE_LENGTH = 30, 120


@dataclass
class Notes:
    """The notes on one document, each code once, with examples in the order of the text."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, code: str, *examples: str) -> None:
        """Note something. Raises ``KeyError`` for a code that has no sentence."""
        SENTENCES[code]
        kept = self.found.setdefault(code, [])
        for example in examples:
            shown = " ".join(example.split())
            if len(shown) > EXAMPLE_LENGTH:
                shown = f"{shown[: EXAMPLE_LENGTH - 1].rstrip()}…"
            if shown and shown not in kept and len(kept) < MAX_EXAMPLES:
                kept.append(shown)

    def convert_quoted(self, convert: Callable[[str], str]) -> None:
        """Write what is quoted of the document as the page has it."""
        for code in _QUOTED:
            if code in self.found:
                self.found[code] = [convert(example) for example in self.found[code]]


def in_words(found: Mapping[str, Iterable[str]]) -> list[dict[str, Any]]:
    """The notes by kind: the heading, and for each its sentence and examples, in the active language."""
    return [
        {"heading": heading, "kind": kind, "notes": notes}
        for kind, heading in HEADINGS.items()
        if (
            notes := [
                {"sentence": SENTENCES[code][1], "examples": list(examples)}
                for code, examples in found.items()
                if code in SENTENCES and SENTENCES[code][0] == kind
            ]
        )
    ]


def unnamed(what: str, number: int) -> str:
    """How a picture or a table is called that has no words of its own: “picture 2”."""
    names = {
        "picture": pgettext("in a document", "picture %(number)s"),
        "table": pgettext("in a document", "table %(number)s"),
    }
    return names[what] % {"number": number}


def heading_of_notes() -> str:
    """The heading over footnotes, in the active language."""
    return gettext("Notes")
