"""The blocks of an article, each with a template."""

from __future__ import annotations

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock


def struct(name: str, **children: blocks.Block) -> blocks.StructBlock:
    """A struct with a template of its name."""
    return blocks.StructBlock(list(children.items()), template=f"content/blocks/{name}.html")


def text() -> blocks.CharBlock:
    """A text that may be empty."""
    return blocks.CharBlock(required=False)


KEY_POINT = struct(
    "key_point",
    statement=blocks.CharBlock(),
    date=blocks.StructBlock(
        [
            ("year", blocks.IntegerBlock(required=False)),
            ("month", text()),
            ("day", blocks.IntegerBlock(required=False)),
        ]
    ),
    detail=blocks.RichTextBlock(required=False),
)
BODY = [
    ("heading", struct("heading", text=blocks.CharBlock(), level=text())),
    ("paragraph", blocks.RichTextBlock(template="content/blocks/paragraph.html")),
    ("image", struct("image", image=ImageBlock(), caption=text())),
    ("quote", struct("quote", text=blocks.TextBlock(), source=text(), source_url=text())),
    (
        "table",
        TypedTableBlock([("text", blocks.CharBlock())], template="content/blocks/table.html"),
    ),
    ("document", struct("document", document=DocumentChooserBlock(), title=text())),
    ("callout", struct("callout", tone=text(), title=text(), text=blocks.RichTextBlock())),
    ("video", struct("video", url=blocks.URLBlock(), title=text())),
    (
        "page_links",
        struct("page_links", title=text(), pages=blocks.ListBlock(blocks.PageChooserBlock())),
    ),
    ("office_card", struct("office_card", office=SnippetChooserBlock("content.Office"))),
]
