"""A migrated SQLite database to start from: making one takes longer than most modules of tests."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

from django.core.cache import caches

from site_core.delivery import generation
from tests.support.commands import ROOT

PACKAGES = ("site_core", "home", "relations", "offices")

FOLDER = Path(tempfile.gettempdir()) / f"liaison-tests-{os.getuid()}"


def migrated_copy(name: str) -> Path:
    """A database of its own with every migration applied, made from one that is kept between runs."""
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    if FOLDER.stat().st_uid != os.getuid():
        raise PermissionError(f"{FOLDER} belongs to somebody else.")
    copy = FOLDER / f"{os.getpid()}-{name}.sqlite3"
    shutil.copyfile(_template(), copy)
    return copy


def _template() -> Path:
    path = FOLDER / f"migrated-{_digest()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other processes of this run wait for the first
        if not path.exists():
            for old in FOLDER.glob("migrated-*"):
                old.unlink()
            _migrate(path)
    return path


def _migrate(path: Path) -> None:
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        check=True,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "site_core.settings.test",
            "DATABASE_URL": f"sqlite:///{unfinished}",
            "REDIS_URL": "",
        },
    )
    unfinished.rename(path)


def _digest() -> str:
    """Of the migrations, and the versions of what brings others. What follows a migration runs anyway."""
    digest = hashlib.blake2b(digest_size=8)
    files = [path for package in PACKAGES for path in (ROOT / package / "migrations").glob("*.py")]
    for path in sorted([*files, ROOT / "requirements/development.txt"]):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def forget() -> None:
    """Leave every cache as if it were empty: a transaction that is rolled back gives its generations again.

    The caches get another prefix. Emptying one would empty the server under tests in other processes.
    """
    for cache in caches.all():
        cache.key_prefix = uuid.uuid4().hex
    generation.kept.clear()
