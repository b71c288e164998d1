"""The platform is tried by itself, whatever else is installed beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.commands import ROOT, install

ASK = (
    "import django; django.setup(); from django.conf import settings; "
    "print('tenders' in [plugin.name for plugin in settings.DISCOVERED_PLUGINS])"
)


def test_the_suite_runs_with_what_comes_along_alone() -> None:
    assert {plugin.source for plugin in settings.DISCOVERED_PLUGINS} == {"built in"}


@pytest.mark.parametrize(
    ("environment", "answer"),
    [({}, "False"), ({"DISABLED_PLUGINS": ""}, "True")],
    ids=["suite of the platform", "suite of the plugin"],
)
def test_another_plugin_is_off_unless_its_own_tests_run(
    tmp_path: Path, environment: dict[str, str], answer: str
) -> None:
    packages = install(tmp_path / "packages", "tenders")
    asked = subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env={
            **{name: value for name, value in os.environ.items() if name != "DISABLED_PLUGINS"},
            "DJANGO_SETTINGS_MODULE": "site_core.settings.test",
            "DATA_DIR": str(tmp_path),
            "PYTHONPATH": str(packages),
            **environment,
        },
    )
    assert asked.stdout.strip() == answer
