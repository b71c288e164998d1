"""What each plugin brings, for the command and the report in the admin."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from wagtail.models import Page

from site_core import prefixes
from site_core.plugins import registry


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

    def as_dict(self) -> dict[str, Any]:
        """The description as plain values."""
        return asdict(self)


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
            regions=list(config.regions),
            blocks=[
                f"{stream}.{name}" for stream in config.blocks for name in config.blocks[stream]
            ],
            jobs=list(config.jobs),
            settings=[variable.name for variable in discovered[config.label].variables],
            urlconf=config.urlconf,
            core_version=config.core_version,
        )
        for config in registry.enabled()
    ]
