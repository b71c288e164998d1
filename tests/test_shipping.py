"""Lists of what is shipped, and what is known of it."""

from __future__ import annotations

import json
import subprocess
from types import SimpleNamespace
from typing import Any

import pytest

from deploy import audit
from deploy import next as upcoming
from deploy import sbom as lists


def answer(*versions: str, version: str | None = None) -> str:
    """What cyclonedx-py says of an environment in which these packages and pytest are installed."""
    names = [*versions, "pytest"]
    pinned = {**lists.pinned(), "pytest": "9.0"}
    return json.dumps(
        {
            "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": {
                "component": {"bom-ref": "root", "name": "liaison", "type": "application"}
            },
            "components": [
                {
                    "bom-ref": name,
                    "name": name,
                    "type": "library",
                    "version": version or pinned[name],
                }
                for name in names
            ],
            "dependencies": [
                {"ref": "root", "dependsOn": names},
                *({"ref": name} for name in names),
            ],
        }
    )


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What the tool that is called answers."""
    outcome = SimpleNamespace(stdout="", stderr="", returncode=0)
    monkeypatch.setattr(subprocess, "run", lambda *arguments, **options: outcome)
    return outcome


def test_the_list_holds_what_is_shipped_alone(said: SimpleNamespace) -> None:
    said.stdout = answer("django", "wagtail")
    listed = lists.sbom()
    assert [component["name"] for component in listed["components"]] == ["django", "wagtail"]
    assert listed["dependencies"][0] == {"ref": "root", "dependsOn": ["django", "wagtail"]}
    assert [entry["ref"] for entry in listed["dependencies"]] == ["root", "django", "wagtail"]


def test_another_version_than_the_locked_one_is_refused(said: SimpleNamespace) -> None:
    said.stdout = answer("django", version="1.0")
    with pytest.raises(ValueError, match=r"django 1\.0 is installed, and the lock says"):
        lists.sbom()


def test_what_is_no_cyclonedx_is_refused(said: SimpleNamespace) -> None:
    said.stdout = answer("django").replace('"library"', '"a thing"')
    with pytest.raises(ValueError, match=r"not CycloneDX 1\.6"):
        lists.sbom()


WEAK: dict[str, Any] = {
    "name": "django",
    "version": "6.1.3",
    "vulns": [{"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["6.1.4"]}],
}
SOUND: dict[str, Any] = {"name": "wagtail", "version": "8.0.1", "vulns": []}
SKIPPED: dict[str, Any] = {"name": "wagtail", "version": "8.0.1", "skip_reason": "not found"}


def test_a_weakness_is_named_and_urgent() -> None:
    lines, is_urgent = audit.report([WEAK, SOUND], set())
    assert lines == [
        "django 6.1.3: PYSEC-2026-1, fixed in 6.1.4 (TO BE DECIDED)",
        "2 of 2 packages audited, 1 advisories.",
    ]
    assert is_urgent


def test_what_was_decided_is_named_and_not_urgent() -> None:
    known = audit.decided("# why\nCVE-2026-1  # only on Windows\n")
    lines, is_urgent = audit.report([WEAK], known)
    assert "(looked at)" in lines[0]
    assert not is_urgent


def test_where_nothing_could_be_asked_that_is_said() -> None:
    lines, is_urgent = audit.report([SKIPPED], set())
    assert lines == ["No database of advisories can be reached from here: nothing was audited."]
    assert not is_urgent


@pytest.mark.parametrize("output", ["", "Traceback …", "{}"])
def test_a_missing_network_fails_nothing(
    said: SimpleNamespace, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said.stdout, said.returncode = output, 1
    assert audit.main() == 0
    assert "nothing was audited" in capsys.readouterr().out


def test_what_comes_next_is_tried_beside_everything_else() -> None:
    lock = "wagtail==8.0.1 \\\n    --hash=sha256:0\nwagtail-localize==1.14.5 ; python_version > '3' \\\n"
    assert upcoming.others(lock, "wagtail") == ["wagtail-localize==1.14.5 ; python_version > '3'"]
