"""``/search/``: public pages by words in any spelling, with the passages in which they stand."""

from __future__ import annotations

from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.views import BaseAPIViewSet

from site_core.api import generation
from site_core.api.endpoint import (
    MAX_OFFSET,
    Endpoint,
    refuse_unknown_parameters,
    whole_number,
)
from site_core.api.locale import known_variant
from site_core.api.problems import ProblemError
from site_core.languages.variants import DEFAULT_VARIANT, Variant
from site_core.published.links import represent_link
from site_core.published.models import PublishedDocument, installed_types
from site_core.search import ranking
from site_core.search.highlighting import fragments, summary

MAX_LIMIT = 100
DEFAULT_LIMIT = 20


def _types(request: Request) -> list[str]:
    """The page types that ``type`` names. Raises ``ProblemError`` for one that there is not."""
    names = [name for name in request.GET.get("type", "").split(",") if name]
    for name in names:
        if name not in installed_types():
            known = ", ".join(installed_types())
            raise ProblemError(
                "unknown_type", f"type doesn't exist: {name!r}. The types are {known}.", "type"
            )
    return names


class SearchAPIViewSet(Endpoint, BaseAPIViewSet):
    """``q`` are words in either script, inflected or not, with or without diacritics.

    ``locale`` is the language that is searched and the variant of the answer (``en`` unless given).
    """

    model = PublishedDocument
    name = "search"
    answer_variant: Variant | None = None

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The one address of the endpoint."""
        return [path("", cls.as_view({"get": "search_view"}), name="listing")]

    def search_view(self, request: Request) -> Response:
        """Answer with the pages that answer best: at most six queries."""
        refuse_unknown_parameters(
            request, frozenset(["q", "locale", "type", "limit", "offset", "format", "_"])
        )
        variant = known_variant(request) or DEFAULT_VARIANT
        limit = whole_number(request, "limit", default=DEFAULT_LIMIT, minimum=1, maximum=MAX_LIMIT)
        offset = whole_number(request, "offset", default=0, minimum=0, maximum=MAX_OFFSET)
        query = request.GET.get("q", "")
        found = ranking.search(query, variant, generation.site(request).id, types=_types(request))
        parsed = found.parsed
        if not parsed:
            raise ProblemError("missing_parameter", "q is missing: give at least one word", "q")
        self.answer_variant = variant
        response = Response(
            {
                "meta": {
                    "total_count": found.total,
                    "corrections": [
                        {"word": word, "corrected_to": corrected_to}
                        for word, corrected_to in parsed.corrections
                    ],
                    "has_all_words": not parsed.is_relaxed,
                },
                "items": [
                    {
                        **represent_link(document),
                        "summary": summary(document),
                        "fragments": fragments(document, parsed.stems),
                    }
                    for document in found.documents(offset, limit)
                ],
            }
        )
        response["Content-Language"] = variant.tag
        return response
