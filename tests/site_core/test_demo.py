"""``manage.py demo``: what it fills an empty site with, and what it leaves alone."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import manage, python

ASK = """
import json
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from site_core.models import OutdatedTranslation, PublishedDocument, User
from site_core.published.rebuild import differences
progress = [list(translation.get_progress()) for translation in Translation.objects.all()]
print(json.dumps({
    "paths": {
        page.path: page.title for page in PublishedDocument.objects.order_by("tree_path")
    },
    "untranslated": [done for done in progress if done[0] != done[1]],
    "translations": len(progress),
    "problems": [list(found) for found in Page.find_problems()],
    "differences": len(differences()),
    "outdated": OutdatedTranslation.objects.count(),
    "people": {
        user.username: [user.email, *(group.name for group in user.groups.all())]
        for user in User.objects.order_by("username")
    },
    "superusers": User.objects.filter(is_superuser=True).count(),
}))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first_run(folder: Path) -> str:
    built = manage("demo", "--no-serve", data_dir=folder)
    assert built.returncode == 0, built.stderr
    return built.stdout


@pytest.fixture(scope="module")
def facts(folder: Path, first_run: str) -> dict[str, Any]:
    answer = manage("shell", "-v0", "-c", ASK, data_dir=folder)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.splitlines()[-1])


class TestTheFirstRun:
    def test_prints_addresses_and_a_login(self, first_run: str) -> None:
        assert "http://localhost:8000/en/" in first_run
        assert "http://localhost:8000/sr/" in first_run
        assert "http://localhost:8000/admin/" in first_run
        for name in ("author", "translator", "editor", "media-desk", "administrator"):
            assert re.search(rf"^  {name} .* password \S{{12,}}$", first_run, re.MULTILINE), name

    def test_makes_the_pages_of_the_brief(self, facts: dict[str, Any]) -> None:
        dialogue = (
            "/en/about/natos-relations-with-serbia/political-dialogue-and-key-events/",
            "/sr/o-nato-vojnoj-kancelariji-za-vezu/odnosi-nato-a-i-srbije/"
            "politicki-dijalog-i-kljucni-dogadjaji/",
        )
        assert facts["paths"][dialogue[0]] == "Political dialogue and key events"
        assert facts["paths"][dialogue[1]] == "Политички дијалог и кључни догађаји"
        assert sum(path.startswith("/en/") for path in facts["paths"]) == 12
        assert sum(path.startswith("/sr/") for path in facts["paths"]) == 11

    def test_translates_all_but_the_chief_in_every_segment(self, facts: dict[str, Any]) -> None:
        assert facts["translations"] == 11 + 2
        assert facts["untranslated"] == []

    def test_leaves_tree_and_read_side_sound(self, facts: dict[str, Any]) -> None:
        assert facts["problems"] == [[], [], [], [], []]
        assert facts["differences"] == 0
        assert facts["outdated"] == 0

    def test_makes_one_person_of_each_role(self, facts: dict[str, Any]) -> None:
        assert facts["people"] == {
            "administrator": ["administrator@example.org", "Administrator"],
            "author": ["author@example.org", "Author"],
            "editor": ["editor@example.org", "Editor"],
            "media-desk": ["media-desk@example.org", "Media desk"],
            "translator": ["translator@example.org", "Translator"],
        }
        assert facts["superusers"] == 0

    def test_keeps_its_files_to_itself(self, folder: Path, first_run: str) -> None:
        key = folder / "secret-key"
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


class TestAnotherRun:
    def test_changes_nothing(self, folder: Path, facts: dict[str, Any]) -> None:
        again = manage("demo", "--no-serve", data_dir=folder)

        assert again.returncode == 0
        assert "The demo content is here already." in again.stdout
        assert " password " not in again.stdout
        answer = manage("shell", "-v0", "-c", ASK, data_dir=folder)
        assert json.loads(answer.stdout.splitlines()[-1]) == facts

    def test_gives_a_new_password_when_asked(self, folder: Path, first_run: str) -> None:
        again = manage("demo", "--no-serve", "--new-password", data_dir=folder)

        new = re.findall(r" password (\S+)", again.stdout)
        assert len(new) == 5
        assert not any(password in first_run for password in new)

    def test_the_benchmarks_add_articles_with_their_translations(
        self, folder: Path, first_run: str
    ) -> None:
        added, again = (python("-m", "bench.fill", "30", data_dir=folder) for _attempt in range(2))
        assert added.returncode == 0, added.stderr
        assert "Generated articles: 30 wanted, 30 added." in added.stdout
        assert "Generated articles: 30 wanted, 0 added." in again.stdout

        answer = manage("shell", "-v0", "-c", ASK, data_dir=folder)
        facts = json.loads(answer.stdout.splitlines()[-1])
        assert facts["untranslated"] == []
        assert facts["translations"] >= 10 + 30
        assert facts["problems"] == [[], [], [], [], []]
        assert facts["differences"] == 0
        titles = list(facts["paths"].values())
        assert len(set(titles)) >= len(titles) - 5


MAKE_A_PAGE = """
from home.models import HomePage
home = HomePage.objects.get()
home.title = "The real site"
home.save_revision().publish()
"""


def test_refuses_a_database_that_holds_something_else(tmp_path: Path) -> None:
    assert manage("migrate", data_dir=tmp_path).returncode == 0
    assert manage("shell", "-v0", "-c", MAKE_A_PAGE, data_dir=tmp_path).returncode == 0

    refused = manage("demo", "--no-serve", data_dir=tmp_path)

    assert refused.returncode == 1
    assert "This database is not empty" in refused.stderr
    assert "“The real site”" in refused.stderr
    assert "Nothing was changed." in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "many"], "'many' is not a port: give a number from 1 to 65535."),
        (["--port", "70000"], "'70000' is not a port: give a number from 1 to 65535."),
    ],
)
def test_says_what_is_wrong_with_what_it_is_given(
    tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    refused = manage("demo", "--no-serve", *arguments, data_dir=tmp_path)

    assert refused.returncode != 0
    assert sentence in refused.stderr
