"""Documents of Word, written part by part as ECMA-376 describes them."""

from __future__ import annotations

import zipfile
from html import escape
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STYLES = {
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "Caption": "caption",
    "Quote": "Quote",
    "ListParagraph": "List Paragraph",
    "PressLine": "Press Line",
}


def run(text: str, properties: str = "") -> str:
    """A run of words, with its properties such as ``<w:b/>``."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str, style: str = "", numbering: str = "") -> str:
    """A paragraph of runs, or of one text."""
    inner = "".join(
        item if item.startswith("<w:") or item.startswith("<m:") else run(item) for item in content
    )
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{numbering}</w:pPr>{inner}</w:p>"


def item(*content: str, level: int = 0, is_numbered: bool = False) -> str:
    """An item of a list."""
    number = (
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{2 if is_numbered else 1}"/></w:numPr>'
    )
    return paragraph(*content, style="ListParagraph", numbering=number)


def table(*rows: list[str], has_head: bool = True) -> str:
    """A table of cells, each a text or the XML of a ``w:tc``."""
    written = []
    for index, row in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if has_head and index == 0 else ""
        cells = "".join(cell if cell.startswith("<w:tc>") else a_cell(cell) for cell in row)
        written.append(f"<w:tr>{head}{cells}</w:tr>")
    return f"<w:tbl>{''.join(written)}</w:tbl>"


def a_cell(text: str, properties: str = "") -> str:
    """A cell, with its properties such as ``<w:gridSpan w:val="2"/>``."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def png(colour: str = "navy") -> bytes:
    """A picture."""
    content = BytesIO()
    Image.new("RGB", (64, 48), colour).save(content, "PNG")
    return content.getvalue()


class Document:
    """A document that grows by what is added to it."""

    def __init__(self) -> None:
        self.body: list[str] = []
        self.relations: list[str] = []
        self.parts: dict[str, bytes] = {}
        self.notes: list[str] = []

    def add(self, *xml: str) -> Document:
        """Add paragraphs and tables."""
        self.body += xml
        return self

    def link(self, url: str, text: str) -> str:
        """A link, to be put into a paragraph."""
        name = self._relation("hyperlink", url, ' TargetMode="External"')
        return f'<w:hyperlink r:id="{name}">{run(text)}</w:hyperlink>'

    def picture(self, description: str, content: bytes | None = None, kind: str = "png") -> str:
        """A picture, to be put into a paragraph."""
        number = len(self.parts) + 1
        self.parts[f"word/media/image{number}.{kind}"] = content or png()
        name = self._relation("image", f"media/image{number}.{kind}")
        blip = (
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:pic><pic:blipFill><a:blip r:embed="{name}"/></pic:blipFill></pic:pic>'
            "</a:graphicData></a:graphic>"
        )
        described = f'<wp:docPr id="{number}" name="Picture" descr="{escape(description)}"/>'
        return f"<w:r><w:drawing><wp:inline>{described}{blip}</wp:inline></w:drawing></w:r>"

    def footnote(self, text: str) -> str:
        """A reference to a new footnote, to be put into a paragraph."""
        number = len(self.notes) + 2
        self.notes.append(f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>')
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    def _relation(self, kind: str, target: str, more: str = "") -> str:
        name = f"rId{len(self.relations) + 10}"
        self.relations.append(
            f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{escape(target)}"{more}/>'
        )
        return name

    def content(self, **more_parts: bytes) -> bytes:
        """The file."""
        written = BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self._parts().items():
                archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
            for name, data in {**self.parts, **more_parts}.items():
                archive.writestr(name, data)
        return written.getvalue()

    def _parts(self) -> dict[str, str]:
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
            for key, name in _STYLES.items()
        )
        levels = [
            f'<w:abstractNum w:abstractNumId="{number}">'
            + "".join(
                f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(3)
            )
            + "</w:abstractNum>"
            for number, kind in ((1, "bullet"), (2, "decimal"))
        ]
        numbers = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
            for number in (1, 2)
        )
        own = [
            ("styles", "styles.xml"),
            ("numbering", "numbering.xml"),
            ("footnotes", "footnotes.xml"),
        ]
        relations = "".join(
            f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(own, start=1)
        )
        return {
            "[Content_Types].xml": (
                f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                '<Default Extension="png" ContentType="image/png"/>'
                '<Default Extension="emf" ContentType="image/x-emf"/>'
                f'<Override PartName="/word/document.xml" ContentType="{MEDIA_TYPE}.main+xml"/></Types>'
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
                f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>'
            ),
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
                f"{''.join(self.relations)}</Relationships>"
            ),
            "word/document.xml": (
                f"<w:document {_NAMESPACES}><w:body>{''.join(self.body)}</w:body></w:document>"
            ),
            "word/styles.xml": f"<w:styles {_NAMESPACES}>{styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {_NAMESPACES}>{''.join(levels)}{numbers}</w:numbering>",
            "word/footnotes.xml": f"<w:footnotes {_NAMESPACES}>{''.join(self.notes)}</w:footnotes>",
        }

    def upload(self, name: str = "Visit.docx", **more_parts: Any) -> SimpleUploadedFile:
        """As a browser sends it."""
        return SimpleUploadedFile(name, self.content(**more_parts), MEDIA_TYPE)
