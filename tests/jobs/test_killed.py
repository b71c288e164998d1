"""Processes are killed before every so many of their statements: nothing is half done, lost or done twice."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from tests.support.commands import python
from tests.support.database import migrated_copy
from tests.support.receiver import receiving


def killed(act: str, step: int, folder: Path, receiver: str = "") -> dict[str, Any]:
    shutil.move(migrated_copy("killed"), folder / "liaison.sqlite3")
    arguments = ("-m", "tests.support.killed_site", act, str(step))
    done = python(
        *arguments, data_dir=folder, RECEIVER=receiver, WEBHOOK_PRIVATE_NETWORKS="127.0.0.0/8"
    )
    assert "TOLD" in done.stdout, done.stderr[-3000:]
    return json.loads(done.stdout.partition("TOLD")[2])


def test_publications_are_whole_or_not_at_all(tmp_path: Path) -> None:
    told = killed("publications", 17, tmp_path)
    assert told["faults"] == []
    assert told["kills"] >= 20


def test_a_workers_work_is_done_once(tmp_path: Path) -> None:
    with receiving() as receiver:
        told = killed("worker", 23, tmp_path, receiver.url)
    assert told["faults"] == []
    assert told["kills"] >= 8
    delivered = Counter(message.id for message in receiver.messages)
    titles = [message.data["data"]["path_after"] for message in receiver.messages]
    assert len(set(titles)) == len(delivered) == told["kills"] + 1
    assert max(delivered.values()) <= 2  # what was under way is told again, under its id
