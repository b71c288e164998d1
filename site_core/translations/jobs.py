"""Bulk work in steps: each in a transaction of its own, which also notes that it is done."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Locale, Page
from wagtail_localize.operations import translate_object

from site_core.exceptions import Refused
from site_core.jobs.queues import Queue
from site_core.translations import exchange
from site_core.translations.counterparts import counterparts_of
from site_core.translations.exchange import Unit, Verdict
from site_core.translations.locks import check_not_locked
from site_core.translations.models import TranslationJob

#: The file of an import, as the one step that it has.
_FILE = "file"


def submit(page: Page, locale: Locale, user: Any, *, include_subtree: bool) -> TranslationJob:
    """Plan the submission of a page, of what is above it and of all that is below, parents first.

    Pages that are submitted already are left out.
    """
    pages = page.get_ancestors(inclusive=True).filter(depth__gt=1)
    if include_subtree:
        pages |= page.get_descendants()
    translated = Page.objects.filter(locale=locale, alias_of__isnull=True)
    missing = (
        pages.filter(alias_of__isnull=True)
        .exclude(translation_key__in=translated.values("translation_key"))
        .order_by("path")
        .values_list("pk", flat=True)
    )
    pending = list(missing)
    return TranslationJob.objects.create(
        kind=TranslationJob.SUBMIT,
        locale=locale,
        user=user,
        title=page.title,
        total=len(pending),
        pending=pending,
    )


def import_file(
    content: bytes, name: str, locale: Locale, user: Any, *, overwrite: bool, in_part: bool
) -> TranslationJob:
    """Plan the import of a file that came back. Raises ``ExchangeError`` for one that cannot be read."""
    units = exchange.read(content, locale)
    return TranslationJob.objects.create(
        kind=TranslationJob.IMPORT,
        locale=locale,
        user=user,
        title=name[:255],
        total=1,
        pending=[_FILE],
        options={
            "overwrite": overwrite,
            "in_part": in_part,
            "units": [
                [unit.context, unit.source, unit.target, unit.note, unit.is_unsure]
                for unit in units
            ],
        },
    )


def advance(job_id: int, seconds: float | None = None) -> TranslationJob:
    """Do steps of a job until it is finished or the time is over; at least one. Return the job."""
    until = None if seconds is None else time.monotonic() + seconds
    while True:
        job = _step(job_id)
        if job.finished_at is not None or (until is not None and time.monotonic() >= until):
            return job


@transaction.atomic
def _step(job_id: int) -> TranslationJob:
    job = TranslationJob.objects.select_for_update().get(pk=job_id)
    if job.finished_at is not None:
        return job
    if job.pending:
        step = job.pending.pop(0)
        if job.kind == TranslationJob.SUBMIT:
            _submit(job, step)
        else:
            _import(job)
    if not job.pending:
        job.finished_at = timezone.now()
        job.options = {}
        if any(Page.find_problems()):
            job.report.setdefault("failed", []).append(
                gettext("The page tree has faults: run manage.py fixtree.")
            )
    job.save(update_fields=["pending", "finished_at", "options", "report"])
    return job


def _submit(job: TranslationJob, page_id: int) -> None:
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return  # deleted since
    try:
        with transaction.atomic():
            check_not_locked([page, *counterparts_of(cast("Page", page))], job.user)
            translate_object(page.specific, [job.locale], user=job.user)
    except Refused as refused:
        job.report.setdefault("failed", []).append(str(refused))
    except ValidationError as error:
        job.report.setdefault("failed", []).append(f"{page.title}: {' '.join(error.messages)}")


def _import(job: TranslationJob) -> None:
    units = [Unit(*values) for values in job.options["units"]]
    report = exchange.apply(
        units,
        job.locale,
        job.user,
        overwrite=job.options["overwrite"],
        in_part=job.options["in_part"],
    )
    job.report = {
        "is_applied": report.is_applied,
        **{
            name: [_line(verdict) for verdict in getattr(report, name)]
            for name in ("taken", "skipped", "refused")
        },
    }


def _line(verdict: Verdict) -> dict[str, str]:
    return {
        "note": verdict.unit.note or verdict.unit.context,
        "source": verdict.unit.source,
        "target": verdict.unit.target,
        "reason": verdict.reason,
    }


def due(now: datetime) -> list[TranslationJob]:
    """The jobs that have steps left, the oldest first."""
    return list(TranslationJob.objects.due(now).order_by("created_at"))


def work(job: TranslationJob) -> int:
    """Do steps of a job that is claimed, for ``SLICE`` seconds. Returns how many are done now."""
    before = len(job.pending)
    left = advance(job.pk, seconds=SLICE)
    job.succeed()
    return before - len(left.pending)


#: Pages ask for progress meanwhile, so the worker does a few steps at a time.
SLICE = 5.0
QUEUE = Queue("translations", due, work)
