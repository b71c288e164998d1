"""English texts with their translations beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wagtail.models import Page
from wagtail_localize.strings import StringValue

from site_core.demo.exceptions import DemoError

_LINK = re.compile(r'<a id="(\w+)">')


class Phrasebook:
    """Remembers the translation of every text that is written through it.

    Each method takes a text and its translation, and returns the text as a page field or block takes
    it. ``translation_of`` then answers for each segment that wagtail-localize extracts.
    """

    def __init__(self) -> None:
        self._translations: dict[str, str] = {}

    def __call__(self, text: str, translation: str) -> str:
        """Plain text, for a text field or a plain block. Lines are separated by ``\\n``.

        Raises ``DemoError`` when the same text already has another translation.
        """
        self._remember(
            StringValue.from_plaintext(text).data, StringValue.from_plaintext(translation).data
        )
        return text

    def paragraph(self, text: str, translation: str, **links: Page) -> str:
        """One paragraph of rich text.

        Both texts may hold ``<b>`` and ``<i>``, and ``<a id="a1">…</a>`` for a link to the page that is
        given by that name: ``paragraph('See <a id="a1">there</a>.', '…', a1=page)``. The names are
        ``a1``, ``a2``, … in the order of the English text, as wagtail-localize counts them.
        """
        return f"<p>{self._inline(text, translation, links)}</p>"

    def bullets(self, items: Iterable[tuple[str, str]]) -> str:
        """A list of rich text, one text and translation an item."""
        inner = "".join(f"<li>{self._inline(text, other, {})}</li>" for text, other in items)
        return f"<ul>{inner}</ul>"

    def translation_of(self, segment: str) -> str:
        """The translation of a segment as wagtail-localize extracted it.

        A segment without letters, such as a year, is its own translation. Raises ``DemoError`` for
        any other segment that was not written through this phrasebook.
        """
        if segment in self._translations:
            return self._translations[segment]
        if not any(character.isalpha() for character in segment):
            return segment
        raise DemoError(f"The demo content has no translation of “{segment}”.")

    def _inline(self, text: str, translation: str, links: dict[str, Page]) -> str:
        self._remember(text, translation)
        return _LINK.sub(lambda match: f'<a id="{links[match[1]].pk}" linktype="page">', text)

    def _remember(self, text: str, translation: str) -> None:
        known = self._translations.setdefault(text, translation)
        if known != translation:
            raise DemoError(f"“{text}” has two translations: “{known}” and “{translation}”.")
