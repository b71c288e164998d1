"""Write the package of a new plugin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from site_core.plugins import scaffold


class Command(BaseCommand):
    help = (
        "Writes the package of a new plugin, with a page type, an endpoint, a component, words in Serbian, "
        "tests and a file for CI. It installs, and passes its tests, as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "name", metavar="NAME", help="Of the Python package: small letters and underscores."
        )
        parser.add_argument(
            "--directory",
            metavar="PATH",
            help="The new folder of the package. A folder of its name here unless given.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        folder = Path(options["directory"] or name.replace("_", "-")).absolute()
        try:
            written = scaffold.write(name, folder)
        except scaffold.ScaffoldError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(written)} files in {folder}:")
        for path in written:
            self.stdout.write(f"  {path.relative_to(folder)}")
        self.stdout.write(
            f"Install it with pip install --editable {folder}, run manage.py migrate, and start the site."
        )
