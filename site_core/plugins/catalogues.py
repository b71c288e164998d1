"""The words of plugins in Serbian Latin, made from those in Cyrillic that they bring.

Django would give the Cyrillic words to whoever reads Latin. What is made stands beside the data of the site,
in a folder of its own for each content.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import polib

from site_core.languages.scripts import to_latin

CYRILLIC, LATIN = "sr", "sr_Latn"
_DOMAINS = ("django", "djangojs")


def latin_folders(apps: Iterable[str], data_dir: Path) -> list[Path]:
    """Folders for ``LOCALE_PATHS`` with the words of these apps, named by their modules.

    An app that brings Latin itself, or no Serbian at all, has none. Nor has any where nothing can be written.
    """
    return [folder for app in apps for folder in _made(app, data_dir)]


def _made(app: str, data_dir: Path) -> Iterator[Path]:
    spec = find_spec(app)
    if spec is None or not spec.submodule_search_locations:
        return
    own = Path(spec.submodule_search_locations[0]) / "locale"
    if (own / LATIN).exists():
        return
    sources = [
        path
        for domain in _DOMAINS
        if (path := own / CYRILLIC / "LC_MESSAGES" / f"{domain}.mo").exists()
    ]
    if not sources:
        return
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    folder = data_dir / "catalogues" / app / digest
    try:
        for source in sources:
            _write(source, folder / LATIN / "LC_MESSAGES" / source.name)
    except OSError:
        return
    yield folder


def _write(source: Path, target: Path) -> None:
    if target.exists():
        return
    catalogue = polib.mofile(str(source))
    for entry in catalogue:
        entry.msgstr = to_latin(entry.msgstr)
        entry.msgstr_plural = {
            number: to_latin(text) for number, text in entry.msgstr_plural.items()
        }
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}")
    catalogue.save(str(part))
    part.replace(target)  # whole, or not there
