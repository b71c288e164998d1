"""Whether the tables of the plugins are there."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from importlib.util import find_spec

from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from site_core.plugins.config import PluginConfig, PluginError
from site_core.plugins.registry import enabled


def check_migrated() -> None:
    """Raise ``PluginError`` for a plugin whose tables are not there, or not as its code has them.

    A database that is away, or that nothing was ever migrated in, is no fault of a plugin.
    """
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return
    finally:
        connection.close()
    if not applied:
        return
    for config in enabled():
        written = migrations_of(config)
        if not written and has_tables(config):
            raise PluginError(
                f"Plugin {config.label!r} has models and no migrations: its author makes them with "
                "manage.py makemigrations."
            )
        missing = sorted(name for name in written if (config.label, name) not in applied)
        if missing:
            raise PluginError(
                f"Plugin {config.label!r} has a migration that is not applied, {missing[0]!r}: "
                "run manage.py migrate."
            )


def has_tables(config: PluginConfig) -> bool:
    """Whether a plugin has models of its own in the database."""
    return any(model._meta.managed and not model._meta.proxy for model in config.get_models())


def migrations_of(config: PluginConfig) -> list[str]:
    """The names of the migrations that a plugin brings."""
    package = f"{config.name}.migrations"
    if find_spec(package) is None:
        return []
    return [
        module.name
        for module in pkgutil.iter_modules(import_module(package).__path__)
        if not module.name.startswith("_") and not module.ispkg
    ]
