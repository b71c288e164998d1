"""A table whose every word can be translated."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail_localize.segments import StringSegmentValue

from site_core.blocks.comparison import WordsComparison, comparison_of
from site_core.published.json_schema import Schema, Shape
from site_core.published.links import is_rich_text
from site_core.published.markdown import from_html, plain


def _segment_path(text: str) -> str:
    """A path that moves with the words: a row added above does not lose their translation."""
    return "text-" + hashlib.sha256(text.encode()).hexdigest()[:16]


def _row(cells: list[str]) -> str:
    texts = (from_html(cell) if is_rich_text(cell) else plain(cell) for cell in cells)
    escaped = (" ".join(text.split()).replace("|", "\\|") for text in texts)
    return f"| {' | '.join(escaped)} |"


class Table(Shape):
    """A table: its caption, the headings of its columns, and its rows of as many cells."""

    caption: str
    columns: list[str]
    rows: list[list[str]]


class TableBlock(TypedTableBlock):
    """A table with a caption, a heading over each column and plain cells.

    wagtail-localize does not look into table blocks (its issue #302), and asks a block that has these
    two methods instead: ``get_translatable_segments`` and ``restore_translated_segments``.
    """

    text = CharBlock(label=_("Text"), required=False)

    def clean(self, value: TypedTable) -> TypedTable:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        errors = []
        if not (cleaned.caption or "").strip():
            errors.append(gettext("Give the table a caption that says what it shows."))
        if not cleaned.columns or not cleaned.row_data:
            errors.append(gettext("Add at least one column and one row."))
        elif not all((column["heading"] or "").strip() for column in cleaned.columns):
            errors.append(gettext("Give every column a heading."))
        if errors:
            raise TypedTableBlockValidationError(
                non_block_errors=[ValidationError(message) for message in errors]
            )
        return cleaned

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        """The distinct texts of the table, in reading order."""
        texts: dict[str, str] = {}
        for text in self._texts(value):
            texts.setdefault(_segment_path(text), text)
        return [StringSegmentValue(path, text) for path, text in texts.items()]

    def restore_translated_segments(
        self, value: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        """The table with each text replaced by its translation."""
        translations = {segment.path: segment.render_text() for segment in segments}
        return self._mapped(value, lambda text: translations.get(_segment_path(text), text))

    @staticmethod
    def _texts(value: TypedTable) -> Iterator[str]:
        if value.caption:
            yield value.caption
        for column in value.columns:
            if column["heading"]:
                yield column["heading"]
        for row in value.row_data:
            yield from (cell for cell in row["values"] if cell)

    @staticmethod
    def _mapped(value: TypedTable, translate: Callable[[str], str]) -> TypedTable:
        def mapped(text: str | None) -> str:
            return translate(text) if text else ""

        return TypedTable(
            columns=[{**column, "heading": mapped(column["heading"])} for column in value.columns],
            row_data=[
                {"values": [mapped(cell) for cell in row["values"]]} for row in value.row_data
            ],
            caption=mapped(value.caption),
        )

    def get_comparison_class(self) -> type[WordsComparison]:
        """Two tables are compared by their words, in reading order."""
        return comparison_of(lambda value: " | ".join(self._texts(value)) if value else "")

    def get_api_representation(self, value: TypedTable, context: Any = None) -> dict[str, Any]:
        return {
            "caption": value.caption or "",
            "columns": [column["heading"] or "" for column in value.columns],
            "rows": [[cell or "" for cell in row["values"]] for row in value.row_data],
        }

    def get_markdown(self, value: dict[str, Any]) -> str:
        """The caption, and a table as GitHub's Markdown has it."""
        rows = [_row(value["columns"]), "|" + " --- |" * len(value["columns"])]
        return "\n".join([f"**{plain(value['caption'])}**", "", *rows, *map(_row, value["rows"])])

    def get_api_schema(self, schemas: Any) -> Schema:
        return schemas.shape(Table)

    class Meta:
        label = _("Table")
        icon = "table"
        group = _("Text")
        template = "components/blocks/table.html"
        description = _("Figures or facts in rows and columns, with a caption.")
        preview_value = {
            "caption": _("Agreements by year"),
            "columns": [
                {"type": "text", "heading": _("Year")},
                {"type": "text", "heading": _("Agreement")},
            ],
            "rows": [
                {"values": ["2006", _("Partnership for Peace")]},
                {"values": ["2015", _("Individual Partnership Action Plan")]},
            ],
        }
