"""From a URL path to a page, without walking the tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from wagtail.models import Page

from site_core.published.models import PublishedDocument


@dataclass(frozen=True)
class Found:
    """The deepest live page on a path, and the part of the path that is left for it to route."""

    page: Page
    remaining: list[str]


def specific_page(document: PublishedDocument) -> Any:
    """Fetch a document's page as its own type, in one query."""
    model = apps.get_model(document.type)
    return model._default_manager.select_related("locale").get(pk=document.page_id)


def find_descendant(page: Page, path_components: list[str]) -> Found | None:
    """Find the deepest live page below ``page`` along a path: two queries, at any depth."""
    own = PublishedDocument.objects.filter(pk=page.pk).values_list("path", flat=True)
    start = own.first()
    if start is None:
        return None
    paths = [
        start + "/".join(path_components[:count]) + "/"
        for count in range(1, len(path_components) + 1)
    ]
    deepest = (
        PublishedDocument.objects.light()
        .filter(path__in=paths, tree_path__startswith=page.path)
        .order_by("-depth")
        .first()
    )
    if deepest is None:
        return None
    return Found(specific_page(deepest), path_components[paths.index(deepest.path) + 1 :])
