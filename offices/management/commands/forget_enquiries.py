"""Deletes enquiries from the contact form that have been kept long enough."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from offices.enquiries.models import Enquiry
from offices.enquiries.storage import FOLDER
from site_core.plugins import registry

#: An enquiry that has reached nobody is kept for so many days at least.
UNDELIVERED_DAYS = 90
MAX_DAYS = 36500
#: A file without an enquiry may be that of one which is being stored.
STRAY_AFTER = timedelta(days=1)


class Command(BaseCommand):
    """``manage.py forget_enquiries``"""

    help = (
        "Deletes enquiries from contact forms, with their files, that are older than OFFICES_ENQUIRY_DAYS. "
        f"Run it every day. An enquiry that has reached nobody is kept for at least {UNDELIVERED_DAYS} days."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=registry.setting("offices", "ENQUIRY_DAYS"),
            metavar="N",
            help="Delete what is older than N days (default: %(default)s, from OFFICES_ENQUIRY_DAYS).",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say how many it would be, and delete nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["days"]
        if not 1 <= days <= MAX_DAYS:
            raise CommandError(f"--days takes a whole number of days from 1 to {MAX_DAYS}.")
        old = Enquiry.objects.older_than(days)
        given_up = Enquiry.objects.not_passed_on().older_than(max(days, UNDELIVERED_DAYS))
        over = old.exclude(passed_on_at=None) | given_up
        lost = given_up.count()
        waiting = old.not_passed_on().count() - lost
        if options["dry_run"]:
            self.stdout.write(
                f"Enquiries older than {days} days that would be deleted: {over.count()}"
            )
        else:
            _all, by_model = over.delete()
            deleted = by_model.get(Enquiry._meta.label, 0)
            self.stdout.write(f"Enquiries older than {days} days deleted: {deleted}")
            self._delete_stray_files()
        if lost:
            self._warn(f"Among them are enquiries that have reached nobody: {lost}.")
        if waiting:
            self._warn(f"Kept although older, because they have reached nobody: {waiting}.")

    def _delete_stray_files(self) -> None:
        """Delete the files of enquiries that were never stored because the process was killed just then."""
        storage = Enquiry._meta.get_field("attachment").storage
        if not storage.exists(FOLDER):
            return
        known = set(Enquiry.objects.exclude(attachment="").values_list("attachment", flat=True))
        before = timezone.now() - STRAY_AFTER
        for name in storage.listdir(FOLDER)[1]:
            path = f"{FOLDER}/{name}"
            if path not in known and storage.get_modified_time(path) < before:
                storage.delete(path)

    def _warn(self, text: str) -> None:
        advice = "See the dashboard of the admin, and whether the worker reaches the mail server."
        self.stderr.write(self.style.WARNING(f"{text} {advice}"))
