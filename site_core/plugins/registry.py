"""What the enabled plugins contribute: style sheets, jobs and API endpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.urls import Resolver404, URLPattern, URLResolver
from django.urls.resolvers import RegexPattern

from site_core.plugins.config import PluginConfig, PluginError


def enabled() -> list[PluginConfig]:
    """Return the plugins that are on, in order. Needs Django's apps to be loaded."""
    return [config for config in apps.get_app_configs() if isinstance(config, PluginConfig)]


#: Addresses below a language's prefix that are none of a plugin: the home page, and pages that nobody has.
_OF_PAGES = (
    "",
    "x0-page-0x/",
    "x0-page-0x",
    "x0-page-0x/x0-below-0x/",
    "x0-page-0x/x0-below-0x/x0-0x/",
)


def setting(plugin: str, name: str) -> Any:
    """Return what is set for a plugin in the environment, or its default: ``<PLUGIN>_<NAME>``."""
    return getattr(settings, f"{plugin.upper()}_{name}")


def resolve_everything() -> None:
    """Import whatever the plugins name and is otherwise first looked up by a reader's request.

    Raises ``PluginError`` for the first path with nothing at it.
    """
    for config in enabled():
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


def roles() -> dict[str, set[str]]:
    """Return role → the permissions that the plugins that are on add to it."""
    found: dict[str, set[str]] = {}
    for config in enabled():
        for role, permissions in config.roles.items():
            found.setdefault(role, set()).update(permissions)
    return found


def webhook_events() -> dict[str, str]:
    """Return kind of change, ``<plugin>.<name>``, → what happened, for what plugins announce."""
    return {
        f"{config.label}.{name}": str(description)
        for config in enabled()
        for name, description in config.webhook_events.items()
    }


@dataclass(frozen=True)
class PluginEndpoint:
    """What a plugin names as an endpoint of the API: its path, and what stands there."""

    path: str
    found: Any
    plugin: str


def api_endpoints() -> dict[str, PluginEndpoint]:
    """Return endpoint name → what the plugins that are on name as it.

    Raises ``PluginError`` when two plugins claim one name or it cannot be imported.
    """
    endpoints: dict[str, PluginEndpoint] = {}
    for config in enabled():
        for name, path in config.api_endpoints.items():
            if name in endpoints:
                raise PluginError(
                    f"Plugin {config.label!r} adds the API endpoint {name!r}, "
                    f"which the plugin {endpoints[name].plugin!r} has already."
                )
            found = config.resolve(path, f"API endpoint {name!r}")
            endpoints[name] = PluginEndpoint(path, found, config.label)
    return endpoints


def urlconfs() -> Iterator[ModuleType]:
    """Yield the URL configuration of each plugin that has one.

    Raises ``PluginError`` for a module without patterns, or with something else among them.
    """
    for config in enabled():
        if config.urlconf:
            module = config.resolve(config.urlconf, "urlconf")
            patterns = getattr(module, "urlpatterns", None)
            if not isinstance(patterns, (list, tuple)) or not all(
                isinstance(pattern, (URLPattern, URLResolver)) for pattern in patterns
            ):
                raise PluginError(
                    f"Plugin {config.label!r} names {config.urlconf!r} as its urlconf, which has no list "
                    "urlpatterns of path() and re_path()."
                )
            _refuse_greedy(config, patterns)
            yield module


def _refuse_greedy(config: PluginConfig, patterns: Sequence[URLPattern | URLResolver]) -> None:
    """Raise ``PluginError`` for patterns that answer addresses of pages: no page would be read any more."""
    resolver = URLResolver(RegexPattern(""), list(patterns))
    for address in _OF_PAGES:
        try:
            found = resolver.resolve(address)
        except Resolver404:
            continue
        raise PluginError(
            f"Plugin {config.label!r} answers the address /en/{address} by the pattern {found.route!r} of "
            f"{config.urlconf!r}, and so those of pages: begin it with a path of its own, such as "
            f"{config.label.replace('_', '-') + '/'!r}."
        )
