"""Finds the plugins before Django's apps are loaded, checks them and puts them in order.

Built-in plugins are named in ``settings.BUILT_IN_PLUGINS``; others are found by the entry-point group
``site_core.plugins``.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points

from django.apps import AppConfig
from packaging.specifiers import InvalidSpecifier, SpecifierSet

import site_core
from site_core.plugins import declarations
from site_core.plugins.config import PluginConfig, PluginError
from site_core.variables import Variable

ENTRY_POINT_GROUP = "site_core.plugins"
#: The source of a plugin that comes with the platform.
BUILT_IN = "built in"


@dataclass(frozen=True)
class Candidate:
    """A plugin that was found but not yet imported."""

    name: str
    config_path: str
    source: str
    version: str


@dataclass(frozen=True)
class DiscoveredPlugin:
    """A plugin that passed every check which can be made before Django's apps are loaded."""

    name: str
    config_path: str
    source: str
    config_class: type[PluginConfig]
    package_version: str = ""

    @property
    def is_built_in(self) -> bool:
        """Whether it comes with the platform."""
        return self.source == BUILT_IN

    @property
    def version(self) -> str:
        """The version that the plugin names, or else that of its package; empty where nobody says."""
        return self.config_class.version or self.package_version

    @cached_property
    def label(self) -> str:
        return _label(self.config_class)

    @property
    def variables(self) -> list[Variable]:
        """The environment variables of the plugin's settings."""
        return [
            setting.variable(f"{self.label.upper()}_{name}")
            for name, setting in self.config_class.settings.items()
        ]


def _label(config_class: type[AppConfig]) -> str:
    declared = getattr(config_class, "label", None)
    return declared if isinstance(declared, str) else config_class.name.rpartition(".")[2]


def _candidates(built_in: Iterable[str], found: Iterable[EntryPoint]) -> list[Candidate]:
    candidates = [
        Candidate(path.partition(".")[0], path, BUILT_IN, site_core.__version__)
        for path in built_in
    ]
    candidates += [
        Candidate(
            point.name,
            point.value.replace(":", "."),
            _distribution(point),
            point.dist.version if point.dist else "",
        )
        for point in sorted(found, key=lambda point: point.name)
    ]
    return candidates


def _distribution(point: EntryPoint) -> str:
    return f"package {point.dist.name}" if point.dist else "entry point"


def _check_names(candidates: Iterable[Candidate]) -> None:
    """Two packages can announce one name, and it would say nothing which of them is meant."""
    sources: dict[str, str] = {}
    for candidate in candidates:
        source = sources.setdefault(candidate.name, candidate.source)
        if source != candidate.source:
            raise PluginError(
                f"Two plugins are named {candidate.name!r}: one is {source}, "
                f"the other {candidate.source}. Uninstall one of them."
            )


def _import(candidate: Candidate) -> type[PluginConfig]:
    module_path, _, class_name = candidate.config_path.rpartition(".")
    try:
        config_class = getattr(importlib.import_module(module_path), class_name)
    except Exception as error:
        raise PluginError(
            f"Plugin {candidate.name!r} ({candidate.source}) cannot be imported: "
            f"{type(error).__name__}: {error}"
        ) from error
    if not (isinstance(config_class, type) and issubclass(config_class, PluginConfig)):
        raise PluginError(
            f"Plugin {candidate.name!r} ({candidate.source}): {candidate.config_path} "
            "does not extend site_core.plugins.PluginConfig."
        )
    return config_class


def _check_core_version(name: str, config_class: type[PluginConfig]) -> None:
    try:
        accepted = SpecifierSet(config_class.core_version)
    except InvalidSpecifier:
        raise PluginError(
            f"Plugin {name!r}: core_version {config_class.core_version!r} "
            "is not a PEP 440 version range such as '>=0.1,<1'."
        ) from None
    if not accepted.contains(site_core.__version__, prereleases=True):
        raise PluginError(
            f"Plugin {name!r} works with site_core {config_class.core_version}, "
            f"and this is site_core {site_core.__version__}."
        )


def _is_config(app: str) -> bool:
    return app.rpartition(".")[2][:1].isupper()


def _app_label(app: str) -> str:
    """The label of an entry of ``INSTALLED_APPS``, which is a module or the path of a config."""
    last = app.rpartition(".")[2]
    if _is_config(app):
        return _label(getattr(importlib.import_module(app.rpartition(".")[0]), last))
    return "wagtailcore" if app == "wagtail" else last


