"""Writes the interface's words in Serbian Latin from those in Cyrillic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from site_core.languages.scripts import to_latin

LOCALE_DIR = Path(settings.BASE_DIR) / "locale"


def catalogues(folder: Path = LOCALE_DIR) -> list[tuple[Path, Path]]:
    """Each Cyrillic catalogue in a folder ``locale`` with its Latin one.

    Without a folder, of our own words and of other packages'.
    """
    return [
        (cyrillic, cyrillic.parents[2] / "sr_Latn" / "LC_MESSAGES" / cyrillic.name)
        for cyrillic in sorted(folder.rglob("sr/LC_MESSAGES/*.po"))
    ]


def latin_catalogue(cyrillic: Path, folder: Path = LOCALE_DIR) -> str:
    """The text of the Latin catalogue. Messages are English, so only translations change."""
    _first_comment, _, entries = cyrillic.read_text(encoding="utf-8").partition("\n")
    source = f"locale/{cyrillic.parents[1].relative_to(folder)}"
    note = f"# Serbian, in Latin. Made from {source} by `manage.py latin_catalogue`: do not edit.\n"
    return note + to_latin(entries).replace('"Language: sr\\n"', '"Language: sr_Latn\\n"', 1)


class Command(BaseCommand):
    """``manage.py latin_catalogue``"""

    help = "Writes the Latin catalogues from the Cyrillic ones. `make messages` compiles them too."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Change nothing; exit with 1 where a Latin catalogue is not what it should be.",
        )
        parser.add_argument(
            "--folder",
            type=Path,
            default=LOCALE_DIR,
            help="The folder `locale` of a plugin, in place of the platform's own.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"].resolve()
        found = catalogues(folder)
        if not found:
            raise CommandError(f"There is no sr/LC_MESSAGES/*.po in {folder}.")
        for source, target in found:
            latin = latin_catalogue(source, folder)
            name = target.relative_to(folder.parent)
            if options["check"]:
                if not target.exists() or target.read_text(encoding="utf-8") != latin:
                    again = "make messages" if folder == LOCALE_DIR else "it without --check"
                    raise CommandError(f"{name} is stale. Run `{again}`.")
                self.stdout.write(f"{name} is what the Cyrillic one says.")
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(latin, encoding="utf-8")
            self.stdout.write(f"Written: {name}")
