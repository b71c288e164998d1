"""What authors of plugins read is true: the tutorial builds what it says, the reference names what is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.utils.module_loading import import_string

from site_core.api.problems import CODES
from site_core.languages.variants import Variant
from site_core.plugins.config import REGIONS, PluginConfig
from site_core.plugins.declarations import _SHAPES
from tests.support.commands import ROOT, install, manage

DOCS = ROOT / "docs" / "plugins"
TUTORIAL = (DOCS / "tutorial.md").read_text(encoding="utf-8")
REFERENCE = (DOCS / "reference.md").read_text(encoding="utf-8")
#: A file of the tutorial: its name, and its text as it stands there.
_FILE = re.compile(r"^`([\w./]+)`:\n\n```\w*\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
#: What the tutorial leaves to a command, or to the author's own words.
_NOT_SHOWN = {
    *("README.md", ".gitignore", ".ci/run", "bulletins/py.typed"),
    *("bulletins/migrations/__init__.py", "bulletins/migrations/0001_initial.py"),
    "bulletins/locale/sr/LC_MESSAGES/django.mo",
}


def steps() -> list[list[tuple[str, str]]]:
    """The files that each step of the tutorial writes."""
    return [_FILE.findall(step) for step in re.split(r"^## ", TUTORIAL, flags=re.MULTILINE)[1:]]


class TestTheTutorial:
    @pytest.fixture(scope="class")
    def scaffold(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        folder = tmp_path_factory.mktemp("scaffold") / "bulletins"
        made = manage(
            *("startplugin", "bulletins", "--directory", str(folder)), data_dir=folder.parent
        )
        assert made.returncode == 0, made.stderr
        return folder

    def test_ends_with_what_startplugin_writes(self, scaffold: Path) -> None:
        shown = dict(pair for step in steps() for pair in step)
        written = {
            path.relative_to(scaffold).as_posix() for path in scaffold.rglob("*") if path.is_file()
        }
        assert written - _NOT_SHOWN == shown.keys()
        for name, text in shown.items():
            assert text.strip() == (scaffold / name).read_text(encoding="utf-8").strip(), name

    def test_works_after_each_step(self, scaffold: Path, tmp_path: Path) -> None:
        packages = install(tmp_path / "packages", "bulletins")
        entry = packages / "bulletins-1.0.dist-info" / "entry_points.txt"
        entry.write_text("[site_core.plugins]\nbulletins = bulletins.apps:BulletinsConfig\n")
        migrations = packages / "bulletins" / "migrations"
        told = []
        for number, files in enumerate(steps()[:6], start=1):
            for name, text in files:
                path = packages / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"{text}\n", encoding="utf-8")
            if number == 2:
                migrations.mkdir()
                (migrations / "__init__.py").touch()
                made = manage("makemigrations", "bulletins", data_dir=tmp_path, packages=packages)
                assert made.returncode == 0, made.stderr
            listed = manage("plugins", data_dir=tmp_path, packages=packages)
            assert listed.returncode == 0, listed.stderr
            told.append(listed.stdout.partition("bulletins 0.1.0")[2])
        assert "page types" not in told[0]
        assert "bulletins.BulletinsPage" in told[1]
        assert "/api/v2/bulletins/" in told[2]
        assert "home (50)" in told[3]
        own = (migrations / "0001_initial.py").read_text(encoding="utf-8")
        theirs = scaffold / "bulletins" / "migrations" / "0001_initial.py"
        fields = re.compile(r"[\"'](\w+)[\"'],\s*(?:models|site_core)\.")
        assert set(fields.findall(own)) == set(fields.findall(theirs.read_text(encoding="utf-8")))
        checked = manage("check", data_dir=tmp_path, packages=packages)
        assert checked.returncode == 0, checked.stderr

    def test_its_commands_are_there(self) -> None:
        blocks = re.findall(r"```sh\n(.*?)```", TUTORIAL, re.DOTALL)
        named = set(re.findall(r"manage\.py (\w+)", "\n".join(blocks)))
        commands = ROOT / "site_core/management/commands"
        ours = {path.stem for path in commands.glob("*.py")}
        assert named <= ours | {"migrate", "makemigrations"}


class TestTheReference:
    def test_every_name_in_python_is_there(self) -> None:
        names = set(re.findall(r"`(site_core\.[\w.]+)`", REFERENCE))
        assert len(names) > 60
        missing = []
        for name in names:
            try:
                import_string(name)
            except ImportError:
                try:
                    __import__(name)
                except ImportError:
                    missing.append(name)
        assert missing == []

    def test_every_attribute_and_region_is_described(self) -> None:
        for name in (*_SHAPES, *REGIONS):
            assert f"| `{name}` |" in REFERENCE, name
        rows = REFERENCE.partition("## Attributes")[2].partition("## Regions")[0]
        attributes = set(re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE))
        assert attributes <= set(vars(PluginConfig)) | {"roles"}

    def test_every_tag_and_filter_is_described(self) -> None:
        engine: Any = engines["django"]
        library = engine.engine.template_libraries["liaison"]
        told = REFERENCE.partition("## Templates")[2]
        for name in library.tags:
            assert re.search(rf"{{% {name}\b", told), name
        for name in library.filters:
            assert f"|{name}" in told, name

    def test_every_component_is_there(self) -> None:
        names = re.findall(r"`(components/[\w/]+\.html)`", REFERENCE)
        assert len(names) > 15
        assert [name for name in names if not (ROOT / "templates" / name).is_file()] == []

    def test_every_token_is_listed_and_none_besides(self) -> None:
        sheet = ROOT / "site_core/static/site_core/css/tokens.css"
        tokens = set(
            re.findall(r"^\s+(--[\w-]+):", sheet.read_text(encoding="utf-8"), re.MULTILINE)
        )
        assert set(re.findall(r"`(--[\w-]+)`", REFERENCE)) == tokens

    def test_the_codes_of_problems_are_the_apis(self) -> None:
        told = REFERENCE.partition("## Problems")[2].partition("## The conformance suite")[0]
        codes = re.findall(r"^\| `(\w+)` \| (\d+) \| (.*?) \|$", told, re.MULTILINE)
        assert codes
        assert all(CODES[code] == (int(status), text) for code, status, text in codes)

    def test_the_blocks_of_the_base_template_are_there(self) -> None:
        base = (ROOT / "templates/base.html").read_text(encoding="utf-8")
        line = REFERENCE.partition("Blocks of `base.html`:")[2].partition(". Components")[0]
        assert set(re.findall(r"`(\w+)`", line)) == set(re.findall(r"{% block (\w+) %}", base))

    def test_a_variant_has_what_it_says(self) -> None:
        for name in ("code", "tag", "locale_code", "native_name"):
            assert hasattr(Variant, name) or name in Variant.__dataclass_fields__
