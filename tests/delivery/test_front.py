"""What was answered before is answered in front of Django, in the same words and on the same terms."""

from __future__ import annotations

import datetime
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from relations.models import ArticlePage
from site_core.delivery import breakers, database, front, store
from tests.delivery.test_metrics import figures
from tests.support.front import FrontClient

pytestmark = pytest.mark.django_db
URL = "/en/about/mission/"


@pytest.fixture
def reader() -> FrontClient:
    return FrontClient()


@pytest.fixture
def api(article: ArticlePage) -> str:
    return f"/api/v2/pages/{article.pk}/"


def same_headers(response: Any) -> dict[str, str]:
    ours = {"X-Request-ID", "RateLimit", "RateLimit-Policy"}
    return {name: value for name, value in response.items() if name not in ours}


def ask_until_kept(reader: FrontClient, url: str, **options: Any) -> Any:
    """The answer to the third of three requests, which Django has not seen."""
    for _ in range(2):
        reader.get(url, **options)
    seen = reader.reached_django
    response = reader.get(url, **options)
    assert reader.reached_django == seen
    return response


class TestARepeatedAnswer:
    @pytest.mark.parametrize("url", [URL, f"{URL}index.md", "/en/feed.json", "/sitemap.xml"])
    @pytest.mark.parametrize("encoding", ["", "br", "gzip"])
    def test_is_djangos(
        self, reader: FrontClient, client: Client, article: ArticlePage, url: str, encoding: str
    ) -> None:
        headers = {"accept-encoding": encoding}
        repeated = ask_until_kept(reader, url, headers=headers)
        djangos = client.get(url, headers=headers)
        assert (repeated.status_code, repeated.content) == (200, djangos.content)
        assert same_headers(repeated) == same_headers(djangos)

    def test_costs_one_query(
        self, reader: FrontClient, article: ArticlePage, django_assert_num_queries: Any
    ) -> None:
        reader.get(URL)
        with django_assert_num_queries(1):
            reader.get(URL)
        assert reader.reached_django == 1

    @pytest.mark.parametrize("origin", ["", "https://app.example"])
    def test_of_the_api_is_djangos(
        self, reader: FrontClient, client: Client, api: str, origin: str
    ) -> None:
        headers = {"origin": origin} if origin else {}
        repeated = ask_until_kept(reader, api, headers=headers)
        djangos = client.get(api, headers=headers)
        assert repeated.content == djangos.content
        assert same_headers(repeated) == same_headers(djangos)

    def test_is_named_anew(self, reader: FrontClient, article: ArticlePage) -> None:
        names = {reader.get(URL)["X-Request-ID"] for _ in range(4)}
        assert len(names) == 4
        given = reader.get(URL, headers={"x-request-id": "named-by-a-proxy"})
        assert given["X-Request-ID"] == "named-by-a-proxy"
        assert reader.reached_django == 1

    def test_is_counted(self, reader: FrontClient, client: Client, article: ArticlePage) -> None:
        reader.get(URL)
        before = figures(client)
        for _ in range(3):
            reader.get(URL)
        after = figures(client)
        for name in (
            "liaison_requests_total{part=pages,status=200}",
            "liaison_request_seconds_count{part=pages}",
            "liaison_kept_responses_total{outcome=hit}",
        ):
            assert after[name] - before[name] == 3

    def test_has_no_body_for_head(self, reader: FrontClient, article: ArticlePage) -> None:
        whole = reader.get(URL)
        reader.head(URL)
        repeated = reader.head(URL)
        assert reader.reached_django == 2
        assert (repeated.content, repeated["ETag"]) == (b"", whole["ETag"])
        assert repeated["Content-Length"] == str(len(whole.content))

    @pytest.mark.parametrize("kind", ["page", "api"])
    def test_is_confirmed(self, reader: FrontClient, api: str, kind: str) -> None:
        url = {"page": URL, "api": api}[kind]
        tag = reader.get(url)["ETag"]
        headers = {"if-none-match": f'"other", {tag}'}
        repeated = ask_until_kept(reader, url, headers=headers)
        assert (repeated.status_code, repeated.content, repeated["ETag"]) == (304, b"", tag)
        assert reader.get(url, headers={"if-none-match": '"other"'}).status_code == 200


