"""Writes the package of a new plugin, from the files of ``files``.

In a file and in its name ``@name@`` stands for the name of the plugin, ``@Name@`` for the same as a class has
it, ``@dashed@`` with hyphens, ``@css@`` as a style sheet writes it, ``@Title@`` in words.
"""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polib
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from packaging.version import Version
from wagtail.models import Page, get_page_models

import site_core
from site_core.plugins.config import PluginConfig

FILES = Path(__file__).parent / "files"
_SUFFIX = ".tpl"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
MAX_LENGTH = 24
#: Made executable.
_PROGRAMS = frozenset([".ci/run"])


class ScaffoldError(Exception):
    """The package is not written. The message is a sentence that says why."""


def check_name(name: str) -> None:
    """Raise ``ScaffoldError`` for a name that no plugin can have."""
    if not _NAME.fullmatch(name) or name.endswith("_") or "__" in name:
        raise ScaffoldError(
            f"{name!r} is no name for a plugin: it is made of small letters, digits and single underscores, "
            f"and begins with a letter.{_suggestion(name)}"
        )
    if len(name) > MAX_LENGTH:
        raise ScaffoldError(f"{name!r} is too long: a name has at most {MAX_LENGTH} letters.")
    if keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in sys.stdlib_module_names:
        raise ScaffoldError(f"{name!r} is taken: it is a word or a module of Python.")
    if name in {config.label for config in apps.get_app_configs()}:
        raise ScaffoldError(f"{name!r} is taken: an app of this site has that label.")
    if name in ("test", "tests", "locale", "templates") or find_spec(name) is not None:
        raise ScaffoldError(f"{name!r} is taken: there is a module of that name.")


def _suggestion(name: str) -> str:
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)
    suggested = "_".join(word.lower() for word in words).lstrip("0123456789_")
    return f" Did you mean {suggested!r}?" if _NAME.fullmatch(suggested) else ""


def write(name: str, folder: Path) -> list[Path]:
    """Write the package into a folder that is not there, or empty; return the files.

    Raises ``ScaffoldError``.
    """
    check_name(name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ScaffoldError(
            f"{folder} is there already and not empty: name another place by --directory."
        )
    words = _words(name)
    written = []
    try:
        for relative, text in _filled(words):
            path = folder / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            if relative in _PROGRAMS:
                path.chmod(0o755)
            written.append(path)
            if path.suffix == ".po":
                compiled = path.with_suffix(".mo")
                polib.pofile(str(path)).save_as_mofile(str(compiled))
                written.append(compiled)
    except OSError as error:
        raise ScaffoldError(f"{folder} cannot be written: {error}") from error
    return written


def _filled(words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Name and text of each file."""
    for path in sorted(FILES.rglob(f"*{_SUFFIX}")):
        relative = path.relative_to(FILES).as_posix().removesuffix(_SUFFIX)
        yield _fill(relative, words), _fill(path.read_text(encoding="utf-8"), words)


def _fill(text: str, words: Mapping[str, str]) -> str:
    return re.sub(r"@(\w+)@", lambda found: words[found[1]], text)


def _words(name: str) -> dict[str, str]:
    parent = _first_page_type()
    version = Version(site_core.__version__)
    return {
        "name": name,
        "Name": "".join(part.capitalize() for part in name.split("_")),
        "Title": name.replace("_", " ").capitalize(),
        "dashed": name.replace("_", "-"),
        "css": name.replace("_", "-"),
        "parent": parent._meta.label,
        "parent_plugin": parent._meta.app_label,
        "parent_key": "home",
        "core_version": f">={version.major}.{version.minor},<{version.major + 1}",
        "site_core_migration": _leaf("site_core"),
        "wagtailcore_migration": _leaf("wagtailcore"),
    }


def _first_page_type() -> Any:
    """The type of the pages that a site begins with: those that stand at the root of the tree."""
    for model in get_page_models():
        is_of_plugin = isinstance(apps.get_app_config(model._meta.app_label), PluginConfig)
        if is_of_plugin and model.allowed_parent_page_models() == [Page]:
            return model
    raise ScaffoldError("No page type that is on stands at the root of the tree: switch one on.")


def _leaf(label: str) -> str:
    return max(MigrationLoader(None).graph.leaf_nodes(label))[1]
