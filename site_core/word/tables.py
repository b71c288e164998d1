"""Tables of a document, as ``TableBlock`` holds them."""

from __future__ import annotations

from typing import Any

from bs4 import Tag

from site_core.word.inline import links_in, plain
from site_core.word.notes import Notes, unnamed


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(int(value), 100) if value.isdecimal() and int(value) else 1


def _grid(table: Tag) -> tuple[list[list[str]], int]:
    """The cells in full rows, the others of a merged cell empty; and how many rows are headings."""
    rows: list[dict[int, str]] = []
    heads = 0
    reserved: dict[tuple[int, int], str] = {}
    for index, row in enumerate(_rows(table)):
        cells: dict[int, str] = {}
        column = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while (index, column) in reserved:
                column += 1
            for down in range(_span(cell, "rowspan")):
                for across in range(_span(cell, "colspan")):
                    reserved[index + down, column + across] = ""
            cells[column] = plain(cell)
            column += _span(cell, "colspan")
        heads += row.find("th", recursive=False) is not None and heads == index
        rows.append(cells)
    width = max((column + 1 for _row, column in reserved), default=0)
    return [[cells.get(column, "") for column in range(width)] for cells in rows], heads


def _rows(table: Tag) -> list[Tag]:
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def is_boxed_text(table: Tag) -> bool:
    """Whether a table is a single cell: a box around words."""
    rows = _rows(table)
    return len(rows) == 1 and len(rows[0].find_all(["td", "th"], recursive=False)) == 1


def table_value(table: Tag, caption: str, number: int, notes: Notes) -> dict[str, Any] | None:
    """The value of a ``TableBlock``, as the database holds it; ``None`` for a table without words."""
    rows, heads = _grid(table)
    rows = [row for index, row in enumerate(rows) if any(row) or index < heads]
    width = max((index + 1 for row in rows for index, cell in enumerate(row) if cell), default=0)
    if not width:
        return None
    rows = [row[:width] for row in rows]
    name = next(cell for row in rows for cell in row if cell) or unnamed("table", number)
    headings, body = rows[0], rows[1:]
    if not heads:
        notes.add("first_row", name)
    for further in rows[1:heads]:  # a heading in two rows
        headings = [" ".join(filter(None, pair)) for pair in zip(headings, further, strict=True)]
    body = rows[max(heads, 1) :]
    if not body:  # a single row is no heading
        headings, body = [""] * width, [headings]
    _note(table, caption, headings, name, notes)
    return {
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": row} for row in body],
        "caption": caption,
    }


def _note(table: Tag, caption: str, headings: list[str], name: str, notes: Notes) -> None:
    if not caption:
        notes.add("caption", name)
    if not all(headings):
        notes.add("table_headings", name)
    if table.find(["td", "th"], attrs={"colspan": True}) or table.find(
        ["td", "th"], attrs={"rowspan": True}
    ):
        notes.add("merged_cells", name)
    if table.find("table"):
        notes.add("nested_table", name)
    if links := links_in(table):
        notes.add("cell_links", *links)
