"""What each plugin brings, for the command and the report in the admin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from site_core import prefixes
from site_core.plugins import registry
from site_core.plugins.regions import DEFAULT_WEIGHT


@dataclass(frozen=True)
class PluginDescription:
    """One plugin that is on, in words."""

    name: str
    title: str
    version: str
    source: str
    requires: list[str]
    page_types: list[str]
    endpoints: list[str]
    regions: list[str]
    blocks: list[str]
    jobs: list[str]
    settings: list[str]
    urlconf: str
    core_version: str
    stylesheets: list[str]
    templates: list[str]
    api_fields: list[str]
    apps: list[str]
    csp_sources: list[str]
    webhook_events: list[str]
    roles: list[str]

    def listed(self) -> list[tuple[Any, list[str]]]:
        """What it brings, without what it does not, each with how people read it."""
        found = []
        for name, label in LABELS.items():
            value = getattr(self, name)
            names = [value] if isinstance(value, str) else value
            if any(names):
                found.append((label, names))
        return found

    def as_dict(self) -> dict[str, Any]:
        """The description as plain values."""
        return asdict(self)


#: Name of an attribute of a description → how people read it. In the order in which they are listed.
LABELS: Mapping[str, Any] = {
    "requires": _("requires"),
    "page_types": _("page types"),
    "endpoints": _("API endpoints"),
    "api_fields": _("fields of other types"),
    "regions": _("regions (weights)"),
    "blocks": _("blocks"),
    "templates": _("templates replaced"),
    "stylesheets": _("style sheets"),
    "jobs": _("jobs"),
    "settings": _("settings"),
    "webhook_events": _("webhook events"),
    "roles": _("roles"),
    "apps": _("apps"),
    "csp_sources": _("sources that pages load from"),
    "urlconf": _("addresses of its own"),
    "core_version": _("works with version"),
}


def _weights(declared: Sequence[str] | Mapping[str, int]) -> list[int]:
    weights = declared if isinstance(declared, Mapping) else {}
    return [weights.get(path, DEFAULT_WEIGHT) for path in declared]


def describe_plugins() -> list[PluginDescription]:
    """Every plugin that is on, in the order in which they load."""
    discovered = {plugin.label: plugin for plugin in settings.DISCOVERED_PLUGINS}
    return [
        PluginDescription(
            name=discovered[config.label].name,
            title=str(config.verbose_name),
            version=discovered[config.label].version,
            source=discovered[config.label].source,
            requires=list(config.requires),
            page_types=[
                model._meta.label for model in config.get_models() if issubclass(model, Page)
            ],
            endpoints=[f"{prefixes.API}{name}/" for name in config.api_endpoints],
            regions=[
                f"{region} ({', '.join(map(str, _weights(declared)))})"
                for region, declared in config.regions.items()
            ],
            blocks=[
                f"{stream}.{name}" for stream in config.blocks for name in config.blocks[stream]
            ],
            jobs=list(config.jobs),
            settings=[variable.name for variable in discovered[config.label].variables],
            urlconf=config.urlconf,
            core_version=config.core_version,
            stylesheets=list(config.stylesheets),
            templates=list(config.templates),
            api_fields=[
                f"{model}.{name}" for model, fields in config.api_fields.items() for name in fields
            ],
            apps=list(discovered[config.label].config_class.apps),
            csp_sources=[
                f"{directive} {' '.join(sources)}"
                for directive, sources in config.csp_sources.items()
            ],
            webhook_events=[f"{config.label}.{name}" for name in config.webhook_events],
            roles=[
                f"{role}: {', '.join(permissions)}" for role, permissions in config.roles.items()
            ],
        )
        for config in registry.enabled()
    ]
