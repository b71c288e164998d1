"""``/resolve/`` and ``/navigation/``: what a front end asks first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, PageViewRestriction

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from tests.support.factories import ArticlePageFactory, SectionPageFactory
from tests.support.translating import translate

pytestmark = pytest.mark.django_db
RESOLVE = "/api/v2/resolve/"
NAVIGATION = "/api/v2/navigation/"


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    return SectionPageFactory(parent=home, title="About", slug="about", show_in_menus=True)


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    page = ArticlePageFactory(parent=section, title="Mission", slug="mission", show_in_menus=True)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def resolve(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(RESOLVE, {"path": path})
    assert response.status_code == status, response.content
    return response.json()


class TestResolve:
    @pytest.mark.parametrize(
        "path",
        [
            "/en/about/mission/",
            "/en/about/mission",
            "en/about/mission",
            "http://localhost/en/about/mission/",
            "/about/mission/",
        ],
    )
    def test_takes_every_spelling_of_a_path(
        self, client: Client, article: ArticlePage, path: str
    ) -> None:
        told = resolve(client, path)

        assert told["outcome"] == "page"
        assert told["page"] == client.get(f"/api/v2/pages/{article.pk}/").json()

    def test_answers_in_the_form_of_the_path(
        self, client: Client, section: SectionPage, serbian_home: HomePage, serbian: Locale
    ) -> None:
        translate(section, serbian)

        response = client.get(RESOLVE, {"path": "/sr-latn/prevod-about/"})

        assert response.json()["page"]["title"] == "Prevod: About"
        assert response.json()["page"]["meta"]["html_url"].endswith("/sr-latn/prevod-about/")
        assert response["Content-Language"] == "sr-Latn"
        assert resolve(client, "/sr/prevod-about/")["page"]["title"] == "Превод: About"

    def test_a_moved_page_leads_on(self, client: Client, article: ArticlePage) -> None:
        Redirect.objects.create(old_path="/en/old", redirect_page=article, is_permanent=True)

        assert resolve(client, "/en/old/") == {
            "outcome": "redirect",
            "is_permanent": True,
            "id": article.pk,
            "html_url": "http://localhost/en/about/mission/",
            "detail_url": f"http://localhost/api/v2/pages/{article.pk}/",
        }

    def test_a_withdrawn_page_is_gone(self, client: Client, article: ArticlePage) -> None:
        article.unpublish()

        told = resolve(client, "/en/about/mission/", status=410)

        assert told["outcome"] == "gone"
        assert told["message"]

    def test_drafts_and_private_pages_are_not_there(
        self, client: Client, section: SectionPage, article: ArticlePage
    ) -> None:
        ArticlePageFactory(parent=section, slug="draft", live=False)
        PageViewRestriction.objects.create(page=article, restriction_type="login")

        for path in ("/en/about/draft/", "/en/about/mission/", "/en/nothing/"):
            assert resolve(client, path, status=404)["message"]

    def test_a_missing_path_is_named(self, client: Client, home: HomePage) -> None:
        assert "path is missing" in resolve(client, "", status=400)["message"]

    def test_takes_fields(self, client: Client, article: ArticlePage) -> None:
        response = client.get(RESOLVE, {"path": "/en/about/mission/", "fields": "_,title"})

        assert response.json()["page"] == {"title": "Mission"}

    def test_costs_at_most_four_queries(
        self,
        client: Client,
        article: ArticlePage,
        django_assert_max_num_queries: Callable[..., Any],
    ) -> None:
        resolve(client, "/en/about/mission/")

        with django_assert_max_num_queries(4):
            resolve(client, "/en/about/mission/")


class TestNavigation:
    def ask(self, client: Client, query: str = "", status: int = 200) -> Any:
        response = client.get(f"{NAVIGATION}?{query}")
        assert response.status_code == status, response.content
        return response.json()

    def test_is_a_tree_from_the_home_page(
        self, client: Client, section: SectionPage, article: ArticlePage
    ) -> None:
        ArticlePageFactory(parent=section, title="Not in menus")

        told = self.ask(client, "depth=2")

        assert told["locale"] == "en"
        assert told["home"]["html_url"] == "http://localhost/en/"
        assert told["items"] == [
            {
                "id": section.pk,
                "type": "relations.SectionPage",
                "title": "About",
                "html_url": "http://localhost/en/about/",
                "detail_url": f"http://localhost/api/v2/pages/{section.pk}/",
                "children": [
                    {
                        "id": article.pk,
                        "type": "relations.ArticlePage",
                        "title": "Mission",
                        "html_url": "http://localhost/en/about/mission/",
                        "detail_url": f"http://localhost/api/v2/pages/{article.pk}/",
                        "children": [],
                    }
                ],
            }
        ]

    def test_has_one_level_unless_asked(self, client: Client, article: ArticlePage) -> None:
        assert self.ask(client)["items"][0]["children"] == []

    def test_comes_in_every_variant(
        self, client: Client, section: SectionPage, serbian_home: HomePage, serbian: Locale
    ) -> None:
        translate(section, serbian)

        told = self.ask(client, "locale=sr-Latn")

        assert told["home"]["title"] == "Početna"
        assert told["items"][0]["html_url"] == "http://localhost/sr-latn/prevod-about/"

    @pytest.mark.parametrize(
        ("query", "status"), [("depth=0", 400), ("depth=many", 400), ("locale=xx", 404)]
    )
    def test_a_wrong_parameter_is_named(
        self, client: Client, home: HomePage, query: str, status: int
    ) -> None:
        assert self.ask(client, query, status)["message"]

    def test_costs_at_most_three_queries(
        self,
        client: Client,
        article: ArticlePage,
        django_assert_max_num_queries: Callable[..., Any],
    ) -> None:
        self.ask(client)

        with django_assert_max_num_queries(3):
            self.ask(client, "depth=3")
