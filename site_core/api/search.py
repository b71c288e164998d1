"""``/search/``: public pages by words in any spelling, with the passages in which they stand."""

from __future__ import annotations

from typing import Annotated, Any

from django.urls import URLPattern, path
from pydantic import WithJsonSchema
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.views import BaseAPIViewSet

from site_core.api.endpoint import Endpoint
from site_core.api.locale import known_variant
from site_core.api.operations import Operation, list_of
from site_core.api.parameters import (
    LIMIT,
    LOCALE,
    OFFSET,
    Parameter,
    refuse_unknown_parameters,
)
from site_core.api.problems import ProblemError, quoted
from site_core.delivery import generation
from site_core.languages.variants import DEFAULT_VARIANT, Variant
from site_core.published.json_schema import HTML, Schema, Shape, array
from site_core.published.links import represent_link
from site_core.published.models import PublishedDocument, installed_types
from site_core.published.shapes import PageReference
from site_core.search import ranking
from site_core.search.highlighting import Sought, fragments, summary
from site_core.site_settings.models import SYNONYMS, SiteSettings

#: A passage: HTML, since what was found is marked.
MARKED: Schema = {**HTML, "description": "HTML; what was found stands in `<mark>`."}
Q = Parameter(
    "q",
    'Words, `"phrases"` and `-words` that must not be there. The last word may be the beginning of one.',
    {"type": "string", "minLength": 1},
    required=True,
)
TYPE = Parameter("type", "Page types, separated by commas.")


class SearchResult(PageReference):
    """A page that was found, with the passages that answer the query."""

    summary: str
    fragments: list[Annotated[str, WithJsonSchema(MARKED)]]


class Correction(Shape):
    """A misspelt word, and the word that was searched for instead."""

    word: str
    corrected_to: str


def _results(schemas: Any) -> Schema:
    return list_of(
        schemas.shape(SearchResult),
        corrections=array(schemas.shape(Correction)),
        has_all_words={
            "type": "boolean",
            "description": "`false` where no page has all words, and pages with some are given.",
        },
    )


def _types(request: Request) -> list[str]:
    """The page types that ``type`` names. Raises ``ProblemError`` for one that there is not."""
    names = [name for name in request.GET.get("type", "").split(",") if name]
    for name in names:
        if name not in installed_types():
            known = ", ".join(installed_types())
            raise ProblemError(
                "unknown_type",
                f"type doesn't exist: {quoted(name)}. The types are {known}.",
                "type",
            )
    return names


def _synonyms(request: Request) -> str:
    """Words that mean the same on the site that is asked, looked up once a generation."""
    site_id = generation.site(request).id

    def find() -> str:
        kept = SiteSettings.objects.filter(site=site_id).values_list("search_synonyms", flat=True)
        return next(iter(kept), SYNONYMS)

    return generation.remembered(request, ("synonyms", site_id), find)


class SearchAPIViewSet(Endpoint, BaseAPIViewSet):
    """``q`` are words in either script, inflected or not, with or without diacritics.

    ``locale`` is the language that is searched and the variant of the answer (``en`` unless given).
    """

    model = PublishedDocument
    name = "search"
    operation = Operation(
        "search",
        "Search public pages, in any spelling",
        (Q, LOCALE, TYPE, LIMIT, OFFSET),
        _results,
    )
    answer_variant: Variant | None = None

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The one address of the endpoint."""
        return [path("", cls.as_view({"get": "search_view"}), name="listing")]

    def search_view(self, request: Request) -> Response:
        """Answer with the pages that answer best: at most six queries."""
        refuse_unknown_parameters(request, self.operation.known_names)
        variant = known_variant(request) or DEFAULT_VARIANT
        limit, offset = LIMIT.of(request), OFFSET.of(request)
        query = request.GET.get("q", "")
        found = ranking.search(
            query,
            variant,
            generation.site(request).id,
            types=_types(request),
            synonyms=_synonyms(request),
        )
        parsed = found.parsed
        if not parsed:
            raise ProblemError("missing_parameter", "q is missing: give at least one word", "q")
        self.answer_variant = variant
        sought = Sought(parsed.stems, variant.locale_code)
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
                        "fragments": fragments(document, sought),
                    }
                    for document in found.documents(offset, limit)
                ],
            }
        )
        response["Content-Language"] = variant.tag
        return response
