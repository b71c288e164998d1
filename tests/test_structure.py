"""The house: which module may import which, and what each package says of itself."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from django.apps import apps

from site_core.models import BasePage, LeadImageMixin, LeadMixin
from site_core.plugins import registry
from tests.support.commands import ROOT

PACKAGES = ("site_core", "home", "relations", "offices")


def _circles(graph: grimp.ImportGraph) -> list[set[str]]:
    """Modules that import each other, by whatever way round (Tarjan's strongly connected components)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found: list[set[str]] = []

    def visit(module: str) -> None:
        order[module] = lowest[module] = len(order)
        path.append(module)
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            if imported not in order:
                visit(imported)
                lowest[module] = min(lowest[module], lowest[imported])
            elif imported in path:
                lowest[module] = min(lowest[module], order[imported])
        if lowest[module] == order[module]:
            start = path.index(module)
            circle = set(path[start:])
            del path[start:]
            if len(circle) > 1:
                found.append(circle)

    for module in sorted(graph.modules):
        if module not in order:
            visit(module)
    return found


def test_no_module_imports_itself_by_any_way_round() -> None:
    """Imports inside functions and for type checking are counted: grimp reads all of them."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    assert len(graph.modules) > 200
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 10_000))
    assert _circles(graph) == []


def test_a_circle_would_be_found() -> None:
    graph = grimp.build_graph("home", cache_dir=None)
    graph.add_import(importer="home.models", imported="home.demo")
    graph.add_import(importer="home.demo", imported="home.models")
    assert {"home.models", "home.demo"} in _circles(graph)


PLUGINS = [config for config in registry.enabled() if config.label in PACKAGES]
TEMPLATES = ROOT / "templates"
#: Where the plugins that come with the platform are named, as a project names those that it installs.
SETTINGS = ROOT / "site_core/settings/base.py"


def _names_of_plugins() -> set[str]:
    """Labels, models, and fields that no model of the platform has."""
    platform = [model for model in apps.get_models() if model._meta.app_label not in PACKAGES[1:]]
    common = {field.name for model in platform for field in model._meta.get_fields()}
    common |= {name for model in platform for name in vars(model)}
    common |= {
        field.name
        for mixin in (BasePage, LeadMixin, LeadImageMixin)
        for field in mixin._meta.fields
    }
    names: set[str] = set()
    for config in PLUGINS:
        names |= {block for blocks in config.blocks.values() for block in blocks}
        names |= {f"{config.name}/", f"{config.label}."}
        for model in config.get_models():
            names |= {model._meta.label, model._meta.object_name or ""}
            names |= {field.name for field in model._meta.get_fields()} - common
    return names - {"key_points", "body", "tags", "name", "city", "unit"}


def _strings(path: Path) -> Iterator[str]:
    """The string literals of a module that are no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
        ):
            yield node.value


def test_the_platform_names_nothing_of_a_plugin() -> None:
    names = _names_of_plugins()
    assert {"contact_offices", "office_card", "offices/", "ArticlePage", "featured_pages"} <= names
    found = []
    for path in sorted((ROOT / "site_core").rglob("*.py")):
        if "migrations" in path.parts or path == SETTINGS:
            continue
        for text in _strings(path):
            found += [
                f"{path.relative_to(ROOT)}: {text!r}"
                for name in names
                if text == name or (name.endswith(("/", ".")) and text.startswith(name))
            ]
    assert found == []


def test_no_template_or_style_sheet_of_the_platform_is_for_a_plugin() -> None:
    own = {config.name for config in PLUGINS}
    classes = {
        name
        for config in PLUGINS
        for sheet in (Path(config.path) / "static").rglob("*.css")
        for name in re.findall(r"^\.([a-z][\w-]+)", sheet.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {"office-card", "enquiry", "opening-hours"} <= classes
    files = [
        *(ROOT / "site_core/static").rglob("*.css"),
        *(
            path
            for path in TEMPLATES.rglob("*.html")
            if path.relative_to(TEMPLATES).parts[0] not in own
        ),
    ]
    found = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        found += [
            f"{path.relative_to(ROOT)}: {name}"
            for name in classes
            if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) and path.suffix == ".css"
        ]
        found += [f"{path.relative_to(ROOT)}: {name}/" for name in own if f'"{name}/' in text]
    assert found == []


def _packages() -> list[Path]:
    folders = [path.parent for name in PACKAGES for path in (ROOT / name).rglob("__init__.py")]
    left_out = {"migrations", "management", "commands", "formats", "sr", "sr_Latn", "templatetags"}
    return [
        folder for folder in folders if folder.name not in left_out and folder.name != "site_core"
    ]


@pytest.mark.parametrize("folder", _packages(), ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_package_names_all_its_modules(folder: Path) -> None:
    tree = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
    named = set(re.findall(r"``(\w+)``", ast.get_docstring(tree) or ""))
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules - named == set()


def test_no_file_does_two_jobs() -> None:
    files = [
        path
        for name in (*PACKAGES, "tests", "bench")
        for path in (ROOT / name).rglob("*")
        if path.suffix in (".py", ".css", ".js")
        and not {"migrations", "node_modules"} & {*path.parts}
    ]
    long = {
        str(path.relative_to(ROOT)) for path in files if len(path.read_text().splitlines()) > 400
    }
    assert long == set()
