"""Does what nobody should wait for: sends webhooks."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from site_core.webhooks.worker import Worker, send_what_is_due


class Command(BaseCommand):
    """``manage.py worker``"""

    help = (
        "Sends webhooks until it is stopped by Ctrl+C or SIGTERM; a message under way is ended first. "
        "Run one beside the site; several share the work. It may be killed: nothing is lost."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help="Send what is due now, say how much it was, and stop.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write(f"Messages delivered: {send_what_is_due()}")
            return
        worker = Worker()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *received: worker.stop())
        self.stdout.write("Working. Stop with Ctrl+C.")
        worker.run()
