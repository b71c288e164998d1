"""The style sheets of the public pages joined into one file, so that a page makes one request."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from site_core.plugins import registry

FOLDER = Path(__file__).resolve().parents[1] / "static" / "site_core" / "css"
#: The order of the cascade layers is in the first; components stand in any order.
FIRST = ("tokens.css", "base.css", "layout.css")
PRINT = "print.css"
#: Where templates find it.
NAME = "site_core/css/site.css"


def whole() -> str:
    """All style sheets of the pages, in the order of the cascade."""
    paths = [FOLDER / name for name in FIRST] + sorted((FOLDER / "components").glob("*.css"))
    sheets = [path.read_text(encoding="utf-8") for path in paths]
    of_plugins = "\n".join(path.read_text(encoding="utf-8") for path in registry.stylesheets())
    if of_plugins:
        sheets.append(f"@layer plugins {{\n{of_plugins}\n}}\n")
    for_print = (FOLDER / PRINT).read_text(encoding="utf-8")
    return "\n".join([*sheets, f"@media print {{\n{for_print}\n}}\n"])


class StylesheetFinder(BaseFinder):
    """Gives Django's staticfiles the joined style sheet, in development and to ``collectstatic``."""

    def check(self, **options: Any) -> list[Any]:
        return []

    def _written(self) -> Path:
        """The folder below which the file stands. Each content has a folder of its own."""
        text = whole()
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        # Below our own data: in a folder that everybody writes to, somebody else may have been first.
        folder = Path(settings.DATA_DIR) / "stylesheets" / digest
        path = folder / NAME
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
            part.write_text(text, encoding="utf-8")
            part.replace(path)  # whole, or not there
        return folder

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        """The path of the file, where it is the one that is asked for."""
        if path != NAME:
            return []
        found = str(self._written() / NAME)
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """What ``collectstatic`` collects."""
        yield NAME, FileSystemStorage(location=str(self._written()))
