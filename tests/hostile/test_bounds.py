"""What a stranger can ask for has a bound: length, size, nesting, how much is repeated, and how often."""

from __future__ import annotations

import json
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from wagtail.models import Site

from home.models import HomePage
from relations.models import SectionPage
from site_core.api.openapi import document
from site_core.delivery import limits
from site_core.search import parsing
from tests.support.factories import SectionPageFactory

pytestmark = pytest.mark.django_db
RESOLVE = "/api/v2/resolve/"


class TestErrors:
    def test_what_they_quote_stays_as_it_was_sent(self, client: Client, home: HomePage) -> None:
        sent = "/sr/љубав <a translate=no>ж</a>/"
        answer = client.get(RESOLVE, {"locale": "sr-Latn", "path": sent})
        assert answer.status_code == 404
        assert answer.json()["detail"] == f"There is no page at {sent}."

    def test_no_parameter_is_repeated_at_length(self, client: Client, home: HomePage) -> None:
        for path, methods in document()["paths"].items():
            names = [item["name"] for item in methods["get"]["parameters"] if item["in"] == "query"]
            for name in (*names, "x" * 3000):
                url = path.replace("{id}", str(home.pk))
                answer = client.get(url, {"q": "x", "path": "/en/", name: "ж'" * 1500})
                if answer.status_code >= 400:
                    told = answer.json()
                    assert len(told["detail"]) < 1000, (url, name)
                    assert len(told["parameter"] or "") <= 200

    def test_an_address_of_the_api_is_repeated_in_part(
        self, client: Client, home: HomePage
    ) -> None:
        answer = client.get(f"/api/{'x' * 3000}/")
        assert len(answer.json()["detail"]) < 300


class TestLength:
    def test_a_long_address_is_refused(self, client: Client, home: HomePage) -> None:
        assert client.get("/en/", {"q": "x" * 9000}).status_code == 414
        assert client.get(f"/en/{'x/' * 5000}").status_code == 414
        answer = client.get("/api/v2/pages/", {"title": "x" * 9000})
        assert (answer.status_code, answer.json()["code"]) == (414, "uri_too_long")

    def test_a_path_that_no_page_can_have_costs_no_query_for_pages(
        self, client: Client, home: HomePage, django_assert_max_num_queries: Any
    ) -> None:
        client.get("/en/nothing/")
        with django_assert_max_num_queries(12):
            assert client.get(f"/en/{'ab/' * 2000}").status_code == 404

    def test_a_large_body_is_refused_before_it_is_read(
        self, client: Client, home: HomePage
    ) -> None:
        for size in ("20000000", "9" * 5000, "-1", "x"):
            answer = client.post("/en/", {"a": "b"}, CONTENT_LENGTH=size)
            assert answer.status_code == 413

    @pytest.mark.parametrize(
        "query",
        [
            "fields=" + "a(" * 900,
            "fields=" + "title(" * 12 + ")" * 12,
            "tags=" + "a," * 700,
            "order=" + "id," * 700 + "id",
            "type=" + "home.HomePage," * 300,
            "search=" + "ab " * 400,
        ],
    )
    @pytest.mark.parametrize("endpoint", ["pages", "documents"])
    def test_lists_and_nesting_have_an_end(
        self, client: Client, home: HomePage, endpoint: str, query: str
    ) -> None:
        assert client.get(f"/api/v2/{endpoint}/?{query}").status_code == 400

    def test_too_many_parameters_are_a_problem(self, client: Client, home: HomePage) -> None:
        answer = client.get("/api/v2/pages/?" + "a&" * 1500)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


class TestHowOften:
    def test_searches(self, client: Client, home: HomePage, settings: Any) -> None:
        settings.SEARCHES_PER_MINUTE = 2
        answers = [client.get("/en/search/?q=home") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert 1 <= int(answers[2]["Retry-After"]) <= 60
        assert "Too many requests" in answers[2].content.decode()
        assert client.get("/en/search/?q=home", REMOTE_ADDR="192.0.2.7").status_code == 200

    def test_missing_pages(self, client: Client, home: HomePage, settings: Any) -> None:
        settings.MISSING_PAGES_PER_MINUTE = 1
        assert [client.get(f"/en/{n}/").status_code for n in "ab"] == [404, 429]
        assert client.get("/en/").status_code == 200

    @pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_reset/"])
    def test_signing_in(self, client: Client, home: HomePage, settings: Any, path: str) -> None:
        settings.SIGN_INS_PER_HOUR = 1
        sent = {"username": "editor", "password": "x", "email": "editor@example.org"}
        assert client.post(path, sent).status_code in (200, 302)
        assert client.post(path, sent).status_code == 429
        assert client.get(path).status_code == 200

    def test_passwords_are_looked_at_one_after_the_other(
        self, client: Client, home: HomePage
    ) -> None:
        sent = {"username": "editor", "password": "x"}
        with limits.signing_in:  # somebody else's is being looked at
            answer = client.post("/admin/login/", sent)
            assert (answer.status_code, answer["Retry-After"]) == (429, "2")
            assert client.get("/admin/login/").status_code == 200
            assert client.get("/en/").status_code == 200
        assert {client.post("/admin/login/", sent).status_code for _ in range(3)} == {200}


class TestNearPages:
    @pytest.mark.parametrize(
        ("slug", "is_looked_for"), [("misison", True), ("a-b-c-misison", False)]
    )
    def test_misspelt_words_of_a_long_address_are_not_looked_for(
        self, client: Client, section: SectionPage, site: Site, slug: str, is_looked_for: bool
    ) -> None:
        SectionPageFactory(parent=section, title="Mission", slug="mission")
        with mock.patch.object(
            parsing, "_correct_spelling", wraps=parsing._correct_spelling
        ) as correct:
            shown = client.get(f"/en/{slug}/").content.decode()
        assert correct.called is is_looked_for
        assert ("/en/about/mission/" in shown) is is_looked_for


def test_the_description_names_the_refusal() -> None:
    assert "uri_too_long" in json.dumps(document()["components"]["responses"])
