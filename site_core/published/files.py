"""What a downloadable document looks like to a reader."""

from __future__ import annotations

from typing import Any

from wagtail.documents.models import AbstractDocument

from site_core.published.links import ORIGIN


def represent_document(document: AbstractDocument) -> dict[str, Any]:
    """A document as plain values; ``size`` is in bytes."""
    url = document.url
    return {
        "id": document.pk,
        "title": document.title,
        "url": ORIGIN + url if url.startswith("/") else url,
        "file_extension": document.file_extension,
        "size": document.file_size,
        "language": getattr(document, "language", "") or None,
    }
