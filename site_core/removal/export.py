"""Everything of a plugin in one file, before it goes: JSON and files in a zip archive."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from django.core import serializers
from django.core.files.storage import Storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils import timezone, translation
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, PageLogEntry, Revision
from wagtail_localize.models import StringTranslation, TranslationContext

import site_core
from site_core.removal import blocks
from site_core.removal.belongings import Belongings

_FORMAT = 1
_CHUNK = 1 << 20


class ExportError(Exception):
    """The file cannot be written. The message says why."""


def write(own: Belongings, path: Path, progress: Callable[[str], None]) -> list[str]:
    """Write the archive to a file that does not exist yet. Returns the names of files that are missing.

    Raises ``ExportError``.
    """
    if path.exists():
        raise ExportError(f"{path} exists already: choose another name, or delete it first.")
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.touch(mode=0o600)  # it holds drafts, and what only the office may read
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, rows in _documents(own):
                progress(name)
                with archive.open(f"{name}.json", "w", force_zip64=True) as file:
                    _write_list(file, rows)
            missing = _write_files(own, archive, progress)
        unfinished.rename(path)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return missing


def _write_list(file: IO[bytes], rows: Iterable[Any]) -> None:
    file.write(b"[")
    for number, row in enumerate(rows):
        text = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
        file.write((",\n" if number else "\n").encode() + text.encode())
    file.write(b"\n]\n")


def _documents(own: Belongings) -> Iterator[tuple[str, Iterable[Any]]]:
    """Name of each document in the archive, and what it lists."""
    yield "plugin", [_plugin(own)]
    yield "pages", _pages(own)
    for model in own.models():
        yield f"rows/{model._meta.label}", _rows(model)
    yield "blocks_elsewhere", _blocks(own)
    yield "redirects", own.redirects.values()
    yield "revisions", _revisions(own)
    yield "translations", _translations(own)
    for name, log in (("page_history", PageLogEntry), ("history", ModelLogEntry)):
        yield name, log.objects.filter(content_type__in=own.kinds).order_by("pk").values()
    for name, kind in (("images", get_image_model()), ("documents", get_document_model())):
        yield name, own.used(kind).order_by("pk").values()


def _plugin(own: Belongings) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "name": own.plugin.name,
        "version": own.plugin.version,
        "source": own.plugin.source,
        "site_core": site_core.__version__,
        "made_at": timezone.now(),
        "migrations": own.applied,
        "groups": {
            name: [
                f"{label}.{codename}" for group, label, codename in _rights(own) if group == name
            ]
            for name in sorted({group for group, _, _ in _rights(own)})
        },
    }


def _rights(own: Belongings) -> list[tuple[str, str, str]]:
    found = own.permissions.filter(group__isnull=False).order_by("codename")
    return list(found.values_list("group__name", "content_type__app_label", "codename"))


def _pages(own: Belongings) -> Iterator[dict[str, Any]]:
    for page in own.pages.specific().iterator(chunk_size=100):
        language = page.locale.language_code
        with translation.override(language):
            url = page.get_full_url()
        told = {"type": page._meta.label, "language": language, "url": url}
        yield {**told, **page.serializable_data()}


def _revisions(own: Belongings) -> Iterator[dict[str, Any]]:
    names = [field.attname for field in Revision._meta.concrete_fields]
    for revision in own.revisions.order_by("pk").iterator(chunk_size=200):
        yield {name: getattr(revision, name) for name in names}


def _rows(model: type[Model]) -> Iterator[Any]:
    rows = model._base_manager.order_by("pk").iterator(chunk_size=200)
    for row in rows:
        [told] = serializers.serialize("python", [row])
        yield told


def _blocks(own: Belongings) -> Iterator[dict[str, Any]]:
    for found in blocks.find(own.plugin):
        yield {
            "type": found.model._meta.label,
            "id": found.key,
            "field": found.field.name,
            "blocks": found.blocks,
        }


def _translations(own: Belongings) -> Iterator[dict[str, Any]]:
    """Each translated text, with the field it stands in and its original."""
    keys = own.translation_sources.values_list("object_id", flat=True)
    contexts = TranslationContext.objects.filter(object_id__in=keys)
    texts = StringTranslation.objects.filter(context__in=contexts).select_related(
        "context", "translation_of", "locale"
    )
    for text in texts.order_by("pk").iterator(chunk_size=200):
        context: Any = text.context
        yield {
            "translation_key": context.object_id,
            "field": context.path,
            "language": text.locale.language_code,
            "original": text.translation_of.data,
            "translation": text.data,
        }


def _write_files(
    own: Belongings, archive: zipfile.ZipFile, progress: Callable[[str], None]
) -> list[str]:
    """Its own files, and those of the images and documents that it shows."""
    wanted: dict[str, tuple[Storage, str]] = {}
    for storage, name in own.files():
        wanted[f"files/{name}"] = (storage, name)
    for kind in (get_image_model(), get_document_model()):
        for item in own.used(kind):
            stored: Any = getattr(item, "file")  # noqa: B009 - of Wagtail's abstract models
            wanted[f"files/{stored.name}"] = (stored.storage, stored.name)
    missing = []
    for member, (storage, name) in sorted(wanted.items()):
        progress(member)
        try:
            with storage.open(name) as source, archive.open(member, "w", force_zip64=True) as file:
                for chunk in source.chunks(_CHUNK):
                    file.write(chunk)
        except FileNotFoundError:
            missing.append(name)
    return missing


def default_path(folder: Path, own: Belongings) -> Path:
    """Where the archive is put whose path nobody gave."""
    now = timezone.localtime()
    return folder / "removed-plugins" / f"{own.plugin.name}-{now:%Y-%m-%d-%H%M%S}.zip"
