"""Templates of the platform in whose place a plugin puts its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.template import Origin
from django.template.loaders.app_directories import Loader

from site_core.plugins.config import PluginError
from site_core.plugins.registry import enabled


def replaced() -> dict[str, str]:
    """Name of a template → name of that which stands for it.

    Raises ``PluginError`` where two plugins replace one template.
    """
    found: dict[str, str] = {}
    owners: dict[str, str] = {}
    for config in enabled():
        for name, own in config.templates.items():
            if name in owners:
                raise PluginError(
                    f"Plugin {config.label!r} replaces the template {name!r}, "
                    f"which the plugin {owners[name]!r} replaces already."
                )
            owners[name] = config.label
            found[name] = own
    return found


class ReplacingLoader(Loader):
    """Finds what plugins put in the place of a template, before it is looked for anywhere else.

    What replaces a template may extend it by its name: Django does not find a template in itself.
    """

    def get_template_sources(self, template_name: str) -> Iterator[Origin]:
        own = replaced().get(template_name)
        if own is None:
            return
        for origin in super().get_template_sources(own):
            yield Origin(name=origin.name, template_name=template_name, loader=self)
