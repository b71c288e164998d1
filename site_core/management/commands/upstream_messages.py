"""Collects what other packages say in English alone, to be said in Serbian."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django
import polib
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from site_core.languages.unmarked import MESSAGES
from site_core.languages.upstream import (
    DOMAINS,
    Key,
    Package,
    collect,
    is_translated,
    merge,
    shares,
)
from site_core.plugins import PluginConfig

FOLDER = Path(settings.BASE_DIR) / "locale" / "upstream" / "sr" / "LC_MESSAGES"
#: Django says for how long something has been in the nominative. Wagtail puts "ago" to it, and „пре“
#: wants the genitive.
PERIODS = frozenset(
    f"%(num)d {unit}" for unit in ("year", "month", "week", "day", "hour", "minute")
)


def packages() -> list[Package]:
    """Every installed package with catalogues of its own, but plugins: these speak for themselves."""
    found = [
        Package(config.name, Path(config.path) / "locale")
        for config in apps.get_app_configs()
        if not isinstance(config, PluginConfig) and (Path(config.path) / "locale").is_dir()
    ]
    django_itself = Package("django", Path(django.__path__[0]) / "conf" / "locale", PERIODS)
    return [*found, django_itself]


def collected_messages(installed: list[Package], domain: str) -> dict[Key, polib.POEntry]:
    """What the catalogue of a domain is to hold, with the words that nobody marks for translation."""
    messages = collect(installed, domain)
    if domain == "django":
        for words in MESSAGES:
            messages.setdefault(("", words), polib.POEntry(msgid=words, comment="unmarked"))
    return messages


def read(domain: str) -> polib.POFile:
    """The catalogue as it is written at present."""
    path = FOLDER / f"{domain}.po"
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


class Command(BaseCommand):
    """``manage.py upstream_messages``"""

    help = (
        "Collects the messages of other packages into locale/upstream, and says how many are "
        "translated. `make upstream-messages` makes and compiles the Latin catalogue as well."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Change nothing; exit with 1 where messages have appeared or vanished.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        installed = packages()
        differences: list[str] = []
        for domain in DOMAINS:
            present = read(domain)
            collected = collected_messages(installed, domain)
            in_use = {(e.msgctxt or "", e.msgid) for e in present if not e.obsolete}
            differences += _named("appeared", collected.keys() - in_use)
            differences += _named("vanished", in_use - collected.keys())
            if not options["check"]:
                FOLDER.mkdir(parents=True, exist_ok=True)
                merge(present, collected).save(str(FOLDER / f"{domain}.po"))
        if options["check"] and differences:
            raise CommandError(
                "Other packages say something else than locale/upstream knows. "
                "Run `make upstream-messages` and translate what is new.\n" + "\n".join(differences)
            )
        for line in differences:
            self.stdout.write(line)
        self._report(installed)

    def _report(self, installed: list[Package]) -> None:
        catalogues = {domain: read(domain) for domain in DOMAINS}
        for name, messages, translated in shares(installed, catalogues):
            if messages:
                share = 100 * translated / messages
                self.stdout.write(f"{name:36} {translated:5} of {messages:5}  {share:5.1f} %")
        entries = [e for catalogue in catalogues.values() for e in catalogue if not e.obsolete]
        done = sum(map(is_translated, entries))
        self.stdout.write(f"{'together, each once':36} {done:5} of {len(entries):5}")


def _named(what: str, keys: set[Key]) -> list[str]:
    return [f"  {what}: {message!r}" for _context, message in sorted(keys)]
