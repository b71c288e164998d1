"""Take away the second factor of somebody whom no administrator can help any more."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from site_core.accounts import second_factor
from site_core.models import User


class Command(BaseCommand):
    help = (
        "Takes somebody's second factor and recovery codes away; the next sign-in sets up an app."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Nobody is called “{options['username']}”.")
        second_factor.forget(user, by=None)
        self.stdout.write(f"“{user.username}” has no second factor, and is signed out everywhere.")
