"""How the demo makes an item of news."""

from __future__ import annotations

from typing import Any

from newsroom.demo.pages import INDEX, topic_name
from newsroom.demo.words import words
from newsroom.item_page import NewsItemPage, NewsItemTopic
from newsroom.topics import Topic
from site_core.demo import DemoContent


def add_item(
    content: DemoContent,
    name: str,
    topics: tuple[str, ...],
    blocks: list[tuple[str, Any]],
    **fields: Any,
) -> None:
    """Publish an item below the list of news. ``name`` is known to the demo alone."""
    item = NewsItemPage(
        place=words("Belgrade", "Београд"),
        body=content.stream(f"newsroom {name} body", blocks),
        **fields,
    )
    item.topics.set(
        [
            NewsItemTopic(
                topic=content.find(Topic, topic_name(slug)),
                sort_order=order,
                locale=content.source_locale,
            )
            for order, slug in enumerate(topics)
        ]
    )
    content.add_page(f"newsroom {name}", content.page(INDEX), item, words)
