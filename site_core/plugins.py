"""The one door through which page types, endpoints, components and demo content come in.

A plugin is a Django app whose ``AppConfig`` extends ``PluginConfig``. Built-in plugins are named in
``settings.BUILT_IN_PLUGINS``; others are found by the entry-point group ``site_core.plugins``. The
contract is described in ``docs/plugins.md``.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import Any, ClassVar

from django.apps import AppConfig, apps
from django.utils.module_loading import import_string
from packaging.specifiers import InvalidSpecifier, SpecifierSet

import site_core
from site_core.exceptions import StartupError

ENTRY_POINT_GROUP = "site_core.plugins"


class PluginError(StartupError):
    """A plugin cannot be loaded. The message is one line that names the plugin."""


class PluginConfig(AppConfig):
    """Base class of every plugin's ``AppConfig``. Each attribute is optional and declarative."""

    #: The plugin's own version, shown by ``manage.py plugins``.
    version: ClassVar[str] = site_core.__version__
    #: PEP 440 range of the ``site_core`` versions that the plugin works with.
    core_version: ClassVar[str] = ""
    #: Names of the plugins that must be on as well.
    requires: ClassVar[Sequence[str]] = ()
    #: Endpoint name → dotted path of a Wagtail API v2 viewset.
    api_endpoints: ClassVar[Mapping[str, str]] = {}
    #: Region name → dotted paths of Laces components, in the order in which they appear.
    regions: ClassVar[Mapping[str, Sequence[str]]] = {}
    #: Stream name (``body``) → block name → dotted path of a block class.
    blocks: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    #: Dotted path of a URL configuration, mounted inside the language prefix.
    urlconf: ClassVar[str] = ""
    #: Dotted paths of functions that the worker calls every second: each takes nothing, does what is due
    #: and returns how much it was. What is due must be kept in the database.
    jobs: ClassVar[Sequence[str]] = ()
    #: Dotted path of a function that takes a ``site_core.demo.DemoContent`` and says what to add.
    demo: ClassVar[str] = ""

    def import_models(self) -> None:
        try:
            super().import_models()
        except Exception as error:
            raise PluginError(
                f"Plugin {self.label!r} cannot load its models: {type(error).__name__}: {error}"
            ) from error

    def resolve(self, dotted_path: str, purpose: str) -> Any:
        """Import what one of the declarative attributes names; ``purpose`` says which one it was.

        A ``urlconf`` is a module, anything else an attribute of one.

        Raises ``PluginError`` when there is nothing at that path.
        """
        try:
            if purpose == "urlconf":
                return importlib.import_module(dotted_path)
            return import_string(dotted_path)
        except Exception as error:
            raise PluginError(
                f"Plugin {self.label!r} names {dotted_path!r} as its {purpose}, "
                f"which cannot be imported: {error}"
            ) from error


@dataclass(frozen=True)
class Candidate:
    """A plugin that was found but not yet imported."""

    name: str
    config_path: str
    source: str


@dataclass(frozen=True)
class DiscoveredPlugin:
    """A plugin that passed every check which can be made before Django's apps are loaded."""

    name: str
    config_path: str
    source: str
    config_class: type[PluginConfig]

    @cached_property
    def label(self) -> str:
        return _label(self.config_class)


def _label(config_class: type[AppConfig]) -> str:
    declared = getattr(config_class, "label", None)
    return declared if isinstance(declared, str) else config_class.name.rpartition(".")[2]


def _candidates(built_in: Iterable[str], found: Iterable[EntryPoint]) -> list[Candidate]:
    candidates = [Candidate(path.partition(".")[0], path, "built in") for path in built_in]
    candidates += [
        Candidate(point.name, point.value.replace(":", "."), _distribution(point))
        for point in sorted(found, key=lambda point: point.name)
    ]
    return candidates


def _distribution(point: EntryPoint) -> str:
    return f"package {point.dist.name}" if point.dist else "entry point"


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


def _app_label(app: str) -> str:
    """The label of an entry of ``INSTALLED_APPS``, which is a module or the path of a config."""
    last = app.rpartition(".")[2]
    if last[:1].isupper():
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
    for candidate in _candidates(built_in, found):
        if candidate.name in disabled:
            continue
        config_class = _import(candidate)
        _check_core_version(candidate.name, config_class)
        plugin = DiscoveredPlugin(
            candidate.name, candidate.config_path, candidate.source, config_class
        )
        if plugin.label in taken:
            raise PluginError(
                f"Plugin {plugin.name!r} ({plugin.source}) has the app label {plugin.label!r}, "
                f"which {taken[plugin.label]} has already."
            )
        taken[plugin.label] = f"the plugin {plugin.name!r}"
        plugins.append(plugin)
    return _in_order_of_requirements(plugins)


def enabled() -> list[PluginConfig]:
    """Return the plugins that are on, in order. Needs Django's apps to be loaded."""
    return [config for config in apps.get_app_configs() if isinstance(config, PluginConfig)]


def contributed_blocks(stream: str) -> dict[str, Any]:
    """Return block name → block class for what the plugins add to the stream of that name.

    Works while models are being imported, when ``enabled()`` does not yet.
    """
    from django.conf import settings

    blocks: dict[str, Any] = {}
    for plugin in settings.DISCOVERED_PLUGINS:
        for name, path in plugin.config_class.blocks.get(stream, {}).items():
            try:
                blocks[name] = import_string(path)
            except Exception as error:
                raise PluginError(
                    f"Plugin {plugin.name!r} names {path!r} as its block {name!r}, "
                    f"which cannot be imported: {error}"
                ) from error
    return blocks


def resolve_everything() -> None:
    """Import whatever the plugins name and is otherwise first looked up by a reader's request.

    Raises ``PluginError`` for the first path with nothing at it.
    """
    for config in enabled():
        for region in config.regions:
            region_components(region)
        if config.demo:
            config.resolve(config.demo, "demo function")
    jobs()


def region_components(region: str) -> list[Any]:
    """Return one instance of every component that the plugins put into a region, in order."""
    return [
        config.resolve(path, f"component in the region {region!r}")()
        for config in enabled()
        for path in config.regions.get(region, ())
    ]


def jobs() -> dict[str, Callable[[], int]]:
    """Return dotted path → function of every job that the plugins give to the worker."""
    return {path: config.resolve(path, "job") for config in enabled() for path in config.jobs}


def api_endpoints() -> dict[str, Any]:
    """Return endpoint name → viewset class of every plugin that is on.

    Raises ``PluginError`` when two plugins claim one name or a viewset cannot be imported.
    """
    endpoints: dict[str, Any] = {}
    owners: dict[str, str] = {}
    for config in enabled():
        for name, path in config.api_endpoints.items():
            if name in owners:
                raise PluginError(
                    f"Plugin {config.label!r} adds the API endpoint {name!r}, "
                    f"which the plugin {owners[name]!r} has already."
                )
            owners[name] = config.label
            endpoints[name] = config.resolve(path, f"API endpoint {name!r}")
    return endpoints
