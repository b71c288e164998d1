"""What may be attached to an enquiry: few kinds of file, known by their content, of a limited size."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

#: In bytes.
MAX_SIZE = 5 * 1024 * 1024
#: Extension → media type. What is in the file must be what its name says.
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
NAMES = "PDF, DOCX, ODT, TXT, JPG, PNG"


def media_type_of(file: UploadedFile) -> str:
    """The media type of a file that may be attached.

    Raises ``ValidationError``, with a sentence for the reader, for one that may not.
    """
    extension = PurePosixPath(file.name or "").suffix.lower().lstrip(".")
    expected = KINDS.get(extension)
    if expected is None:
        raise ValidationError(
            gettext("A file of this kind cannot be sent. Attach one of these: %(kinds)s.")
            % {"kinds": NAMES}
        )
    size = file.size or 0
    if size > MAX_SIZE:
        raise ValidationError(
            gettext("The file is %(size)s. The limit is %(largest)s.")
            % {"size": filesizeformat(size), "largest": filesizeformat(MAX_SIZE)}
        )
    if not _is(file, expected):
        raise ValidationError(
            gettext(
                "The content of the file does not match its name. Save it again as one of these: "
                "%(kinds)s."
            )
            % {"kinds": NAMES}
        )
    return expected


def digest_of(file: UploadedFile) -> str:
    """The SHA-256 of what is in a file, in hexadecimal."""
    return hashlib.sha256(_content(file)).hexdigest()


def _content(file: UploadedFile) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    file.seek(0)
    return content


def _is(file: UploadedFile, expected: str) -> bool:
    content = _content(file)
    if expected == "text/plain":
        return b"\0" not in content
    if expected == "application/pdf":  # readers of PDF look for it there as well
        return b"%PDF-" in content[:1024]
    found = filetype.guess(content)
    return found is not None and found.mime == expected
