"""Fills an empty database with demo content and serves the site."""

from __future__ import annotations

import logging
import os
import threading
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from site_core import demo
from site_core.demo import people, site
from site_core.jobs.worker import Worker
from site_core.published import rebuild_queue

DEFAULT_PORT = "8000"
#: They tell of every page that is saved; the command tells the same in fewer words.
TALKATIVE_LOGGERS = ("wagtail", "django_tasks")


def port_number(text: str) -> int:
    """A port as given on the command line or in PORT."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535.")
    return int(text)


@contextmanager
def quiet_logging() -> Iterator[None]:
    """Let only warnings through while the content is built."""
    levels = {name: logging.getLogger(name).level for name in TALKATIVE_LOGGERS}
    for name in levels:
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


class Command(BaseCommand):
    """``manage.py demo``"""

    help = (
        "Creates the database tables, fills an empty site with demo content in English and Serbian, "
        "makes a login for each role and serves the site on this machine. Run again, it changes nothing "
        "and serves at once. A database that holds anything else is left alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="Build the content and stop.")
        parser.add_argument(
            "--port",
            type=port_number,
            default=os.environ.get("PORT") or DEFAULT_PORT,
            metavar="N",
            help="The port to serve on (the PORT variable, or else 8000).",
        )
        parser.add_argument(
            "--new-password",
            action="store_true",
            help=f"Give the logins ({', '.join(people.PEOPLE)}) new passwords and show them.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        with quiet_logging():
            self._migrate()
            self._build()
            site.set_url(port)
            logins = people.logins(new_passwords=options["new_password"])
        self._show(port, logins)
        if not options["no_serve"]:
            self.stdout.write("Serving. Stop with Ctrl+C.")
            threading.Thread(target=Worker().run, name="worker", daemon=True).start()
            call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Creating the database tables …")
            call_command("migrate", verbosity=0, interactive=False)

    def _build(self) -> None:
        try:
            found = demo.build(lambda line: self.stdout.write(f"  {line}"))
        except demo.DemoError as error:
            raise CommandError(str(error)) from error
        if found is demo.State.COMPLETE:
            self.stdout.write("The demo content is here already.")
        else:
            if found is demo.State.EMPTY:
                rebuild_queue.note_finished()  # all of it was made by this release
            self.stdout.write(self.style.SUCCESS("The demo content is complete."))

    def _show(self, port: int, logins: list[people.Login]) -> None:
        self.stdout.write("")
        for name, url in site.urls(port):
            self.stdout.write(f"  {name:<20} {url}")
        self.stdout.write("")
        self.stdout.write("Sign in as:")
        for login in logins:
            secret = f"password {login.password}" if login.password else ""
            self.stdout.write(f"  {login.username:<14} {login.role:<14} {secret}".rstrip())
        if any(login.password for login in logins):
            self.stdout.write("Passwords are shown this once and kept nowhere.")
        if not all(login.password for login in logins):
            self.stdout.write("For new passwords: manage.py demo --new-password")
