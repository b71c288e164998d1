"""The faces of a block besides its template: what it is in Markdown, and its API value as JSON Schema.

A block class says either by a method of its own, ``get_markdown(value)`` and ``get_api_schema(schemas)``.
Both are about the *API value*: what ``get_api_representation`` gives, and what a published document holds. A
block that says nothing is described by its parts, so that a plugin's block is never left out.
"""

from __future__ import annotations

from typing import Any

from wagtail import blocks

from site_core.languages.kept_script import OPTION
from site_core.published.json_schema import HTML, STRING, Schema, array, closed, nullable
from site_core.published.links import is_rich_text
from site_core.published.markdown import from_html, plain

#: The API values of Wagtail's own blocks.
_STOCK: dict[type[blocks.Block], Schema] = {
    blocks.RichTextBlock: HTML,
    blocks.BooleanBlock: {"type": "boolean"},
    blocks.IntegerBlock: nullable({"type": "integer"}),
    blocks.CharBlock: nullable(STRING),
    blocks.TextBlock: nullable(STRING),
    blocks.URLBlock: nullable(STRING),
    blocks.ChoiceBlock: nullable(STRING),
}
#: What says nothing that a reader reads: a choice is of a look, a number stands for an object.
_SILENT = (blocks.ChoiceBlock, blocks.BooleanBlock, blocks.ChooserBlock)


def markdown(block: blocks.Block, value: Any) -> str:
    """The API value of a block as Markdown; empty where it says nothing."""
    own = getattr(block, "get_markdown", None)
    if own is not None:
        return own(value) if value is not None else ""
    if isinstance(block, blocks.StreamBlock):
        found = [
            markdown(block.child_blocks[item["type"]], item["value"])
            for item in value or ()
            if item["type"] in block.child_blocks
        ]
    elif isinstance(block, blocks.ListBlock):
        items = [markdown(block.child_block, item) for item in value or ()]
        found = ["\n".join(f"- {item.replace('\n', '\n  ')}" for item in items if item)]
    elif isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        found = [
            markdown(child, value[name])
            for name, child in block.child_blocks.items()
            if name in value
        ]
    elif isinstance(block, _SILENT):
        found = []
    elif isinstance(block, blocks.URLBlock):
        found = [f"<{value}>"] if value else []
    elif isinstance(value, str) and is_rich_text(value):
        found = [from_html(value)]
    else:
        found = [plain(value)] if isinstance(value, (str, int, float)) else []
    return "\n\n".join(filter(None, found))


def schema(block: blocks.Block, schemas: Any) -> Schema:
    """The API value of a block as JSON Schema; ``schemas`` names what others refer to."""
    own = getattr(block, "get_api_schema", None)
    if own is not None:
        return own(schemas)
    for kind, known in _STOCK.items():
        if isinstance(block, kind):
            return known
    if isinstance(block, blocks.StreamBlock):
        return array(schemas.stream(block))
    if isinstance(block, blocks.ListBlock):
        return array(schema(block.child_block, schemas))
    if isinstance(block, blocks.StructBlock):
        return closed(
            {
                name: schema(child, schemas)
                for name, child in block.child_blocks.items()
                if name != OPTION
            }
        )
    return {}
