"""``/navigation/``: the menus of a variant as one tree, and the links of the footer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.views import BaseAPIViewSet

from site_core.api.endpoint import Endpoint
from site_core.api.locale import known_variant
from site_core.api.operations import Operation
from site_core.api.parameters import LOCALE, NumberParameter, refuse_unknown_parameters
from site_core.delivery import generation
from site_core.languages.variants import DEFAULT_VARIANT
from site_core.published import reading
from site_core.published.documents import MENU_DEPTH, in_footer, in_tree_order, with_footer
from site_core.published.json_schema import Shape, Url
from site_core.published.links import ORIGIN, api_url
from site_core.published.models import PublishedDocument
from site_core.published.tree import parent_path

DEPTH = NumberParameter("depth", "How many levels.", minimum=1, maximum=10, default=1)


class NavigationLink(Shape):
    """A page as a menu names it."""

    id: int
    type: str
    title: str
    html_url: Url
    detail_url: Url


class NavigationEntry(NavigationLink):
    """A page in the menus, with those below it as far as `depth` reaches."""

    children: list[NavigationEntry]


class Navigation(Shape):
    """The menus of a variant as a tree, and the pages in the footer."""

    locale: str
    home: NavigationLink | None
    items: list[NavigationEntry]
    footer: list[NavigationLink]


class NavigationAPIViewSet(Endpoint, BaseAPIViewSet):
    """The public pages of the menus and the footer, below the home page of a language.

    ``locale`` is a locale or a variant (``en`` unless given), ``depth`` a number of levels (1 unless given).
    """

    model = PublishedDocument
    name = "navigation"
    operation = Operation(
        "get_navigation", "Retrieve the menus of a variant", (LOCALE, DEPTH), Navigation
    )

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The one address of the endpoint."""
        return [path("", cls.as_view({"get": "navigation_view"}), name="listing")]

    def navigation_view(self, request: Request) -> Response:
        """Answer with the tree: three queries."""
        refuse_unknown_parameters(request, self.operation.known_names)
        variant = known_variant(request) or DEFAULT_VARIANT
        levels = DEPTH.of(request)
        site_id = generation.site(request).id
        home = reading.by_path(site_id, [f"/{variant.locale_code}/"])
        here = {"site": site_id, "locale": variant.locale_code}
        in_menus = PublishedDocument.objects.public().filter(in_menus=True, **here)
        found = in_tree_order(with_footer(in_menus), variant.locale_code, site_id)
        response = Response(
            {
                "locale": variant.tag,
                "home": entry(home) if home else None,
                "items": _tree(found, MENU_DEPTH + levels),
                "footer": [entry(document) for document in in_footer(found)],
            }
        )
        response["Content-Language"] = variant.tag
        return response


def entry(document: PublishedDocument) -> dict[str, Any]:
    """A page by its URL in the variant that editors write; the renderer puts it into the one asked for."""
    return {
        "id": document.page_id,
        "type": document.type,
        "title": document.title,
        "html_url": ORIGIN + document.path,
        "detail_url": api_url(document.page_id),
    }


def _tree(found: Iterable[PublishedDocument], end: int) -> list[dict[str, Any]]:
    """Nest pages by their tree paths, above the depth ``end``.

    What stands below a page that is in no menu is left out. The depth is looked at here: for the
    database, the index of what is in menus is the quick way, and few pages are.
    """
    roots: list[dict[str, Any]] = []
    by_path: dict[str, dict[str, Any]] = {}
    for document in found:
        if not document.in_menus or not MENU_DEPTH <= document.depth < end:
            continue
        nested = {**entry(document), "children": []}
        parent = by_path.get(parent_path(document.tree_path))
        if document.depth == MENU_DEPTH:
            roots.append(nested)
        elif parent is not None:
            parent["children"].append(nested)
        else:
            continue
        by_path[document.tree_path] = nested
    return roots
