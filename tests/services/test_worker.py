"""The worker as a process beside the site: it is killed half way, and nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from home.models import HomePage
from site_core.models import ChangeCounter, PublishedDocument, PublishedRebuild, WebhookEndpoint
from site_core.published.rebuild import differences
from tests.support.commands import ROOT
from tests.support.factories import SectionPageFactory
from tests.support.receiver import receiving

PATIENCE = 60


def worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "site_core.settings.test",
            "DATABASE_URL": f"postgres:///{connection.settings_dict['NAME']}",
            "REDIS_URL": "",
            "WEBHOOK_PRIVATE_NETWORKS": "127.0.0.0/8",
        },
        stdout=subprocess.DEVNULL,
    )


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_worker_that_is_killed_loses_nothing(served_site: Any) -> None:
    home = HomePage.objects.get()
    with receiving(seconds=0.05) as receiver:
        endpoint = WebhookEndpoint(name="App", url=receiver.url)
        endpoint.start_from_now()
        endpoint.save()
        paths = [f"/en/page-{number}/" for number in range(40)]
        for number in range(40):
            SectionPageFactory(parent=home, slug=f"page-{number}", locale=home.locale)

        first = worker()
        try:
            wait_until(lambda: len(receiver.messages) >= 10)
        finally:
            first.send_signal(signal.SIGKILL)
            first.wait()
        assert len(receiver.messages) < len(paths)
        # Another one may go on when the time of the first is over.
        WebhookEndpoint.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
        second = worker()
        try:
            wait_until(lambda: len({message.id for message in receiver.messages}) == len(paths))
        finally:
            second.send_signal(signal.SIGTERM)
            assert second.wait(timeout=20) == 0

        told = [
            message.verified(endpoint.secret)["data"]["path_after"] for message in receiver.messages
        ]
        assert list(dict.fromkeys(told)) == paths  # in their order
        assert len(told) <= len(paths) + 1  # what was under way is told again, under its id


def test_pages_are_made_anew_once_by_two_workers_after_a_killed_one(served_site: Any) -> None:
    home = HomePage.objects.get()
    for number in range(120):
        SectionPageFactory(parent=home, slug=f"page-{number}", locale=home.locale)
    before = ChangeCounter.objects.get().value
    now = timezone.now()
    values = {"fingerprint": "0" * 64, "began_at": now, "finished_at": now}
    PublishedRebuild.objects.update_or_create(pk=1, defaults=values)
    # What an earlier release made of the last of them, and all but the number of its change.
    last = PublishedDocument.objects.order_by("pk").last()
    assert last is not None
    PublishedDocument.objects.filter(pk=last.pk).update(search_text="", digest="0" * 64)

    def run() -> PublishedRebuild:
        return PublishedRebuild.objects.get()

    first = worker()
    try:
        wait_until(lambda: run().done > 0)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert 0 < run().done < run().total == 121
    PublishedRebuild.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    others = [worker(), worker()]
    try:
        wait_until(lambda: run().finished_at is not None)
    finally:
        for other in others:
            other.send_signal(signal.SIGTERM)
        assert [other.wait(timeout=20) for other in others] == [0, 0]

    assert run().done == 121
    assert differences() == []
    # One document, one line of the feed, and the end: nothing was made twice.
    assert ChangeCounter.objects.get().value == before + 3
