"""The phrasebook of the demo's news, and what every invented item says of itself."""

from __future__ import annotations

from typing import Any

from site_core.demo import Phrasebook

words = Phrasebook()


def example_note() -> tuple[str, dict[str, Any]]:
    """The callout at the head of what tells of something that never happened."""
    return "callout", {
        "tone": "note",
        "title": words("An example", "Пример"),
        "text": words.paragraph(
            "What is told here is invented. It shows what the newsroom of an office can hold.",
            "Оно о чему се овде говори измишљено је. Показује шта све може да стоји међу вестима "
            "једне канцеларије.",
        ),
    }


def paragraph(text: str, translation: str) -> tuple[str, str]:
    """A block of running text."""
    return "paragraph", words.paragraph(text, translation)


def heading(text: str, translation: str) -> tuple[str, dict[str, str]]:
    """A heading inside a text."""
    return "heading", {"text": words(text, translation), "level": "2"}
