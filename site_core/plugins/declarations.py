"""Whether what a plugin declares can be meant: names that are known, in the shape that they take.

Looked at before Django's apps are loaded, so nothing that is named is imported here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from django.apps import AppConfig

from site_core.plugins.config import CSP_DIRECTIVES, REGIONS, ROLES, PluginConfig, PluginError

_EVENT_LENGTH = 30
_EVENT = re.compile(rf"[a-z][a-z_]{{0,{_EVENT_LENGTH - 1}}}")

_LIST = "a list of names"
_MAPPING = "a mapping"
_TEXT = "a text"
#: Attribute → what it takes.
_SHAPES: Mapping[str, tuple[str, ...]] = {
    "version": (_TEXT,),
    "core_version": (_TEXT,),
    "requires": (_LIST,),
    "api_endpoints": (_MAPPING,),
    "api_fields": (_MAPPING,),
    "regions": (_MAPPING,),
    "blocks": (_MAPPING,),
    "stylesheets": (_LIST,),
    "settings": (_MAPPING,),
    "templates": (_MAPPING,),
    "apps": (_LIST,),
    "csp_sources": (_MAPPING,),
    "urlconf": (_TEXT,),
    "jobs": (_LIST, _MAPPING),
    "roles": (_MAPPING,),
    "webhook_events": (_MAPPING,),
    "demo": (_TEXT,),
}

#: Attribute → what each of its values takes.
_INNER_SHAPES: Mapping[str, tuple[str, ...]] = {
    "regions": (_LIST, _MAPPING),
    "blocks": (_MAPPING,),
    "api_fields": (_MAPPING,),
    "csp_sources": (_LIST,),
    "roles": (_LIST,),
    "webhook_events": (_TEXT,),
}


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that a misspelt one comes closest to, as a question; empty where none does."""
    found = get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)
    return f" Did you mean {found[0]!r}?" if found else ""


def check(name: str, config_class: type[PluginConfig]) -> None:
    """Look at the attributes of a plugin.

    Raises ``PluginError`` for the first that no plugin has, or that has another shape.
    """
    _check_attributes(name, config_class)
    _check_shapes(name, config_class)
    for region in config_class.regions:
        if region not in REGIONS:
            raise PluginError(
                f"Plugin {name!r} puts something into the region {region!r}, which no page has."
                f"{nearest(region, REGIONS)} There are {', '.join(REGIONS)}."
            )
    for role, permissions in config_class.roles.items():
        if role not in ROLES:
            raise PluginError(
                f"Plugin {name!r} gives rights to the role {role!r}, which nobody has."
                f"{nearest(role, ROLES)} There are {', '.join(ROLES)}."
            )
        for permission in permissions:
            if permission.count(".") != 1:
                raise PluginError(
                    f"Plugin {name!r} gives the role {role!r} the permission {permission!r}: write the app "
                    "and the codename, such as 'offices.change_office'."
                )
    for event in config_class.webhook_events:
        if not _EVENT.fullmatch(event):
            raise PluginError(
                f"Plugin {name!r} declares the event {event!r}: a name is made of at most {_EVENT_LENGTH} "
                "small letters and underscores, such as 'corrected'."
            )
    for directive in config_class.csp_sources:
        if directive not in CSP_DIRECTIVES:
            raise PluginError(
                f"Plugin {name!r} names sources for {directive!r}, which is not a directive that a plugin "
                f"adds to.{nearest(directive, CSP_DIRECTIVES)} There are {', '.join(CSP_DIRECTIVES)}."
            )


def _check_attributes(name: str, config_class: type[PluginConfig]) -> None:
    for attribute, value in _own_attributes(config_class):
        if attribute in _KNOWN or attribute.startswith("_"):
            continue
        suggestion = nearest(attribute, _SHAPES)
        if suggestion or not callable(value):
            raise PluginError(
                f"Plugin {name!r} declares {attribute!r}, which is not an attribute of plugins.{suggestion}"
                + ("" if suggestion else " Begin a name of its own with an underscore.")
            )


def _check_shapes(name: str, config_class: type[PluginConfig]) -> None:
    for attribute, shapes in _SHAPES.items():
        value = getattr(config_class, attribute)
        if not any(_IS[shape](value) for shape in shapes):
            raise _misshapen(name, attribute, shapes)
        for key, inner in value.items() if attribute in _INNER_SHAPES else ():
            if not any(_IS[shape](inner) for shape in _INNER_SHAPES[attribute]):
                raise _misshapen(name, f"{attribute}[{key!r}]", _INNER_SHAPES[attribute])


def check_together(plugins: Iterable[tuple[str, type[PluginConfig]]]) -> None:
    """Look at the names that plugins share. Raises ``PluginError`` for a block that two of them add."""
    owners: dict[tuple[str, str], str] = {}
    for name, config_class in plugins:
        for stream, blocks in config_class.blocks.items():
            for block in blocks:
                owner = owners.setdefault((stream, block), name)
                if owner != name:
                    raise PluginError(
                        f"Plugin {name!r} adds the block {block!r} to {stream!r}, "
                        f"which the plugin {owner!r} has already added."
                    )


def _own_attributes(config_class: type[PluginConfig]) -> Iterator[tuple[str, Any]]:
    for ancestor in config_class.__mro__:
        if ancestor is PluginConfig:
            return
        yield from vars(ancestor).items()


def _misshapen(name: str, attribute: str, shapes: tuple[str, ...]) -> PluginError:
    return PluginError(
        f"Plugin {name!r}: {attribute} takes {' or '.join(_EXAMPLES[shape] for shape in shapes)}."
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_list(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


def _is_mapping(value: object) -> bool:
    return isinstance(value, Mapping) and all(isinstance(key, str) for key in value)


_IS: Mapping[str, Callable[[object], bool]] = {
    _TEXT: _is_text,
    _LIST: _is_list,
    _MAPPING: _is_mapping,
}
_EXAMPLES: Mapping[str, str] = {
    _TEXT: "a text",
    _LIST: "a list of names, such as ('home',)",
    _MAPPING: "a mapping",
}
#: What Django and the platform know of an ``AppConfig``.
_KNOWN = frozenset(
    (
        *("name", "label", "verbose_name", "path", "default", "default_auto_field"),
        *dir(AppConfig),
        *vars(PluginConfig),
    )
)
