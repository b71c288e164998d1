"""Says which pages and collections are still behind a password that many share.

Wagtail keeps such passwords as they are typed, and shows them to editors. New ones are refused
(``WAGTAIL_PRIVATE_PAGE_OPTIONS``); those from before go on protecting until somebody changes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection
from wagtail.models import BaseViewRestriction, CollectionViewRestriction, PageViewRestriction


@register(Tags.database)
def check_shared_passwords(
    app_configs: Iterable[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """Warn of each page and collection whose password can be read in the database."""
    tables = {PageViewRestriction._meta.db_table, CollectionViewRestriction._meta.db_table}
    if not databases or not tables <= set(connection.introspection.table_names()):
        return []  # before the first migration
    kind = BaseViewRestriction.PASSWORD
    pages = PageViewRestriction.objects.filter(restriction_type=kind).order_by("page_id")
    collections = CollectionViewRestriction.objects.filter(restriction_type=kind)
    named = [
        *(f"The page {page}" for page in pages.values_list("page_id", flat=True)),
        *(f"The collection {name}" for name in collections.values_list("collection_id", flat=True)),
    ]
    return [
        Warning(
            f"{name} is private by a shared password, which the database holds as it was typed.",
            hint="Choose logged-in users or groups for it, under Privacy in the admin.",
            id="liaison.W010",
        )
        for name in named
    ]
