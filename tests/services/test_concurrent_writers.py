"""Several processes edit one PostgreSQL database at once, and a mirror follows all the while."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from site_core.models import ChangeCounter
from site_core.published.models import Change
from site_core.published.rebuild import differences
from tests.mirror import Mirror, whole_site

WRITERS = 4
OPERATIONS = int(os.environ.get("WRITER_OPERATIONS", "150"))


def get(path: str) -> tuple[int, Any]:
    response = Client().get(path)
    return response.status_code, response.json()


@pytest.fixture
def served_site(transactional_db: None) -> None:
    """A site that other processes see. Flushing the database between tests takes what migrations made."""
    from django.core.management import call_command
    from wagtail.models import Locale, Page, Site

    from home.models import HomePage

    if not HomePage.objects.exists():
        for code in ("en", "sr"):
            Locale.objects.get_or_create(language_code=code)
        root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
        locale = Locale.objects.get(language_code="en")
        home = root.add_child(instance=HomePage(title="Home", slug="home", locale=locale))
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        call_command("rebuild_published", verbosity=0)


def test_a_mirror_loses_nothing(served_site: None) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "site_core.settings.test",
        "DATABASE_URL": f"postgres:///{connection.settings_dict['NAME']}",
        "REDIS_URL": "",
    }
    writers = [
        subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "tests.writer", str(seed), str(OPERATIONS)],
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
