"""Writes the interface's words in Serbian Latin from those in Cyrillic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from site_core.languages.scripts import to_latin

LOCALE_DIR = Path(settings.BASE_DIR) / "locale"
CYRILLIC = LOCALE_DIR / "sr" / "LC_MESSAGES" / "django.po"
LATIN = LOCALE_DIR / "sr_Latn" / "LC_MESSAGES" / "django.po"
NOTE = "# Serbian, in Latin. Made from locale/sr by `manage.py latin_catalogue`: do not edit.\n"


def latin_catalogue(cyrillic: str) -> str:
    """The text of the Latin catalogue. Messages are English, so only translations change."""
    _first_comment, _, entries = cyrillic.partition("\n")
    return NOTE + to_latin(entries).replace('"Language: sr\\n"', '"Language: sr_Latn\\n"', 1)


class Command(BaseCommand):
    """``manage.py latin_catalogue``"""

    help = "Writes locale/sr_Latn from locale/sr. Compile it afterwards; `make messages` does both."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Change nothing; exit with 1 where the Latin catalogue is not what it should be.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        latin = latin_catalogue(CYRILLIC.read_text(encoding="utf-8"))
        if options["check"]:
            if not LATIN.exists() or LATIN.read_text(encoding="utf-8") != latin:
                raise CommandError("The Latin catalogue is stale. Run `make messages`.")
            self.stdout.write("The Latin catalogue is what the Cyrillic one says.")
            return
        LATIN.parent.mkdir(parents=True, exist_ok=True)
        LATIN.write_text(latin, encoding="utf-8")
        self.stdout.write(f"Written: {LATIN.relative_to(settings.BASE_DIR)}")
