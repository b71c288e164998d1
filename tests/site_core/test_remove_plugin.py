"""A plugin is removed: what it had is told, exported and deleted, and the site goes on without it."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.support.commands import ROOT, install, manage
from tests.support.demo import copy_of_the_demo

PACKAGE = ROOT / "tests" / "plugin_package"

FILL = """
import json
from uuid import uuid4
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site
from wagtail_localize.operations import translate_object
from noticeboard.models import NoticePage, Place, Topic
from relations.models import ArticlePage, SectionPage
from site_core.models import SiteImage

page = NoticePage.objects.get(title="Closed on Monday")
topic = Topic.objects.create(name="Quokkas", locale=page.locale)
page.topics.set([topic])
page.social_image = SiteImage.objects.order_by("pk").first()
page.save_revision().publish()
NoticePage.objects.get(pk=page.pk).get_workflow  # it is a page like others
translate_object(page, [Locale.objects.get(language_code="sr")])
below = SectionPage(title="Kept all the same", slug="kept", locale=page.locale, lead="A page of others.")
NoticePage.objects.get(pk=page.pk).add_child(instance=below)
below.save_revision().publish()
Place.objects.create(notice=page, name="Quokkas' gate")
Redirect.objects.create(old_path="/old-notice", redirect_page=page)
group = Group.objects.create(name="Porters")
group.permissions.add(Permission.objects.get(codename="change_topic"))
article = ArticlePage.objects.filter(locale__language_code="en").first()
places = [{"type": "item", "value": "Gate", "id": str(uuid4())}]
item = {"type": "notice", "id": str(uuid4()), "value": {"text": "Xylophone today.", "places": places}}
article.body = json.dumps([item, *article.body.raw_data])
article.save_revision().publish()
print(json.dumps({"page": page.pk, "below": below.pk, "article": article.pk,
    "home": Site.objects.get().root_page_id}))
"""

LOOK = """
import json
from django.apps import apps
from django.db import connection
from django.test import Client
from wagtail.models import Page
from site_core.published.rebuild import differences

client = Client(headers={"host": "localhost"})
traces = []
with connection.cursor() as cursor:
    quote = connection.ops.quote_name
    for table in connection.introspection.table_names(cursor):
        if "noticeboard" in table:
            traces.append(table)
        for column in connection.introspection.get_table_description(cursor, table):
            cursor.execute(
                f"SELECT COUNT(*) FROM {quote(table)} WHERE LOWER(CAST({quote(column.name)} AS text)) "
                "LIKE '%%noticeboard%%' OR CAST({0} AS text) LIKE '%%Closed on Monday%%' "
                "OR CAST({0} AS text) LIKE '%%Xylophone%%' OR CAST({0} AS text) LIKE '%%Quokkas%%'"
                .format(quote(column.name)))
            if cursor.fetchone()[0]:
                traces.append(f"{table}.{column.name}")
feed = client.get("/api/v2/changes/?limit=1000").json()["items"]
mirror = {}
for item in feed:
    if item["change"] in ("deleted", "unpublished"):
        mirror.pop(item["object"]["id"], None)
    else:
        mirror[item["object"]["id"]] = item["object"]["type"]
