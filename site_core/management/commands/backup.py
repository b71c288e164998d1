"""Write everything that the site holds to one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from site_core.backups import archive


class Command(BaseCommand):
    help = (
        "Writes the database, the uploads and the private files to one file, each part with its checksum. "
        "manage.py restore puts it into an empty site, on SQLite or PostgreSQL alike."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", help="Where to write it (liaison-DATE-TIME.tar.gz in this folder)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"] or archive.default_name())
        if not path.parent.is_dir():
            raise CommandError(f"There is no folder {path.parent}.")
        shows = options["verbosity"] > 0 and self.stdout.isatty()

        def progress(what: str) -> None:
            if shows:
                self.stdout.write(f"\r\033[K{what[:70]}", ending="")
                self.stdout.flush()

        try:
            found = archive.write(path, progress)
        except archive.BackupError as error:
            raise CommandError(str(error)) from error
        if shows:
            self.stdout.write("\r\033[K", ending="")
        for name in found.missing:
            self.stderr.write(f"The file {name} was deleted meanwhile and is left out.")
        for name in found.unknown_tables:
            self.stderr.write(f"The table {name} belongs to no installed app and is left out.")
        size = path.stat().st_size / 1_000_000
        self.stdout.write(f"{path}: {found.rows} rows and {found.files} files, {size:.1f} MB.")
