"""What may be read as a document of Word, with a sentence for everything that may not."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath
from typing import Any
from xml.sax import ContentHandler, SAXException

from defusedxml import DefusedXmlException
from defusedxml import sax as defused_sax
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from site_core.media import document_types

#: Of the text without pictures, unfolded: some hundreds of printed pages.
MAX_TEXT_BYTES = 20_000_000
#: The container in which Word keeps its older files, and files with a password ([MS-CFB]).
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = {
    "doc": "Word 97–2003",
    "dot": "Word 97–2003",
    "docm": "Word",
    "dotx": "Word",
    "odt": "LibreOffice",
    "rtf": "RTF",
    "pages": "Pages",
    "pdf": "PDF",
    "txt": "TXT",
}


def check(file: UploadedFile) -> None:
    """Raise ``ValidationError``, with a sentence for the editor, for what cannot be read as ``.docx``."""
    size = file.size or 0
    if size > settings.MAX_DOCUMENT_BYTES:
        raise ValidationError(
            _("The file is %(size)s. The limit is %(largest)s: make its pictures smaller.")
            % {
                "size": filesizeformat(size),
                "largest": filesizeformat(settings.MAX_DOCUMENT_BYTES),
            },
            code="file_too_large",
        )
    file.seek(0)
    beginning = file.read(8)
    if beginning == _COMPOUND_FILE:
        _refuse_compound(file)
    extension = PurePosixPath(file.name or "").suffix.lower().lstrip(".")
    if extension != "docx":
        _refuse_kind(extension)
    if size == 0:
        raise ValidationError(
            _("The file is empty. Save the document in Word once more, and upload that."),
            code="empty",
        )
    if not beginning.startswith(b"PK"):
        raise ValidationError(
            _(
                "This is no document of Word, though its name ends in .docx. Open it in Word, choose "
                "“Save as”, “Word document (.docx)”, and upload that."
            ),
            code="not_word",
        )
    document_types.check(file, settings.MAX_DOCUMENT_BYTES)
    _check_parts(file)


def _refuse_compound(file: UploadedFile) -> None:
    file.seek(0)
    if _ENCRYPTED in file.read():
        raise ValidationError(
            _(
                "This document is protected by a password. Open it in Word, remove the password "
                "(File, Info, Protect Document, Encrypt with Password: empty the field), save it, and "
                "upload that."
            ),
            code="password",
        )
    raise ValidationError(
        _(
            "This is a document of Word 97–2003 (.doc). Open it in Word, choose “Save as”, “Word document "
            "(.docx)”, and upload that."
        ),
        code="old_word",
    )


def _refuse_kind(extension: str) -> None:
    if extension in _OTHER_KINDS:
        message = _(
            "This is a file of the kind %(kind)s. Open it in Word or LibreOffice, choose “Save as”, “Word "
            "document (.docx)”, and upload that."
        ) % {"kind": _OTHER_KINDS[extension]}
    else:
        message = _("Only documents of Word can be read here: files whose name ends in .docx.")
    raise ValidationError(message, code="another_kind")


def _check_parts(file: UploadedFile) -> None:
    """Raise ``ValidationError`` where the XML inside is too long, broken, or declares entities."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = [
                part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))
            ]
            if sum(part.file_size for part in parts) > MAX_TEXT_BYTES:
                raise ValidationError(
                    _(
                        "The text of this document is too long for one page. Divide it, and upload the parts."
                    ),
                    code="text_too_long",
                )
            if "word/document.xml" not in archive.namelist() and not _names_document(archive):
                raise _damaged()
            for part in parts:
                with archive.open(part) as content:
                    _parse(content)
    except ValidationError:
        raise
    except Exception as error:  # whatever the library raises at an archive that somebody uploads
        raise _damaged() from error
    finally:
        file.seek(0)


def _names_document(archive: zipfile.ZipFile) -> bool:
    return b"officeDocument" in archive.read("_rels/.rels")


def _parse(content: Any) -> None:
    try:
        defused_sax.parse(content, ContentHandler(), forbid_dtd=True)
    except (DefusedXmlException, SAXException) as error:
        raise _damaged() from error


def _damaged() -> ValidationError:
    return ValidationError(
        _("This document is damaged. Open it in Word, save it anew, and upload that."),
        code="damaged_document",
    )
