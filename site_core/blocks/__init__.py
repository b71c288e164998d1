"""Shared StreamField blocks, one file a family. ``site_core.pages.fields`` makes streams of them.

``comparison``  what has changed in a block between two revisions, for people
``faces``       the faces of a block besides its template: what it is in Markdown, and its API value as JSON
                Schema
``keypoints``   key points: the statements that an article is built from, some of them dated events
``media``       images, documents and films
``references``  blocks that point to other content of the site
``streams``     streams that plugins add to, and that keep the blocks of a plugin which is off
``tables``      A table whose every word can be translated
``text``        blocks of running text
"""

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
