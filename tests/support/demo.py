"""One demo site for a run of the suite: building one takes far longer than copying it."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.support.commands import manage

_OUTPUT = "output.txt"


def copy_of_the_demo(factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data directory that holds a demo site of its own, and what ``manage.py demo`` printed of it.

    The first process of a run that asks builds it; the others wait for that.
    """
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    built = shared / "built-demo"
    with (shared / "built-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            _build(built)
    folder = shutil.copytree(built, factory.mktemp("demo"), dirs_exist_ok=True)
    return folder, (folder / _OUTPUT).read_text(encoding="utf-8")


def _build(folder: Path) -> None:
    unfinished = folder.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    run = manage("demo", "--no-serve", data_dir=unfinished)
    assert run.returncode == 0, run.stderr
    (unfinished / _OUTPUT).write_text(run.stdout, encoding="utf-8")
    unfinished.rename(folder)
