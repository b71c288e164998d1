"""A backup every day, in the folder that ``BACKUP_FOLDER`` names."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from site_core.backups import archive
from site_core.jobs.queues import Periodic

logger = logging.getLogger(__name__)

EVERY = timedelta(days=1)
#: The newest that are kept; older ones of the same name pattern are deleted.
KEPT = 14


def back_up() -> None:
    """Write a backup, and delete all but the newest. Raises ``BackupError``, which the dashboard shows."""
    folder = Path(settings.BACKUP_FOLDER)
    if not folder.is_dir():
        raise archive.BackupError(f"There is no folder {folder}: make it, or change BACKUP_FOLDER.")
    path = folder / archive.default_name()
    found = archive.write(path, lambda _what: None)
    logger.info("backup made file=%s rows=%s files=%s", path, found.rows, found.files)
    for old in sorted(folder.glob(archive.NAME_PATTERN))[:-KEPT]:
        old.unlink()


def jobs() -> list[Periodic]:
    """The job, where there is a folder for it."""
    return [Periodic("backup", back_up, EVERY)] if settings.BACKUP_FOLDER else []
