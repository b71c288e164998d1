"""From a URL path to a page, without walking the tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from wagtail.models import Page, Site

from site_core.languages.variants import Variant
from site_core.published import instances, reading
from site_core.published.models import PublishedDocument

#: No page stands deeper, by the length of a tree path, nor has a longer URL path.
MAX_DEPTH = 255 // Page.steplen
MAX_PATH_LENGTH = 2000


@dataclass(frozen=True)
class Route:
    """The deepest published page on a path, and the part of the path that it has to route itself."""

    page: Page
    remaining: list[str]


def specific_page(document: PublishedDocument) -> Any:
    """Fetch a document's page as its own type, in one query. The page knows its document."""
    model = apps.get_model(document.type)
    page: Any = instances.by_key(model, document.page_id, tuple(model.fetched_with_page))
    page.routed_document = document
    return page


def match(site: Site, variant: Variant, path: str) -> Route | None:
    """Find the deepest published page of a site on a path below a variant's prefix.

    Two queries, at any depth, and none for a path that no page can have. ``None`` where not even the home
    page is published.
    """
    components = [component for component in path.split("/") if component]
    start = f"/{variant.locale_code}/"
    paths = [start]
    for component in components[:MAX_DEPTH]:
        paths.append(f"{paths[-1]}{component}/")
        if len(paths[-1]) > MAX_PATH_LENGTH:
            return None
    document = reading.deepest(site.pk, paths)
    if document is None:
        return None
    return Route(specific_page(document), components[paths.index(document.path) :])
