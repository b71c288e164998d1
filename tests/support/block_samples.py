"""A sample of any block in the form in which the database keeps it, with a text in every part of it."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from tests.support.factories import SiteDocumentFactory, SiteImageFactory, office_with_channels

#: Begins every text that a translator must be offered.
WORD = "Word"


class Samples:
    """Makes samples whose texts are all different. ``page_id`` is the page that choosers choose."""

    def __init__(self, page_id: int) -> None:
        self.page_id = page_id
        self.words: list[str] = []
        self._numbers: Iterator[int] = itertools.count(1)

    def _word(self) -> str:
        self.words.append(f"{WORD}{next(self._numbers)}")
        return self.words[-1]

    def item(self, name: str, block: blocks.Block) -> dict[str, Any]:
        """One item of a stream."""
        return {"type": name, "value": self.value(block), "id": str(uuid.uuid4())}

    def value(self, block: blocks.Block) -> Any:  # noqa: PLR0911, PLR0912 - one line a kind of block
        """The stored value of a block."""
        match block:
            case ImageBlock():
                image = SiteImageFactory()
                return {"image": image.pk, "decorative": False, "alt_text": self._word()}
            case TypedTableBlock():
                return {
                    "caption": self._word(),
                    "columns": [{"type": "text", "heading": self._word()} for _ in range(2)],
                    "rows": [{"values": [self._word(), self._word()]} for _ in range(2)],
                }
            case blocks.StructBlock():
                return {name: self.value(child) for name, child in block.child_blocks.items()}
            case blocks.ListBlock():
                return [
                    {
                        "type": "item",
                        "value": self.value(block.child_block),
                        "id": str(uuid.uuid4()),
                    }
                ]
            case blocks.BooleanBlock():
                return True
            case blocks.RichTextBlock():
                return f"<p>{self._word()}</p><ul><li>{self._word()}</li></ul>"
            case blocks.URLBlock():
                return "https://example.org/there"
            case blocks.CharBlock() | blocks.TextBlock():
                return self._word()
            case blocks.ChoiceBlock():
                return str(block.field.choices[-1][0])
            case blocks.IntegerBlock():
                return block.field.min_value
            case blocks.PageChooserBlock():
                return self.page_id
            case DocumentChooserBlock():
                return SiteDocumentFactory().pk
            case SnippetChooserBlock():
                return office_with_channels().pk
        raise NotImplementedError(f"There is no sample of {type(block).__name__} yet.")
