"""Pages that are not there: the reader's language, a way on, and never another language."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page, Site

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core import views
from tests.support.factories import ArticlePageFactory, SectionPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return ArticlePageFactory(parent=section, title="Mission", slug="mission")


def test_an_unknown_address_answers_in_the_language_of_its_prefix(
    client: Client, serbian_home: HomePage
) -> None:
    response = client.get("/sr/nista/", headers={"accept-language": "en"})

    assert response.status_code == 404
    assert '<html lang="sr-Cyrl">' in response.content.decode()
    assert 'href="/sr/"' in response.content.decode()


def test_a_page_that_is_not_translated_says_so_and_leads_to_what_exists(
    client: Client, serbian_home: HomePage, article: ArticlePage
) -> None:
    response = client.get("/sr/about/mission/")

    assert response.status_code == 404
    assert 'href="/en/about/mission/"' in response.content.decode()
    assert "Mission" in response.content.decode()


def test_a_draft_is_not_named(client: Client, serbian_home: HomePage, article: ArticlePage) -> None:
    article.unpublish()

    response = client.get("/sr/about/mission/")

    assert response.status_code == 404
    assert "Mission" not in response.content.decode()


def test_a_language_whose_home_page_is_a_draft_is_not_read_in_another(
    client: Client, home: HomePage, serbian: Locale
) -> None:
    home.copy_for_translation(serbian)

    response = client.get("/sr/")

    assert response.status_code == 404
    assert '<html lang="sr-Cyrl">' in response.content.decode()
    assert 'href="/en/"' in response.content.decode()


def test_a_language_without_a_home_page_is_not_read_in_another(
    client: Client, home: HomePage
) -> None:
    assert client.get("/sr/").status_code == 404


def test_an_unpublished_parent_hides_nothing_else(
    client: Client, section: SectionPage, article: ArticlePage
) -> None:
    SectionPage.objects.get(pk=section.pk).unpublish()

    assert client.get("/en/about/").status_code == 404
    assert client.get("/en/about/mission/").status_code == 200


def test_a_failing_server_asks_no_database(django_assert_num_queries: Any, rf: Any) -> None:
    with django_assert_num_queries(0):
        response = views.server_error(rf.get("/en/"))

    assert response.status_code == 500
    content = response.content.decode()
    assert "The page cannot be shown" in content
    assert "Страница не може да се прикаже" in content


class TestRoutingByDocuments:
    """Wagtail's ``serve`` takes the outcome of routing from the request.

    If a test here fails after an upgrade of Wagtail, look at ``Page.route_for_request`` and change
    ``site_core.views.serve`` to the way in which it is told there.
    """

    def test_wagtail_does_not_walk_the_tree(
        self, client: Client, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        walked: list[Page] = []
        route = Page.route

        def note(page: Page, request: Any, components: list[str]) -> Any:
            walked.append(page)
            return route(page, request, components)

        monkeypatch.setattr(Page, "route", note)

        assert client.get("/en/about/mission/").status_code == 200
        assert [page.pk for page in walked] == [article.pk]


def test_a_page_of_another_site_is_not_offered(client: Client, home: HomePage) -> None:
    other = HomePage(title="Other", slug="other", locale=home.locale)
    home.get_parent().add_child(instance=other)
    Site.objects.create(hostname="other.example", port=80, root_page=other)
    SectionPageFactory(parent=other, title="Elsewhere", slug="elsewhere")

    response = client.get("/sr/elsewhere/")

    assert response.status_code == 404
    assert "Elsewhere" not in response.content.decode()
