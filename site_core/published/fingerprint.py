"""What published documents are made by, as one short text.

A site whose documents were made by another release, by other libraries or under other settings knows it
from this text alone. Nobody raises a number by hand: the code that makes documents is read itself.
"""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

import site_core
from site_core.plugins import registry

#: The rooms whose code decides what a document holds.
ROOMS = ("blocks", "languages", "media", "pages", "published")
#: The packages whose results end in documents.
LIBRARIES = (
    "django",
    "djangorestframework",
    "simplemma",
    "snowballstemmer",
    "wagtail",
    "wagtail-localize",
)
#: Folders of a package whose code makes no document.
_LEFT_OUT = frozenset({"management", "migrations", "tests"})


@cache
def current() -> str:
    """The fingerprint of this process, as 64 hexadecimal digits.

    Of the code of the rooms and of the plugins that are on, the libraries, and the settings that shape a
    value: time zone, languages, where files are served, and the search backend.
    """
    digest = hashlib.sha256()
    for part in (*_settings(), *_libraries()):
        digest.update(repr(part).encode())
    for path, name in _sources():
        digest.update(name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _settings() -> Iterator[object]:
    yield settings.TIME_ZONE
    yield settings.LANGUAGES
    yield settings.WAGTAIL_CONTENT_LANGUAGES
    yield settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"]
    yield default_storage.url("file")


def _libraries() -> Iterator[object]:
    yield sys.version_info[:2]
    yield unicodedata.unidata_version
    for name in LIBRARIES:
        yield name, version(name)


def _sources() -> Iterator[tuple[Path, str]]:
    """The files of code, each with a name that is the same wherever the site is installed."""
    platform = Path(site_core.__file__).parent
    folders = [(platform / room, room) for room in ROOMS]
    folders += [(Path(plugin.path), plugin.name) for plugin in registry.enabled()]
    for folder, name in sorted(folders, key=lambda item: item[1]):
        for path in sorted(folder.rglob("*.py")):
            inside = path.relative_to(folder)
            if not _LEFT_OUT.intersection(inside.parts):
                yield path, f"{name}/{inside.as_posix()}"
