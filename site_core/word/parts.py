"""What a document holds besides its words, noted for the report."""

from __future__ import annotations

import re
import zipfile
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from site_core.word.notes import Notes

#: Styles of running text in Word and LibreOffice, which nobody needs to hear about.
_PLAIN_STYLES = re.compile(
    r"list|body|normal|standard|default|no spacing|text|header|footer|frame|table|toc|contents|footnote"
    r"|endnote",
    re.IGNORECASE,
)
_UNKNOWN_STYLE = re.compile(r"Unrecognised paragraph style: '?(?P<name>[^'(]+)")


def note_messages(messages: list[Any], notes: Notes) -> None:
    """What mammoth says of a document."""
    for message in messages:
        text = message.message
        if style := _UNKNOWN_STYLE.match(text):
            if not _PLAIN_STYLES.search(style["name"]):
                notes.add("styles", style["name"].strip())
        elif "oMath" in text:
            notes.add("formulas")
        elif "image" in text.lower() or "picture" in text.lower():
            notes.add("missing_pictures")


def note_parts(file: UploadedFile, notes: Notes) -> None:
    """What the archive tells and mammoth does not."""
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        if any(name.startswith(("word/charts/chart", "word/diagrams/data")) for name in names):
            notes.add("drawings")
        document = archive.read("word/document.xml") if "word/document.xml" in names else b""
        if re.search(rb"<w:(?:ins|del|moveFrom|moveTo) ", document):
            notes.add("changes")
        if b"<w:commentReference" in document:
            notes.add("comments")
        printed = [name for name in names if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]
        if any(re.search(rb"<w:t[ >]", archive.read(name)) for name in printed):
            notes.add("headers")
