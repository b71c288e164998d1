"""What an answer costs in queries, however many pages the site has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from home.models import HomePage
from relations.models import ArticlePage, RelatedPage, SectionPage
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    key_point,
    office_with_channels,
    scaled_image,
)

pytestmark = pytest.mark.django_db

DETAIL_CEILING = 4
LIST_CEILING = 6
#: A page whose site, menu, footer, settings and offices the process knows from another page.
PAGE_CEILING = 5
#: The first page after something public has changed.
FIRST_PAGE_CEILING = 10


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    about = SectionPageFactory(parent=home, slug="about", show_in_menus=True)
    return SectionPageFactory(parent=about, slug="relations")


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    """An article with all that an article can have."""
    office = office_with_channels()
    card = "office_card", {"office": office}
    other = ArticlePageFactory(parent=section, slug="other", body=[card])
    page = ArticlePageFactory(
        parent=section,
        slug="full",
        lead_image=scaled_image(),
        lead_image_alternative_text="A flag",
        key_points=[
            key_point("It was agreed.", date=(2015, 1, 20), detail="<p>In detail.</p>"),
            key_point("It was joined.", date=(2006, 12, None)),
        ],
        body=[
            ("heading", {"text": "Heading", "level": "2"}),
            ("paragraph", f'<p>See <a linktype="page" id="{other.pk}">there</a>.</p>'),
            ("callout", {"tone": "note", "title": "Note", "text": "<p>Text</p>"}),
            card,
        ],
    )
    page.related_pages.set([RelatedPage(page=other, locale=page.locale)])
    page.save()
    assert office.live
    return page


def many_articles(section: SectionPage, count: int) -> None:
    for _number in range(count):
        ArticlePageFactory(parent=section)


@pytest.fixture
def warm(client: Client, article: ArticlePage) -> Client:
    """A client of a process that has answered before, as every request but the first meets it."""
    client.get("/en/")
    client.get(article.url)
    client.get("/api/v2/pages/")
    return client


def test_an_article_page(
    warm: Client, article: ArticlePage, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(PAGE_CEILING):
        response = warm.get(article.url)
    assert response.status_code == 200
    assert "office-card" in response.content.decode()


def test_an_api_detail(
    warm: Client, article: ArticlePage, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(DETAIL_CEILING):
        response = warm.get(f"/api/v2/pages/{article.pk}/")
    assert response.status_code == 200


@pytest.mark.parametrize("count", [20, 200])
def test_a_list_of_twenty_full_articles(
    warm: Client,
    section: SectionPage,
    count: int,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    many_articles(section, count)

    with django_assert_max_num_queries(LIST_CEILING):
        response = warm.get("/api/v2/pages/?type=relations.ArticlePage&fields=*&limit=20")

    assert len(response.json()["items"]) == 20


def test_an_article_page_among_many(
    warm: Client,
    article: ArticlePage,
    section: SectionPage,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    many_articles(section, 200)

    with django_assert_max_num_queries(FIRST_PAGE_CEILING):
        warm.get("/en/about/relations/other/")
    with django_assert_max_num_queries(PAGE_CEILING):
        warm.get(article.url)
