"""``/resolve/``: what stands behind a URL of the site, in one answer."""

from __future__ import annotations

from typing import Any, Literal

from django.http import Http404
from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response

from site_core.api import problems
from site_core.api.locale import fallback_variant, known_variant
from site_core.api.locating import Located, locate_page
from site_core.api.operations import Operation
from site_core.api.pages import PublishedPagesAPIViewSet
from site_core.api.parameters import (
    FALLBACK,
    FIELDS,
    FORMAT,
    LOCALE,
    Parameter,
    refuse_unknown_parameters,
)
from site_core.api.problems import Details, ProblemError, shortened
from site_core.delivery import generation
from site_core.languages.variants import authored_variant
from site_core.published import reading
from site_core.published.json_schema import STRING, Schema, Shape, Url, closed, constant
from site_core.published.links import ORIGIN, api_url, path_in_variant

GONE = 410


class ResolvedRedirect(Shape):
    """What stood at the URL has moved. `id` is `null` where it has moved to another site."""

    outcome: Literal["redirect"]
    is_permanent: bool
    id: int | None
    html_url: str
    detail_url: Url | None


def _page_or_redirect(schemas: Any) -> Schema:
    route = {
        **STRING,
        "description": "What of the path is below the page's own, and answered by it.",
    }
    members = {"outcome": constant("page"), "page": schemas.pages(), "route": route}
    page = closed(members, ["outcome", "page"])
    return {"oneOf": [schemas.define("ResolvedPage", page), schemas.shape(ResolvedRedirect)]}


class ResolveAPIViewSet(PublishedPagesAPIViewSet):
    """Answers with the page whole, with the target of a redirect, or that the page is gone.

    ``path`` is any URL that the site emits: absolute or not, in any form, with or without the
    slash at its end. Without a prefix it is read as English.
    """

    name = "resolve"
    operation = Operation(
        "resolve",
        "Resolve a path to a page, a redirect or 410 Gone",
        (
            Parameter("path", "Any URL that the site has emitted.", required=True),
            LOCALE,
            FALLBACK,
            FIELDS,
            FORMAT,
        ),
        _page_or_redirect,
        statuses=(GONE,),
        tag="pages",
    )
    detail_query_parameters = operation.known_names

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The one address of the endpoint."""
        return [path("", cls.as_view({"get": "resolve_view"}), name="listing")]

    def resolve_view(self, request: Request) -> Response:
        """Answer for ``path``. Raises ``Http404`` where nothing is or was."""
        refuse_unknown_parameters(request, self.detail_query_parameters)
        asked, fallback = known_variant(request), fallback_variant(request)
        url = request.GET.get("path", "")
        if not url:
            raise ProblemError(
                "missing_parameter",
                "path is missing: give a path of the site, such as /en/about/",
                "path",
            )
        found = locate_page(request, url, fallback)
        variant = asked or found.variant
        document = found.document
        if document is not None and asked is not None and asked.locale_code != document.locale:
            site_id = generation.site(request).id
            document = reading.counterpart_of(site_id, document.page_id, asked.locale_code)
            if document is None and fallback is None:
                raise Http404(f"The page at {shortened(url)} is not published in {asked.tag}.")
            document = document or found.document
        if document is not None:
            own = {"route": found.route} if found.route else {}
            return self.answer_with(document, variant, outcome="page", **own)
        if found.redirect is not None or found.redirect_document is not None:
            return self._redirected(found)
        if found.is_gone:
            sentence = f"The page at {shortened(url)} is not published any more."
            details = Details("gone", sentence, GONE, "path")
            body = {"outcome": "gone", **details.body(generation.site(request).origin)}
            return Response(body, status=GONE, content_type=problems.MEDIA_TYPE)
        raise Http404(f"There is no page at {shortened(url)}.")

    def _redirected(self, found: Located) -> Response:
        target = found.redirect_document
        answer: dict[str, Any] = {
            "outcome": "redirect",
            "is_permanent": found.redirect is not None and found.redirect.is_permanent,
        }
        if target is None:
            answer |= {
                "id": None,
                "html_url": found.redirect.redirect_link if found.redirect else "",
                "detail_url": None,
            }
        else:
            served = (
                found.variant
                if found.variant.locale_code == target.locale
                else authored_variant(target.locale)
            )
            query = "" if served.is_authored else f"?locale={served.tag}"
            answer |= {
                "id": target.page_id,
                "html_url": ORIGIN + path_in_variant(target, served),
                "detail_url": api_url(target.page_id) + query,
            }
        return Response(answer)
