"""Writes the interface's words in Serbian Latin from those in Cyrillic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from site_core.languages.scripts import to_latin

LOCALE_DIR = Path(settings.BASE_DIR) / "locale"


def catalogues() -> list[tuple[Path, Path]]:
    """Each Cyrillic catalogue, of our own words and of other packages', with its Latin one."""
    return [
        (cyrillic, cyrillic.parents[2] / "sr_Latn" / "LC_MESSAGES" / cyrillic.name)
        for cyrillic in sorted(LOCALE_DIR.rglob("sr/LC_MESSAGES/*.po"))
    ]


def latin_catalogue(cyrillic: Path) -> str:
    """The text of the Latin catalogue. Messages are English, so only translations change."""
    _first_comment, _, entries = cyrillic.read_text(encoding="utf-8").partition("\n")
    source = f"locale/{cyrillic.parents[1].relative_to(LOCALE_DIR)}"
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

    def handle(self, *args: Any, **options: Any) -> None:
        for source, target in catalogues():
            latin = latin_catalogue(source)
            name = target.relative_to(settings.BASE_DIR)
            if options["check"]:
                if not target.exists() or target.read_text(encoding="utf-8") != latin:
                    raise CommandError(f"{name} is stale. Run `make messages`.")
                self.stdout.write(f"{name} is what the Cyrillic one says.")
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(latin, encoding="utf-8")
            self.stdout.write(f"Written: {name}")
