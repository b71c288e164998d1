"""Wagtail's schedule as a periodic job: pages are published and expire at the time that was set."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command

from site_core.jobs.queues import Periodic

#: Half of the minute that editors and readers are promised.
EVERY = timedelta(seconds=30)


def publish_scheduled() -> None:
    """Run Wagtail's command, which goes on where one page is refused."""
    call_command("publish_scheduled", verbosity=0)


PUBLICATION = Periodic("publish_scheduled", publish_scheduled, EVERY)
