"""The scaled copies of images, which the worker makes: neither publishing nor reading waits for an image."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Count, Q
from django.db.models.signals import post_save
from django.utils import timezone

from site_core.full_disk import is_full
from site_core.jobs.models import ClaimLostError
from site_core.jobs.queues import Periodic, Queue
from site_core.media.models import SiteImage
from site_core.published import sync
from site_core.published.images import ALL_COPIES
from site_core.published.models import ChangeCounter, RenditionJob

logger = logging.getLogger(__name__)


def request(image: SiteImage) -> None:
    """Have the copies of an image made, anew where its last ones could not be."""
    if not image.is_svg():
        RenditionJob(image=image).save()  # in the place of one that is there


def request_missing() -> int:
    """Have the copies made that an image lacks, as after an upgrade that wants others.

    Returns for how many images.
    """
    lacking = (
        SiteImage.objects.filter(rendition_job=None)
        .annotate(
            copies=Count(
                "renditions__filter_spec",
                filter=Q(renditions__filter_spec__in=ALL_COPIES),
                distinct=True,
            )
        )
        .filter(copies__lt=len(ALL_COPIES))
    )
    pictures = [image for image in lacking if not image.is_svg()]
    RenditionJob.objects.bulk_create(
        [RenditionJob(image=image) for image in pictures], ignore_conflicts=True
    )
    return len(pictures)


def due(now: datetime) -> Iterable[RenditionJob]:
    """The images that a worker may work on now."""
    return RenditionJob.objects.due(now).select_related("image").order_by("pk")


def work(job: RenditionJob) -> int:
    """Make the copies of one image, and let the pages that show it show them.

    A picture that cannot be read is shown nowhere until it can.
    """
    try:
        for filters in ALL_COPIES:
            job.image.get_rendition(filters)
            job.renew(LEASE)
    except (ClaimLostError, DatabaseError):
        raise
    except Exception as error:
        if is_full(error):
            # Nothing is wrong with the picture: it is shown as it is, and tried again.
            logger.error("no room left for the copies of an image image=%s", job.image_id)
            job.note(next_attempt_at=timezone.now() + NO_ROOM, last_error=str(error)[:500])
            return 0
        logger.warning("image not scaled image=%s error=%r", job.image_id, error)
        with transaction.atomic():
            ChangeCounter.lock()
            if job.put_off(error) and job.failures == 1:
                _show(job.image)
        return 0
    with transaction.atomic():
        ChangeCounter.lock()
        if not job.is_held():
            raise ClaimLostError(str(job))
        _show(job.image)
        job.delete()
    return 1


def _show(image: SiteImage) -> None:
    sync.refresh(sync.referrers_of_object(image))


def _image_saved(instance: SiteImage, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    with transaction.atomic():
        ChangeCounter.lock()  # before the row, as the worker has it
        request(instance)


def connect_signals() -> None:
    """Connect the handler. Called once, when all apps are loaded."""
    post_save.connect(_image_saved, sender=SiteImage)


#: After which copies are tried again for which there was no room.
NO_ROOM = timedelta(minutes=1)
#: For longer than the slowest copy of the largest picture takes.
LEASE = timedelta(minutes=5)
QUEUE = Queue("renditions", due, work, lease=LEASE)
MISSING = Periodic("missing renditions", request_missing, timedelta(hours=1))
