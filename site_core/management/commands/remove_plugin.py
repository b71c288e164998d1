"""Remove a plugin with everything that it left in the database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Page

from site_core.plugins.declarations import nearest
from site_core.plugins.discovery import installed
from site_core.removal import acts, export, obstacles
from site_core.removal.belongings import Belongings, summary

#: Exit codes besides 0 (done, or nothing to do) and 2 (wrong arguments).
FAILED, REFUSED, NOT_CONFIRMED = 1, 3, 4


class Command(BaseCommand):
    help = (
        "Removes a plugin from the database: says what would go, exports it, deletes its pages, snippets, "
        "redirects, translations, permissions and history, and unapplies its migrations. The package must "
        "be installed; it may be switched off by DISABLED_PLUGINS. Make a backup first. Exits with 0 when "
        "done, 1 when something failed, 3 when the plugin cannot be removed, 4 when nobody confirmed it."
    )
    #: Its own pages may be what the checks complain of.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "name", metavar="NAME", help="The plugin, as manage.py plugins names it."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would go, and change nothing."
        )
        parser.add_argument(
            "--export",
            metavar="PATH",
            help="Where the export is put: a new zip file. In DATA_DIR/removed-plugins unless given.",
        )
        parser.add_argument(
            "--move-foreign-pages-to",
            metavar="ID",
            type=int,
            help="The page below which pages of others are moved that stand below pages of the plugin.",
        )
        parser.add_argument(
            "--no-input", action="store_true", help="Do not ask whether it is meant."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.verbosity = options["verbosity"]
        own = self._belongings(options)
        name = own.plugin.name
        if own.is_absent():
            self.stdout.write(f"There is nothing of the plugin {name!r} in this database.")
            return
        target = self._target(options["move_foreign_pages_to"])
        refused = obstacles.all_of(own, target)
        if own.kinds and own.is_whole():
            self.stdout.write(self.style.MIGRATE_HEADING(f"{name} {own.plugin.version}"))
            for label, value in summary(own):
                self.stdout.write(f"  {label:<12} {value}")
        if refused:
            sentences = "\n".join(f"The plugin {name!r} stays: {sentence}" for sentence in refused)
            raise CommandError(sentences, returncode=REFUSED)
        if options["dry_run"]:
            self.stdout.write("Nothing was changed.")
            return
        if not options["no_input"]:
            self._confirm(name)
        self._remove(own, target, options["export"])

    def _belongings(self, options: dict[str, Any]) -> Belongings:
        name = options["name"]
        for plugin in settings.DISCOVERED_PLUGINS:
            if name in (plugin.name, plugin.label):
                return Belongings(plugin)
        if name in settings.DISABLED_PLUGINS:
            # Its models and migrations are needed to take its tables away.
            sys.exit(_run_switched_on(name, options))
        names = [plugin.name for plugin in installed(settings.BUILT_IN_PLUGINS)]
        raise CommandError(
            f"No plugin {name!r} is installed: there are {', '.join(names)}.{nearest(name, names)} What an "
            "uninstalled plugin left can be removed when its package is installed again, with "
            "DISABLED_PLUGINS naming it if it shall stay off.",
            returncode=REFUSED,
        )

    def _target(self, key: int | None) -> Page | None:
        if key is None:
            return None
        found: Any = Page.objects.filter(pk=key, depth__gt=1).first()
        if found is None:
            raise CommandError(
                f"--move-foreign-pages-to: there is no page {key}.", returncode=REFUSED
            )
        return cast("Page", found)

    def _confirm(self, name: str) -> None:
        if not sys.stdin.isatty():
            raise CommandError(
                "Nobody can be asked here. Give --no-input if it is meant.",
                returncode=NOT_CONFIRMED,
            )
        if input(f"This cannot be undone. Type {name} to remove it: ").strip() != name:
            raise CommandError("Nothing was changed.", returncode=NOT_CONFIRMED)

    def _remove(self, own: Belongings, target: Page | None, path: str | None) -> None:
        name = own.plugin.name
        if own.is_whole() and own.kinds:
            file = Path(path) if path else export.default_path(Path(settings.DATA_DIR), own)
            try:
                missing = export.write(own, file, self._progress)
            except export.ExportError as error:
                raise CommandError(f"{error} Nothing was changed.") from error
            self._clear()
            self.stdout.write(f"Exported to {file}")
            if missing:
                self.stdout.write(f"Not found, and not in it: {', '.join(missing)}")
            try:
                acts.remove_content(own, target, self._progress)
            except acts.RemovalError as error:
                raise CommandError(
                    f"The plugin {name!r} stays: {error} Nothing was changed.", returncode=REFUSED
                ) from error
        self._progress("tables")
        acts.remove_tables(own)
        self._clear()
        self.stdout.write(
            f"The plugin {name!r} is removed from the database. Uninstall its package, or name it in "
            "DISABLED_PLUGINS, and start the site and the worker anew."
        )

    def _progress(self, what: str) -> None:
        if self.verbosity > 1:
            self.stdout.write(what)
        elif self.verbosity and self.stdout.isatty():
            self.stdout.write(f"\r\033[K{what[:70]}", ending="")
            self.stdout.flush()

    def _clear(self) -> None:
        if self.verbosity == 1 and self.stdout.isatty():
            self.stdout.write("\r\033[K", ending="")


def _run_switched_on(name: str, options: dict[str, Any]) -> int:
    """Run the command in a process of its own in which the plugin is on; return its exit code."""
    others = [other for other in settings.DISABLED_PLUGINS if other != name]
    arguments = [name, f"--verbosity={options['verbosity']}"]
    arguments += [
        flag for flag in ("--dry-run", "--no-input") if options[flag[2:].replace("-", "_")]
    ]
    for option in ("--export", "--move-foreign-pages-to"):
        value = options[option[2:].replace("-", "_")]
        if value is not None:
            arguments.append(f"{option}={value}")
    own = settings.BASE_DIR / "manage.py"
    program = [str(own)] if own.exists() else ["-m", "django"]
    done = subprocess.run(  # noqa: S603 - this same command
        [sys.executable, *program, "remove_plugin", *arguments],
        env={**os.environ, "DISABLED_PLUGINS": ",".join(others)},
        check=False,
    )
    return done.returncode
