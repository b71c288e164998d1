"""Makes the published documents anew after an upgrade or a change of sites, by the worker and in steps.

A worker compares the fingerprint of its own code with the one that the documents were made by, once, when
it starts. Readers are answered from what there is meanwhile. Each step is one transaction, which also notes
how far it came: it may be interrupted at any point.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Q
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from site_core.jobs.models import ClaimLostError
from site_core.jobs.queues import Queue
from site_core.jobs.turns import work_in_turns
from site_core.published import fingerprint, places, rebuild
from site_core.published.models import ChangeCounter
from site_core.published.rebuild_run import PublishedRebuild, documents_rebuilt

#: ``is_pending`` in written SQL.
IS_PENDING = f"EXISTS (SELECT 1 FROM {PublishedRebuild._meta.db_table} WHERE finished_at IS NULL)"  # noqa: S608 - no input

logger = logging.getLogger(__name__)

#: So many pages a step: while it lasts, nobody else publishes.
STEP = 25
#: For so long a worker goes on before it looks whether it is to stop.
TURN_SECONDS = 10.0
#: On a site with so many pages all is made anew at once when a site changes; with more, by the worker.
MADE_AT_ONCE = 100
#: Between two steps, so that an editor who publishes comes first.
PAUSE_SECONDS = 0.02
#: So often the log says how far it is, in pages.
LOGGED = 1000


def _pages() -> PageQuerySet:
    """The pages that have a document, or should have one."""
    return Page.objects.filter(depth__gt=1).filter(
        Q(live=True) | Q(published_document__isnull=False)
    )


def current() -> PublishedRebuild | None:
    """How far the documents are; ``None`` before the first worker has looked."""
    return PublishedRebuild.objects.order_by("pk").first()


def pending() -> PublishedRebuild | None:
    """The rebuild that is under way or waits for a worker; ``None`` where there is none."""
    return PublishedRebuild.objects.filter(finished_at=None).order_by("pk").first()


def is_pending() -> Exists:
    """Whether a rebuild is under way or waits for a worker, as a part of another query."""
    return Exists(PublishedRebuild.objects.filter(finished_at=None))


def _from_the_beginning(total: int) -> dict[str, Any]:
    """The values of a rebuild that nobody has begun."""
    return {
        "position": 0,
        "done": 0,
        "total": total,
        "began_at": timezone.now(),
        "finished_at": None,
        "next_attempt_at": None,
        "leased_until": None,
        "claim_token": "",
        "failures": 0,
        "failing_since": None,
        "last_error": "",
    }


@transaction.atomic
def request_if_changed() -> bool:
    """Ask for a rebuild where the documents were made by something else than this process would use.

    Returns whether it did. The worker that starts last is right: one of the release before leaves it alone.
    """
    found = current()
    if found is not None and found.fingerprint == fingerprint.current():
        return False
    ChangeCounter.lock()  # of two workers that start at once, the second one finds it done
    found = current()
    if found is not None and found.fingerprint == fingerprint.current():
        return False
    total = _pages().count()
    PublishedRebuild.objects.update_or_create(
        pk=1,
        defaults={"fingerprint": fingerprint.current(), **_from_the_beginning(total)},
    )
    logger.info("published pages are made anew pages=%s: the release or a setting changed", total)
    return True


@transaction.atomic
def sites_changed() -> None:
    """Make the documents what they should be now that a site has another first page, or is gone.

    Where there are many, a worker does it: readers find everything where it was before until it has put all
    of it in its place (``places``).
    """
    ChangeCounter.lock()
    total = _pages().count()
    if total <= MADE_AT_ONCE:
        rebuild.rebuild()
        return
    asked = {"places_pending": True, **_from_the_beginning(total)}
    # The fingerprint stays: whoever has made the documents goes on.
    PublishedRebuild.objects.update_or_create(pk=1, defaults=asked)
    logger.info("published pages are put in other places pages=%s: a site changed", total)


def request() -> None:
    """Let the next worker that starts make all documents anew, whatever they were made by."""
    PublishedRebuild.objects.update(fingerprint="")


def note_finished() -> None:
    """Write down that the documents of all pages have just been made by this process."""
    now = timezone.now()
    PublishedRebuild.objects.update_or_create(
        pk=1,
        defaults={
            "fingerprint": fingerprint.current(),
            "places_pending": False,
            "began_at": now,
            "finished_at": now,
            "leased_until": None,
            "claim_token": "",
        },
    )


def due(now: datetime) -> Iterable[PublishedRebuild]:
    """The rebuild, where it waits for a worker of this release."""
    return PublishedRebuild.objects.due(now).filter(
        finished_at=None, fingerprint=fingerprint.current()
    )


def work(run: PublishedRebuild) -> int:
    """Make documents anew for a while. Returns of how many pages."""
    began_at = run.done
    Site.clear_site_root_paths_cache()
    work_in_turns(
        lambda: _step(run),
        lambda: run.finished_at is not None,
        seconds=TURN_SECONDS,
        pause=PAUSE_SECONDS,
    )
    return run.done - began_at


@transaction.atomic
def _step(run: PublishedRebuild) -> None:
    ChangeCounter.lock()
    if not run.is_held():
        raise ClaimLostError(str(run))
    if run.places_pending:
        places.write_places()
        run.note(places_pending=False)
        return
    waiting = _pages().filter(pk__gt=run.position).order_by("pk").values_list("pk", flat=True)
    page_ids = list(waiting[:STEP])
    if page_ids:
        rebuild.rebuild_pages(page_ids)
        done = run.done + len(page_ids)
        run.note(position=page_ids[-1], done=done, total=max(run.total, done))
        if done // LOGGED != (done - len(page_ids)) // LOGGED:
            logger.info("published pages are made anew done=%s of=%s", done, run.total)
        return
    rebuild.forget_unused_words()
    documents_rebuilt.send(PublishedRebuild)
    # A new generation: a search is answered without what was kept for the meantime.
    ChangeCounter.next_number()
    run.succeed(finished_at=timezone.now(), total=run.done)
    logger.info("published pages have been made anew pages=%s", run.done)


QUEUE = Queue("rebuild", due, work, lease=timedelta(minutes=2), begin=request_if_changed)
