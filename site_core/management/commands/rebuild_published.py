"""Make every published document from the pages."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from site_core.published import fingerprint, rebuild_queue
from site_core.published.rebuild import differences, misplaced_pages, rebuild
from site_core.translations import outdated

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Makes the published documents, which readers and apps are served from, from the pages. "
        "Needed after changes that went round Wagtail, such as bulk SQL. After an upgrade the worker does "
        "it by itself, in steps."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Change nothing; say where the documents differ, and exit with 1 if they do.",
        )

        parser.add_argument(
            "--progress",
            action="store_true",
            help="Change nothing; say how far the worker is that makes the documents anew after an upgrade.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["progress"]:
            self.stdout.write(_progress())
            return
        if options["check"]:
            self._check()
            return
        shows_progress = self.stdout.isatty() and options["verbosity"] > 0

        def progress(done: int, total: int) -> None:
            if shows_progress and (done % 50 == 0 or done == total):
                self.stdout.write(f"\r{done} of {total} documents", ending="")
                self.stdout.flush()

        result = rebuild(progress)
        if shows_progress:
            self.stdout.write("")
        outdated.refresh_all()
        rebuild_queue.note_finished()
        self.stdout.write(
            f"{result.total} documents: {result.created} made, {result.changed} changed, "
            f"{result.removed} removed."
        )
        for error in result.kept:
            self.stdout.write(
                f"page {error.page_id} keeps its last document: {error.field} of the plugin "
                f"{error.plugin} raises {error.cause!r}"
            )

    def _check(self) -> None:
        misplaced = misplaced_pages()
        for page in misplaced[:SHOWN]:
            self.stdout.write(
                f"page {page.pk} ({page.title}) stands below a page of another language"
            )
        if misplaced:
            raise CommandError(
                f"{len(misplaced)} pages stand below a page of another language: move them in the admin."
            )
        found = differences()
        for difference in found[:SHOWN]:
            self.stdout.write(str(difference))
        if len(found) > SHOWN:
            self.stdout.write(f"… and {len(found) - SHOWN} more")
        if found:
            raise CommandError(
                f"{len(found)} published documents differ from the pages: "
                "run rebuild_published without --check."
            )
        self.stdout.write("Every published document is what its page says.")


def _progress() -> str:
    run = rebuild_queue.current()
    if run is None:
        return "No worker has looked yet."
    if run.fingerprint != fingerprint.current():
        return "Made by another release or under other settings: a worker makes them anew when it starts."
    if run.finished_at is None:
        error = f" The last attempt failed: {run.last_error}." if run.last_error else ""
        return f"Being made anew: {run.done} of {run.total} pages.{error}"
    return f"Made by this release, under these settings: {run.finished_at:%Y-%m-%d %H:%M} UTC."
