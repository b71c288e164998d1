"""What a plugin that was just installed on a site needs is said, and its words are read in each script."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from tests.support.commands import ROOT, install, manage, python

PACKAGE = ROOT / "tests" / "plugin_package"
MODELS = """
from django.db import models


class Tender(models.Model):
    title = models.CharField(max_length=50)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a site that the plugins were not there for."""
    folder = tmp_path_factory.mktemp("site")
    assert manage("migrate", "-v0", data_dir=folder).returncode == 0
    return folder


@pytest.fixture
def tenders(tmp_path: Path) -> Path:
    """A plugin with a model, without migrations and without a version of its own."""
    packages = install(tmp_path / "packages", "tenders")
    (packages / "tenders" / "models.py").write_text(MODELS)
    return packages


def start(data_dir: Path, packages: Path) -> str:
    """What the web server says when it loads the site."""
    started = python("-c", "import site_core.wsgi", data_dir=data_dir, packages=packages)
    return started.stderr.strip()


def test_migrations_that_are_not_applied_are_named(site: Path) -> None:
    assert start(site, PACKAGE) == (
        "site_core.wsgi: Plugin 'noticeboard' has a migration that is not applied, '0001_initial': "
        "run manage.py migrate."
    )


def test_models_without_migrations_are_named(site: Path, tenders: Path) -> None:
    assert start(site, tenders) == (
        "site_core.wsgi: Plugin 'tenders' has models and no migrations: its author makes them with "
        "manage.py makemigrations."
    )


def test_a_plugin_without_a_version_has_that_of_its_package(site: Path, tenders: Path) -> None:
    listed = manage("plugins", "--json", data_dir=site, packages=tenders)
    versions = {plugin["name"]: plugin["version"] for plugin in json.loads(listed.stdout)}
    assert versions["tenders"] == "1.0"
    assert versions["offices"] == "0.1.0"


def test_words_in_cyrillic_are_read_in_latin(site: Path, tenders: Path) -> None:
    folder = tenders / "tenders" / "locale" / "sr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.append(polib.POEntry(msgid="Call for tenders", msgstr="Јавни позив"))
    catalogue.save_as_mofile(str(folder / "django.mo"))
    ask = (
        "from django.utils.translation import gettext, override\n"
        "for code in ('en', 'sr', 'sr-latn'):\n"
        "    with override(code):\n"
        "        print(gettext('Call for tenders'))"
    )
    answer = manage("shell", "-v0", "-c", ask, data_dir=site, packages=tenders)
    assert answer.stdout.split("\n")[-4:-1] == ["Call for tenders", "Јавни позив", "Javni poziv"]
