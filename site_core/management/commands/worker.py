"""Does what nobody should wait for: sends webhooks and e-mail."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from site_core.jobs.worker import Worker, do_what_is_due


class Command(BaseCommand):
    """``manage.py worker``"""

    help = (
        "Sends webhooks and does the jobs of the plugins, such as e-mail, until it is stopped by Ctrl+C "
        "or SIGTERM; what is under way is ended first. Run one beside the site; several share the work. "
        "It may be killed: nothing is lost."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help="Do what is due now, say how much it was, and stop.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            for name, count in do_what_is_due().items():
                self.stdout.write(f"{name}: {count}")
            return
        worker = Worker()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *received: worker.stop())
        self.stdout.write("Working. Stop with Ctrl+C.")
        worker.run()
