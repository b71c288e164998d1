"""Runs the tests on what comes next: ``python -m deploy.next wagtail [tests …]``, or ``django``.

The newest release of one package, a preview included where there is no other, is installed beside everything
else as the lock has it, in an environment of its own in a temporary folder. The lock is not touched.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "development.txt"
#: What is tried, and the versions that count as next.
NEXT = {"wagtail": "wagtail>=8.1rc1,<8.2", "django": "django>=6.2a1,<7"}
#: The rooms that know most of Wagtail's and Django's insides.
EXPOSED = ["tests/test_upstream.py", "tests/translations", "tests/delivery", "tests/api"]
UV = [sys.executable, "-m", "uv"]


def others(lock: str, package: str) -> list[str]:
    """Every line of the lock that pins another package, without its hashes."""
    pinned = re.findall(r"^[a-z0-9][^\s]*==[^\\\n]+", lock, re.MULTILINE)
    return [line.strip() for line in pinned if not line.startswith(f"{package}==")]


def main() -> int:
    """Install, say what was installed, and run the tests."""
    package, *tests = sys.argv[1:] or ["wagtail"]
    with tempfile.TemporaryDirectory(prefix="liaison-next-") as name:
        folder = Path(name)
        python = folder / "environment" / "bin" / "python"
        (folder / "others.txt").write_text("\n".join(others(LOCK.read_text(), package)) + "\n")
        subprocess.run(
            [*UV, "venv", "--quiet", "--python", sys.executable, str(folder / "environment")],
            check=True,
        )
        asked = [NEXT[package], "--requirement", str(folder / "others.txt")]
        installed = subprocess.run(
            [*UV, "pip", "install", "--quiet", "--python", str(python), *asked],
            check=False,
            capture_output=True,
            text=True,
        )
        if re.search(r"only \S+ is available", installed.stderr):
            print(f"There is no {NEXT[package]} yet: nothing was tried.")
            return 0
        if installed.returncode:
            print(f"{NEXT[package]} does not go with the rest.\n{installed.stderr.strip()}")
            return 1
        temporary = folder / "temporary"  # the tests keep a migrated database there, by itself
        temporary.mkdir()
        said = "import django, wagtail; print('Django', django.__version__, 'Wagtail', wagtail.__version__)"
        subprocess.run([str(python), "-c", said], check=True)
        return subprocess.run(
            [str(python), "-m", "pytest", "-p", "no:cacheprovider", "-m", "not browser"]
            + (tests or ["-n", "auto", "--dist", "loadscope", *EXPOSED]),
            cwd=ROOT,
            check=False,
            env={**os.environ, "TMPDIR": str(temporary)},
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
