"""The worker as a process: it ends when it is told to, whatever hangs."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import ROOT, install, own_environment
from tests.support.database import migrated_copy

HANGING = """
import os
import pathlib
import time

def hang():
    pathlib.Path(os.environ["MARK"]).touch()
    time.sleep(600)
"""


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A worker whose plugin hangs, and which waits for one second when it is told to stop."""
    packages = install(
        tmp_path / "packages", "slow", "    name = 'slow'\n    jobs = ('slow.jobs.hang',)"
    )
    (packages / "slow" / "jobs.py").write_text(HANGING)
    shutil.move(migrated_copy("worker"), tmp_path / "liaison.sqlite3")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker", "--grace", "1"],
        cwd=ROOT,
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={
            **own_environment(),
            "DJANGO_SETTINGS_MODULE": "site_core.settings.development",
            "DATA_DIR": str(tmp_path),
            "PYTHONPATH": str(packages),
            "MARK": str(tmp_path / "mark"),
        },
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "mark").exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        os.sched_yield()
    yield process
    process.kill()
    process.wait()


def test_a_hanging_job_does_not_survive_the_signal(
    hanging: subprocess.Popen[str], tmp_path: Path
) -> None:
    hanging.send_signal(signal.SIGTERM)
    _, log = hanging.communicate(timeout=30)
    assert hanging.returncode == 1
    assert "worker ends without waiting any longer job=schedule slow.jobs.hang" in log
    rows = sqlite3.connect(tmp_path / "liaison.sqlite3").execute(
        "SELECT claim_token, leased_until FROM site_core_scheduledrun WHERE name = 'slow.jobs.hang'"
    )
    token, until = rows.fetchone()
    assert token  # another worker takes it when the claim has run out
    assert until


def test_a_second_signal_ends_it_at_once(hanging: subprocess.Popen[str]) -> None:
    hanging.send_signal(signal.SIGTERM)
    hanging.send_signal(signal.SIGINT)
    hanging.communicate(timeout=30)
    assert hanging.returncode != 0
