"""Indexes anew what people search in the admin after an upgrade, by the worker and in steps.

Pages, images, documents and snippets stand in Wagtail's search index as the release that saved them wrote
them. A worker compares the fingerprint of its own code with the one that the entries were made by, once, when
it starts. Published documents are not among them: ``rebuild_queue`` makes those and their entries.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from wagtail.search.backends import get_search_backend
from wagtail.search.index import get_indexed_models

from site_core.jobs.models import ClaimLostError
from site_core.jobs.queues import Queue
from site_core.jobs.turns import work_in_turns
from site_core.published import fingerprint
from site_core.published.models import PublishedDocument
from site_core.published.rebuild_run import IndexRun

logger = logging.getLogger(__name__)

#: So many objects a step, which is a transaction.
STEP = 100
#: For so long a worker goes on before it looks whether it is to stop.
TURN_SECONDS = 10.0
#: Between two steps, so that editors come first.
PAUSE_SECONDS = 0.02


def indexed_models() -> dict[str, type[models.Model]]:
    """The models that are gone through, by their labels, in the order of these."""
    found = {model._meta.label: model for model in get_indexed_models()}
    found.pop(PublishedDocument._meta.label, None)
    return dict(sorted(found.items()))


@transaction.atomic
def request_if_changed() -> bool:
    """Ask for all entries to be made anew where something else than this process has made them.

    Returns whether it did.
    """
    found = IndexRun.objects.select_for_update().filter(pk=1).first()
    if found is not None and found.fingerprint == fingerprint.current():
        return False
    values: dict[str, Any] = {
        field.name: field.get_default() for field in IndexRun._meta.fields if field.name != "id"
    }
    IndexRun.objects.update_or_create(
        pk=1, defaults={**values, "fingerprint": fingerprint.current()}
    )
    return True


def due(now: datetime) -> Iterable[IndexRun]:
    """The run, where it waits for a worker of this release."""
    return IndexRun.objects.due(now).filter(finished_at=None, fingerprint=fingerprint.current())


def work(run: IndexRun) -> int:
    """Index for a while. Returns how many objects."""
    began_at = run.done
    work_in_turns(
        lambda: _step(run),
        lambda: run.finished_at is not None,
        seconds=TURN_SECONDS,
        pause=PAUSE_SECONDS,
    )
    return run.done - began_at


@transaction.atomic
def _step(run: IndexRun) -> None:
    """Index the next objects, of the model that is gone through or of those behind it."""
    if not run.is_held():
        raise ClaimLostError(str(run))
    for label, model in indexed_models().items():
        if label < run.model:
            continue
        objects: Any = model.get_indexed_objects().order_by("pk")  # type: ignore[attr-defined] # it is Indexed
        if label == run.model and run.position:
            objects = objects.filter(pk__gt=model._meta.pk.to_python(run.position))
        found = list(objects[:STEP])
        if found:
            get_search_backend().get_index_for_model(model).add_items(model, found)
            run.note(model=label, position=str(found[-1].pk), done=run.done + len(found))
            return
    run.succeed(finished_at=timezone.now())
    logger.info("the search of the admin has been indexed anew objects=%s", run.done)


QUEUE = Queue("search index", due, work, lease=timedelta(minutes=2), begin=request_if_changed)
