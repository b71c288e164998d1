"""Looks up known weaknesses of what is shipped: ``python -m deploy.audit``.

Exits with 1 where one is known that ``deploy/advisories.txt`` does not name, and with 0, and a line that says
so, where no database of advisories answers: a missing network is no weakness.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
#: Advisories that were looked at and do not concern this site: an identifier a line, and why after "#".
DECIDED = ROOT / "deploy" / "advisories.txt"
_UNREACHED = "No database of advisories can be reached from here: nothing was audited."


def decided(text: str) -> set[str]:
    """The identifiers in ``advisories.txt``."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return {line for line in lines if line}


def report(dependencies: list[dict[str, Any]], known: set[str]) -> tuple[list[str], bool]:
    """What is said of the answer of pip-audit, line by line, and whether something is to be done."""
    asked = [dependency for dependency in dependencies if "skip_reason" not in dependency]
    if not asked:
        return [_UNREACHED], False
    lines, is_urgent = [], False
    for dependency in asked:
        for weakness in dependency["vulns"]:
            names = {weakness["id"], *weakness.get("aliases", ())}
            fixed = ", ".join(weakness.get("fix_versions", ())) or "no version yet"
            verdict = "looked at" if names & known else "TO BE DECIDED"
            is_urgent |= not names & known
            package = f"{dependency['name']} {dependency['version']}"
            lines.append(f"{package}: {weakness['id']}, fixed in {fixed} ({verdict})")
    lines.append(f"{len(asked)} of {len(dependencies)} packages audited, {len(lines)} advisories.")
    return lines, is_urgent


def main() -> int:
    """Ask pip-audit, and print what it knows."""
    command = ["--requirement", str(ROOT / "requirements" / "runtime.txt"), "--require-hashes"]
    options = ["--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        asked = subprocess.run(
            [sys.executable, "-m", "pip_audit", *command, *options],
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
        dependencies = json.loads(asked.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        print(_UNREACHED)
        return 0
    lines, is_urgent = report(dependencies, decided(DECIDED.read_text(encoding="utf-8")))
    print("\n".join(lines))
    return int(is_urgent)


if __name__ == "__main__":
    sys.exit(main())
