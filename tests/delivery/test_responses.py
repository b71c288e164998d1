"""Whole responses are kept until something public changes, and not a moment longer."""

from __future__ import annotations

import datetime
import gzip
import threading
from typing import Any
from unittest import mock

import brotli
import pytest
import time_machine
from django.core.cache import caches
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from offices.models import Office
from relations.models import ArticlePage, SectionPage
from site_core.delivery import responses, store
from site_core.models import SiteSettings
from site_core.published import reading
from tests.support.factories import ArticlePageFactory, office_with_channels

pytestmark = pytest.mark.django_db
URL = "/en/about/mission/"


def change_lead(article: ArticlePage, lead: str) -> None:
    page = ArticlePage.objects.get(pk=article.pk)
    page.lead = lead
    page.save_revision().publish()


class TestAKeptResponse:
    def test_costs_one_query(
        self, client: Client, article: ArticlePage, django_assert_num_queries: Any
    ) -> None:
        first = client.get(URL)
        with django_assert_num_queries(1):
            second = client.get(URL)
        assert second.content == first.content
        assert second["ETag"] == first["ETag"]
        assert second["Content-Language"] == "en"
        assert "Set-Cookie" not in second
        assert second["Vary"] == "Accept, Accept-Encoding"
        assert second["Cache-Control"].startswith("public, max-age=0")

    def test_is_confirmed_before_any_work(
        self, client: Client, article: ArticlePage, django_assert_num_queries: Any
    ) -> None:
        for encoding in ("", "br", "gzip"):
            tag = client.get(URL, headers={"accept-encoding": encoding})["ETag"]
            with django_assert_num_queries(1):
                again = client.get(URL, headers={"if-none-match": f'W/"other", {tag}'})
            assert (again.status_code, again["ETag"]) == (304, tag)
        change_lead(article, "Second.")
        assert client.get(URL, headers={"if-none-match": tag}).status_code == 200

    def test_is_compressed_once_for_all(self, client: Client, article: ArticlePage) -> None:
        plain = client.get(URL).content
        with mock.patch.object(brotli, "compress", side_effect=AssertionError):
            packed = client.get(URL, headers={"accept-encoding": "gzip;q=0.5, br"})
        assert packed["Content-Encoding"] == "br"
        assert brotli.decompress(packed.content) == plain
        other = client.get(URL, headers={"accept-encoding": "gzip, br;q=0"})
        assert gzip.decompress(other.content) == plain
        assert len({client.get(URL)["ETag"], packed["ETag"], other["ETag"]}) == 3

    def test_is_not_split_by_a_query_that_means_nothing(
        self, client: Client, article: ArticlePage, django_assert_num_queries: Any
    ) -> None:
        client.get(f"{URL}?utm_source=paper")
        with django_assert_num_queries(1):
            assert client.get(f"{URL}?fbclid=1&x=2").status_code == 200
            # one for each
        assert client.get(f"{URL}?again=3")["ETag"] == client.get(URL)["ETag"]

    def test_differs_by_what_is_preferred(self, client: Client, article: ArticlePage) -> None:
        html = client.get(URL)
        markdown = client.get(URL, headers={"accept": "text/markdown"})
        assert markdown["Content-Type"].startswith("text/markdown")
        assert client.get(URL)["Content-Type"] == html["Content-Type"]
        assert markdown["ETag"] != html["ETag"]

    def test_has_no_body_for_head(self, client: Client, article: ArticlePage) -> None:
        client.get(URL)
        assert client.head(URL)["ETag"] == client.get(URL)["ETag"]

    def test_asks_the_shared_cache_once_a_process(
        self, client: Client, article: ArticlePage
    ) -> None:
        client.get(URL)
        with mock.patch.object(type(caches["responses"]), "get", side_effect=AssertionError):
            assert client.get(URL).status_code == 200

    def test_is_made_anew_after_an_hour(self, client: Client, article: ArticlePage) -> None:
        with time_machine.travel(
            datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC), tick=False
        ) as clock:
            client.get(URL)
            with mock.patch.object(store.Kept, "of", side_effect=AssertionError):
                clock.shift(store.MAX_AGE - 1)
                client.get(URL)
            clock.shift(2)
            with mock.patch.object(store.Kept, "of", side_effect=store.Kept.of) as made:
                client.get(URL)
            assert made.call_count == 1

    def test_ends_with_the_day(self, client: Client, article: ArticlePage) -> None:
        tag = client.get(URL)["ETag"]
        with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
            assert client.get(URL)["ETag"] != tag