class TestTheTerms:
    def test_end_with_the_generation(
        self, reader: FrontClient, article: ArticlePage, api: str
    ) -> None:
        tags = {url: ask_until_kept(reader, url)["ETag"] for url in (URL, api)}
        for url, tag in tags.items():
            ask_until_kept(reader, url, headers={"if-none-match": tag})
        article.lead = "Second."
        article.save_revision().publish()
        for url, tag in tags.items():
            for headers in ({}, {"if-none-match": tag}):
                response = reader.get(url, headers=headers)
                assert response.status_code == 200
                assert "Second." in response.content.decode()

    def test_end_with_the_page(self, reader: FrontClient, article: ArticlePage) -> None:
        ask_until_kept(reader, URL)
        Page.objects.filter(pk=article.pk).update(
            expire_at=timezone.now() - datetime.timedelta(seconds=1)
        )
        assert reader.get(URL).status_code == 404

    def test_end_with_the_hour_and_the_day(self, reader: FrontClient, article: ArticlePage) -> None:
        with time_machine.travel(
            datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC), tick=False
        ) as clock:
            tag = reader.get(URL)["ETag"]
            for shift, seen in ((store.MAX_AGE - 1, 1), (2, 2), (0, 2)):
                clock.shift(shift)
                assert reader.get(URL)["ETag"] == tag
                assert reader.reached_django == seen
            clock.move_to(datetime.datetime(2026, 3, 2, 22, 30, tzinfo=datetime.UTC))
            reader.get(URL)
            clock.shift(datetime.timedelta(minutes=31))
            assert reader.get(URL)["ETag"] != tag

    @pytest.mark.parametrize(
        "headers",
        [
            {"cookie": "sessionid=abc"},
            {"cookie": "a=b; messages=x"},
            {"authorization": "Bearer x"},
            {"accept": "text/markdown"},
            {"accept-encoding": "br"},
            {"host": "other.example"},
            {"x-forwarded-proto": "https"},
            {"origin": "https://app.example"},
            {"if-none-match": '"other"'},
        ],
    )
    def test_are_of_one_kind_of_request(
        self, reader: FrontClient, article: ArticlePage, headers: dict[str, str]
    ) -> None:
        ask_until_kept(reader, URL)
        seen = reader.reached_django
        reader.get(URL, headers=headers)
        assert reader.reached_django == seen + 1

    def test_do_not_mind_a_cookie_of_nobody(
        self, reader: FrontClient, article: ArticlePage
    ) -> None:
        ask_until_kept(reader, URL)
        ask_until_kept(reader, URL, headers={"cookie": "consent=no"})
        assert reader.reached_django == 1

    def test_know_which_queries_mean_something(
        self, reader: FrontClient, article: ArticlePage, api: str
    ) -> None:
        ask_until_kept(reader, f"{URL}?utm_source=paper")
        ask_until_kept(reader, URL)
        assert reader.reached_django == 1
        ask_until_kept(reader, api)
        assert reader.get(f"{api}?colour=red").status_code == 400
        with mock.patch.object(ArticlePage, "meaningful_parameters", ("sent",)):
            article.save_revision().publish()
            ask_until_kept(reader, URL)
            seen = reader.reached_django
            assert "ETag" not in reader.get(f"{URL}?sent=1")
            assert reader.reached_django == seen + 1

    @pytest.mark.parametrize("url", ["/en/search/?q=mission", "/en/nowhere/", "/", "/admin/"])
    def test_are_for_what_is_kept(
        self, reader: FrontClient, article: ArticlePage, url: str
    ) -> None:
        for _ in range(3):
            reader.get(url)
        assert reader.reached_django == 3

    def test_are_for_reading(self, reader: FrontClient, article: ArticlePage) -> None:
        ask_until_kept(reader, URL)
        seen = reader.reached_django
        reader.post(URL, {"a": "b"})
        assert reader.reached_django == seen + 1

    def test_have_a_bound(
        self, reader: FrontClient, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        size = len(reader.get(URL).content)
        monkeypatch.setattr(front, "_MEMORY", 3 * size)
        for number in range(20):
            reader.get(URL, headers={"accept": f"text/html, text/x-{number}"})
        assert len(reader.front._answers) <= 3
        reader.get(URL, headers={"accept": "text/html" + ", a/b" * 1000})
        assert len(reader.front._answers) <= 3


class TestTheLimit:
    def test_counts_each_once(self, reader: FrontClient, api: str, settings: Any) -> None:
        settings.API_REQUESTS_PER_MINUTE = 4
        answers = [reader.get(api) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2
        left = [answer["RateLimit"].split(";")[1] for answer in answers]
        assert left == ["r=3", "r=2", "r=1", "r=0", "r=0", "r=0"]
        assert answers[3]["RateLimit-Policy"] == '"default";q=4;w=60'
        assert reader.reached_django == 4  # the first two, and those refused
        assert reader.get(api, REMOTE_ADDR="192.0.2.7").status_code == 200

    def test_leaves_confirmations_free(self, reader: FrontClient, api: str, settings: Any) -> None:
        settings.API_REQUESTS_PER_MINUTE = 1
        tag = reader.get(api)["ETag"]
        for _ in range(4):
            assert reader.get(api, headers={"if-none-match": tag}).status_code == 304
        assert reader.get(api).status_code == 429

    def test_does_not_believe_a_client(self, reader: FrontClient, api: str, settings: Any) -> None:
        settings.API_REQUESTS_PER_MINUTE = 1
        statuses = [
            reader.get(api, headers={"x-forwarded-for": f"192.0.2.{number}"}).status_code
            for number in range(3)
        ]
        assert statuses == [200, 429, 429]


def test_without_a_database_django_answers_and_says_so(
    reader: FrontClient, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breakers, "PAUSE", 0.05)
    ask_until_kept(reader, URL)
    error = OperationalError("connection refused")
    monkeypatch.setattr(database.breaker, "_ask", mock.Mock(side_effect=error))
    database.breaker.trip(error)
    try:
        stale = reader.get(URL)
    finally:
        database.breaker.close()
    assert (stale.status_code, stale["Cache-Control"]) == (200, "no-cache")
    assert stale["Cache-Status"] == "liaison; hit; detail=stale"
