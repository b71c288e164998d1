"""Put a backup into an empty site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from site_core.backups import archive


class Command(BaseCommand):
    help = (
        "Puts a backup of manage.py backup into this site: rows, uploads and private files. Nothing is "
        "changed where the file is damaged, was made by another version, or the site is not empty."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The backup.")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Replace everything that stands in this database, where it is not empty.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        shows = options["verbosity"] > 0 and self.stdout.isatty()

        def progress(what: str) -> None:
            if shows:
                self.stdout.write(f"\r\033[K{what[:70]}", ending="")
                self.stdout.flush()

        try:
            found = archive.restore(options["file"], progress, replace=options["replace"])
        except archive.BackupError as error:
            raise CommandError(str(error)) from error
        if shows:
            self.stdout.write("\r\033[K", ending="")
        for cache in caches.all():
            cache.clear()
        self.stdout.write(f"{found.rows} rows and {found.files} files. Filling the search …")
        call_command("update_index", verbosity=0, stdout=self.stdout)
        call_command("rebuild_published", verbosity=0, stdout=self.stdout)
        self.stdout.write(
            "Start the site and the worker anew: they remember what was there before."
        )
