"""The regions of a page, and the components that plugins put into them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.forms.widgets import Media
from django.utils.safestring import SafeString

from site_core.plugins.config import PluginConfig, PluginError
from site_core.plugins.registry import enabled

logger = logging.getLogger(__name__)

#: Of a component whose plugin gives it none. Light ones stand before heavy ones.
DEFAULT_WEIGHT = 100


@dataclass(frozen=True)
class RegionComponent:
    """A component in a region, and whose it is."""

    plugin: str
    region: str
    path: str
    weight: int
    component: Any = field(compare=False)

    def render(self, context: Any) -> SafeString | None:
        """The HTML of the component; ``None`` where it failed, which the log tells of.

        In development (``DEBUG``) its error is raised. So is, everywhere, that of a database that is away:
        there is no page without one.
        """
        try:
            html: SafeString = self.component.render_html(context)
        except (InterfaceError, OperationalError):
            raise
        except Exception as error:
            if settings.DEBUG:
                raise
            self._log(error)
            return None
        return html

    def media(self) -> Media | None:
        """The style sheets and scripts of the component; ``None`` where it fails to name them."""
        try:
            return self.component.media
        except Exception as error:
            if settings.DEBUG:
                raise
            self._log(error)
            return None

    def _log(self, error: Exception) -> None:
        logger.error(
            "component left out plugin=%s region=%s component=%s error=%r",
            self.plugin,
            self.region,
            self.path,
            error,
            exc_info=error,
        )


def components(region: str) -> list[RegionComponent]:
    """What the plugins put into a region: by weight, then in the order of plugins and declarations.

    Raises ``PluginError`` for a component that cannot be imported, or is none.
    """
    found = [item for config in enabled() for item in _of_plugin(config, region)]
    return sorted(found, key=lambda item: item.weight)


def _of_plugin(config: PluginConfig, region: str) -> Iterator[RegionComponent]:
    declared = config.regions.get(region, ())
    weights = declared if isinstance(declared, Mapping) else {}
    purpose = f"component in the region {region!r}"
    for path in declared:
        made = config.resolve(path, purpose)
        try:
            component = made()
        except Exception as error:
            raise PluginError(
                f"Plugin {config.label!r} names {path!r} as its {purpose}, "
                f"which cannot be made: {type(error).__name__}: {error}"
            ) from error
        if not callable(getattr(component, "render_html", None)):
            raise PluginError(
                f"Plugin {config.label!r} names {path!r} as its {purpose}, which is no component: "
                "it has no method render_html."
            )
        yield RegionComponent(
            config.label, region, path, weights.get(path, DEFAULT_WEIGHT), component
        )
