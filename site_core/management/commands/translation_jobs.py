"""Go on with translation work that was begun in the admin and left."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from site_core.translations import jobs
from site_core.translations.models import TranslationJob


class Command(BaseCommand):
    help = (
        "Finishes the submissions and imports that were begun in the admin and are not finished. "
        "For a schedule; it does nothing when there is nothing to do."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for job in TranslationJob.objects.filter(finished_at=None).order_by("created_at"):
            while job.finished_at is None:
                job = jobs.advance(job.pk, seconds=1)  # noqa: PLW2901 - the same job, further on
                self.stdout.write(f"{job.title}: {job.done} of {job.total}")
