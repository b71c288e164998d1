"""What is shipped, as a list in CycloneDX: ``python -m deploy.sbom [FILE]``.

Names, versions, licences and dependencies are those of the installed packages; which of them are shipped, and
in which version, says ``requirements/runtime.txt``. Packages that other systems need are left out.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "runtime.txt"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pinned() -> dict[str, str]:
    """The version of each package in the lock, under its normalised name (PEP 503)."""
    return {_normal(name): version for name, version in _PINNED.findall(LOCK.read_text())}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def sbom() -> dict[str, Any]:
    """The list of what is shipped.

    Raises ``ValueError`` where what is installed is not what the lock says.
    """
    asked = subprocess.run(
        [
            sys.executable,
            "-m",
            "cyclonedx_py",
            "environment",
            "--pyproject",
            str(ROOT / "pyproject.toml"),
            "--spec-version",
            "1.6",
            "--output-reproducible",
            sys.executable,
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    listed: dict[str, Any] = json.loads(asked.stdout)
    versions = pinned()
    listed["components"] = [
        component for component in listed["components"] if _normal(component["name"]) in versions
    ]
    for component in listed["components"]:
        name, version = _normal(component["name"]), component["version"]
        if version != versions[name]:
            raise ValueError(
                f"{name} {version} is installed, and the lock says {versions[name]}: run `make environment`."
            )
    root = listed["metadata"]["component"]["bom-ref"]
    kept = {component["bom-ref"] for component in listed["components"]} | {root}
    listed["dependencies"] = [
        {**entry, **({"dependsOn": names} if names else {})}
        for entry in listed["dependencies"]
        if entry["ref"] in kept
        for names in [[name for name in entry.pop("dependsOn", []) if name in kept]]
    ]
    faults = JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(listed))
    if faults:
        raise ValueError(f"The list is not CycloneDX 1.6: {faults}")
    return listed


def main() -> None:
    """Write the list, and say how long it is."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "liaison.cdx.json")
    listed = sbom()
    path.write_text(json.dumps(listed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{path}: {len(listed['components'])} packages, CycloneDX {listed['specVersion']}.")


if __name__ == "__main__":
    main()
