"""List the plugins that are on."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from site_core.plugins.report import describe_plugins


class Command(BaseCommand):
    help = "Lists the plugins that are on: version, origin, page types, endpoints, jobs, settings …"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print the list as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        plugins = describe_plugins()
        if options["json"]:
            self.stdout.write(json.dumps([plugin.as_dict() for plugin in plugins], indent=2))
            return
        if not plugins:
            self.stdout.write("No plugin is on.")
        for plugin in plugins:
            self.stdout.write(self.style.MIGRATE_HEADING(f"{plugin.name} {plugin.version}"))
            self.stdout.write(f"  {'from':<28} {plugin.source}")
            for label, names in plugin.listed():
                self.stdout.write(f"  {label:<28} {', '.join(names)}")
