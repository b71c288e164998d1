"""Migrations that a running site could not bear are refused, each by a sentence with a way out."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.migrations.state import ProjectState

from relations.models import ArticlePage
from site_core.management import migration_rules
from tests.support.commands import install, manage
from tests.support.database import migrated_copy

INITIAL = """
from django.db import migrations, models

class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel(
            "Notice",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("title", models.CharField(max_length=100)),
                ("place", models.CharField(max_length=100, null=True)),
                ("slug", models.SlugField(unique=True)),
            ],
            options={"indexes": [models.Index(fields=["title"], name="notice_title")]},
        ),
        migrations.AddField("notice", "day", models.DateField()),
    ]
"""
SECOND = """
from django.db import migrations, models
from site_core.operations import AddIndexConcurrently

class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]
    {attributes}
    operations = [{operations}]
"""
REFUSED = {
    "not null": 'migrations.AddField("notice", "text", models.TextField(default=""))',
    "not null ": 'migrations.AlterField("notice", "place", models.CharField(max_length=100))',
    "removed": 'migrations.RemoveField("notice", "place")',
    "removed ": 'migrations.DeleteModel("Notice")',
    "renamed": 'migrations.RenameField("notice", "place", "room")',
    "renamed ": 'migrations.RenameModel("Notice", "Message")',
    "irreversible": "migrations.RunPython(print)",
    "irreversible ": 'migrations.RunSQL("SELECT 1")',
    "index": 'migrations.AddIndex("notice", models.Index(fields=["place"], name="notice_place"))',
    "index ": 'migrations.AlterField("notice", "title", models.CharField(max_length=100, unique=True))',
    "index  ": 'migrations.RunSQL("CREATE INDEX a ON notices_notice (place)", "DROP INDEX a")',
    "type": 'migrations.AlterField("notice", "title", models.CharField(max_length=50))',
    "type ": 'migrations.AlterField("notice", "title", models.IntegerField())',
    "constraint": 'migrations.AddConstraint("notice", models.UniqueConstraint(fields=["title"], name="one"))',
    "mixed": 'migrations.AddField("notice", "day2", models.DateField(null=True)), '
    "migrations.RunPython(print, print)",
}
BORNE = {
    "a default of the database": (
        'migrations.AddField("notice", "text", models.TextField(db_default=""))',
        "",
    ),
    "an empty column": ('migrations.AddField("notice", "text", models.TextField(null=True))', ""),
    "an index that locks nothing": (
        'AddIndexConcurrently("notice", models.Index(fields=["place"], name="notice_place"))',
        "atomic = False",
    ),
    "a longer column": (
        'migrations.AlterField("notice", "title", models.CharField(max_length=200))',
        "",
    ),
    "a reason": (
        'migrations.RemoveField("notice", "place")',
        'accepted = {"removed": "nothing has read it since 1.2"}',
    ),
}


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    """The migrations of an installed plugin, the first of which is there."""
    install(tmp_path / "packages", "notices")
    folder = tmp_path / "packages" / "notices" / "migrations"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "0001_initial.py").write_text(INITIAL)
    return folder


def second(operations: str, attributes: str = "") -> str:
    return SECOND.format(operations=operations, attributes=attributes)


def found(text: str) -> list[str]:
    """The rules that a second migration breaks."""
    state = ProjectState()
    rules: list[str] = []
    for source in (INITIAL, text):
        names: dict[str, Any] = {}
        exec(source, names)  # noqa: S102 - a migration of this file
        migration = names["Migration"]("migration", "notices")
        accepted = migration_rules.accepted_by(migration)
        rules += [
            finding.rule
            for finding in migration_rules.findings("notices.migration", migration, state)
            if finding.rule not in accepted
        ]
    return rules


@pytest.mark.parametrize("rule", REFUSED)
def test_what_locks_or_cannot_be_taken_back_is_refused(rule: str) -> None:
    assert found(second(REFUSED[rule])) == [rule.strip()]


@pytest.mark.parametrize("what", BORNE)
def test_what_a_running_site_bears_is_not_refused(what: str) -> None:
    assert found(second(*BORNE[what])) == []


def test_the_command_names_the_migration_and_the_way_out(plugin: Path) -> None:
    (plugin / "0002_second.py").write_text(second(REFUSED["not null"]))
    done = manage(
        "lint_migrations", "notices", data_dir=plugin.parents[2], packages=plugin.parents[1]
    )
    assert done.returncode == 1
    assert done.stdout == (
        "notices.0002_second: “Add field text to notice” refuses the rows that the release before writes: "
        "give it a db_default, or null=True [not null]\n"
    )


def test_an_index_that_locks_nothing_is_made_on_a_database_without_such(
    plugin: Path, tmp_path: Path
) -> None:
    (plugin / "0002_second.py").write_text(second(*BORNE["an index that locks nothing"]))
    database = tmp_path / "liaison.sqlite3"
    shutil.move(migrated_copy("migrations"), database)
    for target in ("0002", "0001"):
        done = manage("migrate", "notices", target, data_dir=tmp_path, packages=plugin.parents[1])
        assert done.returncode == 0, done.stderr
        rows = sqlite3.connect(database).execute("SELECT name FROM sqlite_master").fetchall()
        assert (("notice_place",) in rows) is (target == "0002")


@pytest.mark.django_db
def test_the_migrations_of_the_site_are_borne() -> None:
    call_command("lint_migrations")


@pytest.mark.parametrize(
    "name",
    [
        *("social_image", "last_reviewed", "lead", "lead_image"),
        *("lead_image_alternative_text", "lead_image_is_decorative"),
    ],
)
def test_the_words_of_what_page_types_inherit_are_in_no_migration(name: str) -> None:
    field: Any = ArticlePage._meta.get_field(name)
    assert field.verbose_name
    _, path, _, options = field.deconstruct()
    assert path.startswith("django.db.models.")
    assert not {"verbose_name", "help_text"} & options.keys()
