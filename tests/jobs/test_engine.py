"""The engine of the worker: claims, retries, periodic jobs, and jobs that fail."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from home.models import HomePage
from relations.models import SectionPage
from site_core.jobs import queues
from site_core.jobs.models import ClaimLostError, RetryPolicy, ScheduledRun
from site_core.jobs.queues import Periodic, Queue, periodic_jobs, run_due, work_on
from site_core.models import TranslationJob, User
from site_core.plugins import registry
from site_core.plugins.registry import PluginJob
from site_core.translations import jobs as translation_jobs
from tests.support.factories import SectionPageFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that has nothing to do but what a test gives it."""
    monkeypatch.setattr(queues, "_registered", {})
    monkeypatch.setattr(registry, "jobs", list)


@pytest.fixture
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def failing(message: str = "no such thing") -> Any:
    def job() -> None:
        raise ValueError(message)

    return job


def row(name: str = "a") -> ScheduledRun:
    return ScheduledRun.objects.create(name=name)


def queue_of(work: Any) -> Queue:
    return Queue("trial", ScheduledRun.objects.due, work)


class TestClaims:
    def test_a_row_is_had_by_one(self) -> None:
        first = row()
        second = ScheduledRun.objects.get()
        assert first.claim()
        assert not second.claim()
        first.release()
        assert second.claim()

    def test_a_stale_row_is_not_claimed_when_all_is_done(self) -> None:
        first = row()
        second = ScheduledRun.objects.get()
        assert first.claim()
        first.succeed(next_attempt_at=timezone.now() + timedelta(hours=1))
        first.release()
        assert not second.claim()

    def test_a_claim_runs_out_and_the_late_one_writes_nothing(
        self, noon: time_machine.Traveller
    ) -> None:
        late, quick = row(), ScheduledRun.objects.get()
        assert late.claim(timedelta(minutes=1))
        noon.shift(timedelta(minutes=2))
        assert quick.claim(timedelta(minutes=1))
        assert not late.put_off("too late")
        assert not late.succeed()
        with pytest.raises(ClaimLostError):
            late.renew()
        late.release()
        assert not ScheduledRun.objects.due(timezone.now()).exists()
        assert ScheduledRun.objects.get().failures == 0

    def test_a_renewed_claim_goes_on(self, noon: time_machine.Traveller) -> None:
        held = row()
        held.claim(timedelta(minutes=1))
        noon.shift(timedelta(seconds=50))
        held.renew(timedelta(minutes=1))
        noon.shift(timedelta(seconds=50))
        assert not ScheduledRun.objects.get().claim()

    def test_what_ends_a_process_leaves_the_claim(self) -> None:
        def killed(run: ScheduledRun) -> int:
            raise SystemExit

        with pytest.raises(SystemExit):
            work_on(queue_of(killed), row())
        assert not ScheduledRun.objects.due(timezone.now()).exists()


class TestRetries:
    def test_waits_grow_and_have_a_limit(self) -> None:
        policy = RetryPolicy(
            first=timedelta(seconds=5), factor=3, longest=timedelta(minutes=15), jitter=0
        )
        waits = [policy.delay(failures).total_seconds() for failures in range(1, 9)]
        assert waits == [5, 15, 45, 135, 405, 900, 900, 900]
        assert policy.delay(10_000) == timedelta(minutes=15)
        assert not policy.is_over(timedelta(days=1000))

    def test_patience_ends_with_one_last_attempt(self) -> None:
        policy = RetryPolicy(
            first=timedelta(seconds=5),
            factor=3,
            longest=timedelta(hours=6),
            patience=timedelta(days=1),
            jitter=0,
        )
        assert policy.delay(12, timedelta(hours=22)) == timedelta(hours=2)
        assert policy.delay(12, timedelta(hours=24)) == timedelta(seconds=5)
        assert policy.is_over(timedelta(days=1))

    def test_a_failing_row_backs_off_and_recovers(self, noon: time_machine.Traveller) -> None:
        row()
        queue = queue_of(lambda run: failing()())
        assert run_due(queue) == 0
        assert run_due(queue) == 0  # it waits
        found = ScheduledRun.objects.get()
        assert (found.failures, found.failing_since) == (1, NOON)
        assert found.last_error == "ValueError: no such thing"
        noon.shift(timedelta(seconds=6))
        run_due(queue)
        assert ScheduledRun.objects.get().failures == 2
        noon.shift(timedelta(minutes=1))

        def work(run: ScheduledRun) -> int:
            run.succeed()
            return 1

        assert run_due(queue_of(work)) == 1
        found.refresh_from_db()
        assert (found.failures, found.failing_since, found.last_error) == (0, None, "")

    def test_an_error_with_a_null_byte_is_kept(self) -> None:
        found = row()
        found.claim()
        found.put_off("a\0b" + "c" * 1000)
        assert ScheduledRun.objects.get().last_error == "ab" + "c" * 498


