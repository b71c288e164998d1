"""Serbian in Latin letters, written in Cyrillic: Serbian is written once, and Latin made from it."""

from __future__ import annotations

from typing import Any

from site_core.languages.cyrillic import to_cyrillic
from site_core.translations import glossary
from site_core.translations.models import Term
from site_core.word.notes import Notes

#: Values in a stream that are no words.
_NO_WORDS = frozenset(("id", "type", "level", "tone", "language", "source_url", "month"))


class CyrillicWriter:
    """Converts texts, and notes the words that a person has to check."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.abbreviations = glossary.abbreviations(Term.objects.all())

    def text(self, text: str) -> str:
        """A text or rich text in Cyrillic."""
        conversion = to_cyrillic(text, self.abbreviations)
        if conversion.kept:
            self.notes.add("kept_latin", *conversion.kept)
        if conversion.doubtful:
            self.notes.add("doubtful_cyrillic", *conversion.doubtful)
        return conversion.text

    def silently(self, text: str) -> str:
        """A text in Cyrillic, which is noted elsewhere."""
        return to_cyrillic(text, self.abbreviations).text

    def value(self, value: Any, name: str = "") -> Any:
        """The value of a block, with every text of it in Cyrillic."""
        if isinstance(value, dict):
            return {key: self.value(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.value(inner, name) for inner in value]
        if isinstance(value, str) and value and name not in _NO_WORDS:
            return self.text(value)
        return value
