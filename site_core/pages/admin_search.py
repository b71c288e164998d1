"""Keeps the entries of pages in Wagtail's search index, by which the admin finds them.

Wagtail writes the entry of a page anew at each saving, drafts of a live page included, whose texts are in no
entry before they are published.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from django.db import DatabaseError
from django.db.models.signals import post_delete, post_save
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import Page, get_page_models
from wagtail.search import index
from wagtail.search.backends import get_search_backends
from wagtail.search.backends.database import SearchBackend as database_backend  # noqa: N813 - a function

from site_core.pages.base import BasePage

logger = logging.getLogger(__name__)


@cache
def _texts(model: type[Page]) -> frozenset[str]:
    """Names of the fields that the entry of a page is written from."""
    return frozenset(
        field.field_name
        for field in model.search_fields
        if not isinstance(field, index.FilterField)
    )


def _database_searches() -> bool:
    """Whether what a list is filtered by is read from the pages themselves, as databases do, and not kept."""
    original = type(database_backend({}))
    return all(isinstance(backend, original) for backend in get_search_backends(True))


def _saved(
    instance: Page, raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    if raw:
        return
    if update_fields is None:
        _write_entry(instance)
    elif not _texts(type(instance)).isdisjoint(update_fields) or not _database_searches():
        # As it is stored: what else the instance holds has not been saved.
        insert_or_update_object_task.enqueue(
            instance._meta.app_label, instance._meta.model_name, str(instance.pk)
        )


def _write_entry(page: Page) -> None:
    """Write the entry anew. Words that a plugin cannot give leave the old one, and a line in the log."""
    try:
        index.insert_or_update_object(page)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("no entry in the search index page=%s", page.pk)


def _deleted(instance: Page, **kwargs: Any) -> None:
    index.remove_object(instance)


def connect_signals() -> None:
    """Connect the handlers: ``BasePage`` has switched Wagtail's off. Called once, when apps are loaded."""
    for model in get_page_models():
        if issubclass(model, BasePage):
            post_save.connect(_saved, sender=model)
            post_delete.connect(_deleted, sender=model)
