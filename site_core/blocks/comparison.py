"""What has changed in a block between two revisions, for people: no codes, ``None`` or ``False``.

Wagtail compares every part of a struct by its raw value. Here a part says what a reader of the form sees, and
one that says nothing in either revision is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.admin.compare import (
    BlockComparison,
    StructBlockComparison,
    diff_text,
    get_comparison_class_for_block,
)
from wagtail.blocks import BooleanBlock, ChoiceBlock, FieldBlock, RichTextBlock
from wagtail.images.blocks import ImageBlock


class WordsComparison(BlockComparison):
    """Compares what two values say in words."""

    def words(self, value: Any) -> str:
        """What a value says; nothing where it is empty. Of this block, unless a subclass knows better."""
        return _in_words(self.block, value)

    def has_changed(self) -> bool:
        return self.words(self.val_a) != self.words(self.val_b)

    def htmlvalue(self, val: Any) -> str:
        return escape(self.words(val))

    def htmldiff(self) -> SafeString:
        difference: SafeString = diff_text(self.words(self.val_a), self.words(self.val_b)).to_html()
        return difference


def _in_words(block: Any, value: Any) -> str:
    if isinstance(block, BooleanBlock):
        return gettext("yes") if value else ""
    if isinstance(block, ChoiceBlock):
        labels = dict(block.field.choices)
        return str(labels.get(value, value)) if value else ""
    return "" if value is None else str(value)


def comparison_of(words: Callable[[Any], str]) -> type[WordsComparison]:
    """A comparison of what a function says of the values of a block."""
    return type("Comparison", (WordsComparison,), {"words": lambda self, value: words(value)})


def _image_in_words(image: Any) -> str:
    """The title of a picture, and what it is said to show."""
    if image is None:
        return ""
    return ": ".join(filter(None, (str(image), getattr(image, "contextual_alt_text", "") or "")))


def _kind(block: Any) -> type[BlockComparison]:
    if isinstance(block, ImageBlock):
        return comparison_of(_image_in_words)
    if isinstance(block, FieldBlock) and not isinstance(block, RichTextBlock):
        return WordsComparison
    kind: type[BlockComparison] = get_comparison_class_for_block(block)
    return kind


def _is_silent(value: Any) -> bool:
    return value is None or value is False or value == ""


def _said(part: Any, value: Any) -> str:
    return "" if _is_silent(value) else str(part.htmlvalue(value)).strip()


class PartsComparison(StructBlockComparison):
    """Compares a struct part by part, without the parts that say nothing."""

    def _parts(self) -> Iterator[tuple[Any, Any]]:
        for name, block in self.block.child_blocks.items():
            old = self.val_a.get(name) if self.val_a is not None else None
            new = self.val_b.get(name) if self.val_b is not None else None
            if _is_silent(old) and _is_silent(new):
                continue
            part = _kind(block)(block, self.exists_a, self.exists_b, old, new)
            if _said(part, old) or _said(part, new):
                yield block.label, part

    def has_changed(self) -> bool:
        return any(
            _said(part, part.val_a) != _said(part, part.val_b) for _label, part in self._parts()
        )

    def htmlvalue(self, val: Any) -> SafeString:
        own = type(self)(self.block, True, True, val, val)
        return _listed((label, part.htmlvalue(val)) for label, part, val in own._said_parts())

    def _said_parts(self) -> Iterator[tuple[Any, Any, Any]]:
        return ((label, part, part.val_a) for label, part in self._parts())

    def htmldiff(self) -> SafeString:
        return _listed((label, part.htmldiff()) for label, part in self._parts())


def _listed(parts: Iterator[tuple[Any, Any]]) -> SafeString:
    rows = format_html_join("\n", "<dt>{}</dt><dd>{}</dd>", parts)
    return format_html("<dl>{}</dl>", rows) if rows else rows


class ComparedByParts:
    """Mixed into a struct of the platform."""

    def get_comparison_class(self) -> type[BlockComparison]:
        """How Wagtail compares two of its values."""
        return PartsComparison
