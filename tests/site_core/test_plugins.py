"""The plugin door, tried in processes of their own as somebody who installs a package meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.commands import ROOT, install, manage
from tests.support.demo import copy_of_the_demo

PACKAGE = ROOT / "tests" / "plugin_package"

ASK = """
import json
from django.apps import apps
from django.test import Client
client = Client(headers={"host": "localhost"})
aside = client.get("/en/")
page = client.get("/en/closed-on-monday/")
print(json.dumps({
    "component": "latest-notice" in aside.content.decode(),
    "page": page.status_code,
    "text": "Come on Tuesday." in page.content.decode(),
    "endpoint": client.get("/api/v2/notices/").status_code,
    "items": [item["title"] for item in client.get("/api/v2/notices/").json().get("items", [])],
    "url": client.get("/en/notice-board/").status_code,
    "missing": "notice-mark" in client.get("/en/nothing/").content.decode(),
    "frames": "frame-src 'self' https://board.example.org" in aside["Content-Security-Policy"],
    "app": apps.is_installed("django.contrib.sitemaps"),
}))
"""


ASK_OF_THE_TOPICS = """
import json
from django.test import Client
from noticeboard.models import NoticePage, Place, Topic
from site_core.api.openapi import document

page = NoticePage.objects.get(title="Closed on Monday")
topic = Topic.objects.create(name="Quokkas", locale=page.locale)
page.topics.set([topic])
page.save_revision().publish()
client = Client(headers={"host": "localhost"})
detail = f"/api/v2/pages/{page.pk}/"
found = lambda word: [hit["title"] for hit in client.get("/api/v2/search/?q=" + word).json()["items"]]
before = client.get(detail).json()["topics"], found("quokkas")
topic = Topic.objects.get()
topic.name = "Zeppelins"
topic.save()
paths = document()["paths"]
def parameters(path):
    return {item["name"]: item["description"] for item in paths[path]["get"]["parameters"]}
place = Place.objects.create(notice=page, name="Walrusgate")
row = found("walrusgate")
place.name = "Narwhalgate"
place.save()
row = [row, found("walrusgate"), found("narwhalgate")]
place.delete()
print(json.dumps({
    "row": [*row, found("narwhalgate")],
    "before": before,
    "after": [client.get(detail).json()["topics"], found("quokkas"), found("zeppelins")],
    "schema": document()["components"]["schemas"]["noticeboard.NoticePage"]["properties"]["topics"],
    "items": paths["/api/v2/topics/"]["get"]["responses"]["200"]["content"]["application/json"]
        ["schema"]["properties"]["items"]["items"],
    "topic": parameters("/api/v2/notices/").get("topic"),
    "letter": parameters("/api/v2/topics/").get("letter"),
    "notices": [
        client.get("/api/v2/notices/?topic=" + name).json()["meta"]["total_count"]
        for name in ("Zeppelins", "Quokkas")
    ],
    "topics": client.get("/api/v2/topics/?letter=Z").json()["items"][0]["name"],
}))
"""


ASK_OF_THE_BLOCK = """
import json
from uuid import uuid4
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from wagtail.models import Locale
from relations.models import ArticlePage
from site_core.api.openapi import document
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

article = ArticlePage.objects.filter(locale__language_code="en").first()
places = [{"type": "item", "value": name, "id": str(uuid4())} for name in ("Gate", "Hall")]
item = {"type": "notice", "value": {"text": "Xylophone today.", "places": places}}
article.body = json.dumps([item])
article.save_revision().publish()
article = ArticlePage.objects.get(pk=article.pk)
client = Client(headers={"host": "localhost"})
path = article.get_url()
detail = client.get(f"/api/v2/pages/{article.pk}/").json()
source, _ = TranslationSource.update_or_create_from_instance(article)
texts = [segment.string.data for segment in source.stringsegment_set.all()]
print(json.dumps({
    "html": '<aside class="notice-block">' in client.get(path).content.decode(),
    "api": [{**item, "id": None} for item in detail["body"]],
    "length": [
        detail["length"] == len(article.lead) > 0,
        client.get("/api/v2/pages/?type=relations.ArticlePage&fields=length").json()["items"][0]["length"]
            > 0,
        document()["components"]["schemas"]["relations.ArticlePage"]["properties"]["length"],
    ],
    "schema": document()["components"]["schemas"]["Block.notice"]["properties"]["value"],
    "markdown": "Xylophone today.\\n\\n- Gate\\n- Hall" in client.get(path + "index.md").content.decode(),
    "search": [hit["id"] for hit in client.get("/api/v2/search/?q=xylophone").json()["items"]]
        == [article.pk],
    "texts": [text for text in texts if text in ("Xylophone today.", "Gate", "Hall")],
    "stylesheet": ".notice-block" in open(finders.find("site_core/css/site.css")).read(),
    "setting": settings.NOTICEBOARD_LENGTH,
    "operations": {
        path: methods["get"]["operationId"]
        for path, methods in document()["paths"].items() if "notices" in path
    },
    "items": document()["paths"]["/api/v2/notices/"]["get"]["responses"]["200"]["content"]
        ["application/json"]["schema"]["properties"]["items"]["items"],
}))
"""


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo site made with the plugin on."""
    folder = tmp_path_factory.mktemp("plugin")
    built = manage("demo", "--no-serve", data_dir=folder, packages=PACKAGE)
    assert built.returncode == 0, built.stderr
    return folder


