"""Form fields that take what people write and nothing that breaks what it is written into later."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from django import forms

#: What is no character to read in an e-mail: controls, and halves of characters (Unicode, 4.5).
_UNREADABLE = ("Cc", "Cs")


def readable(text: str) -> str:
    """A text without what cannot be read. Line ends are one character, as a browser counts them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in _UNREADABLE
    )


class TextField(forms.CharField):
    """Several lines."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(readable(str(value)) if value else value)


class LineField(forms.CharField):
    """One line: a line break in it would begin another one in an e-mail."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(" ".join(readable(str(value)).split()) if value else value)


class AddressField(forms.EmailField):
    """An e-mail address. One that needs quoting can be in no header here, and is nobody's in practice."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if text and (text != readable(text) or '"' in text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return text


class MomentField(forms.DateTimeField):
    """A day and a time. In the hour that a clock leaves out or repeats Django has a word of its own."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except (forms.ValidationError, OverflowError):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
