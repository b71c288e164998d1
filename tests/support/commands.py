"""``manage.py`` in a process of its own, as an administrator meets it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: What a process with a database of its own must not take over from the suite: the services that
#: other tests use at the same time, and what Playwright's plugin allows in the suite's own process.
SHARED = ("DATABASE_URL", "REDIS_URL", "DJANGO_ALLOW_ASYNC_UNSAFE")


def own_environment() -> dict[str, str]:
    """The environment of the suite without what only its own process may use."""
    return {name: value for name, value in os.environ.items() if name not in SHARED}


def manage(
    *arguments: str, data_dir: Path, packages: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run ``manage.py`` on a database in ``data_dir``, with a folder of installed packages."""
    return python("manage.py", *arguments, data_dir=data_dir, packages=packages, **environment)


def python(
    *arguments: str, data_dir: Path, packages: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Python in the root of the project, in the environment that ``manage`` gives.

    Plugins that are off in the suite (``site_core.settings.test``) are off there too.
    """
    off = [os.environ.get("DISABLED_PLUGINS"), environment.pop("DISABLED_PLUGINS", None)]
    return subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, *arguments],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
        env={
            **own_environment(),
            "DJANGO_SETTINGS_MODULE": "site_core.settings.development",
            "DATA_DIR": str(data_dir),
            "LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(packages or ""),
            "DISABLED_PLUGINS": ",".join(filter(None, off)),
            **environment,
        },
    )


def install(folder: Path, name: str, config: str = "") -> Path:
    """Write a plugin package whose ``AppConfig`` has this body, as an installer would leave it."""
    package = folder / name
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    body = config or f"    name = {name!r}"
    (package / "apps.py").write_text(
        f"from site_core.plugins import PluginConfig\n\n\nclass Config(PluginConfig):\n{body}\n"
    )
    information = folder / f"{name}-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text(
        f"[site_core.plugins]\n{name} = {name}.apps:Config\n"
    )
    return folder
