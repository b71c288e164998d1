"""A small file for the press: one page with the dates of the partnership."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

TITLE = "The partnership in dates"
LINES = (
    TITLE,
    "",
    "February 2006    The Serbia-NATO Defence Reform Group is set up.",
    "December 2006    Serbia joins the Partnership for Peace.",
    "18 December 2006    The liaison office opens in Belgrade.",
    "December 2007    Serbia declares military neutrality.",
    "January 2015    The Individual Partnership Action Plan is agreed.",
    "2019    A second plan is agreed.",
    "",
    "Demonstration content. Not an official document.",
)


def add_fact_sheet() -> Any:
    """The file in the library of documents; the one with this title where it exists."""
    model = get_document_model()
    document = model.objects.filter(title=TITLE).first()
    if document is None:
        document = model(title=TITLE, language="en")
        document.file.save("partnership-in-dates.pdf", ContentFile(one_page(LINES)), save=False)
        document.save()
    return document


def one_page(lines: tuple[str, ...]) -> bytes:
    """A PDF (1.4) of one page in a font that every reader has. ``lines`` are in Latin letters."""
    written = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    stream = f"BT /F1 12 Tf 18 TL 72 770 Td\n{written}ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    content = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table) + end


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
