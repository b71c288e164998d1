"""Addresses below a page's own that it answers itself, by Wagtail's ``RoutablePageMixin``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.urls import Resolver404
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import get_page_models

from site_core.published import reading, routing
from site_core.published.models import PublishedDocument


class PageRoute(NamedTuple):
    """An address below a page's own: ``2026/``, and what stands there in words."""

    path: str
    title: str = ""


@cache
def routable_types() -> frozenset[str]:
    """The page types that answer addresses below their own."""
    models = (model for model in get_page_models() if issubclass(model, RoutablePageMixin))
    return frozenset(model._meta.label for model in models)


def routed(site_id: int | None, paths: Sequence[str]) -> tuple[PublishedDocument, str] | None:
    """The published page that answers the last of these paths itself, and what of it is below the page's own.

    ``paths`` are a path and those above it, the home page's first. No query where no page type does so.
    """
    if not routable_types():
        return None
    document = reading.deepest(site_id, paths)
    if document is None or document.type not in routable_types():
        return None
    below = paths[-1].removeprefix(document.path)
    model: Any = apps.get_model(document.type)
    try:
        model.get_resolver().resolve(f"/{below}")
    except Resolver404:
        return None
    named = {route.path for route in routing.specific_page(document).get_routes()}
    if named and below not in named:
        return None
    return document, below
