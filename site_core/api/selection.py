"""The ``fields`` parameter of Wagtail API v2, applied to a published document.

Syntax and meaning are v2's (``fields=*``, ``fields=_,title``, ``fields=*,-body``,
``fields=related_pages(title)``): https://docs.wagtail.org/en/stable/advanced_topics/api/v2/usage.html
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wagtail.api.v2.utils import BadRequestError, parse_fields_parameter

FieldConfig = Sequence[tuple[str, bool, Any]]


def parse(text: str | None) -> FieldConfig:
    """Parse the parameter. Raises ``BadRequestError`` with v2's own words."""
    if text is None:
        return []
    try:
        return parse_fields_parameter(text)
    except ValueError as error:
        raise BadRequestError(f"fields error: {error}") from error


def choose(
    config: FieldConfig, default: Iterable[str], available: Sequence[str]
) -> tuple[list[str], dict[str, FieldConfig]]:
    """Return the names to show, in the order of ``available``, and the configuration of nested ones.

    Raises ``BadRequestError`` for a name that is not available.
    """
    chosen = set(default)
    if config and config[0][0] == "*":
        chosen, config = set(available), config[1:]
    elif config and config[0][0] == "_":
        chosen, config = set(), config[1:]
    nested: dict[str, FieldConfig] = {}
    mentioned = set()
    for name, negated, sub_fields in config:
        mentioned.add(name)
        if negated:
            chosen.discard(name)
        else:
            chosen.add(name)
            if sub_fields:
                nested[name] = sub_fields
    unknown = mentioned - set(available)
    if unknown:
        raise BadRequestError("unknown fields: {}".format(", ".join(sorted(unknown))))
    return [name for name in dict.fromkeys(available) if name in chosen], nested


def nested_value(name: str, value: Any, config: FieldConfig) -> Any:
    """Apply a nested configuration to a value that refers to one object or several.

    Without ``_`` all of a reference is shown, as v2 does for child objects. Raises
    ``BadRequestError`` for a value that has no fields of its own.
    """
    if value is None:
        return None
    if isinstance(value, list):
        return [nested_value(name, item, config) for item in value]
    if not isinstance(value, dict):
        raise BadRequestError(f"'{name}' does not support nested fields")
    chosen, nested = choose(config, value.keys(), list(value))
    return {
        key: nested_value(key, value[key], nested[key]) if key in nested else value[key]
        for key in chosen
    }
