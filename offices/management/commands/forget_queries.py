"""Deletes queries from the contact form that have been kept long enough."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from offices.models import MediaQuery


class Command(BaseCommand):
    """``manage.py forget_queries``"""

    help = (
        "Deletes queries from contact forms, with their files, that are older than MEDIA_QUERY_DAYS. Run it "
        "every day. A query that has reached nobody yet is kept and counted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=settings.MEDIA_QUERY_DAYS,
            metavar="N",
            help="Delete what is older than N days (default: %(default)s, from MEDIA_QUERY_DAYS).",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say how many it would be, and delete nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["days"]
        if days < 1:
            raise CommandError("--days takes a whole number of days, at least 1.")
        old = MediaQuery.objects.older_than(days)
        waiting = old.not_passed_on().count()
        over = old.exclude(passed_on_at=None)
        if options["dry_run"]:
            self.stdout.write(
                f"Queries older than {days} days that would be deleted: {over.count()}"
            )
        else:
            _all, by_model = over.delete()
            deleted = by_model.get(MediaQuery._meta.label, 0)
            self.stdout.write(f"Queries older than {days} days deleted: {deleted}")
        if waiting:
            self.stderr.write(
                self.style.WARNING(
                    f"Kept although older, because they have reached nobody: {waiting}. See the "
                    "dashboard of the admin, and whether the worker runs and reaches the mail server."
                )
            )