class TestWhatComesRound:
    def test_at_its_time(self, noon: time_machine.Traveller) -> None:
        done: list[str] = []
        queues.register(
            Periodic("often", lambda: done.append("often"), timedelta(seconds=10)),
            Periodic("rarely", lambda: done.append("rarely"), timedelta(hours=1)),
        )
        for _ in range(3):
            call_command("worker", once=True)
            noon.shift(timedelta(seconds=11))
        assert done == ["often", "rarely", "often", "often"]

    def test_a_failing_one_stops_no_other(
        self,
        noon: time_machine.Traveller,
        capsys: pytest.CaptureFixture[str],
        caplog: pytest.LogCaptureFixture,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        done: list[str] = []
        job = PluginJob("shop.jobs.sell", failing(), "shop", timedelta(seconds=1))
        monkeypatch.setattr(registry, "jobs", lambda: [job])
        queues.register(
            Periodic("first", failing(), timedelta(seconds=1)),
            Periodic("second", lambda: done.append("second"), timedelta(seconds=1)),
        )
        with caplog.at_level(logging.WARNING), pytest.raises(CommandError, match="schedule"):
            call_command("worker", once=True)
        assert done == ["second"]
        said = capsys.readouterr()
        assert "schedule: 1\n" in said.out
        assert "schedule failed: ValueError: no such thing" in said.err
        (line,) = [item for item in caplog.messages if "shop" in item]
        assert "job=shop.jobs.sell plugin=shop failures=1" in line

    def test_its_own_database_error_is_not_that_the_database_is_away(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        def job() -> None:
            raise DatabaseError("no such table: things")

        queues.register(Periodic("broken", job, timedelta(seconds=1)))
        with caplog.at_level(logging.WARNING), pytest.raises(CommandError):
            call_command("worker", once=True)
        assert "no such table: things" in caplog.text
        assert "waits for the database" not in caplog.text
        assert ScheduledRun.objects.get().failures == 1

    def test_a_plugin_that_does_not_say_when_comes_round_every_ten_seconds(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = [
            PluginJob("a.b", print, "a", None),
            PluginJob("a.c", print, "a", timedelta(hours=1)),
            PluginJob("a.d", Periodic("own", print, timedelta(minutes=1)), "a", None),
        ]
        monkeypatch.setattr(registry, "jobs", lambda: found)
        assert {name: (job.every, job.plugin) for name, job in periodic_jobs().items()} == {
            "a.b": (timedelta(seconds=10), "a"),
            "a.c": (timedelta(hours=1), "a"),
            "own": (timedelta(minutes=1), "a"),
        }


class TestTheDashboard:
    def test_names_what_fails_with_its_plugin(
        self, admin_client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert "Jobs that fail" not in admin_client.get("/admin/").content.decode()
        job = PluginJob("shop.jobs.sell", failing("out of stock"), "shop", None)
        monkeypatch.setattr(registry, "jobs", lambda: [job])
        with pytest.raises(CommandError):
            call_command("worker", once=True)
        shown = admin_client.get("/admin/").content.decode()
        for words in ("Jobs that fail", "shop.jobs.sell", "plugin shop", "out of stock"):
            assert words in shown
        monkeypatch.setattr(registry, "jobs", list)  # the plugin is switched off
        assert "Jobs that fail" not in admin_client.get("/admin/").content.decode()

    def test_says_that_no_worker_runs(self, admin_client: Client) -> None:
        assert "No worker has been seen yet" in admin_client.get("/admin/").content.decode()
        with time_machine.travel(NOON, tick=False) as traveller:
            call_command("worker", once=True)
            traveller.shift(timedelta(minutes=1))
            assert "No worker" not in admin_client.get("/admin/").content.decode()
            traveller.shift(timedelta(minutes=2))
            assert "No worker has been seen since" in admin_client.get("/admin/").content.decode()


class TestWhatThePlatformBrings:
    def test_scheduled_pages_go_live_and_expired_ones_are_taken_down(
        self, client: Client, home: HomePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from site_core.jobs.schedule import EVERY, PUBLICATION  # noqa: PLC0415 - beside its use

        assert timedelta(seconds=60) >= EVERY
        queues.register(PUBLICATION)
        with time_machine.travel(NOON, tick=False) as traveller:
            due = SectionPageFactory(parent=home, slug="due", live=False)
            due.go_live_at = NOON + timedelta(minutes=5)
            due.save_revision().publish()
            over = SectionPageFactory(parent=home, slug="over")
            over.expire_at = NOON + timedelta(minutes=5)
            over.save_revision().publish()
            call_command("worker", once=True)
            assert SectionPage.objects.get(slug="over").live
            traveller.shift(timedelta(minutes=5, seconds=31))
            call_command("worker", once=True)
            assert client.get("/en/due/").status_code == 200
            assert client.get("/en/over/").status_code == 404

    def test_translation_work_goes_on_without_a_page_open(
        self, home: HomePage, serbian_home: HomePage, serbian: Locale, admin_user: User
    ) -> None:
        queues.register(translation_jobs.QUEUE)
        section = SectionPageFactory(parent=home, title="Top", slug="top")
        SectionPageFactory(parent=section, title="A", slug="a")
        job = translation_jobs.submit(section, serbian, admin_user, include_subtree=True)
        call_command("worker", once=True)
        job.refresh_from_db()
        assert job.finished_at is not None
        assert section.has_translation(serbian)

    def test_a_step_that_fails_is_tried_again(
        self, home: HomePage, serbian: Locale, admin_user: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        queues.register(translation_jobs.QUEUE)
        section = SectionPageFactory(parent=home, title="Top", slug="top")
        job = translation_jobs.submit(section, serbian, admin_user, include_subtree=True)
        monkeypatch.setattr(translation_jobs, "translate_object", lambda *a, **k: failing()())
        with pytest.raises(CommandError):
            call_command("worker", once=True)
        job.refresh_from_db()
        assert (job.failures, job.done) == (1, 0)
        assert "no such thing" in job.last_error
        monkeypatch.undo()
        with time_machine.travel(timezone.now() + timedelta(minutes=1)):
            call_command("translation_jobs", verbosity=0)
        assert TranslationJob.objects.get().finished_at is not None
