"""The database and the cache that the suite runs on: SQLite and memory, or PostgreSQL and Redis."""

from __future__ import annotations

import os

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

pytestmark = pytest.mark.django_db


def test_the_database_is_the_one_that_was_named() -> None:
    named = os.environ.get("DATABASE_URL", "sqlite:").partition(":")[0]

    assert connection.vendor == {"postgres": "postgresql"}.get(named, named)


def test_the_checks_of_this_database_find_nothing() -> None:
    call_command("check", databases=["default"], fail_level="WARNING")


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_cache_keeps_what_it_is_given() -> None:
    cache.set("word", "реч", 10)

    assert cache.get("word") == "реч"
