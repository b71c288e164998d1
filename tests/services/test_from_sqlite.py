"""A backup of SQLite restored on PostgreSQL: every row is the same, and the site works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from home.models import HomePage
from relations.models import ArticlePage
from site_core.backups import tables
from site_core.models import ChangeCounter
from tests.support.commands import ROOT
from tests.support.factories import SectionPageFactory, SiteImageFactory

pytestmark = pytest.mark.django_db


def in_sqlite(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": "", "REDIS_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "site_core.settings.development"
    return subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


TELL = """
import json
from site_core.backups import tables
print(json.dumps({m._meta.label: sorted(tables.rows(m)) for m in tables.models()}))
"""


def comparable(row: str) -> Any:
    """A row whose JSON columns are data: PostgreSQL keeps no spaces and no order of keys."""
    return json.dumps([_data(value) for value in json.loads(row)], sort_keys=True)


def _data(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in '[{"':
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def details() -> dict[str, Any]:
    """What the API says of every public page, by id."""
    pages = client_of_the_site().get("/api/v2/pages/?limit=100").json()["items"]
    found = {str(page["id"]): page for page in pages}
    return {key: client_of_the_site().get(f"/api/v2/pages/{key}/").json() for key in found}


def client_of_the_site() -> Client:
    return Client(headers={"host": "localhost"})


TELL_PAGES = """
import json
from tests.services.test_from_sqlite import details
print("TOLD" + json.dumps(details()))
"""


def test_every_row_comes_over(tmp_path: Path, settings: Any, client: Client) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    in_sqlite(tmp_path, "demo", "--no-serve")
    in_sqlite(tmp_path, "backup", str(tmp_path / "backup.tar.gz"))
    before = json.loads(in_sqlite(tmp_path, "shell", "-v0", "-c", TELL))
    told = in_sqlite(tmp_path, "shell", "-v0", "-c", TELL_PAGES)
    pages = json.loads(told.partition("TOLD")[2])

    call_command("restore", tmp_path / "backup.tar.gz", replace=True, verbosity=0)

    after = {model._meta.label: tables.rows(model) for model in tables.models()}
    assert set(before) == set(after)
    for label, rows in after.items():
        if label != ChangeCounter._meta.label:
            expected = sorted(map(comparable, before[label]))
            assert sorted(map(comparable, rows)) == expected, label
    assert client.get("/sr/").status_code == 200
    assert client.get("/sr-latn/search/?query=beograd").status_code == 200
    call_command("rebuild_published", check=True)
    # Page by page as an app reads them, but for the state of the feed.
    assert len(pages) >= 15
    assert details() == pages
    # New rows are numbered after the old ones; an old revision can be published again.
    home = HomePage.objects.get(locale__language_code="en")
    page = SectionPageFactory(parent=home, title="New", slug="brand-new")
    assert client.get(page.url).status_code == 200
    article = ArticlePage.objects.filter(live=True, locale=home.locale).first()
    assert article is not None
    article.revisions.earliest("created_at").publish()
    SiteImageFactory()
    call_command("rebuild_published", check=True)


def test_one_command_leads_there(tmp_path: Path) -> None:
    in_sqlite(tmp_path, "migrate", "--verbosity", "0")
    in_sqlite(tmp_path, "move_database", f"sqlite:///{tmp_path / 'other.sqlite3'}")
    before = in_sqlite(tmp_path, "shell", "-v0", "-c", TELL)
    (tmp_path / "other.sqlite3").replace(tmp_path / "liaison.sqlite3")
    after = in_sqlite(tmp_path, "shell", "-v0", "-c", TELL)
    assert after.partition("ChangeCounter")[0] == before.partition("ChangeCounter")[0]
