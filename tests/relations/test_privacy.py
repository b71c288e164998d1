"""What gets another place is as private there as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.published.models import PublishedDocument
from tests.support.factories import ArticlePageFactory, SectionPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(home: HomePage) -> SectionPage:
    section = SectionPageFactory(parent=home, slug="closed")
    restriction = PageViewRestriction.objects.create(
        page=section, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.set([Group.objects.create(name="Staff")])
    return SectionPage.objects.get(pk=section.pk)


@pytest.fixture
def article(closed: SectionPage) -> ArticlePage:
    return ArticlePageFactory(parent=closed, slug="article")


@pytest.fixture
def open_section(home: HomePage) -> SectionPage:
    return SectionPageFactory(parent=home, slug="open")


def _is_public(page: Page) -> bool:
    return PublishedDocument.objects.public().filter(page_id=page.pk).exists()


def _moved(article: ArticlePage, target: SectionPage, admin: Client) -> Page:
    article.move(target, pos="last-child")
    return article


def _moved_in_the_admin(article: ArticlePage, target: SectionPage, admin: Client) -> Page:
    admin.post(reverse("wagtailadmin_pages:move_confirm", args=[article.pk, target.pk]))
    return article


def _copied(article: ArticlePage, target: SectionPage, admin: Client) -> Page:
    return article.copy(to=target)


def _copied_in_the_admin(
    article: ArticlePage, target: SectionPage, admin: Client, **data: str
) -> Page:
    admin.post(
        reverse("wagtailadmin_pages:copy", args=[article.pk]),
        {
            "new_title": "Copy",
            "new_slug": "copy",
            "new_parent_page": target.pk,
            "publish_copies": "on",
            **data,
        },
    )
    return cast("Page", Page.objects.get(slug="copy"))


def _alias(article: ArticlePage, target: SectionPage, admin: Client) -> Page:
    return article.create_alias(parent=target)


def _alias_in_the_admin(article: ArticlePage, target: SectionPage, admin: Client) -> Page:
    return _copied_in_the_admin(article, target, admin, alias="on")


@pytest.mark.parametrize(
    "act",
    [_moved, _moved_in_the_admin, _copied, _copied_in_the_admin, _alias, _alias_in_the_admin],
)
def test_a_page_of_a_private_section_stays_private_elsewhere(
    act: Callable[[ArticlePage, SectionPage, Client], Page],
    article: ArticlePage,
    open_section: SectionPage,
    admin_client: Client,
) -> None:
    page = Page.objects.get(pk=act(article, open_section, admin_client).pk).specific
    assert page.get_parent().pk == open_section.pk
    (restriction,) = page.get_view_restrictions()
    assert [group.name for group in restriction.groups.all()] == ["Staff"]
    assert not _is_public(page)


def test_what_is_copied_with_its_section_keeps_its_own_password(
    home: HomePage, closed: SectionPage
) -> None:
    inner = ArticlePageFactory(parent=closed, slug="inner")
    PageViewRestriction.objects.create(
        page=inner, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    copy = closed.copy(recursive=True, update_attrs={"slug": "copied"})
    (inner_copy,) = Page.objects.get(pk=copy.pk).get_children().specific()
    kinds = inner_copy.get_view_restrictions().values_list("restriction_type", flat=True)
    assert set(kinds) == {"groups", "password"}


def test_a_page_moved_within_a_private_section_carries_nothing_of_its_own(
    closed: SectionPage, article: ArticlePage
) -> None:
    inner = SectionPageFactory(parent=closed, slug="inner")
    article.move(inner, pos="last-child")
    assert not article.view_restrictions.exists()


def test_a_public_page_stays_public_elsewhere(home: HomePage, open_section: SectionPage) -> None:
    page = ArticlePageFactory(parent=home, slug="public")
    page.move(open_section, pos="last-child")
    assert _is_public(page)
    assert _is_public(page.copy(to=home))


class TestAliases:
    """An alias shows another page's content, and to nobody who may not read it there."""

    @pytest.fixture
    def source(self, home: HomePage) -> ArticlePage:
        return ArticlePageFactory(
            parent=SectionPageFactory(parent=home, slug="staff"), slug="article", title="Internal"
        )

    @pytest.fixture
    def alias(self, source: ArticlePage, open_section: SectionPage) -> Page:
        return source.create_alias(parent=open_section)

    @pytest.mark.parametrize("place", ["page", "section"])
    def test_follow_what_is_restricted_later(
        self, client: Client, source: ArticlePage, alias: Page, place: str
    ) -> None:
        assert client.get("/en/open/article/").status_code == 200
        page = source if place == "page" else source.get_parent()
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.LOGIN
        )
        assert client.get("/en/open/article/").status_code == 302
        assert client.get(f"/api/v2/pages/{alias.pk}/").status_code == 404
        restriction.delete()
        assert client.get("/en/open/article/").status_code == 200
        assert client.get(f"/api/v2/pages/{alias.pk}/").status_code == 200

    def test_of_a_section_keep_what_is_below_private(
        self, client: Client, source: ArticlePage, home: HomePage
    ) -> None:
        source.get_parent().specific.create_alias(recursive=True, update_slug="shown")
        PageViewRestriction.objects.create(page=source, restriction_type=PageViewRestriction.LOGIN)
        assert client.get("/en/shown/").status_code == 200
        assert client.get("/en/shown/article/").status_code == 302
        assert "Internal" not in client.get("/en/shown/").content.decode()

    def test_that_become_pages_of_their_own_stay_private(
        self, client: Client, source: ArticlePage, alias: Page, admin_client: Client
    ) -> None:
        PageViewRestriction.objects.create(
            page=source.get_parent(), restriction_type=PageViewRestriction.LOGIN
        )
        admin_client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
        assert Page.objects.get(pk=alias.pk).alias_of_id is None
        assert client.get("/en/open/article/").status_code == 302
        assert not _is_public(alias)

    def test_are_private_as_soon_as_their_source_is_moved_below_something_private(
        self, client: Client, source: ArticlePage, alias: Page, closed: SectionPage
    ) -> None:
        source.move(closed, pos="last-child")
        assert client.get("/en/open/article/").status_code == 302
        assert not _is_public(alias)
