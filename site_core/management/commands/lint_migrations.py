"""Refuses migrations that lock tables, break the release before, or cannot be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from site_core.management import migration_rules
from site_core.plugins import registry

#: What was released before there were rules: one migration and rule a line.
ACCEPTED = Path(__file__).parent.parent / "accepted_migrations.txt"


class Command(BaseCommand):
    help = (
        "Says which migrations of the platform and of the plugins that are on could not be applied while "
        "nodes of the release before go on, or not be taken back. A migration that has to says why: "
        'accepted = {"rule": "reason"}.'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "apps", nargs="*", help="The labels of apps. None: platform and plugins."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        labels = options["apps"] or ["site_core", *(app.label for app in registry.enabled())]
        for label in labels:
            if label not in apps.app_configs:
                raise CommandError(f"There is no app “{label}”.")
        released = {line for line in ACCEPTED.read_text().splitlines() if line}
        loader = MigrationLoader(None)
        state = ProjectState()
        plan = list(
            dict.fromkeys(
                key
                for leaf in sorted(loader.graph.leaf_nodes())
                for key in loader.graph.forwards_plan(leaf)
            )
        )
        looked_at = refused = 0
        for key in plan:
            migration = loader.graph.nodes[key]
            if key[0] not in labels:
                migration.mutate_state(state, preserve=False)
                continue
            looked_at += 1
            accepted = migration_rules.accepted_by(migration)
            for finding in migration_rules.findings(".".join(key), migration, state):
                if finding.rule in accepted or f"{finding.migration}: {finding.rule}" in released:
                    continue
                refused += 1
                self.stdout.write(str(finding))
        if refused:
            raise CommandError(f"{refused} operations of migrations are refused: see above.")
        self.stdout.write(f"{looked_at} migrations can be applied under a running site.")
