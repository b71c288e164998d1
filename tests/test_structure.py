"""The house: which module may import which, and what each package says of itself."""

from __future__ import annotations

import sys

import grimp

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
