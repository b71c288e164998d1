"""The streams that plugins add blocks to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from site_core.plugins.config import PluginError
from site_core.plugins.declarations import nearest

#: The stream that the platform has itself. A plugin's begin with its label: ``newsroom.corrections``.
BODY = "body"
#: The streams that a field of some model has, by the names by which plugins add to them.
_declared: set[str] = {BODY}


def contributed_blocks(stream: str, own: Iterable[str]) -> dict[str, Any]:
    """Return block name → block for what the plugins add to the stream of that name.

    ``own`` are the names of the blocks that the stream has without plugins. Works while models are being
    imported, when the list of plugins that are on does not yet.

    Raises ``PluginError`` for a name that the stream has already, and for what is no block.
    """
    _declared.add(stream)
    own = frozenset(own)
    blocks: dict[str, Any] = {}
    for plugin in settings.DISCOVERED_PLUGINS:
        added: Mapping[str, str] = plugin.config_class.blocks.get(stream, {})
        for name, path in added.items():
            if name in own:
                raise PluginError(
                    f"Plugin {plugin.name!r} adds the block {name!r} to {stream!r}, "
                    "which has a block of that name already."
                )
            blocks[name] = _made(plugin.name, name, path)
    return blocks


def _made(plugin: str, name: str, path: str) -> Any:
    purpose = f"Plugin {plugin!r} names {path!r} as its block {name!r}"
    try:
        block_class = import_string(path)
    except Exception as error:
        raise PluginError(f"{purpose}, which cannot be imported: {error}") from error
    try:
        block = block_class()
        block.set_name(name)
    except Exception as error:
        raise PluginError(
            f"{purpose}, of which no block can be made: {type(error).__name__}: {error}"
        ) from error
    return block


def check_names() -> None:
    """Raise ``PluginError`` for a stream that a plugin adds to and no model has.

    That of a plugin which is off can be missing. To be called when all models are loaded.
    """
    for plugin in settings.DISCOVERED_PLUGINS:
        for stream in plugin.config_class.blocks:
            suggestion = nearest(stream, _declared)
            if stream not in _declared and (suggestion or not _is_of_absent_plugin(stream)):
                raise PluginError(
                    f"Plugin {plugin.name!r} adds blocks to the stream {stream!r}, which no page has."
                    f"{suggestion} There are {', '.join(sorted(_declared))}."
                )


def _is_of_absent_plugin(stream: str) -> bool:
    label, separator, _ = stream.partition(".")
    return bool(separator) and label not in {plugin.label for plugin in settings.DISCOVERED_PLUGINS}
