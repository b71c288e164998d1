"""A site of its own, in processes of its own, on which a plugin is switched off, on again, and removed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

#: What a process with a database of its own must not take over.
_SHARED = ("DATABASE_URL", "REDIS_URL", "DJANGO_ALLOW_ASYNC_UNSAFE", "DISABLED_PLUGINS")

_BEGIN = """
import json
from django.apps import apps
from wagtail.models import Page
from site_core.testing.samples import sample_page
models = apps.get_app_config(LABEL).get_models()
types = [model for model in models if issubclass(model, Page) and model._meta.label not in LEFT_OUT]
made = [sample_page(model) for model in types]
print(json.dumps(["/" + page.locale.language_code + "/" + page.url_path.split("/", 2)[2] for page in made]))
"""

_LOOK = """
import json
from django.db import connection
from django.test import Client
client = Client(headers={"host": "localhost"})
quote = connection.ops.quote_name
traces = []
with connection.cursor() as cursor:
    for table in connection.introspection.table_names(cursor):
        if table.startswith(LABEL + "_"):
            traces.append(table)
    for table, column in (("django_content_type", "app_label"), ("django_migrations", "app")):
        cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE {column} = %s", [LABEL])
        if cursor.fetchone()[0]:
            traces.append(table)
print(json.dumps({
    "home": client.get("/en/").status_code,
    "pages": [client.get(path).status_code for path in PATHS],
    "traces": bool(traces),
}))
"""


@dataclass(frozen=True)
class Lifecycle:
    """The site of one plugin, in a folder."""

    plugin: str
    folder: Path

    @property
    def label(self) -> str:
        """The app label of the plugin."""
        found = (item for item in settings.DISCOVERED_PLUGINS if item.name == self.plugin)
        return next(found).label

    def begin(self, left_out: Iterable[str] = ()) -> list[str]:
        """Make the tables, and a page of each type but those left out; return the paths of these."""
        self._manage("migrate", "--verbosity", "0")
        found: list[str] = self._ask(_BEGIN, LABEL=self.label, LEFT_OUT=sorted(left_out))
        return found

    def look(self, paths: list[str], *, on: bool) -> dict[str, Any]:
        """How the site answers with the plugin on or off, and whether the database has anything of it."""
        found: dict[str, Any] = self._ask(_LOOK, on=on, LABEL=self.label, PATHS=paths)
        return found

    def remove(self) -> None:
        """Remove the plugin, as an administrator does."""
        self._manage("remove_plugin", self.plugin, "--no-input")

    def _ask(self, program: str, *, on: bool = True, **values: Any) -> Any:
        named = "".join(f"{name} = {value!r}\n" for name, value in values.items())
        return json.loads(
            self._manage("shell", "-v0", "-c", named + program, on=on).splitlines()[-1]
        )

    def _manage(self, *arguments: str, on: bool = True) -> str:
        """Run a command; return what it prints. Raises ``AssertionError`` where it fails."""
        others = list(settings.DISABLED_PLUGINS)
        off = others if on else [*others, self.plugin]
        inherited = {name: value for name, value in os.environ.items() if name not in _SHARED}
        done = subprocess.run(  # noqa: S603 - Django's own command line
            [sys.executable, "-m", "django", *arguments],
            env={
                **inherited,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "DJANGO_SETTINGS_MODULE": "site_core.settings.development",
                "DATA_DIR": str(self.folder),
                "DISABLED_PLUGINS": ",".join(off),
                "LOG_LEVEL": "ERROR",
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        if done.returncode:
            raise AssertionError(f"{' '.join(arguments[:2])} failed:\n{done.stderr[-3000:]}")
        return done.stdout
