"""Which documents may be uploaded: few kinds, known by their content, of a limited size even unfolded."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

#: What the files of an archive may take together: many times what people's own documents do.
MAX_UNFOLDED = 500_000_000
MAX_FILES = 10_000
#: So many times as large may they be as the archive.
MAX_RATIO = 200
_RATIO_COUNTS_FROM = 10_000_000
#: Macros are programs.
_MACROS = ("vbaproject.bin", "basic/", "scripts/")


def _is_pdf(file: UploadedFile) -> bool:
    return b"%PDF-" in file.read(1024)  # readers of PDF look for it there as well


def _is_rtf(file: UploadedFile) -> bool:
    return file.read(5) == b"{\\rtf"


def _is_text(file: UploadedFile) -> bool:
    content = file.read()
    return not any(sign in content for sign in range(9)) and not content.startswith(b"MZ")


def _open_document(media_type: str) -> Callable[[UploadedFile], bool]:
    """ODF and EPUB say in a file of their own what they are."""

    def is_that(file: UploadedFile) -> bool:
        with zipfile.ZipFile(file) as archive:
            _check_archive(archive, file.size or 0)
            return "mimetype" in archive.namelist() and (
                archive.read("mimetype").strip() == media_type.encode()
            )

    return is_that


def _office_document(folder: str) -> Callable[[UploadedFile], bool]:
    """Word, Excel and PowerPoint (ECMA-376) have a folder each."""

    def is_that(file: UploadedFile) -> bool:
        with zipfile.ZipFile(file) as archive:
            _check_archive(archive, file.size or 0)
            names = archive.namelist()
            return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)

    return is_that


_ODF = "application/vnd.oasis.opendocument."
KINDS: dict[str, Callable[[UploadedFile], bool]] = {
    "pdf": _is_pdf,
    "docx": _office_document("word/"),
    "xlsx": _office_document("xl/"),
    "pptx": _office_document("ppt/"),
    "odt": _open_document(f"{_ODF}text"),
    "ods": _open_document(f"{_ODF}spreadsheet"),
    "odp": _open_document(f"{_ODF}presentation"),
    "epub": _open_document("application/epub+zip"),
    "rtf": _is_rtf,
    "txt": _is_text,
    "csv": _is_text,
}
NAMES = ", ".join(extension.upper() for extension in KINDS)


def _check_archive(archive: zipfile.ZipFile, size: int) -> None:
    """Raise ``ValidationError`` for an archive with macros, or one that is a decompression bomb."""
    files = archive.infolist()
    unfolded = sum(file.file_size for file in files)
    is_bomb = unfolded > MAX_UNFOLDED or len(files) > MAX_FILES
    if is_bomb or unfolded > max(MAX_RATIO * size, _RATIO_COUNTS_FROM):
        raise ValidationError(
            _("This document unfolds to far more than its size. Save it anew and upload that."),
            code="unfolds_too_far",
        )
    if any(
        file.filename.lower().startswith(_MACROS) or "vbaproject.bin" in file.filename.lower()
        for file in files
    ):
        raise ValidationError(
            _("This document holds macros, which are programs. Save it without them, or as PDF."),
            code="macros",
        )


def check(file: UploadedFile, max_size: int) -> None:
    """Raise ``ValidationError``, with a sentence for the editor, for a file that may not be published."""
    if (file.size or 0) > max_size:
        raise ValidationError(
            _("The file is %(size)s. The limit is %(largest)s.")
            % {"size": filesizeformat(file.size or 0), "largest": filesizeformat(max_size)},
            code="file_too_large",
        )
    extension = PurePosixPath(file.name or "").suffix.lower().lstrip(".")
    is_that = KINDS.get(extension)
    if is_that is None:
        raise ValidationError(
            _("A file of this kind cannot be published. Upload one of these: %(kinds)s.")
            % {"kinds": NAMES},
            code="unknown_kind",
        )
    file.seek(0)
    try:
        is_as_named = is_that(file)
    except ValidationError:
        raise
    except Exception as error:  # whatever the library raises at an archive that somebody uploads
        raise ValidationError(
            _("This document is damaged. Open it, save it anew, and upload that."),
            code="damaged_document",
        ) from error
    finally:
        file.seek(0)
    if not is_as_named:
        raise ValidationError(
            _(
                "The content of the file does not match its name. Save it again as one of these: "
                "%(kinds)s."
            )
            % {"kinds": NAMES},
            code="another_kind",
        )
