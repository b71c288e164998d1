"""Every block of the streams as Markdown: what a reader reads of it is there, and nothing of its data."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from wagtail import blocks

from home.models import HomePage
from relations.models import ArticlePage
from site_core.blocks import faces
from site_core.blocks.streams import offered_blocks
from tests.support.block_samples import Samples
from tests.support.factories import ArticlePageFactory, SectionPageFactory

pytestmark = pytest.mark.django_db

STREAMS = [
    (field, name)
    for field in ("key_points", "body")
    for name in offered_blocks(ArticlePage._meta.get_field(field).stream_block)  # type: ignore[union-attr] # a stream field
]
#: What is not read but chosen or computed, so that it need not be in the text.
SILENT = {"office_card": "Press office"}


@pytest.mark.parametrize(("field", "name"), STREAMS)
def test_a_block_says_all_its_words(client: Client, home: HomePage, field: str, name: str) -> None:
    section = SectionPageFactory(parent=home, title="Section", slug="section")
    samples = Samples(section.pk)
    block = ArticlePage._meta.get_field(field).stream_block.child_blocks[name]  # type: ignore[union-attr] # a stream field
    item = samples.item(name, block)
    page = ArticlePageFactory(
        parent=section, slug="page", **{"key_points": [], field: json.dumps([item])}
    )
    page.save_revision().publish()

    text = client.get("/en/section/page/index.md").content.decode()

    for word in samples.words:
        assert word in text, (word, text)
    assert "{'" not in text
    assert "None" not in text
    assert SILENT.get(name, "") in text


class Inner(blocks.StructBlock):
    label = blocks.CharBlock()
    look = blocks.ChoiceBlock(choices=[("a", "A")])
    site = blocks.URLBlock()


class Outer(blocks.StructBlock):
    title = blocks.CharBlock()
    text = blocks.RichTextBlock()
    items = blocks.ListBlock(Inner())
    flag = blocks.BooleanBlock()


def test_a_block_that_says_nothing_of_itself_is_given_by_its_parts() -> None:
    value: dict[str, Any] = {
        "title": "A *title*",
        "text": "<p>Some <b>bold</b> text.</p>",
        "items": [
            {"label": "One", "look": "a", "site": "https://example.org/"},
            {"label": "Two", "look": "a", "site": ""},
        ],
        "flag": True,
    }
    assert faces.markdown(Outer(), value) == (
        "A \\*title\\*\n\nSome **bold** text.\n\n- One\n  \n  <https://example.org/>\n- Two"
    )


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_nothing_is_made_of_nothing(value: Any) -> None:
    for block in (blocks.CharBlock(), blocks.ListBlock(blocks.CharBlock()), Outer()):
        assert faces.markdown(block, value) == ""
