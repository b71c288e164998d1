"""A backup brings back everything, or says why it cannot and changes nothing."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from wagtail.models import Locale

from relations.models import ArticlePage, SectionPage
from site_core.backups import archive, schedule, tables
from site_core.models import ChangeCounter, User
from tests.support.factories import ArticlePageFactory, SiteImageFactory, office_with_channels
from tests.support.translating import translate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    """Storages of this test alone: a backup takes all that is in them."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private", "base_url": None},
        },
    }


@pytest.fixture
def filled(section: SectionPage, serbian_home: Any, serbian: Locale) -> ArticlePage:
    """A site with a history: two languages, revisions, an office, a picture, a private file."""
    translate(section, serbian)
    article: ArticlePage = ArticlePageFactory(
        parent=section, slug="mission", title="Mission", lead="Прво „реч“."
    )
    for lead in ("Друго.", "Треће."):
        page = ArticlePage.objects.get(pk=article.pk)
        page.lead = lead
        page.body = json.dumps(
            [
                {
                    "type": "heading",
                    "id": "0b0a1c52-5a0f-4d57-8f39-3d8f8ac9a001",
                    "value": {"text": "A"},
                },
                {"type": "of_a_plugin_that_is_off", "id": "x", "value": {"kept": True}},
            ]
        )
        page.save_revision().publish()
    translate(ArticlePage.objects.get(pk=article.pk), serbian)
    office_with_channels()
    SiteImageFactory()
    storages["private"].save("enquiries/letter.txt", ContentFile("Писмо".encode()))
    User.objects.create_superuser("editor", "editor@example.org", "password")
    return article


def everything() -> dict[str, list[str]]:
    """Every row of every table, but the number that a restored site goes on with."""
    return {
        model._meta.db_table: list(tables.rows(model))
        for model in tables.models()
        if model is not ChangeCounter
    }


def run(command: str, *arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


class TestRestoring:
    def test_brings_back_every_row_and_file(
        self, filled: ArticlePage, tmp_path: Path, client: Client
    ) -> None:
        file = tmp_path / "backup.tar.gz"
        before, number = everything(), ChangeCounter.objects.get().value
        said = run("backup", str(file))
        assert "rows and" in said
        assert file.stat().st_mode & 0o077 == 0
        page_before = client.get("/en/section/mission/").status_code

        ArticlePage.objects.get(pk=filled.pk).delete()
        User.objects.all().delete()
        storages["private"].delete("enquiries/letter.txt")
        assert everything() != before

        run("restore", str(file), replace=True)
        after = everything()
        assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
        assert ChangeCounter.objects.get().value > number + 1000
        with storages["private"].open("enquiries/letter.txt") as letter:
            assert letter.read().decode() == "Писмо"
        assert client.get("/en/section/mission/").status_code == page_before
        run("rebuild_published", check=True)

    def test_goes_on_with_new_numbers(self, filled: ArticlePage, tmp_path: Path) -> None:
        file = tmp_path / "backup.tar.gz"
        run("backup", str(file))
        run("restore", str(file), replace=True)
        # A row with a number of its own does not collide with one that was restored.
        ArticlePageFactory(parent=SectionPage.objects.get(locale__language_code="en"), slug="new")
        assert User.objects.create_user("another").pk

    def test_search_finds_again(self, filled: ArticlePage, tmp_path: Path, client: Client) -> None:
        file = tmp_path / "backup.tar.gz"
        run("backup", str(file))
        run("restore", str(file), replace=True)
        found = client.get("/api/v2/search/?q=mission&locale=en").json()
        assert [item["id"] for item in found["items"]] == [filled.pk]
        client.force_login(User.objects.get(username="editor"))
        assert (
            f"/admin/pages/{filled.pk}/edit/"
            in client.get("/admin/pages/search/?q=Mission").content.decode()
        )


class TestEveryDay:
    def test_the_newest_are_kept(self, filled: ArticlePage, tmp_path: Path, settings: Any) -> None:
        settings.BACKUP_FOLDER = str(tmp_path / "backups")
        (job,) = schedule.jobs()
        with pytest.raises(archive.BackupError, match="There is no folder"):
            job.function()
        (tmp_path / "backups").mkdir()
        for day in range(1, 16):
            (tmp_path / "backups" / f"liaison-2020-01-{day:02}-0300.tar.gz").touch()
        (tmp_path / "backups" / "notes.txt").touch()
        job.function()
        left = sorted(path.name for path in (tmp_path / "backups").iterdir())
        assert len(left) == schedule.KEPT + 1
        assert "notes.txt" in left
        assert left[0] == "liaison-2020-01-03-0300.tar.gz"

    def test_none_without_a_folder(self) -> None:
        assert schedule.jobs() == []


class TestRefusals:
    @pytest.fixture
    def backup(self, filled: ArticlePage, tmp_path: Path) -> Path:
        file = tmp_path / "backup.tar.gz"
        run("backup", str(file))
        return file

    def refused(self, file: Path, **options: Any) -> str:
        before = everything()
        with pytest.raises(CommandError) as error:
            run("restore", str(file), **options)
        assert everything() == before
        return str(error.value)

    def test_a_site_that_is_not_empty(self, backup: Path) -> None:
        assert "This site is not empty" in self.refused(backup)

    def test_a_file_that_was_cut_off(self, backup: Path) -> None:
        backup.write_bytes(backup.read_bytes()[:-20_000])
        assert "cannot be read" in self.refused(backup, replace=True)

    def test_something_else(self, tmp_path: Path) -> None:
        other = tmp_path / "other.tar.gz"
        with tarfile.open(other, "w:gz"):
            pass
        assert "no backup of a site" in self.refused(other, replace=True)
        other.write_text("x")
        assert "cannot be read" in self.refused(other, replace=True)
        assert "cannot be read" in self.refused(tmp_path / "missing", replace=True)

    def test_one_that_was_changed(self, backup: Path) -> None:
        members = {}
        with tarfile.open(backup) as archive:
            for member in archive:
                file = archive.extractfile(member)
                members[member.name] = file.read() if file else b""
        members["private/enquiries/letter.txt"] = b"forged"
        with tarfile.open(backup, "w:gz") as archive:
            for name, content in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        assert "letter.txt is not what was written" in self.refused(backup, replace=True)

    def test_one_of_another_version(self, backup: Path) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM django_migrations WHERE app = 'home' AND name LIKE '0001%%'"
            )
        said = self.refused(backup, replace=True)
        assert "home 0001" in said
        assert "other migrations or plugins" in said

    def test_a_name_that_is_taken(self, backup: Path) -> None:
        with pytest.raises(CommandError, match="exists already"):
            run("backup", str(backup))
        with pytest.raises(CommandError, match="There is no folder"):
            run("backup", str(backup.parent / "none" / "a.tar.gz"))
