"""``/preview/``: one draft, for anyone who holds a link to it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response

from site_core.api.locale import known_variant
from site_core.api.operations import Operation
from site_core.api.pages import PublishedPagesAPIViewSet
from site_core.api.parameters import FIELDS, FORMAT, LOCALE, Parameter, refuse_unknown_parameters
from site_core.api.problems import ProblemError
from site_core.previews.models import BrokenTokenError, PreviewLink
from site_core.published.json_schema import MOMENT, Schema, closed, constant
from site_core.published.projection import project


def _previewed_page(schemas: Any) -> Schema:
    return schemas.define(
        "PreviewedPage",
        closed({"outcome": constant("preview"), "expires_at": MOMENT, "page": schemas.pages()}),
    )


class PreviewAPIViewSet(PublishedPagesAPIViewSet):
    """Answers with a draft in the shape of a page's detail: what is previewed is what will be served.

    The link is made in the admin and ends after an hour, or when it is revoked.
    """

    name = "preview"
    operation = Operation(
        "preview",
        "Retrieve a draft by its preview link",
        (
            Parameter("token", "From a link that was made in the admin.", required=True),
            LOCALE,
            FIELDS,
            FORMAT,
        ),
        _previewed_page,
        statuses=(410,),
        tag="pages",
    )
    detail_query_parameters = operation.known_names

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The one address of the endpoint."""
        return [path("", cls.as_view({"get": "preview_view"}), name="listing")]

    def preview_view(self, request: Request) -> Response:
        """Answer with the draft of ``token``. Raises ``Http404`` where there never was such a link."""
        refuse_unknown_parameters(request, self.detail_query_parameters)
        variant = known_variant(request)
        if "token" not in request.GET:
            raise ProblemError("missing_parameter", "token is missing", "token")
        try:
            link = PreviewLink.of(request.GET["token"])
        except BrokenTokenError as error:
            raise Http404("There is no such preview: the link was not copied whole.") from error
        if link is None or not link.is_valid:
            raise ProblemError(
                "preview_ended",
                "This preview has ended: its hour is over, or it was revoked. Ask for a new link.",
                "token",
            )
        document = project(link.draft())
        if document is None or document.site_id != self.site_id:
            raise Http404("The page of this preview stands on no site.")
        if variant is not None and variant.locale_code != document.locale:
            raise Http404(f"The draft is not written in {variant.tag}.")
        setattr(document, "source_id", link.page.alias_of_id)  # noqa: B010 - as with_source() does
        return self.answer_with(document, variant, outcome="preview", expires_at=link.expires_at)
