"""The description of the API is true: of every endpoint, whatever is asked of it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.apps import apps
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from wagtail.models import Locale

from home.models import HomePage
from relations.models import RelatedPage
from site_core.api.openapi import document
from site_core.api.pages import PublishedPagesAPIViewSet
from site_core.api.problems import CODES
from site_core.api.router import endpoints
from site_core.published.models import installed_types
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    SiteDocumentFactory,
    key_point,
    office_with_channels,
    scaled_image,
)

pytestmark = pytest.mark.django_db

DESCRIPTION = "/api/v2/openapi.json"
#: Requests of each endpoint. More are asked by hand: SCHEMATHESIS_EXAMPLES=300.
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "25"))


@pytest.fixture
def content(home: HomePage, serbian: Locale) -> None:
    """One of everything."""
    section = SectionPageFactory(parent=home, slug="about", show_in_menus=True)
    page = ArticlePageFactory(
        parent=section,
        slug="events",
        title="Events",
        lead_image=scaled_image(),
        lead_image_alternative_text="A flag",
        key_points=[key_point("It was agreed.", date=(2015, 1, 20), detail="<p>More.</p>")],
        body=[
            ("heading", {"text": "Heading", "level": "2"}),
            ("paragraph", "<p>Text</p>"),
            ("callout", {"tone": "note", "title": "", "text": "<p>Text</p>"}),
            ("document", {"document": SiteDocumentFactory(), "title": ""}),
            ("office_card", {"office": office_with_channels()}),
        ],
    )
    page.related_pages.set([RelatedPage(page=section, locale=page.locale)])
    page.tags.add("dialogue")
    page.save_revision().publish()


@pytest.fixture
def described(client: Client, content: None) -> Any:
    return client.get(DESCRIPTION).json()


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """The test's own connection, which a server would close after each request. Django's client does so."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def validate(described: dict[str, Any], path: str, answer: Any) -> None:
    schema = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    jsonschema_rs.Draft202012Validator(
        {**schema["schema"], "components": described["components"]}
    ).validate(answer)


def test_every_endpoint_is_in_it(described: Any) -> None:
    assert described["openapi"] == "3.1.0"
    for name in endpoints():
        assert f"/api/v2/{name}/" in described["paths"]


def test_every_filter_of_an_endpoint_is_described(client: Client, content: None) -> None:
    for name in ("pages", "images", "documents", "offices", "redirects"):
        listing = document()["paths"][f"/api/v2/{name}/"]["get"]
        named = {parameter["name"] for parameter in listing["parameters"]}
        typed = {
            parameter["name"]: types[0]
            for parameter in listing["parameters"]
            if (types := re.findall(r"`type=([\w.]+)`", parameter["description"]))
        }
        refused = [
            item
            for item in sorted(named)
            if client.get(
                f"/api/v2/{name}/", {item: ""} | ({"type": typed[item]} if item in typed else {})
            )
            .json()
            .get("code")
            == "unknown_parameter"
        ]
        assert refused == []
        assert "id" in named
    pages = document()["paths"]["/api/v2/pages/"]["get"]["parameters"]
    assert {"tags", "translation_key", "id__in", "last_published_at__lt", "last_reviewed"} <= {
        parameter["name"] for parameter in pages
    }


def test_every_filter_that_works_is_described(client: Client, content: None) -> None:
    """The other way round: no page type takes a filter that nobody is told of."""
    listing = document()["paths"]["/api/v2/pages/"]["get"]["parameters"]
    named = {parameter["name"] for parameter in listing}
    streams = {"body", "key_points"}  # compared as a whole: of no use
    for label in installed_types():
        model = apps.get_model(label)
        filters = set(PublishedPagesAPIViewSet.get_available_fields(model, db_fields_only=True))
        relations = {"related_pages", "featured_pages", "contact_offices"}
        assert filters - named - streams - relations == set()


@pytest.mark.parametrize(
    ("endpoint", "name", "value"),
    [
        ("offices", "latitude", "1e999999999"),
        ("offices", "latitude", "NaN"),
        ("offices", "channels", "abc"),
        ("pages", "id", "abc"),
        ("pages", "alias_of", "abc"),
        ("pages", "first_published_at", "yesterday"),
        ("pages", "first_published_at__gte", "yesterday"),
        ("pages", "first_published_at__lt", "0001-01-01"),
        ("pages", "id__in", ""),
        ("pages", "id__in", "1,x"),
        ("pages", "id__in", "0"),
        ("pages", "id__in", ",".join(["1"] * 101)),
        ("offices", "id__in", "99999999999999999999"),
        ("events", "date__lt", "2015-13"),
    ],
)
def test_a_value_that_no_field_takes_is_refused(
    client: Client, content: None, endpoint: str, name: str, value: str
) -> None:
    answer = client.get(f"/api/v2/{endpoint}/", {name: value})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_parameter")


def test_nothing_is_described_as_anything(content: None) -> None:
    """A member without a type is what a generated client cannot use."""
    untyped = [
        f"{name}.{member}"
        for name, schema in document()["components"]["schemas"].items()
        for member, described in schema.get("properties", {}).items()
        if not described
    ]
    assert untyped == []


def test_is_itself_kept_like_an_answer(client: Client, content: None) -> None:
    response = client.get(DESCRIPTION)
    assert response["ETag"]
    assert client.get(DESCRIPTION, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert json.dumps(document())  # names no host
    assert "localhost" not in json.dumps(document())


@pytest.mark.parametrize("query", ["", "?fields=*", "?locale=sr-Latn&fallback=en&fields=*"])
def test_lists_and_details_are_as_described(client: Client, described: Any, query: str) -> None:
    for name in ("pages", "images", "documents", "offices", "redirects"):
        if "fallback" in query and name != "pages":
            continue
        listed = client.get(f"/api/v2/{name}/{query}").json()
        validate(described, f"/api/v2/{name}/", listed)
        for item in listed["items"]:
            detail = client.get(f"/api/v2/{name}/{item['id']}/").json()
            validate(described, f"/api/v2/{name}/{{id}}/", detail)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("resolve", "path=/en/about/events/"),
        ("navigation", "depth=3"),
        ("search", "q=events"),
        ("events", "from=2015"),
        ("changes", "limit=5"),
    ],
)
def test_other_answers_are_as_described(
    client: Client, described: Any, path: str, query: str
) -> None:
    answer = client.get(f"/api/v2/{path}/?{query}").json()
    assert answer.get("items", True)
    validate(described, f"/api/v2/{path}/", answer)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_asked_is_answered_as_described(
    content: None, kept_connection: None, mode: GenerationMode
) -> None:
    """Schemathesis: no failure of the server, no status, type or shape that is not described.

    One check is left out: that every value of the right shape is accepted. A schema cannot say which
    ids exist, which fields a type has, or which parameters go together.
    """
    schema: Any = schemathesis.openapi.from_wsgi(DESCRIPTION, get_wsgi_application())
    asked = 0

    for operation in schema.get_all_operations():
        strategy = operation.ok().as_strategy(generation_mode=mode)

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            database=None,
        )
        @given(case=strategy)
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        ask()
    assert asked > 100
    print(f"{asked} requests")  # noqa: T201 - shown with -s


def test_the_reference_for_people_names_every_endpoint_and_error(
    client: Client, content: None
) -> None:
    response = client.get("/api/docs/")
    page = response.content.decode()

    assert response.status_code == 200
    for path in document()["paths"]:
        assert f"<code>{path}</code>" in page
    for code in CODES:
        assert f'id="problem-{code}"' in page
    assert "<script" not in page
    assert "https://" not in page
