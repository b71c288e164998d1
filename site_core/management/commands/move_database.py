"""Moves the site into another database, with everything that it has."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = (
        "Moves the site into another, empty database, such as from SQLite to PostgreSQL or back: pages with "
        "revisions and history, people, settings, files. Stop the nodes and the worker first. This database "
        "stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "url",
            metavar="DATABASE_URL",
            help="The other database: postgres://user@host:5432/name.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with tempfile.TemporaryDirectory(prefix="liaison-move-", dir=settings.DATA_DIR) as folder:
            backup = Path(folder) / "site.tar.gz"
            self.stdout.write("Reading this database …")
            call_command("backup", backup, verbosity=0, stdout=self.stdout)
            self.stdout.write("Making the tables of the other one …")
            self._there(options["url"], "migrate", "--verbosity", "0")
            self.stdout.write("Writing …")
            self._there(options["url"], "restore", str(backup))
            self._there(options["url"], "rebuild_published", "--check")
        self.stdout.write(
            "Everything is there. Set DATABASE_URL to the other database, and start the nodes and the worker."
        )

    def _there(self, url: str, *arguments: str) -> None:
        """Run a command on the other database. Raises ``CommandError`` with its last line where it fails."""
        done = subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments],
            env={**os.environ, "DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            raise CommandError(f"{arguments[0]} failed in the other database: {''.join(last)}")
