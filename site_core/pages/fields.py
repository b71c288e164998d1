"""Model fields of the platform."""

from __future__ import annotations

from typing import Any

from wagtail.blocks import Block
from wagtail.fields import StreamField

from site_core import blocks
from site_core.plugins import registry

#: The blocks that every body has. Plugins add to them by ``PluginConfig.blocks["body"]``.
BODY_BLOCKS: dict[str, type[Block]] = {
    "heading": blocks.HeadingBlock,
    "paragraph": blocks.ParagraphBlock,
    "image": blocks.ImageFigureBlock,
    "quote": blocks.QuoteBlock,
    "table": blocks.TableBlock,
    "document": blocks.DocumentBlock,
    "callout": blocks.CalloutBlock,
    "video": blocks.VideoBlock,
    "page_links": blocks.PageLinksBlock,
}


class BodyField(StreamField):
    """The running content of a page: the blocks of the platform and those that plugins contribute.

    Its migrations name the field and not the blocks, or switching a plugin on would ask for a
    migration in somebody else's app.
    """

    def __init__(self, block_types: Any = None, **kwargs: Any) -> None:
        if not block_types:
            types = {**BODY_BLOCKS, **registry.contributed_blocks("body")}
            block_types = [(name, block_class()) for name, block_class in types.items()]
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> Any:
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
