"""What an API answer tells those who keep it, and what errors say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.api import problems
from tests.support.factories import (
    ArticlePageFactory,
    SiteDocumentFactory,
    SiteImageFactory,
    office_with_channels,
)

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/"


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return ArticlePageFactory(parent=section, title="Key events", slug="key-events")


class TestValidators:
    def test_who_has_the_newest_answer_is_told_so_in_one_query(
        self, client: Client, article: ArticlePage, django_assert_num_queries: Callable[..., Any]
    ) -> None:
        address = f"{PAGES}{article.pk}/"
        tag = client.get(address)["ETag"]

        with django_assert_num_queries(1):
            response = client.get(address, headers={"if-none-match": f'"other", W/{tag}'})

        assert response.status_code == 304
        assert response.content == b""
        assert response["ETag"] == tag
        assert response["Cache-Control"] == "public, max-age=0, stale-if-error=86400"

    @pytest.mark.parametrize(
        "change",
        [
            lambda page: page.save_revision().publish(),
            lambda page: page.unpublish(),
            lambda page: page.get_parent().specific.delete(),
            lambda page: SiteImageFactory(),
            lambda page: SiteDocumentFactory(),
            lambda page: office_with_channels(),
            lambda page: call_command("migrate", verbosity=0),  # an upgrade
        ],
    )
    def test_every_public_change_makes_a_new_one(
        self, client: Client, article: ArticlePage, change: Callable[[ArticlePage], Any]
    ) -> None:
        before = client.get(PAGES)["ETag"]
        article.title = "Changed"
        change(article)
        assert client.get(PAGES)["ETag"] != before

    def test_reading_and_drafts_make_none(self, client: Client, article: ArticlePage) -> None:
        before = client.get(PAGES)["ETag"]
        article.title = "Draft"
        article.save_revision()
        assert client.get(PAGES)["ETag"] == before

    def test_errors_have_none(self, client: Client, home: HomePage) -> None:
        response = client.get(f"{PAGES}999999/")
        assert not response.has_header("ETag")
        assert response["Cache-Control"] == "no-cache"

    def test_who_has_none_is_told_that_there_is_one(
        self, client: Client, article: ArticlePage
    ) -> None:
        """``If-None-Match: *`` is for what nobody has yet (RFC 9110, 13.1.2)."""
        headers = {"if-none-match": "*"}
        for _time in range(2):
            response = client.get(f"{PAGES}{article.pk}/", headers=headers)
            assert (response.status_code, response.content) == (304, b"")
            assert response["ETag"]
        assert client.get(f"{PAGES}999999/", headers=headers).status_code == 404
        assert client.get(f"{PAGES}{article.pk}/").status_code == 200


class TestMethods:
    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_what_changes_is_refused_and_kept_by_nobody(
        self, client: Client, article: ArticlePage, method: str
    ) -> None:
        response = getattr(client, method)(f"{PAGES}{article.pk}/")
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert response["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("path", ["pages/", "pages/1/", "search/", "offices/", "changes/"])
    def test_options_name_the_methods_alone(
        self, client: Client, home: HomePage, path: str
    ) -> None:
        response = client.options(f"/api/v2/{path}")
        assert (response.status_code, response.content) == (204, b"")
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        for method in ("GET", "HEAD"):
            assert client.generic(method, "/api/v2/pages/").status_code == 200


class TestSlash:
    def test_one_that_is_missing_is_added(self, client: Client, article: ArticlePage) -> None:
        for path in (f"pages/{article.pk}", "pages", "offices", "search", "changes"):
            response = client.get(f"/api/v2/{path}?locale=sr-Latn&q=%D1%80")
            assert response.status_code == 308
            assert response["Location"] == f"/api/v2/{path}/?locale=sr-Latn&q=%D1%80"
            assert "Cookie" not in response.get("Vary", "")
        assert client.get("/api/docs").status_code == 308
        assert client.post("/api/v2/pages").status_code == 308

    @pytest.mark.parametrize(
        "path",
        [
            "/api/v2",
            "/api/v2/nothing",
            "/api/v2/pages/x",
            "/api//example.org",
            "/api/v2/pages//",
        ],
    )
    def test_where_nothing_is_nobody_is_led(
        self, client: Client, home: HomePage, path: str
    ) -> None:
        assert client.get(path).status_code == 404


class TestSharing:
    def test_a_public_answer_sets_and_varies_on_nothing(
        self, client: Client, article: ArticlePage
    ) -> None:
        response = client.get(f"{PAGES}{article.pk}/", headers={"accept-language": "sr"})
        assert not response.has_header("Vary")
        assert not response.cookies

    def test_who_is_signed_in_gets_the_same_in_no_cache(
        self, client: Client, admin_client: Client, article: ArticlePage
    ) -> None:
        address = f"{PAGES}{article.pk}/"
        public = client.get(address)
        own = admin_client.get(address, headers={"if-none-match": public["ETag"]})

        assert own.status_code == 200
        assert own.content == public.content
        assert own["Cache-Control"] == "private, no-store"
        assert not own.has_header("ETag")

    def test_any_origin_may_read(self, client: Client, article: ArticlePage) -> None:
        response = client.get(PAGES, headers={"origin": "https://app.example"})
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in response["Access-Control-Expose-Headers"]

    def test_origins_can_be_named(
        self, client: Client, article: ArticlePage, settings: Any
    ) -> None:
        settings.CORS_ALLOW_ALL_ORIGINS = False
        settings.CORS_ALLOWED_ORIGINS = ["https://app.example"]

        named = client.get(PAGES, headers={"origin": "https://app.example"})
        other = client.get(PAGES, headers={"origin": "https://other.example"})

        assert named["Access-Control-Allow-Origin"] == "https://app.example"
        assert named["Vary"] == other["Vary"] == "origin"
        assert not other.has_header("Access-Control-Allow-Origin")

    def test_a_preflight_is_answered(self, client: Client, home: HomePage) -> None:
        response = client.options(
            PAGES,
            headers={
                "origin": "https://app.example",
                "access-control-request-method": "GET",
                "access-control-request-headers": "if-none-match",
            },
        )
        assert response.status_code == 200
        assert "if-none-match" in response["Access-Control-Allow-Headers"]


class TestLimits:
    def test_an_address_that_asks_too_often_is_told_when_to_go_on(
        self, client: Client, article: ArticlePage, settings: Any
    ) -> None:
        settings.API_REQUESTS_PER_MINUTE = 2
        first, second, third = (client.get(PAGES) for _ in range(3))
        other = client.get(PAGES, REMOTE_ADDR="192.0.2.7")

        assert (first.status_code, second.status_code, third.status_code) == (200, 200, 429)
        assert first["RateLimit-Policy"] == '"default";q=2;w=60'
        assert first["RateLimit"].startswith('"default";r=1;t=')
        assert 1 <= int(third["Retry-After"]) <= 60
        assert third["Content-Type"] == problems.MEDIA_TYPE
        assert third.json()["code"] == "too_many_requests"
        assert other.status_code == 200

    def test_what_is_not_modified_is_free(
        self, client: Client, article: ArticlePage, settings: Any
    ) -> None:
        settings.API_REQUESTS_PER_MINUTE = 1
        tag = client.get(PAGES)["ETag"]
        for _ in range(3):
            assert client.get(PAGES, headers={"if-none-match": tag}).status_code == 304

    def test_the_address_of_the_reader_is_taken_from_a_trusted_proxy_only(
        self, client: Client, article: ArticlePage, settings: Any
    ) -> None:
        settings.API_REQUESTS_PER_MINUTE = 1
        statuses = [
            client.get(PAGES, headers={"x-forwarded-for": f"192.0.2.{number}"}).status_code
            for number in (1, 2)
        ]
        settings.API_TRUSTS_PROXY = True
        statuses += [
            client.get(PAGES, headers={"x-forwarded-for": f"1.2.3.4, 192.0.2.{number}"}).status_code
            for number in (3, 4)
        ]
        assert statuses == [200, 429, 200, 200]


class TestProblems:
    @pytest.mark.parametrize(
        ("path", "status", "code", "parameter"),
        [
            ("pages/?colour=red", 400, "unknown_parameter", "colour"),
            ("pages/?fields=colour", 400, "unknown_field", "fields"),
            ("pages/?fields=(", 400, "invalid_parameter", "fields"),
            ("pages/?type=no.Such", 400, "unknown_type", "type"),
            ("pages/?type=", 200, "", None),
            ("pages/?locale=de", 404, "unknown_locale", "locale"),
            ("pages/?order=colour", 400, "invalid_order", "order"),
            ("pages/?order=random&offset=3", 400, "invalid_order", "order"),
            ("pages/?offset=10001", 400, "offset_too_large", "offset"),
            ("pages/?offset=x", 400, "invalid_parameter", "offset"),
            ("pages/?limit=101", 400, "invalid_parameter", "limit"),
            ("pages/?cursor=%21", 400, "invalid_cursor", "cursor"),
            ("pages/?cursor=MTpwYWdlczox&offset=2", 400, "conflicting_parameters", "cursor"),
            ("pages/?child_of=x", 400, "invalid_parameter", "child_of"),
            ("pages/?child_of=999999", 400, "invalid_parameter", "child_of"),
            ("pages/?descendant_of=999999", 400, "invalid_parameter", "descendant_of"),
            ("pages/?ancestor_of=999999", 400, "invalid_parameter", "ancestor_of"),
            ("pages/?translation_of=999999", 400, "invalid_parameter", "translation_of"),
            ("pages/?site=nowhere.example", 400, "invalid_parameter", "site"),
            ("pages/?slug=%00", 400, "invalid_parameter", "slug"),
            ("pages/?fallback=fr", 400, "invalid_parameter", "fallback"),
            ("pages/?rich_text_format=db_html", 400, "invalid_parameter", "rich_text_format"),
            ("pages/?first_published_at=soon", 400, "invalid_parameter", "first_published_at"),
            ("pages/99999999999999999999999/", 404, "not_found", None),
            ("pages/find/", 400, "missing_parameter", "html_path"),
            ("pages/find/?id=x", 400, "invalid_parameter", "id"),
            ("pages/find/?html_path=/en/nothing/", 404, "not_found", None),
            ("resolve/", 400, "missing_parameter", "path"),
            ("resolve/?path=/en/nothing/", 404, "not_found", None),
            ("resolve/?path=https://elsewhere.example/en/", 404, "not_found", None),
            ("navigation/?depth=0", 400, "invalid_parameter", "depth"),
            ("navigation/?colour=red", 400, "unknown_parameter", "colour"),
            ("nothing/", 404, "unknown_endpoint", None),
            ("images/999999/", 404, "not_found", None),
            ("offices/?colour=red", 400, "unknown_parameter", "colour"),
        ],
    )
    def test_have_a_code_and_the_parameter_at_fault(
        self, client: Client, home: HomePage, path: str, status: int, code: str, parameter: str
    ) -> None:
        response = client.get(f"/api/v2/{path}")

        assert response.status_code == status, response.content
        if status == 200:
            return
        assert response["Content-Type"] == problems.MEDIA_TYPE
        body = response.json()
        assert (body["code"], body["parameter"], body["status"]) == (code, parameter, status)
        assert body["detail"] == body["message"] != ""
        assert body["type"].endswith(f"/api/docs/#problem-{code}")
        assert code in problems.CODES

    def test_of_methods_and_media_types(self, client: Client, home: HomePage) -> None:
        posted = client.post(PAGES)
        unacceptable = client.get(PAGES, headers={"accept": "text/html"})

        assert (posted.status_code, posted.json()["code"]) == (405, "method_not_allowed")
        assert posted["Allow"] == "GET, HEAD, OPTIONS"
        assert (unacceptable.status_code, unacceptable.json()["code"]) == (406, "not_acceptable")

    def test_of_a_server_that_fails(self, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*args: Any, **kwargs: Any) -> None:
            raise RuntimeError("secret detail")

        monkeypatch.setattr("site_core.published.reading.by_id", fail)
        response = Client(raise_request_exception=False).get(f"{PAGES}{home.pk}/")

        assert response.status_code == 500
        assert response["Content-Type"] == problems.MEDIA_TYPE
        assert response.json()["code"] == "internal_error"
        assert b"secret" not in response.content


@pytest.mark.parametrize("search", ["", "%20", "%1F", "!", "%E2%80%83", '"', "-"])
def test_a_search_without_words_finds_nothing(
    client: Client, article: ArticlePage, search: str
) -> None:
    for endpoint in ("pages", "images", "documents", "offices"):
        response = client.get(f"/api/v2/{endpoint}/?search={search}")
        assert (response.status_code, response.json()["items"]) == (200, [])


class TestCursor:
    def test_leads_through_a_list_without_gaps(self, client: Client, section: SectionPage) -> None:
        pages = [ArticlePageFactory(parent=section).pk for _ in range(5)]
        query = "?type=relations.ArticlePage&limit=2"
        seen: list[int] = []
        cursor: str | None = ""
        while cursor is not None:
            answer = client.get(f"{PAGES}{query}&cursor={cursor}").json()
            seen += [item["id"] for item in answer["items"]]
            cursor = answer["meta"]["next_cursor"]
            assert answer["meta"]["total_count"] == 5
        assert seen == pages

    def test_goes_with_filters(self, client: Client, section: SectionPage) -> None:
        pages = [ArticlePageFactory(parent=section).pk for _ in range(3)]
        first = client.get(f"{PAGES}?child_of={section.pk}&limit=2&cursor=").json()
        second = client.get(
            f"{PAGES}?child_of={section.pk}&limit=2&cursor={first['meta']['next_cursor']}"
        ).json()
        assert [item["id"] for item in first["items"] + second["items"]] == pages


class TestAValidatorIsOfOneAddress:
    def test_does_not_stand_for_what_was_never_given(self, client: Client, home: HomePage) -> None:
        tag = client.get("/api/v2/pages/")["ETag"]
        assert client.get("/api/v2/pages/", headers={"if-none-match": tag}).status_code == 304
        for path, status in (
            ("/api/v2/pages/999999/", 404),
            ("/api/v2/changes/?since=garbage", 400),
            (f"/api/v2/pages/{home.pk}/", 200),
        ):
            assert client.get(path, headers={"if-none-match": tag}).status_code == status
