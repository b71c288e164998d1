"""A section that is moved below another site's first page goes there with all that is in it."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Page, Site

from home.models import HomePage
from site_core.models import PublishedDocument
from site_core.published.rebuild import differences
from tests.support.factories import ArticlePageFactory, HomePageFactory, SectionPageFactory

pytestmark = pytest.mark.django_db


def test_what_is_below_it_is_the_other_sites_too(
    client: Client, home: HomePage, site: Site
) -> None:
    other_home = HomePageFactory(parent=home.get_parent(), title="Other", slug="other")
    other = Site.objects.create(hostname="other.example.org", root_page=other_home)
    section = SectionPageFactory(parent=home, slug="section")
    article = ArticlePageFactory(parent=section, slug="article")

    section.move(Page.objects.get(pk=other_home.pk), pos="last-child")

    moved = PublishedDocument.objects.filter(pk__in=[section.pk, article.pk])
    assert set(moved.values_list("site", flat=True)) == {other.pk}
    assert differences() == []
    path = "/en/section/article/"
    assert client.get(path, headers={"host": "localhost"}).status_code == 404
    assert client.get(path, headers={"host": "other.example.org"}).status_code == 200


def test_readers_of_a_site_are_shown_links_to_its_own_pages(home: HomePage, site: Site) -> None:
    other_home = HomePageFactory(parent=home.get_parent(), title="Other", slug="other")
    Site.objects.create(hostname="other.example.org", root_page=other_home)
    stays = ArticlePageFactory(parent=home, slug="stays")
    section = SectionPageFactory(parent=home, slug="section")
    link = f'<p><a linktype="page" id="{stays.pk}">there</a></p>'
    ArticlePageFactory(parent=section, slug="article", body=[("paragraph", link)])
    link = f'<p><a linktype="page" id="{section.pk}">there</a></p>'
    ArticlePageFactory(parent=home, slug="refers", body=[("paragraph", link)])

    section.move(Page.objects.get(pk=other_home.pk), pos="last-child")

    assert differences() == []
    section.refresh_from_db()
    section.move(Page.objects.get(pk=home.pk), pos="last-child")
    assert differences() == []
