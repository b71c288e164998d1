"""What the plugins that are on bring: their blocks, components, jobs and API endpoints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from site_core.plugins.config import PluginConfig, PluginError


def enabled() -> list[PluginConfig]:
    """Return the plugins that are on, in order. Needs Django's apps to be loaded."""
    return [config for config in apps.get_app_configs() if isinstance(config, PluginConfig)]


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