class TestAnInstalledPlugin:
    def ask(self, data_dir: Path, **environment: str) -> dict[str, object]:
        answer = manage(
            "shell", "-v0", "-c", ASK, data_dir=data_dir, packages=PACKAGE, **environment
        )
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout.splitlines()[-1])

    def test_brings_page_endpoint_component_url_and_demo(self, data_dir: Path) -> None:
        assert self.ask(data_dir) == {
            "component": True,
            "page": 200,
            "text": True,
            "endpoint": 200,
            "items": ["Closed on Monday"],
            "url": 200,
            "missing": True,
            "frames": True,
            "app": True,
        }

    def test_a_block_is_in_every_face_of_a_page(self, data_dir: Path) -> None:
        answer = manage(
            "shell",
            *("-v0", "-c", ASK_OF_THE_BLOCK),
            data_dir=data_dir,
            packages=PACKAGE,
            NOTICEBOARD_LENGTH="7",
        )
        assert answer.returncode == 0, answer.stderr
        found = json.loads(answer.stdout.splitlines()[-1])
        value = {"text": "Xylophone today.", "places": ["Gate", "Hall"]}
        assert found["api"] == [{"type": "notice", "value": value, "id": None}]
        assert found["schema"]["properties"].keys() == {"text", "places"}
        assert found["schema"]["additionalProperties"] is False
        assert found["length"] == [True, True, {"type": "integer"}]
        assert found["texts"] == ["Xylophone today.", "Gate", "Hall"]
        assert found["setting"] == 7
        assert found["operations"] == {
            "/api/v2/notices/": "list_notices",
            "/api/v2/notices/{id}/": "get_notices",
            "/api/v2/notices/find/": "find_notices",
        }
        listed = {"$ref": "#/components/schemas/noticeboard.NoticePage.Listed"}
        assert listed in found["items"]["anyOf"]
        for face in ("html", "markdown", "search", "stylesheet"):
            assert found[face] is True, face

    def test_related_objects_are_shown_found_and_described(self, data_dir: Path) -> None:
        answer = manage(
            *("shell", "-v0", "-c", ASK_OF_THE_TOPICS), data_dir=data_dir, packages=PACKAGE
        )
        assert answer.returncode == 0, answer.stderr
        found = json.loads(answer.stdout.splitlines()[-1])
        assert found["before"] == [[{"id": 1, "name": "Quokkas"}], ["Closed on Monday"]]
        assert found["after"] == [[{"id": 1, "name": "Zeppelins"}], [], ["Closed on Monday"]]
        shown = ["Closed on Monday"]
        assert found["row"] == [shown, [], shown, []]
        reference = {"$ref": "#/components/schemas/noticeboard.Topic"}
        assert found["schema"] == {"type": "array", "items": reference}
        assert found["items"] == {"$ref": "#/components/schemas/topics.Item"}
        assert found["topic"] == "The name of what notices are about."
        assert found["letter"] == "What the endpoint says of it."
        assert found["notices"] == [1, 0]
        assert found["topics"] == "Zeppelins"

    def test_its_content_is_added_to_a_demo_that_is_there(
        self, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        folder, _ = copy_of_the_demo(tmp_path_factory)
        absent = (
            "from wagtail.models import Page\n"
            "Page.objects.get(slug='mission-of-the-office', locale__language_code='en').delete()"
        )
        assert manage("shell", "-v0", "-c", absent, data_dir=folder).returncode == 0
        added = manage("demo", "--no-serve", data_dir=folder, packages=PACKAGE)
        assert "Closed on Monday" in added.stdout
        assert "Mission of the office" not in added.stdout  # what an editor deletes stays deleted
        assert self.ask(folder)["page"] == 200
        again = manage("demo", "--no-serve", data_dir=folder, packages=PACKAGE)
        assert "The demo content is here already." in again.stdout

    def test_a_setting_that_is_malformed_stops_the_start(self, data_dir: Path) -> None:
        started = manage("check", data_dir=data_dir, packages=PACKAGE, NOTICEBOARD_LENGTH="many")
        assert started.stderr.strip() == (
            "manage.py: NOTICEBOARD_LENGTH is malformed: it takes a whole number."
        )

    def test_is_listed(self, data_dir: Path) -> None:
        listed = manage("plugins", "--json", data_dir=data_dir, packages=PACKAGE)

        (plugin,) = [item for item in json.loads(listed.stdout) if item["name"] == "noticeboard"]
        assert plugin["version"] == "1.2.0"
        assert plugin["source"] == "package noticeboard"
        assert plugin["page_types"] == ["noticeboard.NoticePage"]
        assert plugin["endpoints"] == ["/api/v2/notices/", "/api/v2/topics/"]
        assert plugin["blocks"] == ["body.notice"]
        assert plugin["settings"] == ["NOTICEBOARD_LENGTH"]
        assert plugin["regions"] == ["aside (50)"]
        assert plugin["api_fields"] == ["relations.ArticlePage.length"]
        assert plugin["templates"] == ["404.html"]
        assert plugin["apps"] == ["django.contrib.sitemaps"]
        assert plugin["csp_sources"] == ["frame-src https://board.example.org"]
        assert plugin["webhook_events"] == ["noticeboard.closed"]

    def test_asks_for_no_migration_of_somebody_else(self, data_dir: Path) -> None:
        checked = manage("makemigrations", "--check", data_dir=data_dir, packages=PACKAGE)
        assert checked.returncode == 0, checked.stdout

    def test_is_gone_when_switched_off_by_name(self, data_dir: Path) -> None:
        answer = self.ask(data_dir, DISABLED_PLUGINS="noticeboard")

        assert answer["component"] is False
        assert (answer["page"], answer["endpoint"], answer["url"]) == (404, 404, 404)
        assert not (answer["missing"])
        assert not (answer["frames"])
        assert not (answer["app"])
        listed = manage(
            "plugins", data_dir=data_dir, packages=PACKAGE, DISABLED_PLUGINS="noticeboard"
        )
        assert "noticeboard" not in listed.stdout
        assert "offices" in listed.stdout


@pytest.mark.parametrize(
    ("config", "line"),
    [
        pytest.param(
            "    name = 'broken'\n    core_version = '>=7'",
            "Plugin 'broken' works with site_core >=7, and this is site_core 0.1.0.",
            id="wrong core version",
        ),
        pytest.param(
            "    name = 'broken'\n    core_version = 'seven'",
            "Plugin 'broken': core_version 'seven' is not a PEP 440 version range such as "
            "'>=0.1,<1'.",
            id="malformed core version",
        ),
        pytest.param(
            "    import no_such_module",
            "Plugin 'broken' (package broken) cannot be imported: ModuleNotFoundError: "
            "No module named 'no_such_module'",
            id="import error",
        ),
        pytest.param(
            "    name = 'broken'\n    label = 'relations'",
            "Plugin 'broken' (package broken) has the app label 'relations', which the plugin "
            "'relations' has already.",
            id="label of another plugin",
        ),
        pytest.param(
            "    name = 'broken'\n    label = 'wagtailcore'",
            "Plugin 'broken' (package broken) has the app label 'wagtailcore', which the app "
            "'wagtail' has already.",
            id="label of Wagtail",
        ),
        pytest.param(
            "    name = 'broken'\n    requires = ('calendars',)",
            "Plugin 'broken' requires the plugin 'calendars', which is not installed or is "
            "switched off.",
            id="missing requirement",
        ),
        pytest.param(
            "    name = 'broken'\n    api_endpoints = {'things': 'broken.api.Missing'}",
            "Plugin 'broken' names 'broken.api.Missing' as its API endpoint 'things', which cannot "
            "be imported: No module named 'broken.api'",
            id="missing endpoint",
        ),
        pytest.param(
            "    name = 'broken'\n    regions = {'aside': ['broken.components.Missing']}",
            "Plugin 'broken' names 'broken.components.Missing' as its component in the region "
            "'aside', which cannot be imported: No module named 'broken.components'",
            id="missing component",
        ),
        pytest.param(
            "    name = 'broken'\n    demo = 'broken.demo.missing'",
            "Plugin 'broken' names 'broken.demo.missing' as its demo function, which cannot be "
            "imported: No module named 'broken.demo'",
            id="missing demo function",
        ),
        pytest.param(
            "    name = 'broken'\n    stylesheets = ('broken/none.css',)",
            "Plugin 'broken' names 'broken/none.css' as its style sheet, which is not among its "
            "static files.",
            id="missing style sheet",
        ),
    ],
)
def test_a_plugin_that_cannot_load_stops_the_start_with_one_line(
    tmp_path: Path, config: str, line: str
) -> None:
    packages = install(tmp_path / "packages", "broken", config)

    started = manage("check", data_dir=tmp_path, packages=packages)

    assert started.returncode == 1
    assert started.stderr.strip() == f"manage.py: {line}"


def test_a_plugin_whose_models_cannot_load_is_named(tmp_path: Path) -> None:
    packages = install(tmp_path / "packages", "broken", "    name = 'broken'")
    (packages / "broken" / "models.py").write_text("import no_such_module\n")

    started = manage("check", data_dir=tmp_path, packages=packages)

    assert started.stderr.strip() == (
        "manage.py: Plugin 'broken' cannot load its models: ModuleNotFoundError: "
        "No module named 'no_such_module'"
    )


def test_a_requirement_that_is_switched_off_is_named(tmp_path: Path) -> None:
    started = manage("check", data_dir=tmp_path, DISABLED_PLUGINS="home")

    assert started.stderr.strip().startswith(
        "manage.py: Plugin 'offices' requires the plugin 'home'"
    )


def test_the_platform_stands_without_plugins(tmp_path: Path) -> None:
    started = manage("check", data_dir=tmp_path, DISABLED_PLUGINS="home,offices,relations")

    assert started.returncode == 0, started.stderr
