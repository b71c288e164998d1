"""What the enabled plugins contribute: blocks, components, jobs and API endpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from site_core.plugins.config import PluginConfig, PluginError


def enabled() -> list[PluginConfig]:
    """Return the plugins that are on, in order. Needs Django's apps to be loaded."""
    return [config for config in apps.get_app_configs() if isinstance(config, PluginConfig)]


def setting(plugin: str, name: str) -> Any:
    """Return what is set for a plugin in the environment, or its default: ``<PLUGIN>_<NAME>``."""
    return getattr(settings, f"{plugin.upper()}_{name}")


def contributed_blocks(stream: str) -> dict[str, Any]:
    """Return block name → block class for what the plugins add to the stream of that name.

    Works while models are being imported, when ``enabled()`` does not yet.
    """
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
    stylesheets()


def stylesheets() -> list[Path]:
    """Return the files that the plugins add to the style sheet of the pages, in order.

    Raises ``PluginError`` for one that is not there.
    """
    found = []
    for config in enabled():
        for name in config.stylesheets:
            path = Path(config.path) / "static" / name
            if not path.is_file():
                raise PluginError(
                    f"Plugin {config.label!r} names {name!r} as its style sheet, which is not among "
                    "its static files."
                )
            found.append(path)
    return found


def region_components(region: str) -> list[Any]:
    """Return one instance of every component that the plugins put into a region, in order."""
    return [
        config.resolve(path, f"component in the region {region!r}")()
        for config in enabled()
        for path in config.regions.get(region, ())
    ]


@dataclass(frozen=True)
class PluginJob:
    """What a plugin names as a job: its path, what stands there, and how often it runs."""

    path: str
    found: Any
    plugin: str
    every: timedelta | None


def jobs() -> list[PluginJob]:
    """Return every job that the plugins give to the worker.

    Raises ``PluginError`` for one that cannot be imported, or is neither a function nor a queue.
    """
    found = []
    for config in enabled():
        every = config.jobs if isinstance(config.jobs, Mapping) else {}
        for path in config.jobs:
            job = config.resolve(path, "job")
            if isinstance(job, type) or not (callable(job) or hasattr(job, "due")):
                raise PluginError(
                    f"Plugin {config.label!r} names {path!r} as its job, which is neither a function "
                    "without arguments nor a queue."
                )
            found.append(PluginJob(path, job, config.label, every.get(path)))
    return found


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
