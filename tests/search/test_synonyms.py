"""Words that mean the same, which administrators keep in the site settings."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Locale, Site

from home.models import HomePage
from site_core.models import SiteSettings
from tests.support.factories import SectionPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(home: HomePage, serbian_home: HomePage, serbian: Locale) -> None:
    SectionPageFactory(parent=home, slug="union", title="The European Union", lead="")
    SectionPageFactory(parent=home, slug="peace", title="Partnership for Peace", lead="")
    SectionPageFactory(parent=home, slug="science", title="Science", lead="")
    SectionPageFactory(
        parent=serbian_home,
        locale=serbian,
        slug="unija",
        title="Сарадња са Европском унијом",
        lead="",
    )
    SectionPageFactory(
        parent=serbian_home, locale=serbian, slug="pisite", title="Пишите нам на имејл", lead=""
    )


def found(client: Client, query: str, locale: str) -> list[str]:
    answer = client.get("/api/v2/search/", {"q": query, "locale": locale})
    assert answer.status_code == 200, answer.content
    return [item["html_url"].rstrip("/").rpartition("/")[2] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    ("query", "locale", "slug"),
    [
        ("EU", "en", "union"),
        ("PfP", "en", "peace"),
        ("scientific", "en", "science"),
        ("ЕУ", "sr-Cyrl", "unija"),
        ("сарадња са ЕУ", "sr-Cyrl", "unija"),
        ("eu", "sr-Latn", "unija"),
        ("е-пошта", "sr-Cyrl", "pisite"),
        ("elektronska pošta", "sr-Latn", "pisite"),
        ("мејл", "sr-Cyrl", "pisite"),
    ],
)
def test_one_name_finds_the_other(
    client: Client, pages: None, query: str, locale: str, slug: str
) -> None:
    answer = client.get("/api/v2/search/", {"q": query, "locale": locale}).json()
    assert slug in found(client, query, locale)
    assert answer["meta"]["corrections"] == []


def test_administrators_keep_them(client: Client, admin_client: Client, pages: None) -> None:
    assert found(client, "brotherhood", "en") == []
    settings = SiteSettings.for_site(Site.objects.get())
    settings.search_synonyms = "brotherhood, partnership\n,,\nalone"
    settings.save()

    assert found(client, "brotherhood", "en") == ["peace"]
    assert found(client, "PfP", "en") == []
    shown = client.get("/en/search/?q=brotherhood").content.decode()
    assert 'href="/en/peace/"' in shown
    assert (
        "brotherhood, partnership"
        in admin_client.get(
            f"/admin/settings/site_core/sitesettings/{settings.site_id}/"
        ).content.decode()
    )