class TestNobodyGetsTheOldOne:
    """After a public change the next request gets what is true now, in every variant and format."""

    def check(self, client: Client, url: str, text: str, *, is_there: bool = True) -> None:
        assert (text in client.get(url).content.decode()) is is_there

    def test_of_a_page(self, client: Client, article: ArticlePage) -> None:
        for lead in ("Second.", "Third."):
            self.check(client, URL, lead, is_there=False)
            change_lead(article, lead)
            self.check(client, URL, lead)
            self.check(client, f"{URL}index.md", lead)
            self.check(client, "/en/feed.json", lead)

    def test_of_a_field_that_no_document_holds(self, client: Client, article: ArticlePage) -> None:
        client.get(URL)
        article.search_description = "For search engines."
        article.save_revision().publish()
        self.check(client, URL, "For search engines.")

    def test_of_a_page_saved_by_a_script(self, client: Client, article: ArticlePage) -> None:
        client.get(URL)
        article.search_description = "By a script."
        article.save()
        self.check(client, URL, "By a script.")

    def test_of_the_menu_and_the_section(
        self, client: Client, section: SectionPage, article: ArticlePage
    ) -> None:
        client.get("/en/about/")
        client.get("/en/")
        article.title = "Renamed"
        article.save_revision().publish()
        self.check(client, "/en/about/", "Renamed")
        section.title, section.show_in_menus = "In the menu", True
        section.save_revision().publish()
        self.check(client, URL, "In the menu")

    def test_of_an_office(self, client: Client, section: SectionPage) -> None:
        office = office_with_channels(name="Press office")
        page = ArticlePageFactory(parent=section, slug="card")
        page.body = [("office_card", {"office": office})]
        page.save_revision().publish()
        self.check(client, "/en/about/card/", "Press office")
        draft: Any = Office.objects.get(pk=office.pk)
        draft.name = "Media office"
        draft.save_revision().publish()
        self.check(client, "/en/about/card/", "Media office")

    def test_of_the_settings(self, client: Client, article: ArticlePage, site: Site) -> None:
        client.get(URL)
        found = SiteSettings.for_site(site)
        before = reading.generation()
        found.save()
        assert reading.generation() > before

    def test_of_what_is_withdrawn_or_private(self, client: Client, article: ArticlePage) -> None:
        tag = client.get(URL)["ETag"]
        restriction = PageViewRestriction.objects.create(
            page=article, restriction_type=PageViewRestriction.LOGIN
        )
        assert client.get(URL, headers={"if-none-match": tag}).status_code == 302
        restriction.delete()
        assert client.get(URL).status_code == 200
        ArticlePage.objects.get(pk=article.pk).unpublish()
        assert client.get(URL).status_code == 404

    def test_but_a_draft_changes_nothing(
        self, client: Client, article: ArticlePage, django_assert_num_queries: Any
    ) -> None:
        client.get(URL)
        article.lead = "A draft."
        article.save_revision()
        with django_assert_num_queries(1):
            self.check(client, URL, "First.")


class TestWhatIsNotKept:
    def test_is_somebodys(self, client: Client, admin_client: Client, article: ArticlePage) -> None:
        client.get(URL)
        own = admin_client.get(URL)
        assert own["Cache-Control"] == "private, no-cache"
        assert "ETag" not in own

    def test_is_a_search(self, client: Client, article: ArticlePage) -> None:
        client.get("/en/search/?q=mission")
        assert "Mission" in client.get("/en/search/?q=mission").content.decode()
        assert "Mission" not in client.get("/en/search/?q=other").content.decode()

    def test_is_a_preview(self, client: Client, article: ArticlePage) -> None:
        client.get(URL, headers={"host": "localhost"})  # where Wagtail asks for it
        article.lead = "Only a draft."
        shown = article.make_preview_request()
        assert "Only a draft." in shown.content.decode()

    def test_is_what_is_not_there(self, client: Client, article: ArticlePage) -> None:
        assert "ETag" not in client.get("/en/nowhere/")

    def test_is_the_receipt_of_an_enquiry(self, client: Client, article: ArticlePage) -> None:
        with mock.patch.object(ArticlePage, "meaningful_parameters", ("sent",)):
            client.get(URL)
            assert "ETag" not in client.get(f"{URL}?sent=1")
            assert "ETag" in client.get(URL)

    @pytest.mark.parametrize("header", ["Set-Cookie", "Vary", "Cache-Control"])
    def test_is_a_response_that_says_otherwise(self, header: str, rf: RequestFactory) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            response = responses.keep(HttpResponse("x"))
            if header == "Set-Cookie":
                response.set_cookie("a", "b")
            else:
                response[header] = {"Vary": "Cookie", "Cache-Control": "private"}[header]
            return response

        answer = responses.ResponseCacheMiddleware(view)(rf.get("/en/"))
        assert not answer.has_header("ETag")


class TestFaults:
    def test_what_was_read_last_is_read_without_a_database(
        self, client: Client, article: ArticlePage
    ) -> None:
        client.get(URL)
        with mock.patch.object(reading, "generation", side_effect=OperationalError):
            stale = client.get(URL)
        assert (stale.status_code, stale["Cache-Control"]) == (200, "no-cache")
        assert stale["Cache-Status"] == "liaison; hit; detail=stale"

    def test_many_at_once_wait_for_the_first(
        self, rf: RequestFactory, article: ArticlePage
    ) -> None:
        made = []

        def view(request: HttpRequest) -> HttpResponse:
            made.append(1)
            threading.Event().wait(0.3)
            return responses.keep(HttpResponse("x" * 100))

        middleware = responses.ResponseCacheMiddleware(view)
        with mock.patch.object(reading, "generation", return_value=7):
            threads = [
                threading.Thread(target=middleware, args=(rf.get("/en/many/"),)) for _ in range(30)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert len(made) == 1


def test_pages_are_found_by_their_own_host(client: Client, article: ArticlePage) -> None:
    first = client.get(URL, headers={"host": "a.example"})
    second = client.get(URL, headers={"host": "b.example"})
    assert first["ETag"] != second["ETag"]
    assert Page.objects.filter(pk=article.pk).exists()
