"""The packages that are built of the core and of a new plugin hold what they need, and work installed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.commands import ROOT, manage, own_environment

PACKAGE = ROOT / "tests" / "plugin_package"
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, without the environment of the suite's own process."""
    return subprocess.run(  # noqa: S603 - our own command lines
        arguments,
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
        env={**own_environment(), **environment},
    )


def wheel(source: Path, folder: Path) -> Path:
    """Build the wheel of a folder, without reaching the network."""
    options = ("--no-deps", "--no-build-isolation", "--no-index")
    built = run(*_PIP, "wheel", *options, "--wheel-dir", str(folder), str(source), folder=folder)
    assert built.returncode == 0, built.stderr
    [found] = folder.glob("*.whl")
    return found


def installed(built: Path, folder: Path) -> Path:
    """Install a wheel into a folder of its own."""
    target = folder / "installed"
    done = run(
        *_PIP,
        "install",
        "--no-deps",
        "--no-index",
        "--target",
        str(target),
        str(built),
        folder=folder,
    )
    assert done.returncode == 0, done.stderr
    return target


class TestTheCore:
    @pytest.fixture(scope="class")
    def built(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        return wheel(ROOT, tmp_path_factory.mktemp("core"))

    def test_holds_packages_templates_and_catalogues(self, built: Path) -> None:
        with zipfile.ZipFile(built) as archive:
            names = set(archive.namelist())
        for folder, inside in (("templates", "*.html"), ("locale", "*.mo")):
            there = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob(inside)}
            assert {f"site_core/project/{name}" for name in there} <= names
        for package in ("site_core", "home", "offices", "relations"):
            files = [path for path in (ROOT / package).rglob("*") if path.is_file()]
            kept = {
                path.relative_to(ROOT).as_posix()
                for path in files
                if "__pycache__" not in path.parts
            }
            assert kept <= names
        assert not [name for name in names if name.startswith(("tests/", "bench/", "deploy/"))]

    def test_gives_settings_templates_and_words_to_who_installs_it(
        self, built: Path, tmp_path: Path
    ) -> None:
        target = installed(built, tmp_path)
        ask = (
            "import django; django.setup()\n"
            "import site_core\n"
            "from django.conf import settings\n"
            "from django.template.loader import get_template\n"
            "from django.utils.translation import gettext, override\n"
            "get_template('404.html'); get_template('offices/contact_page.html')\n"
            "with override('sr-latn'): word = gettext('Related pages')\n"
            "print(site_core.__file__, word, settings.DATA_DIR)"
        )
        answer = run(
            sys.executable,
            *("-c", ask),
            folder=tmp_path,
            PYTHONPATH=str(target),
            DJANGO_SETTINGS_MODULE="site_core.settings.test",
        )
        assert answer.returncode == 0, answer.stderr
        assert answer.stdout.strip() == (
            f"{target}/site_core/__init__.py Povezane stranice {tmp_path}/var"
        )


class TestANewPlugin:
    @pytest.fixture(scope="class")
    def project(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        folder = tmp_path_factory.mktemp("new") / "public-tenders"
        made = manage(
            *("startplugin", "public_tenders", "--directory", str(folder)),
            data_dir=folder.parent,
        )
        assert made.returncode == 0, made.stderr
        return folder

    def test_its_wheel_is_installed_and_its_own_tests_pass(
        self, project: Path, tmp_path: Path
    ) -> None:
        target = installed(wheel(project, tmp_path), tmp_path)
        tested = run(
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            folder=project,
            PYTHONPATH=os.pathsep.join([str(target), str(ROOT)]),
            DATA_DIR=str(tmp_path / "data"),
        )
        assert tested.returncode == 0, tested.stdout[-5000:]
        assert "skipped" not in tested.stdout

    @pytest.mark.parametrize("name", ["a1", "public_tenders", "a_very_long_name_of_24_x"])
    def test_its_code_needs_no_formatting(self, tmp_path: Path, name: str) -> None:
        project = tmp_path / name
        made = manage("startplugin", name, "--directory", str(project), data_dir=tmp_path)
        assert made.returncode == 0, made.stderr
        for arguments in (("check",), ("format", "--check")):
            looked = run(sys.executable, "-m", "ruff", *arguments, ".", folder=project)
            assert looked.returncode == 0, looked.stdout

    def test_its_templates_are_in_their_usual_form(self, project: Path) -> None:
        templates = run(
            *(sys.executable, "-m", "djlint", "public_tenders", "--lint", "--check"),
            *("--configuration", str(ROOT / "pyproject.toml")),
            folder=project,
        )
        assert templates.returncode == 0, templates.stdout

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("Public Tenders", "Did you mean 'public_tenders'?"),
            ("2fast", "begins with a letter. Did you mean 'fast'?"),
            ("offices", "an app of this site has that label"),
            ("random", "it is a word or a module of Python"),
            ("packaging", "there is a module of that name"),
            ("x" * 25, "at most 24 letters"),
        ],
    )
    def test_a_name_that_none_can_have_is_refused(
        self, tmp_path: Path, name: str, sentence: str
    ) -> None:
        refused = manage("startplugin", name, data_dir=tmp_path)
        assert refused.returncode == 1
        assert sentence in refused.stderr
        assert "Traceback" not in refused.stderr

    def test_a_folder_with_something_in_it_is_left_alone(
        self, project: Path, tmp_path: Path
    ) -> None:
        refused = manage("startplugin", "bulletins", "--directory", str(project), data_dir=tmp_path)
        assert refused.returncode == 1
        assert "is there already and not empty" in refused.stderr


def test_the_notice_board_conforms(tmp_path: Path) -> None:
    tested = run(
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        "--ds=site_core.settings.plugin_test",
        str(PACKAGE / "conformance.py"),
        folder=ROOT,
        PYTHONPATH=os.pathsep.join([str(PACKAGE), str(ROOT)]),
        DATA_DIR=str(tmp_path),
    )
    assert tested.returncode == 0, tested.stdout[-5000:]
    assert "skipped" not in tested.stdout
