"""A document of Word, read as title, lead, key points and the blocks of a body."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import PurePosixPath
from typing import Any

import mammoth
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import translation
from django.utils.translation import gettext as _

from site_core.languages.cyrillic import is_mostly_latin
from site_core.languages.detection import language_of
from site_core.languages.variants import DEFAULT_VARIANT, SERBIAN_CYRILLIC
from site_core.pages.imported import ImportedDocument
from site_core.word import dated_list
from site_core.word.cyrillic import CyrillicWriter
from site_core.word.inline import has_class, links_in, list_html, plain, rich
from site_core.word.notes import Notes, heading_of_notes
from site_core.word.parts import note_messages, note_parts
from site_core.word.pictures import Picture, described
from site_core.word.tables import is_boxed_text, table_value

MAX_LEAD, MAX_TITLE, MAX_HEADING, MAX_BOLD_HEADING = 500, 255, 200, 100
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Table'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
"""
_ENDS_LIKE_TEXT = (".", ":", ";", ",", "…", "!", "?")


@dataclass
class Reading:
    """What was read, before anything of it is saved."""

    title: str
    #: Code of the locale that it is written in; ``None`` where that was not recognised.
    language: str | None
    lead: str = ""
    key_points: list[dict[str, Any]] = field(default_factory=list)
    #: Names and values of blocks. The image of a picture is its number here.
    blocks: list[tuple[str, Any]] = field(default_factory=list)
    pictures: dict[int, Picture] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)

    @property
    def dated_points(self) -> int:
        """How many key points have a date."""
        return sum(point["date"]["year"] is not None for point in self.key_points)

    def document(self, images: dict[int, Any]) -> ImportedDocument:
        """What a page is filled with, its pictures being in the library now: number → image."""
        body = []
        for name, value in self.blocks:
            if name == "image":
                image = images.get(value["number"])
                if image is None:
                    continue
                body.append(_item(name, _figure(image, value)))
            else:
                body.append(_item(name, value))
        return ImportedDocument(self.title, self.lead, self.key_points, body)


def _item(name: str, value: Any) -> dict[str, Any]:
    return {"type": name, "value": value, "id": str(uuid.uuid4())}


def _figure(image: Any, value: dict[str, Any]) -> dict[str, Any]:
    shown = {"image": image.pk, "alt_text": value["alt_text"], "decorative": False}
    return {"image": shown, "caption": value["caption"]}


def read(file: UploadedFile) -> Reading:
    """Read a document that ``files.check`` has let through.

    Raises ``ValidationError`` with a sentence for one that mammoth cannot read, or without any words.
    """
    notes = Notes()
    pictures: dict[int, Picture] = {}
    file.seek(0)
    try:
        result = mammoth.convert_to_html(
            file,
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(_keeper(pictures, notes)),
            include_embedded_style_map=False,
        )
        file.seek(0)
        note_parts(file, notes)
    except Exception as error:  # whatever the library raises at what somebody uploads
        raise ValidationError(
            _("This document could not be read. Open it in Word, save it anew, and upload that."),
            code="unreadable",
        ) from error
    note_messages(result.messages, notes)
    soup = BeautifulSoup(result.value, "html.parser")
    text = soup.get_text(" ")
    if not text.strip() and not pictures:
        raise ValidationError(
            _("There are no words in this document. Is it the right file?"), code="no_words"
        )
    language = language_of(text)
    reading = Reading("", language, notes=notes, pictures=pictures)
    with translation.override(language or DEFAULT_VARIANT.code):
        _Reader(soup, reading).read(PurePosixPath(file.name or "").stem)
    if language == SERBIAN_CYRILLIC.locale_code and is_mostly_latin(text):
        _write_in_cyrillic(reading)
    if language is None:
        notes.add("unknown_language")
    return reading


def _keeper(pictures: dict[int, Picture], notes: Notes) -> Callable[[Any], dict[str, str]]:
    """For mammoth: keeps each picture, and leaves its number in the text."""

    def keep(image: Any) -> dict[str, str]:
        number = len(pictures) + 1
        with image.open() as content:
            data = content.read()
        description = described(image.alt_text or "", number, notes)
        pictures[number] = Picture(data, image.content_type or "", description, number)
        return {"src": str(number), "alt": description}

    return keep


