"""Fields that plugins add to what the API shows of types that are not theirs."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from rest_framework.fields import Field
from wagtail.api import APIField

from site_core.plugins.config import PluginConfig, PluginError
from site_core.plugins.declarations import nearest
from site_core.plugins.registry import enabled


def contribute() -> None:
    """Add them to the ``api_fields`` of their types. Called once, when all models are loaded.

    A type of a plugin that is off is passed over. Raises ``PluginError`` for one that is not there, for a
    name that it has already, and for what is no serializer field.
    """
    for config in enabled():
        for label, fields in config.api_fields.items():
            model = _model(config, label)
            for name, path in fields.items() if model is not None else ():
                _add(config, model, name, path)


def _model(config: PluginConfig, label: str) -> Any:
    app, _, name = label.partition(".")
    if name and not apps.is_installed(app) and app not in apps.app_configs:
        return None
    known = [model._meta.label for model in apps.get_models() if hasattr(model, "api_fields")]
    if label not in known:
        raise PluginError(
            f"Plugin {config.label!r} adds fields to {label!r}, which is no type that the API shows."
            f"{nearest(label, known)}"
        )
    return apps.get_model(label)


def _add(config: PluginConfig, model: Any, name: str, path: str) -> None:
    if name in {field.name for field in model.api_fields}:
        raise PluginError(
            f"Plugin {config.label!r} adds the field {name!r} to {model._meta.label}, which has one of that "
            "name already."
        )
    found = config.resolve(path, f"field {name!r} of {model._meta.label}")
    if not (isinstance(found, type) and issubclass(found, Field)):
        raise PluginError(
            f"Plugin {config.label!r} names {path!r} as its field {name!r} of {model._meta.label}, which is "
            "not a serializer field of Django REST framework."
        )
    # The field is given the object itself.
    serializer = found(source="*", read_only=True)
    model.api_fields = [*model.api_fields, APIField(name, serializer=serializer)]
