"""Rows of models that are no pages, whose words are found on the pages that show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from wagtail.models import Page


class SearchedRow(models.Model):
    """Base of a model, neither a page nor a snippet that pages refer to, whose rows a page lists.

    ``search_fields`` say what of a row can be found, as those of a page do. A search finds the page that
    shows it; that page is made anew when a row is saved or deleted. A change that goes round ``save``, such
    as ``QuerySet.update``, is found by ``manage.py rebuild_published``.
    """

    search_fields: ClassVar[list[Any]]

    class Meta:
        abstract = True

    @classmethod
    def rows_of(cls, page: Page) -> Iterable[SearchedRow]:
        """The rows that a page shows to everybody; nothing for a page of another type."""
        raise NotImplementedError

    def shown_on(self) -> Iterable[int]:
        """The ids of the pages that show this row, or would."""
        raise NotImplementedError


@cache
def searched_models() -> tuple[type[SearchedRow], ...]:
    """The models of the plugins that are on whose rows are searched."""
    return tuple(model for model in apps.get_models() if issubclass(model, SearchedRow))


def rows_on(page: Page) -> Iterator[tuple[Any, SearchedRow]]:
    """Each search field of each row that a page shows, with the row."""
    for model in searched_models():
        for row in model.rows_of(page):
            for field in model.search_fields:
                yield field, row