def _write_in_cyrillic(reading: Reading) -> None:
    writer = CyrillicWriter(reading.notes)
    reading.notes.convert_quoted(writer.silently)
    reading.notes.add("made_cyrillic")
    reading.title = writer.text(reading.title)
    reading.lead = writer.text(reading.lead)
    reading.key_points = writer.value(reading.key_points)
    reading.blocks = [(name, writer.value(value)) for name, value in reading.blocks]
    reading.pictures = {
        number: replace(picture, description=writer.text(picture.description))
        for number, picture in reading.pictures.items()
    }


class _Reader:
    """Goes through the elements of one document in their order."""

    def __init__(self, soup: BeautifulSoup, reading: Reading) -> None:
        self.reading = reading
        self.notes = reading.notes
        self.elements = [element for element in soup.children if isinstance(element, Tag)]
        self.footnotes = self._take_footnotes()
        self.tables = 0
        self.levels: list[int] = []

    def _take_footnotes(self) -> Tag | None:
        for element in reversed(self.elements):
            item = element.find("li", id=re.compile("^(?:footnote|endnote)-"))
            if element.name == "ol" and item is not None:
                self.elements.remove(element)
                return element
        return None

    def read(self, file_name: str) -> None:
        self._read_title(file_name)
        self._read_lead()
        self._read_key_points()
        self.levels = sorted(
            {int(element.name[1]) for element in self.elements if _is_heading(element)}
        )
        while self.elements:
            self._read_next(self.elements.pop(0))
        if self.footnotes is not None:
            self._read_footnotes(self.footnotes)

    def _read_title(self, file_name: str) -> None:
        named = [element for element in self.elements if has_class(element, "title")]
        first = next((element for element in self.elements if plain(element)), None)
        found = named[0] if named else first if first is not None and _is_heading(first) else None
        title = plain(found) if found is not None else ""
        if found is not None and title and len(title) <= MAX_TITLE:
            before = self.elements[: self.elements.index(found)]
            self.elements.remove(found)
            self.reading.title = title
            self._rescue_pictures(found, before)
            return
        self.reading.title = " ".join(re.split(r"[\s_]+", file_name))[:MAX_TITLE] or "Word"
        self.notes.add("no_title", self.reading.title)

    def _rescue_pictures(self, element: Tag, before: list[Tag]) -> None:
        for picture in reversed(element.find_all("img")):
            self.elements.insert(len(before), picture)

    def _read_lead(self) -> None:
        first = next((element for element in self.elements if plain(element)), None)
        if first is None or first.name != "p":
            self.notes.add("no_lead")
            return
        text = plain(first)
        is_said = has_class(first, "subtitle")
        has_more = len([element for element in self.elements if plain(element)]) > 1
        is_lead = (
            len(text) <= MAX_LEAD
            and not links_in(first)
            and first.find(["img", "sup"]) is None
            and not dated_list.dated_paragraphs([first, first])
            and not dated_list.names_key_points(text)
            and not text.endswith(":")
        )
        if is_said or (is_lead and has_more):
            self.elements.remove(first)
            self.reading.lead = text
        else:
            self.notes.add("no_lead")

    def _read_key_points(self) -> None:
        """A list that nothing but one line stands before: that line may say that key points follow."""
        leading = [element for element in self.elements[:3] if plain(element)]
        named = None
        if leading and leading[0].name not in ("ul", "ol"):
            text = plain(leading[0])
            are_named = dated_list.names_key_points(text)
            introduces = leading[0].name == "p" and text.endswith(":")
            if are_named or introduces:
                named = leading.pop(0)
        are_named = named is not None and dated_list.names_key_points(plain(named))
        if leading and leading[0].name in ("ul", "ol"):
            taken, entries = [leading[0]], dated_list.items_of(leading[0])
        else:
            rest = self.elements[self.elements.index(leading[0]) :] if leading else []
            entries = dated_list.dated_paragraphs(rest)
            taken = [entry.element for entry in entries]
        if not dated_list.are_key_points(entries, are_named=are_named):
            return
        for element in [*([named] if named is not None else []), *taken]:
            self.elements.remove(element)
        self.reading.key_points = [dated_list.key_point(entry, self.notes) for entry in entries]

    # The body

    def _add(self, name: str, value: Any) -> None:
        blocks = self.reading.blocks
        if name == "paragraph" and blocks and blocks[-1][0] == "paragraph":
            value = blocks.pop()[1] + value
        blocks.append((name, value))

    def _read_next(self, element: Tag) -> None:
        if element.name == "img":
            self._add_pictures([element])
        elif _is_heading(element):
            self._read_heading(element)
        elif element.name in ("ul", "ol"):
            if html := list_html(element, self.notes):
                self._add("paragraph", html)
        elif element.name == "table":
            self._read_table(element)
        elif element.name == "blockquote":
            self._read_quotation(element)
        elif has_class(element, "caption") and self._is_caption_of_next():
            self._read_table(self.elements.pop(0), plain(element))
            return
        elif self._is_bold_heading(element):
            self._read_heading(element)
            self.notes.add("bold_heading", plain(element))
        elif html := rich(element.children, self.notes):
            self._add("paragraph", f"<p>{html}</p>")
        if element.name not in ("img", "table"):
            self._add_pictures(element.find_all("img"))

    def _is_caption_of_next(self) -> bool:
        return bool(self.elements) and self.elements[0].name == "table"

    def _read_heading(self, element: Tag) -> None:
        text = plain(element)
        if not text:
            return
        if len(text) > MAX_HEADING:
            self.notes.add("long_heading", text)
            self._add("paragraph", f"<p><b>{escape(text, quote=False)}</b></p>")
            return
        depth = self._depth(element)
        if depth > 1:
            self.notes.add("deep_heading", text)
        level = "2" if depth == 0 else "3"
        self._add("heading", {"text": text, "level": level, "keep_script": False})

    def _depth(self, element: Tag) -> int:
        if not _is_heading(element):
            return 1 if self.levels else 0
        return self.levels.index(int(element.name[1]))

    def _is_bold_heading(self, element: Tag) -> bool:
        """A short line that is bold throughout, with text after it: how many people write headings."""
        text = plain(element)
        if not text or len(text) > MAX_BOLD_HEADING or text.endswith(_ENDS_LIKE_TEXT):
            return False
        inside = [child for child in element.children if str(child).strip()]
        is_bold = all(isinstance(child, Tag) and child.name in ("strong", "b") for child in inside)
        follows = self.elements[0] if self.elements else None
        return is_bold and follows is not None and follows.name in ("p", "ul", "ol", "table")

    def _read_table(self, element: Tag, caption: str = "") -> None:
        self.tables += 1
        if is_boxed_text(element):
            cell = element.find(["td", "th"])
            html = "".join(self._paragraphs_of(cell)) if isinstance(cell, Tag) else ""
            if html:
                self.notes.add("boxed", plain(element))
                self._add("callout", {"tone": "note", "title": "", "text": html})
        else:
            following = self.elements[0] if self.elements else None
            if not caption and following is not None and has_class(following, "caption"):
                caption = plain(self.elements.pop(0))
            value = table_value(element, caption, self.tables, self.notes)
            if value is not None:
                self._add("table", value)
        pictures = element.find_all("img")
        if pictures:
            self.notes.add("cell_pictures")
            self._add_pictures(pictures)

    def _paragraphs_of(self, cell: Tag) -> Iterator[str]:
        for child in cell.children:
            if isinstance(child, Tag) and child.name in ("ul", "ol"):
                yield list_html(child, self.notes)
            elif isinstance(child, Tag) and (html := rich(child.children, self.notes)):
                yield f"<p>{html}</p>"

    def _read_quotation(self, element: Tag) -> None:
        text = "\n\n".join(filter(None, (plain(child) for child in element.find_all("p"))))
        text = text.strip('„“”"«» ')
        if text:
            self.notes.add("quotation_source", text)
            value = {"text": text, "source": "", "source_url": "", "language": ""}
            self._add("quote", {**value, "keep_script": False})

    def _add_pictures(self, pictures: list[Tag]) -> None:
        caption = ""
        is_captioned = bool(self.elements) and has_class(self.elements[0], "caption")
        if len(pictures) == 1 and is_captioned and not self._captions_table():
            caption = plain(self.elements.pop(0))[:250]
        for picture in pictures:
            number = int(str(picture["src"]))
            alt_text = str(picture.get("alt") or "")
            self._add("image", {"number": number, "alt_text": alt_text, "caption": caption})

    def _captions_table(self) -> bool:
        return len(self.elements) > 1 and self.elements[1].name == "table"

    def _read_footnotes(self, element: Tag) -> None:
        for back in element.find_all("a", href=re.compile("^#(?:footnote|endnote)-ref-")):
            back.decompose()
        self.notes.add("notes")
        self._add("heading", {"text": heading_of_notes(), "level": "2", "keep_script": False})
        self._add("paragraph", list_html(element, self.notes))


def _is_heading(element: Tag) -> bool:
    return re.fullmatch("h[1-6]", element.name) is not None
