"""Shared StreamField blocks, one file a family. ``site_core.pages.fields`` makes streams of them."""

from site_core.blocks.keypoints import KeyPoint, KeyPointBlock, PartialDateBlock
from site_core.blocks.media import DocumentBlock, ImageFigureBlock, VideoBlock
from site_core.blocks.references import PageLinksBlock
from site_core.blocks.tables import TableBlock
from site_core.blocks.text import CalloutBlock, HeadingBlock, ParagraphBlock, QuoteBlock

__all__ = [
    "CalloutBlock",
    "DocumentBlock",
    "HeadingBlock",
    "ImageFigureBlock",
    "KeyPoint",
    "KeyPointBlock",
    "PageLinksBlock",
    "ParagraphBlock",
    "PartialDateBlock",
    "QuoteBlock",
    "TableBlock",
    "VideoBlock",
]
