"""``/navigation/``: the menus of a form as one tree."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Q
from django.http import Http404
from django.urls import URLPattern, path
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Page, Site

from site_core.api.forms import asked_form, unknown_locale
from site_core.api.renderers import PublishedJSONRenderer
from site_core.languages.forms import DEFAULT_FORM
from site_core.published.documents import MENU_DEPTH
from site_core.published.links import ORIGIN
from site_core.published.models import PublishedDocument

DEEPEST = 10


class NavigationAPIViewSet(BaseAPIViewSet):
    """The public pages that are in the menus, below the home page of a language.

    ``locale`` is a locale or a form (``en`` unless given), ``depth`` the number of levels (1 unless given).
    """

    model = PublishedDocument
    name = "navigation"
    renderer_classes: ClassVar[list[type[BaseRenderer]]] = [PublishedJSONRenderer]

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The one address of the endpoint."""
        return [path("", cls.as_view({"get": "navigation_view"}), name="listing")]

    def navigation_view(self, request: Request) -> Response:
        """Answer with the tree, in one query and that of the site."""
        form = asked_form(request)
        if form is None:
            if "locale" in request.GET:
                raise Http404(unknown_locale(request))
            form = DEFAULT_FORM
        site = Site.find_for_request(request)
        found = list(
            PublishedDocument.objects.public()
            .light()
            .filter(site=site, locale=form.locale_code)
            .filter(
                Q(depth=MENU_DEPTH - 1)
                | Q(in_menus=True, depth__range=(MENU_DEPTH, MENU_DEPTH + _levels(request) - 1))
            )
            .order_by("tree_path")
        )
        home = next((item for item in found if item.depth < MENU_DEPTH), None)
        response = Response(
            {
                "locale": form.tag,
                "home": _entry(home) if home else None,
                "items": _tree([item for item in found if item.depth >= MENU_DEPTH]),
            }
        )
        response["Content-Language"] = form.tag
        return response


def _levels(request: Request) -> int:
    text = request.GET.get("depth", "1")
    if not text.isdigit() or not 1 <= int(text) <= DEEPEST:
        raise BadRequestError(f"depth must be a whole number from 1 to {DEEPEST}, not {text!r}")
    return int(text)


def _entry(document: PublishedDocument) -> dict[str, Any]:
    """A page by its address in the form that editors write; the renderer puts it into the one asked for."""
    return {
        "id": document.page_id,
        "type": document.type,
        "title": document.title,
        "html_url": ORIGIN + document.path,
    }


def _tree(found: list[PublishedDocument]) -> list[dict[str, Any]]:
    """Nest pages by their tree paths. What stands below a page that is in no menu is left out."""
    roots: list[dict[str, Any]] = []
    by_path: dict[str, dict[str, Any]] = {}
    for document in found:
        entry = {**_entry(document), "children": []}
        parent = by_path.get(document.tree_path[: -Page.steplen])
        if document.depth == MENU_DEPTH:
            roots.append(entry)
        elif parent is not None:
            parent["children"].append(entry)
        else:
            continue
        by_path[document.tree_path] = entry
    return roots
