"""What the site does, in figures for Prometheus: ``/-/metrics``.

Requests are counted where they are answered. What the database knows (jobs, the schedule, translations) is
asked for when somebody asks for the figures; further rooms add theirs with ``add``.
"""

from __future__ import annotations

import functools
import os
import time
from collections import Counter as Counts
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from wagtail.models import Page, Revision

from site_core import prefixes
from site_core.counters import registry as _counted
from site_core.delivery import database, redis_cache
from site_core.jobs.models import ScheduledRun, WorkerHeartbeat
from site_core.languages.variants import LOCALE_CODES
from site_core.published import rebuild_queue
from site_core.published.announcements import known_kinds
from site_core.published.models import Change, ChangeCounter, PublishedDocument
from site_core.published.outdated import OutdatedTranslation

#: What a function gives that ``add`` takes: name, explanation, and the value for each label.
type Figures = Iterable[tuple[str, str, dict[str, float]]]

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_PARTS = (
    (prefixes.ADMIN, "admin"),
    ("/api/", "api"),
    (prefixes.STATIC, "static"),
    (prefixes.MEDIA, "media"),
    (prefixes.DOCUMENTS, "documents"),
)
_requests = Counter("liaison_requests", "Requests answered.", ["part", "status"], registry=_counted)
_seconds = Histogram(
    "liaison_request_seconds",
    "Seconds from a request to its response, by part of the site.",
    ["part"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=_counted,
)
#: So many of the newest changes are looked at.
_MAX_CHANGES = 10_000
_added: list[Callable[[], Figures]] = []


def add(figures: Callable[[], Figures]) -> None:
    """Have a function asked whenever somebody asks for the figures. Names begin with ``liaison_``."""
    if figures not in _added:
        _added.append(figures)


def count(path: str, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    part = next((name for prefix, name in _PARTS if path.startswith(prefix)), "pages")
    time_of, number_of = _counters(part, status)
    time_of.observe(seconds)
    number_of.inc()


@functools.cache
def _counters(part: str, status: int) -> tuple[Histogram, Counter]:
    """The two figures of a part and a status, found once: looking them up takes longer than counting."""
    return _seconds.labels(part), _requests.labels(part, str(status))


class MetricsMiddleware:
    """Counts requests and measures their time, by part of the site: pages, API, admin and so on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        count(request.path_info, response.status_code, time.perf_counter() - began)
        return response


class _State(Collector):
    """What the database and the servers say when they are asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        is_away = database.breaker.is_open
        yield _gauge(
            "liaison_database_up", "Whether the database answers.", {"": float(not is_away)}
        )
        if settings.REDIS_URL:
            is_up = not redis_cache.server(settings.REDIS_URL).breaker.is_open
            yield _gauge("liaison_redis_up", "Whether Redis answers.", {"": float(is_up)})
        if is_away:
            return
        try:
            for figures in (_of_the_platform, *_added):
                for name, explanation, values in figures():
                    yield _gauge(name, explanation, values)
        except DatabaseError as error:
            database.is_away(error)


def _of_the_platform() -> Figures:
    now = timezone.now()
    seen_at = WorkerHeartbeat.last()
    if seen_at is not None:
        age = (now - seen_at).total_seconds()
        yield "liaison_worker_seen_seconds", "Seconds since a worker was last seen.", {"": age}
    failing = ScheduledRun.objects.filter(failures__gt=0).values_list("name", "failures")
    yield "liaison_job_failures", "Failures in a row of a job.", {n: float(f) for n, f in failing}
    overdue = Page.objects.filter(live=True, expire_at__lt=now).count()
    waiting = Revision.objects.filter(approved_go_live_at__lt=now).count()
    yield (
        "liaison_schedule_overdue",
        "Pages whose time of publication or expiry has passed and that wait for the worker.",
        {"": float(overdue + waiting)},
    )
    public = PublishedDocument.objects.public()
    counted = {code: float(public.filter(locale=code).count()) for code in LOCALE_CODES}
    yield "liaison_public_pages", "Public pages by language.", counted
    outdated = OutdatedTranslation.objects.count()
    yield (
        "liaison_translations_outdated",
        "Translations behind their originals.",
        {"": float(outdated)},
    )
    yield (
        "liaison_translations",
        "Public originals by the state of their translations.",
        _translations(outdated),
    )
    yield (
        "liaison_public_changes",
        "Public changes in the last hour, by kind; of more than ten thousand the newest.",
        _recent_changes(now),
    )
    run = rebuild_queue.pending()
    left = float(run.total - run.done) if run is not None else 0.0
    yield (
        "liaison_rebuild_pages_left",
        "Pages that are still to be made anew after an upgrade.",
        {"": left},
    )
    generation = ChangeCounter.objects.values_list("value", flat=True).first() or 0
    yield "liaison_generation", "The number of the last public change.", {"": float(generation)}


def _translations(outdated: int) -> dict[str, float]:
    source = LOCALE_CODES[0]
    public = PublishedDocument.objects.public()
    originals = public.filter(locale=source).order_by()
    found = {"outdated": float(outdated), "current": -float(outdated), "missing": 0.0}
    for locale in LOCALE_CODES[1:]:
        translated = public.filter(locale=locale).order_by().values("translation_key")
        number = originals.filter(translation_key__in=translated).count()
        found["current"] += number
        found["missing"] += originals.count() - number
    return found


def _recent_changes(now: datetime) -> dict[str, float]:
    """Changes by kind. The feed has no index by time: its end is looked at."""
    newest = Change.objects.order_by("-number").values_list("kind", "at")[:_MAX_CHANGES]
    counted = Counts(kind for kind, at in newest if at >= now - timedelta(hours=1))
    return {kind: float(counted[kind]) for kind in known_kinds()}


def _gauge(name: str, explanation: str, values: dict[str, float]) -> GaugeMetricFamily:
    is_labelled = list(values) != [""]
    gauge = GaugeMetricFamily(name, explanation, labels=["name"] if is_labelled else [])
    for label, value in values.items():
        gauge.add_metric([label] if is_labelled else [], value)
    return gauge


def text() -> bytes:
    """All figures in Prometheus' text format: those of every process of the node where they share a folder.

    They do where ``PROMETHEUS_MULTIPROC_DIR`` names one (see the documentation of prometheus_client).
    """
    counted = _counted
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        multiprocess.MultiProcessCollector(counted)
    state = CollectorRegistry()
    state.register(_State())
    return generate_latest(counted) + generate_latest(state)