def _in_order_of_requirements(plugins: list[DiscoveredPlugin]) -> list[DiscoveredPlugin]:
    by_name = {plugin.name: plugin for plugin in plugins}
    ordered: list[DiscoveredPlugin] = []
    under_way: list[str] = []

    def visit(plugin: DiscoveredPlugin) -> None:
        if plugin in ordered:
            return
        if plugin.name in under_way:
            circle = " → ".join([*under_way[under_way.index(plugin.name) :], plugin.name])
            raise PluginError(f"Plugin {plugin.name!r} requires itself: {circle}.")
        under_way.append(plugin.name)
        for required in plugin.config_class.requires:
            if required not in by_name:
                raise PluginError(
                    f"Plugin {plugin.name!r} requires the plugin {required!r}, "
                    "which is not installed or is switched off."
                    + declarations.nearest(required, by_name)
                )
            visit(by_name[required])
        under_way.remove(plugin.name)
        ordered.append(plugin)

    for plugin in plugins:
        visit(plugin)
    return ordered


def discover(
    built_in: Iterable[str],
    other_apps: Sequence[str],
    disabled: Sequence[str] = (),
    found: Iterable[EntryPoint] | None = None,
) -> list[DiscoveredPlugin]:
    """Find the plugins that are on, check them, and order them so that requirements come first.

    ``built_in`` are dotted paths of ``PluginConfig`` classes, ``other_apps`` the rest of
    ``INSTALLED_APPS``, ``disabled`` names of plugins that stay off, and ``found`` the entry points
    (those of the environment unless given). Called by the settings, before Django's apps load.

    Raises ``PluginError`` for the first plugin that cannot be used.
    """
    if found is None:
        found = entry_points(group=ENTRY_POINT_GROUP)
    taken = {_app_label(app): f"the app {app!r}" for app in other_apps}
    plugins = []
    candidates = _candidates(built_in, found)
    names = [candidate.name for candidate in candidates]
    _check_names(candidates)
    for name in disabled:
        if name not in names:
            raise PluginError(
                f"DISABLED_PLUGINS names {name!r}, which is not installed: there are {', '.join(names)}."
                + declarations.nearest(name, names)
            )
    for candidate in candidates:
        if candidate.name in disabled:
            continue
        config_class = _import(candidate)
        declarations.check(candidate.name, config_class)
        _check_core_version(candidate.name, config_class)
        plugin = DiscoveredPlugin(
            candidate.name,
            candidate.config_path,
            candidate.source,
            config_class,
            candidate.version,
        )
        if plugin.label in taken:
            raise PluginError(
                f"Plugin {plugin.name!r} ({plugin.source}) has the app label {plugin.label!r}, "
                f"which {taken[plugin.label]} has already."
            )
        taken[plugin.label] = f"the plugin {plugin.name!r}"
        plugins.append(plugin)
    ordered = _in_order_of_requirements(plugins)
    declarations.check_together((plugin.name, plugin.config_class) for plugin in ordered)
    return ordered


@dataclass(frozen=True)
class InstalledPlugin:
    """A plugin that is installed, on or off, as far as it can be imported."""

    name: str
    label: str
    requires: tuple[str, ...]


def installed(built_in: Iterable[str]) -> list[InstalledPlugin]:
    """Every plugin that is installed, those that are off included.

    One that cannot be imported has no label.
    """
    found = []
    for candidate in _candidates(built_in, entry_points(group=ENTRY_POINT_GROUP)):
        try:
            config_class = _import(candidate)
        except PluginError:
            found.append(InstalledPlugin(candidate.name, "", ()))
        else:
            requires = tuple(config_class.requires)
            found.append(InstalledPlugin(candidate.name, _label(config_class), requires))
    return found


def further_apps(plugins: Iterable[DiscoveredPlugin], installed: Iterable[str]) -> list[str]:
    """The Django apps that plugins need besides those that are installed, each once.

    Raises ``PluginError`` for one that cannot be imported.
    """
    known = set(installed)
    found = []
    for plugin in plugins:
        for app in plugin.config_class.apps:
            if app in known:
                continue
            try:
                _app_label(app)
                importlib.import_module(app.rpartition(".")[0] if _is_config(app) else app)
            except Exception as error:
                raise PluginError(
                    f"Plugin {plugin.name!r} needs the app {app!r}, which cannot be imported: {error}"
                ) from error
            known.add(app)
            found.append(app)
    return found


def with_sources(
    policy: Mapping[str, Sequence[str]], plugins: Iterable[DiscoveredPlugin]
) -> dict[str, list[str]]:
    """A Content-Security-Policy with the sources that plugins add to it."""
    merged = {directive: list(sources) for directive, sources in policy.items()}
    for plugin in plugins:
        for directive, sources in plugin.config_class.csp_sources.items():
            own = merged.setdefault(directive, list(policy.get("default-src", ())))
            own += [source for source in sources if source not in own]
    return merged
