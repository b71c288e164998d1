"""The admin finds Serbian in either script, with diacritics or without."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from home.models import HomePage
from tests.support.factories import (
    SectionPageFactory,
    SiteDocumentFactory,
    SiteImageFactory,
)

pytestmark = pytest.mark.django_db
TITLE = "Политички дијалог и кључни догађаји"
QUERIES = [
    "politicki",
    "dogadjaji",
    "događaji",
    "Догађаји",
    "ključni",
    "dijal",
    "POLITIČKI dijalog",
]


@pytest.mark.parametrize("query", QUERIES)
def test_pages(admin_client: Client, serbian_home: HomePage, serbian: Locale, query: str) -> None:
    SectionPageFactory(parent=serbian_home, locale=serbian, title=TITLE, slug="dijalog")
    explorer = reverse("wagtailadmin_explore_results", args=[serbian_home.pk])
    for address in (
        reverse("wagtailadmin_pages:search_results"),
        reverse("wagtailadmin_choose_page_search"),
        explorer,
    ):
        assert TITLE in admin_client.get(address, {"q": query}).content.decode(), address


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "name",
    ["wagtailimages:index_results", "wagtailimages_chooser:choose_results"],
)
def test_images(admin_client: Client, home: HomePage, name: str, query: str) -> None:
    SiteImageFactory(title=TITLE)
    assert TITLE in admin_client.get(reverse(name), {"q": query}).content.decode()
    assert TITLE not in admin_client.get(reverse(name), {"q": "zqxw"}).content.decode()


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "name",
    ["wagtaildocs:index_results", "wagtaildocs_chooser:choose_results"],
)
def test_documents(admin_client: Client, home: HomePage, name: str, query: str) -> None:
    SiteDocumentFactory(title=TITLE)
    assert TITLE in admin_client.get(reverse(name), {"q": query}).content.decode()
