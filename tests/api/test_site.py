"""What an app is told of the site before its first page, and where every page that is named can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Site

from home.models import HomePage
from relations.models import ArticlePage, RelatedPage, SectionPage
from site_core.site_settings.models import FooterPage, SiteSettings
from tests.support.factories import ArticlePageFactory, key_point, scaled_image
from tests.support.translating import translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(home: HomePage, section: SectionPage) -> SiteSettings:
    """Settings with a logo, a picture and a page in the footer."""
    found = SiteSettings.for_site(Site.objects.get())
    found.logo = scaled_image(description="The mark")
    found.default_social_image = scaled_image(description="The building")
    found.save()
    FooterPage.objects.create(site_settings=found, page=section)
    return found


def test_names_pictures_variants_footer_and_versions(
    client: Client, settled: SiteSettings, home: HomePage, section: SectionPage
) -> None:
    site = client.get("/api/v2/site/").json()
    assert (site["name"], site["locale"]) == (home.title, "en")
    assert site["html_url"] == "http://localhost/en/"
    assert site["logo"]["alt"] == "The mark"
    assert site["default_social_image"]["alt"] == "The building"
    assert site["default_social_image"]["src"].startswith("http://localhost/media/")
    assert [item["title"] for item in site["footer"]] == [section.title]
    assert site["variants"] == [
        {
            "tag": "en",
            "locale": "en",
            "name": "English",
            "id": home.pk,
            "title": home.title,
            "html_url": "http://localhost/en/",
            "detail_url": f"http://localhost/api/v2/pages/{home.pk}/",
        }
    ]
    assert [(item["name"], item["status"]) for item in site["api"]] == [("v2", "stable")]
    assert client.get(site["api"][0]["description_url"]).status_code == 200


def test_in_another_variant(
    client: Client, settled: SiteSettings, serbian_home: HomePage, section: SectionPage
) -> None:
    serbian_home.title = "Канцеларија"
    serbian_home.save_revision().publish()
    translate(section, Locale.objects.get(language_code="sr"))
    site = client.get("/api/v2/site/?locale=sr-Latn").json()
    assert (site["name"], site["locale"]) == ("Kancelarija", "sr-Latn")
    assert [(item["tag"], item["name"], item["title"]) for item in site["variants"][1:]] == [
        ("sr-Latn", "srpski (latinica)", "Kancelarija"),
        ("sr-Cyrl", "српски (ћирилица)", "Канцеларија"),
    ]
    (footer,) = site["footer"]
    assert footer["html_url"].startswith("http://localhost/sr-latn/")
    assert footer["detail_url"].endswith("?locale=sr-Latn")
    assert client.get(footer["detail_url"]).json()["meta"]["tag"] == "sr-Latn"


def test_a_site_of_which_nothing_is_set(client: Client, home: HomePage) -> None:
    site = client.get("/api/v2/site/").json()
    assert site["logo"] is site["default_social_image"] is None
    assert site["footer"] == []


def test_the_preview_of_the_next_version_is_named_where_it_is_mounted(
    client: Client, home: HomePage, settings: LazySettings
) -> None:
    settings.API_V3_PREVIEW = True
    assert [item["status"] for item in client.get("/api/v2/site/").json()["api"]] == [
        "stable",
        "preview",
    ]


def test_asks_the_database_once_a_generation(
    client: Client,
    settled: SiteSettings,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    with django_assert_max_num_queries(8):
        client.get("/api/v2/site/")
    with django_assert_max_num_queries(1):
        client.get("/api/v2/site/?locale=en")


def test_a_new_logo_is_seen_at_once(client: Client, settled: SiteSettings) -> None:
    client.get("/api/v2/site/")
    settled.logo = None
    settled.save()
    assert client.get("/api/v2/site/").json()["logo"] is None


def named(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in an answer that names a page."""
    if isinstance(value, list):
        for item in value:
            yield from named(item)
    elif isinstance(value, dict):
        if "html_url" in value and "id" in value:
            yield value
        for item in value.values():
            yield from named(item)


@pytest.fixture
def article(home: HomePage, section: SectionPage, serbian_home: HomePage) -> ArticlePage:
    """An article that names others, and its translation."""
    other = ArticlePageFactory(parent=section, title="Other", slug="other")
    page = ArticlePageFactory(
        parent=section,
        slug="naming",
        title="Naming",
        key_points=[key_point("It was.", date=(2015, 1, 20))],
        body=[("page_links", {"title": "", "pages": [other]})],
    )
    page.related_pages.set([RelatedPage(page=other, locale=page.locale)])
    page.save_revision().publish()
    serbian = Locale.objects.get(language_code="sr")
    for translated in (section, other, page):
        translate(translated, serbian)
    return page


@pytest.mark.parametrize("variant", ["en", "sr", "sr-Latn"])
@pytest.mark.parametrize(
    "path", ["navigation/?depth=3", "search/?q=naming", "events/?from=2015", "pages/?fields=*"]
)
def test_the_detail_of_every_page_that_is_named(
    client: Client, article: ArticlePage, path: str, variant: str
) -> None:
    answer = client.get(f"/api/v2/{path}&locale={variant}").json()
    found = list(named(answer))
    assert found or "search" in path  # the translation says other words
    for page in found:
        if "#" in page["html_url"]:  # an event, which names its page
            continue
        assert page["detail_url"].startswith("http://localhost/api/v2/pages/")
        detail = client.get(page["detail_url"]).json()
        assert (detail["id"], detail["meta"]["html_url"]) == (page["id"], page["html_url"])


def test_a_redirect_names_the_detail(client: Client, article: ArticlePage) -> None:
    translated = article.get_translation(Locale.objects.get(language_code="sr"))
    for page in (article, translated):
        Redirect.add_redirect(f"/{page.locale.language_code}/before/", redirect_to=page)
    for path, tag in (("/en/before/", "en"), ("/sr-latn/before/", "sr-Latn")):
        answer = client.get(f"/api/v2/resolve/?path={path}").json()
        assert answer["outcome"] == "redirect"
        assert client.get(answer["detail_url"]).json()["meta"]["tag"] == tag
    Redirect.add_redirect("/en/elsewhere/", redirect_to="https://example.org/")
    answer = client.get("/api/v2/resolve/?path=/en/elsewhere/").json()
    assert (answer["id"], answer["detail_url"]) == (None, None)
