"""Does what nobody should wait for: sends webhooks and e-mail, publishes what is scheduled."""

from __future__ import annotations

import logging
import os
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from site_core.jobs.models import WorkerHeartbeat
from site_core.jobs.worker import STOP_SECONDS, Worker, do_one_round


class Command(BaseCommand):
    """``manage.py worker``"""

    help = (
        "Sends webhooks and e-mail, publishes and takes down what is scheduled, goes on with translation "
        "work and does the jobs of the plugins, until it is stopped by Ctrl+C or SIGTERM. What is under "
        "way then is waited for, for a while; a second signal ends it at once. Run one beside the site; "
        "several share the work. It may be killed: nothing is lost."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help="Do what is due now, say how much it was, and stop; exit with 1 if something failed.",
        )

        parser.add_argument(
            "--grace",
            type=float,
            default=STOP_SECONDS,
            metavar="SECONDS",
            help="How long to wait for what is under way after a signal to stop (default: %(default)s).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self._do_one_round()
            return
        worker = Worker(grace=options["grace"])
        signals = []

        def stop(number: int, frame: Any) -> None:
            signals.append(number)
            if len(signals) > 1:
                _end_now()
            worker.stop()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        self.stdout.write("Working. Stop with Ctrl+C.")
        if worker.run():
            _end_now()  # a thread that hangs cannot be ended, and would keep the process

    def _do_one_round(self) -> None:
        WorkerHeartbeat.beat()
        failed = []
        for done in do_one_round():
            self.stdout.write(f"{done.name}: {done.done}")
            for error in done.errors:
                self.stderr.write(f"{done.name} failed: {type(error).__name__}: {error}")
                failed.append(done.name)
        if failed:
            raise CommandError(f"Failed, and put off: {', '.join(dict.fromkeys(failed))}.")


def _end_now() -> None:
    logging.shutdown()
    os._exit(1)
