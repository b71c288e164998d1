"""Icons where browsers and telephones look for them, the web manifest, and what a shared page shows."""

from __future__ import annotations

import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.models import SiteSettings
from tests.support.factories import ArticlePageFactory, scaled_image
from tests.support.translating import translate

pytestmark = pytest.mark.django_db


def head(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def described(page: BeautifulSoup, name: str) -> list[str]:
    found = page.select(f'meta[property="{name}"], meta[name="{name}"]')
    return [str(element["content"]) for element in found]


@pytest.mark.parametrize(
    ("path", "media_type", "sides"),
    [
        ("/favicon.ico", "image/vnd.microsoft.icon", {16, 32, 48}),
        ("/apple-touch-icon.png", "image/png", {180}),
    ],
)
def test_an_icon_is_where_it_is_looked_for(
    client: Client, db: None, path: str, media_type: str, sides: set[int]
) -> None:
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, media_type)
    assert "public" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")
    image = Image.open(io.BytesIO(response.content))
    assert {width for width, _ in image.info.get("sizes", {image.size})} == sides
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/en/", "/sr/", "/sr-latn/", "/en/search/", "/sr/nista/"])
def test_every_head_names_them(client: Client, serbian_home: HomePage, path: str) -> None:
    page = head(client, path)
    named = {(str(link["rel"][0]), str(link["href"])) for link in page.select("link[rel]")}
    variant = path.split("/")[1]
    assert ("icon", "/favicon.ico") in named
    assert ("apple-touch-icon", "/apple-touch-icon.png") in named
    assert ("manifest", f"/{variant}/site.webmanifest") in named


@pytest.mark.parametrize(
    ("variant", "tag", "name"),
    [("en", "en", "Home"), ("sr", "sr-Cyrl", "Почетна"), ("sr-latn", "sr-Latn", "Početna")],
)
def test_the_manifest_is_in_the_readers_variant(
    client: Client, serbian_home: HomePage, variant: str, tag: str, name: str
) -> None:
    response = client.get(f"/{variant}/site.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    told = response.json()
    assert (told["name"], told["lang"], told["start_url"]) == (name, tag, f"/{variant}/")
    for icon in told["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        assert Image.open(str(path)).size == tuple(int(side) for side in icon["sizes"].split("x"))


class TestASharedPage:
    @pytest.fixture
    def article(self, section: SectionPage) -> ArticlePage:
        return ArticlePageFactory(
            parent=section,
            slug="shared",
            lead_image=scaled_image(description="A building with a flag"),
            lead_image_alternative_text="The flag on the ministry",
        )

    def test_says_what_its_image_shows(self, client: Client, article: ArticlePage) -> None:
        page = head(client, "/en/about/shared/")
        assert described(page, "og:image:alt") == ["The flag on the ministry"]
        assert described(page, "twitter:card") == ["summary_large_image"]

    def test_in_the_language_of_the_page(
        self, client: Client, article: ArticlePage, serbian_home: HomePage, serbian: Any
    ) -> None:
        translate(article.get_parent().specific, serbian)
        path = translate(article, serbian).url
        assert described(head(client, path), "og:image:alt") == ["Превод: The flag on the ministry"]

    def test_the_library_speaks_for_an_image_of_its_own(
        self, client: Client, home: HomePage, serbian_home: HomePage
    ) -> None:
        settings = SiteSettings.for_site(home.get_site())
        settings.default_social_image = scaled_image(description="A calm river")
        settings.save()
        assert described(head(client, "/en/"), "og:image:alt") == ["A calm river"]
        # Its words are English.
        assert described(head(client, "/sr/"), "og:image")
        assert described(head(client, "/sr/"), "og:image:alt") == []

    def test_without_an_image(self, client: Client, home: HomePage) -> None:
        page = head(client, "/en/")
        assert described(page, "twitter:card") == ["summary"]
        assert described(page, "og:image:alt") == []