print(json.dumps({
    "traces": sorted(traces),
    "kept": client.get("/en/kept/").status_code,
    "home": client.get("/en/").status_code,
    "gone": client.get("/en/closed-on-monday/").status_code,
    "mirror": [kind for kind in mirror.values() if kind.startswith("noticeboard")],
    "deleted": [item["path_before"] for item in feed if item["change"] == "deleted"],
    "fixtree": [list(found) for found in Page.find_problems()],
    "differences": [str(item) for item in differences()],
}))
"""

#: What a mirror learns the deletion from, and the history of a page of others, which says where it was.
TRACES = ["site_core_change.type", "wagtailcore_pagelogentry.data"]


def fill(folder: Path) -> dict[str, int]:
    """Add a plugin to a demo, with everything that one can leave behind."""
    added = manage("demo", "--no-serve", data_dir=folder, packages=PACKAGE)
    assert added.returncode == 0, added.stderr
    filled = manage("shell", "-v0", "-c", FILL, data_dir=folder, packages=PACKAGE)
    assert filled.returncode == 0, filled.stderr
    return json.loads(filled.stdout.splitlines()[-1])


def remove(
    folder: Path, *arguments: str, packages: Path = PACKAGE, **environment: str
) -> subprocess.CompletedProcess[str]:
    return manage("remove_plugin", *arguments, data_dir=folder, packages=packages, **environment)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_demo(tmp_path_factory)[0]


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, int]:
    return fill(folder)


class TestAPluginWithPagesRowsAndBlocks:
    """The tests are one story, in this order."""

    def test_what_would_go_is_told_and_stays(self, folder: Path, made: dict[str, int]) -> None:
        home = str(made["home"])
        told = remove(folder, "noticeboard", "--dry-run", "--move-foreign-pages-to", home)
        assert told.returncode == 0, told.stderr
        assert told.stdout.splitlines() == [
            "noticeboard 1.2.0",
            "  pages        2 noticeboard.NoticePage, 1 live",
            "  published    1 published documents; the feed says of 1 that they are deleted",
            "  redirects    1",
            "  rows         2 noticeboard.NoticePage_topics",
            "  rows         1 noticeboard.Place",
            "  rows         1 noticeboard.Topic",
            "  history      4 revisions, 0 workflow states",
            "  translations 1 sources, 1 translations",
            "  blocks       in 1 streams of other pages and objects, which stay without them",
            "  images       1 used, 0 of them by nothing else: they stay in the library",
            "  permissions  12, given to Porters",
            "  types        noticeboard.noticepage, noticeboard.place, noticeboard.topic",
            "  settings     NOTICEBOARD_LENGTH: take them out of the environment yourself",
            "  migrations   3 of noticeboard",
            "Nothing was changed.",
        ]

    def test_pages_of_others_below_its_own_are_named(self, folder: Path, made: dict) -> None:
        refused = remove(folder, "noticeboard", "--no-input")
        assert refused.returncode == 3
        assert refused.stderr.strip() == (
            "CommandError: The plugin 'noticeboard' stays: pages of others stand below its pages: “Kept all "
            "the same” (/home/closed-on-monday/kept/). Move them in the admin, or name a page that they are "
            "moved to: --move-foreign-pages-to ID."
        )

    def test_nobody_is_there_to_confirm_it(self, folder: Path, made: dict) -> None:
        asked = remove(folder, "noticeboard", "--move-foreign-pages-to", str(made["home"]))
        assert asked.returncode == 4
        assert "Give --no-input" in asked.stderr

    def test_it_is_exported_and_removed(self, folder: Path, made: dict[str, int]) -> None:
        file = folder / "notices.zip"
        done = remove(
            folder,
            *("noticeboard", "--no-input", "--export", str(file)),
            *("--move-foreign-pages-to", str(made["home"])),
        )
        assert done.returncode == 0, done.stderr
        assert f"Exported to {file}" in done.stdout
        with zipfile.ZipFile(file) as archive:
            [page, counterpart] = json.loads(archive.read("pages.json"))
            assert page["text"] == "Come on Tuesday."
            assert page["url"].endswith("/en/closed-on-monday/")
            assert counterpart["language"] == "sr"
            [topic] = json.loads(archive.read("rows/noticeboard.Topic.json"))
            assert topic["fields"]["name"] == "Quokkas"
            [elsewhere] = json.loads(archive.read("blocks_elsewhere.json"))
            assert elsewhere["id"] == made["article"]
            assert elsewhere["blocks"][0]["value"]["text"] == "Xylophone today."
            [plugin] = json.loads(archive.read("plugin.json"))
            assert plugin["groups"] == {"Porters": ["noticeboard.change_topic"]}
            [image] = json.loads(archive.read("images.json"))
            assert len(archive.read(f"files/{image['file']}")) > 100
        assert file.stat().st_mode & 0o077 == 0

    def test_nothing_is_left_and_everything_runs(self, folder: Path, made: dict) -> None:
        worked = manage("worker", "--once", data_dir=folder)
        assert worked.returncode == 0, worked.stderr
        answer = manage("shell", "-v0", "-c", LOOK, data_dir=folder)
        assert answer.returncode == 0, answer.stderr
        found = json.loads(answer.stdout.splitlines()[-1])
        assert found == {
            "traces": TRACES,
            "kept": 200,
            "home": 200,
            "gone": 404,
            "mirror": [],
            "deleted": ["/en/closed-on-monday/"],
            "fixtree": [[], [], [], [], []],
            "differences": [],
        }
        checked = manage("makemigrations", "--check", data_dir=folder)
        assert checked.returncode == 0, checked.stdout

    def test_a_second_time_there_is_nothing(self, folder: Path, made: dict) -> None:
        again = remove(folder, "noticeboard", "--no-input")
        assert again.returncode == 0
        assert again.stdout.strip() == (
            "There is nothing of the plugin 'noticeboard' in this database."
        )

    def test_it_can_come_back(self, folder: Path, made: dict) -> None:
        back = manage("demo", "--no-serve", data_dir=folder, packages=PACKAGE)
        assert back.returncode == 0, back.stderr
        assert "Closed on Monday" in back.stdout

    def test_one_that_is_off_is_removed_as_well(self, folder: Path, made: dict) -> None:
        done = remove(folder, "noticeboard", "--no-input", DISABLED_PLUGINS="noticeboard")
        assert done.returncode == 0, done.stderr
        assert "  pages        1 noticeboard.NoticePage, 1 live" in done.stdout
        answer = manage(
            *("shell", "-v0", "-c", LOOK),
            data_dir=folder,
            packages=PACKAGE,
            DISABLED_PLUGINS="noticeboard",
        )
        assert json.loads(answer.stdout.splitlines()[-1])["traces"] == TRACES


class TestWhatStandsAgainstIt:
    def test_one_that_others_require(self, folder: Path, made: dict) -> None:
        refused = remove(folder, "home", "--dry-run")
        assert refused.returncode == 3
        assert (
            "is required by offices, relations, noticeboard. Remove those plugins first."
            in refused.stderr
        )

    def test_one_that_is_not_installed(self, folder: Path, made: dict) -> None:
        refused = remove(folder, "noticebord")
        assert refused.returncode == 3
        assert "Did you mean 'noticeboard'?" in refused.stderr

    def test_a_migration_that_does_not_go_back(self, folder: Path, tmp_path: Path) -> None:
        packages = install(tmp_path / "packages", "tenders")
        migrations = packages / "tenders" / "migrations"
        migrations.mkdir()
        (migrations / "__init__.py").touch()
        (migrations / "0001_only_forward.py").write_text(
            "from django.db import migrations\n\n\n"
            "class Migration(migrations.Migration):\n"
            "    operations = [migrations.RunPython(lambda apps, editor: None)]\n"
        )
        assert manage("migrate", data_dir=folder, packages=packages).returncode == 0
        refused = remove(folder, "tenders", "--no-input", packages=packages)
        assert refused.returncode == 3
        assert "its migration '0001_only_forward' cannot be unapplied" in refused.stderr

    def test_a_built_in_one_that_nobody_requires_goes(self, folder: Path, made: dict) -> None:
        done = remove(folder, "offices", "--no-input", DISABLED_PLUGINS="noticeboard")
        assert done.returncode == 0, done.stderr
        answer = manage("shell", "-v0", "-c", LOOK, data_dir=folder, DISABLED_PLUGINS="offices")
        found = json.loads(answer.stdout.splitlines()[-1])
        assert (found["home"], found["differences"]) == (200, [])
