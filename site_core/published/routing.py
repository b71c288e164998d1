"""From a URL path to a page, without walking the tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from wagtail.models import Page, Site

from site_core.languages.variants import Variant
from site_core.published import reading
from site_core.published.models import PublishedDocument


@dataclass(frozen=True)
class Route:
    """The deepest published page on a path, and the part of the path that it has to route itself."""

    page: Page
    remaining: list[str]


def specific_page(document: PublishedDocument) -> Any:
    """Fetch a document's page as its own type, in one query. The page knows its document."""
    model = apps.get_model(document.type)
    page = model._default_manager.select_related(*model.fetched_with_page).get(pk=document.page_id)
    page.routed_document = document
    return page


def match(site: Site, variant: Variant, path: str) -> Route | None:
    """Find the deepest published page of a site on a path below a variant's prefix.

    Two queries, at any depth. ``None`` where not even the home page is published.
    """
    components = [component for component in path.split("/") if component]
    start = f"/{variant.locale_code}/"
    paths = [start] + [
        f"{start}{'/'.join(components[:count])}/" for count in range(1, len(components) + 1)
    ]
    document = reading.deepest(site.pk, paths)
    if document is None:
        return None
    return Route(specific_page(document), components[paths.index(document.path) :])
