"""Several processes edit one PostgreSQL database at once, and a mirror follows all the while."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client

from site_core.models import ChangeCounter
from site_core.published.models import Change
from site_core.published.rebuild import differences
from tests.support.mirror import Mirror, whole_site

WRITERS = 4
OPERATIONS = int(os.environ.get("WRITER_OPERATIONS", "150"))


def get(path: str) -> tuple[int, Any]:
    response = Client().get(path)
    return response.status_code, response.json()


def test_a_mirror_loses_nothing(served_site: None) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "site_core.settings.test",
        "DATABASE_URL": f"postgres:///{connection.settings_dict['NAME']}",
        "REDIS_URL": "",
    }
    writers = [
        subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "tests.support.writer", str(seed), str(OPERATIONS)],
            env=environment,
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in range(1, WRITERS + 1)
    ]
    mirror = Mirror(get)
    while any(writer.poll() is None for writer in writers):
        mirror.follow()
    outcomes = [json.loads(writer.communicate()[0]) for writer in writers]
    mirror.follow()

    print(outcomes, mirror.applied)  # noqa: T201 - shown with -s
    assert all(writer.returncode == 0 for writer in writers)
    assert sum(outcome["done"] for outcome in outcomes) > WRITERS * OPERATIONS * 0.8
    assert mirror.applied == Change.objects.count()
    assert ChangeCounter.objects.get().value >= Change.objects.latest("number").number
    site = whole_site(get)
    wrong = {
        page_id: (mirror.pages.get(page_id), site.get(page_id))
        for page_id in mirror.pages.keys() | site.keys()
        if mirror.pages.get(page_id) != site.get(page_id)
    }
    assert wrong == {}
    assert differences() == []
