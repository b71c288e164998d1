"""A backup as one file: a compressed tar of tables, uploads and private files, each with its checksum."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import wagtail
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage, storages
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Revision

import site_core
from site_core.accounts.models import User
from site_core.backups import tables
from site_core.media.storage import INCOMING
from site_core.published.models import ChangeCounter

#: The storages that are kept: folder in the archive → alias in ``STORAGES``.
STORAGES = {"media": "default", "private": "private"}
#: What the names of backups have in common.
NAME_PATTERN = "liaison-*.tar.gz"
_MANIFEST = "manifest.json"
_FORMAT = 1
_CHUNK = 1 << 20
#: A restored site goes on with numbers that no client has seen.
_GAP = 1_000_000

type Progress = Callable[[str], None]


class BackupError(Exception):
    """A backup that cannot be made or used. The message says why, and what to do."""


@dataclass(frozen=True)
class Summary:
    """What a backup holds."""

    rows: int
    files: int
    missing: list[str]
    unknown_tables: list[str]


def write(path: Path, progress: Progress) -> Summary:
    """Write a backup to a file that does not exist yet. Raises ``BackupError``.

    The tables are read as they are at one moment. Files are read after that: one that is deleted meanwhile
    is named as missing.
    """
    if path.exists():
        raise BackupError(f"{path} exists already: choose another name, or delete it first.")
    unfinished = path.with_name(f"{path.name}.unfinished")
    checksums: dict[str, str] = {}
    columns: dict[str, list[str]] = {}
    counted = 0
    missing: list[str] = []
    unfinished.touch(mode=0o600)  # it holds what only the office may read
    try:
        with tarfile.open(unfinished, "w:gz", compresslevel=5) as archive:
            is_first = not connection.in_atomic_block
            with transaction.atomic():
                if is_first and connection.vendor == "postgresql":
                    with connection.cursor() as cursor:
                        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                migrations = tables.applied_migrations()
                unknown = tables.unknown_tables()
                for model in tables.models():
                    name = model._meta.db_table
                    columns[name] = tables.columns(model)
                    progress(name)
                    counted += _add_rows(archive, f"database/{name}.jsonl", model, checksums)
            files = 0
            for folder, alias in STORAGES.items():
                storage = storages[alias]
                for name in _files_in(storage):
                    progress(f"{folder}/{name}")
                    try:
                        _add_file(archive, f"{folder}/{name}", storage, name, checksums)
                        files += 1
                    except FileNotFoundError:
                        missing.append(f"{folder}/{name}")
            manifest = {
                "format": _FORMAT,
                "liaison": site_core.__version__,
                "wagtail": wagtail.__version__,
                "made_at": timezone.now().isoformat(),
                "database": connection.vendor,
                "migrations": migrations,
                "columns": columns,
                "sha256": checksums,
            }
            _add(archive, _MANIFEST, io.BytesIO(json.dumps(manifest).encode()), {})
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Summary(counted, files, missing, unknown)


def restore(path: Path, progress: Progress, *, replace: bool = False) -> Summary:
    """Put a backup into this site, in one transaction; its files are written afterwards.

    Raises ``BackupError``, with nothing changed, where the file is damaged, belongs to another version, or
    the site is not empty and ``replace`` is not set.
    """
    if not replace and (User.objects.exists() or Revision.objects.exists()):
        raise BackupError(
            "This site is not empty. Restore into a new database (manage.py migrate), or give --replace: "
            "everything in this database is then replaced."
        )
    try:
        with tarfile.open(path, "r:gz") as archive:
            manifest = _checked(archive, progress)
            with transaction.atomic():
                counted = _restore_rows(archive, manifest, progress)
            ContentType.objects.clear_cache()
            files = _restore_files(archive, manifest, progress)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BackupError(f"{path} cannot be read: {error}") from error
    return Summary(counted, files, [], [])


def _restore_rows(archive: tarfile.TarFile, manifest: dict[str, Any], progress: Progress) -> int:
    kept = tables.models()
    tables.empty(kept)
    counted = 0
    for model in kept:
        name = model._meta.db_table
        progress(name)
        member = _extracted(archive, f"database/{name}.jsonl")
        lines = (line.decode() for line in member)
        counted += tables.insert(model, manifest["columns"][name], lines)
    tables.reset_sequences(kept)
    ChangeCounter.next_number(_GAP)
    return counted


def _restore_files(archive: tarfile.TarFile, manifest: dict[str, Any], progress: Progress) -> int:
    files = 0
    for full_name in manifest["sha256"]:
        folder, _, name = full_name.partition("/")
        if folder not in STORAGES:
            continue
        progress(full_name)
        storage = storages[STORAGES[folder]]
        storage.delete(name)
        storage.save(name, _extracted(archive, full_name))
        files += 1
    return files


def _checked(archive: tarfile.TarFile, progress: Progress) -> dict[str, Any]:
    """The manifest of an archive of which everything is as it was written, and fits this site."""
    try:
        manifest = json.loads(_extracted(archive, _MANIFEST).read())
    except KeyError:
        raise BackupError("This is no backup of a site, or it was never finished.") from None
    if manifest["format"] != _FORMAT:
        raise BackupError(
            f"The backup has format {manifest['format']}, and this version reads {_FORMAT}: "
            f"restore it with version {manifest['liaison']}."
        )
    there, here = (
        {tuple(found) for found in migrations}
        for migrations in (manifest["migrations"], tables.applied_migrations())
    )
    if there != here:
        examples = ", ".join(f"{app} {name}" for app, name in sorted(there ^ here)[:3])
        raise BackupError(
            f"The backup was made by version {manifest['liaison']} with other migrations or plugins than "
            f"this database has ({examples}). Install the version and the plugins that it was made with, "
            "run manage.py migrate in an empty database, restore, and update then."
        )
    for name, expected in manifest["sha256"].items():
        progress(f"checking {name}")
        try:
            found = _digest(_extracted(archive, name))
        except KeyError:
            raise BackupError(f"The backup is damaged: {name} is missing.") from None
        if found != expected:
            raise BackupError(f"The backup is damaged: {name} is not what was written.")
    return manifest


def _extracted(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    """A member of an archive. Raises ``KeyError`` where there is none."""
    member = archive.extractfile(name)
    if member is None:
        raise KeyError(name)
    return member


def _add_rows(archive: tarfile.TarFile, name: str, model: Any, checksums: dict[str, str]) -> int:
    count = 0
    with tempfile.TemporaryFile() as file:
        for line in tables.rows(model):
            file.write(f"{line}\n".encode())
            count += 1
        file.seek(0)
        _add(archive, name, file, checksums)
    return count


def _add_file(
    archive: tarfile.TarFile, name: str, storage: Storage, stored: str, checksums: dict[str, str]
) -> None:
    with storage.open(stored) as source, tempfile.TemporaryFile() as file:
        for chunk in source.chunks(_CHUNK):
            file.write(chunk)
        file.seek(0)
        _add(archive, name, file, checksums)


def _add(archive: tarfile.TarFile, name: str, file: IO[bytes], checksums: dict[str, str]) -> None:
    checksums[name] = _digest(file)
    size = file.tell()
    file.seek(0)
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o600
    info.mtime = int(timezone.now().timestamp())
    archive.addfile(info, file)


def _digest(file: IO[bytes]) -> str:
    """SHA-256 of a file, read to its end."""
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _files_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files of a storage, in order."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}".lstrip("/")
    for name in sorted(set(folders) - {INCOMING}):
        yield from _files_in(storage, f"{folder}/{name}".lstrip("/"))


def default_name() -> str:
    """The name of a backup that is made now."""
    return f"liaison-{timezone.localtime():%Y-%m-%d-%H%M%S}.tar.gz"
