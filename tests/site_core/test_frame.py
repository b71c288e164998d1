"""What a page takes from what is kept for all readers is what it would have found itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Page, PageViewRestriction, Site

from home.models import HomePage
from relations.models import ArticlePage, RelatedPage
from site_core.delivery import generation
from site_core.languages.variants import VARIANTS
from site_core.published import documents, routing
from site_core.published.links import for_readers_of
from site_core.published.models import PublishedDocument
from site_core.site_settings.models import SiteSettings
from tests.support.factories import ArticlePageFactory, SectionPageFactory
from tests.support.translating import translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def site_of_pages(home: HomePage, serbian_home: HomePage, serbian: Any) -> Site:
    """Sections in and out of the menu, translated pages, a draft, a restricted page and one in the footer."""
    for title, in_menus in (("About", True), ("Hidden", False), ("Contact", True)):
        section = SectionPageFactory(parent=home, title=title, show_in_menus=in_menus)
        translate(section, serbian)
        made = [
            ArticlePageFactory(parent=section, title=f"{title} {number}", live=number != 1)
            for number in range(4)
        ]
        translate(made[3], serbian)
        made[3].related_pages = [
            RelatedPage(page_id=page.pk, locale=page.locale, sort_order=order)
            for order, page in enumerate(reversed(made))
        ]
        made[3].save_revision().publish()
        PageViewRestriction.objects.create(page=made[2], restriction_type="login")
    site = Site.objects.get(is_default_site=True)
    found = SiteSettings.for_site(site)
    found.footer_pages.create(page=Page.objects.get(title="Contact 0"))
    return site


def test_a_page_stands_where_it_would_find_itself(site_of_pages: Site) -> None:
    compared = 0
    for variant in VARIANTS:
        frame = documents.site_context(variant, site_of_pages)
        with translation.override(variant.code):
            for document in PublishedDocument.objects.filter(locale=variant.locale_code):
                page = routing.specific_page(document)
                assert documents.page_context(page, frame) == documents.page_context(page), page
                compared += 1
    assert compared > 25


def test_a_frame_of_another_site_or_variant_is_not_used(site_of_pages: Site) -> None:
    page = ArticlePage.objects.get(title="About 0")
    own = documents.page_context(page)
    for variant in VARIANTS[1:]:
        assert documents.page_context(page, documents.site_context(variant, site_of_pages)) == own
    assert documents.page_context(page, documents.PageContext()) == own


def test_related_pages_are_those_that_a_reader_would_get(site_of_pages: Site) -> None:
    for variant in VARIANTS:
        with translation.override(variant.code), for_readers_of(site_of_pages.pk):
            for document in PublishedDocument.objects.filter(
                locale=variant.locale_code, type="relations.ArticlePage"
            ):
                served, stored = (ArticlePage.objects.get(pk=document.page_id) for _ in range(2))
                served.routed_document = document
                assert [(link.id, link.title, link.path) for link in served.related] == [
                    (link.id, link.title, link.path) for link in stored.related
                ]


def test_wagtail_looks_for_site_and_settings_no_more(
    site_of_pages: Site, django_assert_num_queries: Any
) -> None:
    """Guards where Wagtail keeps both on a request."""
    generation.remember_site(RequestFactory().get("/en/"))

    request = RequestFactory().get("/en/")
    with django_assert_num_queries(1):  # the generation
        generation.remember_site(request)
    with django_assert_num_queries(0):
        assert Site.find_for_request(request) == site_of_pages
        assert SiteSettings.for_request(request).site_id == site_of_pages.pk


def test_a_changed_setting_is_seen_at_once(site_of_pages: Site, client: Any) -> None:
    url = "/en/about/about-0/"
    assert "Demonstration content" not in client.get(url).content.decode()
    found = SiteSettings.for_site(site_of_pages)
    found.is_demonstration = True
    found.save()
    assert "Demonstration content" in client.get(url).content.decode()
