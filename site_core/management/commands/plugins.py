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
            self.stdout.write(f"  from       {plugin.source}")
            for label, names in (
                ("requires", plugin.requires),
                ("page types", plugin.page_types),
                ("endpoints", plugin.endpoints),
                ("regions", plugin.regions),
                ("blocks", plugin.blocks),
                ("jobs", plugin.jobs),
                ("settings", plugin.settings),
                ("urlconf", [plugin.urlconf] if plugin.urlconf else []),
                ("core", [plugin.core_version] if plugin.core_version else []),
            ):
                if names:
                    self.stdout.write(f"  {label:<10} {', '.join(names)}")
