"""Every two parameters of a list go together, or are refused as the documentation says."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from django.test import Client, RequestFactory
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.api.openapi import document
from tests.support.factories import (
    ArticlePageFactory,
    SiteDocumentFactory,
    SiteImageFactory,
    office_with_channels,
    showing,
)

pytestmark = pytest.mark.django_db
ROOT = "/api/v2/"
#: Two that contradict each other. The documentation names them (docs/api/index.md).
REFUSED = [
    {"cursor", "offset"},
    {"cursor", "order"},
    {"cursor", "search"},
    {"child_of", "descendant_of"},
]
#: Values that some rows have, by the names that parameters have everywhere.
VALUES = {
    "type": "relations.ArticlePage",
    "locale": "en",
    "fallback": "en",
    "fields": "*",
    "rich_text_format": "markdown",
    "cursor": "",
    "since": "",
    "search": "dialogue",
    "q": "dialogue",
    "site": "localhost",
    "slug": "dialogue",
    "title": "Dialogue",
    "from": "2015",
    "to": "2020",
    "date__gte": "2015",
    "date__lt": "2020",
}
#: A value of each kind that a description names.
BY_KIND = {
    ("integer", None): "1",
    ("number", None): "1",
    ("boolean", None): "false",
    ("string", "date-time"): "2026-01-01T00:00:00Z",
    ("string", "date"): "2026-01-01",
    ("string", "uuid"): "00000000-0000-0000-0000-000000000001",
    ("string", None): "dialogue",
    ("array", None): "1",
}
ORDERS = {"offices/": "name", "redirects/": "old_path"}
LISTS = [
    path.removeprefix(ROOT)
    for path, methods in document()["paths"].items()
    if path.startswith(ROOT) and path.count("/") == 4 and "limit" in str(methods["get"])
]


@pytest.fixture
def article(home: HomePage, section: SectionPage) -> ArticlePage:
    """Something of each list."""
    office_with_channels()
    showing(SiteImageFactory(), section)
    showing(SiteDocumentFactory(), section)
    return ArticlePageFactory(parent=section, slug="dialogue", title="Dialogue")


def values_of(path: str, article: ArticlePage) -> tuple[dict[str, str], dict[str, str]]:
    """A value for each parameter of a list, and those without which it answers nothing."""
    parent = article.get_parent()
    own = {
        "order": ORDERS.get(path, "-title"),
        "child_of": str(parent.pk),
        "descendant_of": str(parent.get_parent().pk),
        "ancestor_of": str(article.pk),
        "translation_of": str(article.pk),
    }
    found, required = {}, {}
    for parameter in document()["paths"][ROOT + path]["get"]["parameters"]:
        name, schema = parameter["name"], parameter["schema"]
        kind = (schema.get("type", "string"), schema.get("format"))
        by_kind = schema["enum"][0] if "enum" in schema else BY_KIND[kind]
        found[name] = own.get(name) or VALUES.get(name, str(by_kind))
        if parameter["required"]:
            required[name] = found[name]
    return found, required


def types_of(path: str) -> dict[str, set[str]]:
    """The page types with which a parameter goes, by its name, of those that do not go with all."""
    return {
        parameter["name"]: types
        for parameter in document()["paths"][ROOT + path]["get"]["parameters"]
        if (types := set(re.findall(r"`type=([\w.]+)`", parameter["description"])))
    }


@pytest.mark.parametrize("path", LISTS)
def test_every_two_parameters_go_together(client: Client, article: ArticlePage, path: str) -> None:
    values, required = values_of(path, article)
    types = types_of(path)
    every = set.union(*types.values()) if types else set()
    wrong = []
    for first, second in combinations(values, 2):
        shared = types.get(first, every) & types.get(second, every)
        if every and not shared:
            continue
        query = {**required, first: values[first], second: values[second]}
        if types.keys() & {first, second}:
            query["type"] = min(shared)
        if {"fallback"} <= set(query) and "locale" not in query:
            query["locale"] = "sr"
        answer = client.get(ROOT + path, query)
        expected = 400 if {first, second} in REFUSED else 200
        if answer.status_code != expected:
            wrong.append((first, second, answer.json()))
    assert wrong == []


class TestSearch:
    @pytest.mark.parametrize(
        ("path", "query", "found"),
        [
            ("pages/", {"search": "dialogue", "locale": "en"}, 1),
            ("pages/", {"search": "dialogue", "locale": "sr"}, 0),
            ("pages/", {"search": "dialogue", "slug": "dialogue"}, 1),
            ("pages/", {"search": "dialogue", "slug": "about"}, 0),
            (
                "pages/",
                {"search": "dialogue", "type": "relations.ArticlePage", "slug": "dialogue"},
                1,
            ),
            ("pages/", {"search": "dialogue", "locale": "sr-Latn", "fallback": "en"}, 1),
            ("offices/", {"search": "press", "locale": "en"}, 1),
            ("offices/", {"search": "press", "city": "Belgrade"}, 1),
            ("offices/", {"search": "press", "city": "Novi Sad"}, 0),
            ("images/", {"search": "image", "width": "100"}, 1),
            ("images/", {"search": "image", "width": "101"}, 0),
            ("documents/", {"search": "document", "language": ""}, 1),
        ],
    )
    def test_goes_with_a_filter(
        self, client: Client, article: ArticlePage, path: str, query: dict[str, str], found: int
    ) -> None:
        answer = client.get(ROOT + path, query)
        assert (answer.status_code, answer.json()["meta"]["total_count"]) == (200, found)

    def test_goes_with_an_order(
        self, client: Client, article: ArticlePage, section: SectionPage
    ) -> None:
        ArticlePageFactory(parent=section, slug="a-dialogue", title="Dialogue as well")
        for order, slugs in (
            ("slug", ["a-dialogue", "dialogue"]),
            ("-slug", ["dialogue", "a-dialogue"]),
        ):
            answer = client.get(f"{ROOT}pages/", {"search": "dialogue", "order": order})
            assert [item["meta"]["slug"] for item in answer.json()["items"]] == slugs


class TestBesideStock:
    def test_whatever_stock_answers_is_answered(
        self, client: Client, article: ArticlePage, rf: RequestFactory
    ) -> None:
        """Wagtail's own endpoint is asked the same: what it takes, this one takes."""
        values, _required = values_of("pages/", article)
        router = WagtailAPIRouter("api_v2")
        router.register_endpoint("pages", PagesAPIViewSet)
        stock = PagesAPIViewSet.as_view({"get": "listing_view"})
        known = set(PagesAPIViewSet.known_query_parameters) | {"slug", "title", "show_in_menus"}
        names = [name for name in values if name in known]
        worse = []
        for first, second in combinations(names, 2):
            query = {first: values[first], second: values[second]}
            request: Any = rf.get(f"{ROOT}pages/", query)
            request.wagtailapi_router = router
            theirs = stock(request).status_code
            ours = client.get(f"{ROOT}pages/", query).status_code
            if theirs == 200 and ours != 200:
                worse.append((first, second, ours))
        assert len(names) > 12
        assert worse == []
