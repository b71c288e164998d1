"""Where uploads lie: a file is there whole, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

#: A folder beside the files, in which one is written before it gets its name.
INCOMING = ".incoming"
#: So many bytes stay free for what else the disk is needed for.
RESERVE = 1_000_000


class WholeFileStorage(FileSystemStorage):
    """Django's storage of files in a folder, which leaves no part of one when the disk is full."""

    def check_room(self, size: int) -> None:
        """Raise ``OSError`` where there is no room for a file of so many bytes."""
        folder = Path(self.location)
        while not folder.exists():
            folder = folder.parent
        if shutil.disk_usage(folder).free < size + RESERVE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))

    def _save(self, name: str, content: Any) -> str:
        incoming = Path(self.location) / INCOMING
        incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, path = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk.encode() if isinstance(chunk, str) else chunk)
                file.flush()
                os.fsync(file.fileno())
            return super()._save(name, _Written(path))  # type: ignore[misc] # django-stubs lack it
        finally:
            Path(path).unlink(missing_ok=True)


@dataclass(frozen=True)
class _Written:
    """A file that Django moves to its place."""

    path: str

    def temporary_file_path(self) -> str:
        """Where it lies now."""
        return self.path
