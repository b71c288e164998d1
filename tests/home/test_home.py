"""The home page: what a new site starts from, its notice, its featured pages and its sections."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import format_html
from laces.components import Component
from wagtail.models import Locale, Page, PageViewRestriction, Site

from home.first_page import WELCOME_TITLE, make_first_home_page
from home.models import FeaturedPage, HomePage
from relations.models import SectionPage
from site_core.models import PublishedDocument
from site_core.published.cards import SUMMARY_LENGTH
from tests.support.factories import ArticlePageFactory, SectionPageFactory, scaled_image
from tests.support.translating import translate

pytestmark = pytest.mark.django_db


def titles(client: Client, path: str, heading: str) -> list[str]:
    """The titles that are listed under a heading, in order."""
    shown = client.get(path).content.decode()
    _before, found, after = shown.partition(heading)
    part = after.partition("</section>")[0]
    names = ["Mission", "Мисија", "Misija", "Media", "About", "Draft", "Private"]
    return sorted((name for name in names if name in part), key=part.index) if found else []


FEATURED, SECTIONS = 'id="featured"', 'id="sections"'


@pytest.fixture
def featured(home: HomePage, section: SectionPage, serbian_home: HomePage) -> list[Any]:
    """Two featured articles: one that is translated, and one that is not."""
    pages = [
        ArticlePageFactory(parent=section, title=title, slug=title.lower())
        for title in ("Media", "Mission")
    ]
    home.featured_pages.set(
        [FeaturedPage(page=page, locale=home.locale, sort_order=n) for n, page in enumerate(pages)]
    )
    home.save_revision().publish()
    return pages


class TestFeaturedPages:
    def test_stand_in_the_order_of_the_editor(self, featured: list[Any], client: Client) -> None:
        assert titles(client, "/en/", FEATURED) == ["Media", "Mission"]
        home = client.get("/api/v2/pages/find/?html_path=/en/", follow=True).json()
        assert [link["page"]["title"] for link in home["featured_pages"]] == ["Media", "Mission"]

    def test_are_left_out_when_nobody_may_read_them(
        self, featured: list[Any], client: Client
    ) -> None:
        featured[0].unpublish()
        assert titles(client, "/en/", FEATURED) == ["Mission"]
        PageViewRestriction.objects.create(page=featured[1], restriction_type="login")
        assert titles(client, "/en/", FEATURED) == []

    def test_lead_to_the_translation_where_there_is_one(
        self, featured: list[Any], client: Client, serbian: Locale, home: HomePage
    ) -> None:
        translate(Page.objects.get(slug="about").specific, serbian)
        counterpart = translate(featured[1], serbian)
        counterpart.title = "Мисија"
        counterpart.save_revision().publish()
        translate(home, serbian)
        path = PublishedDocument.objects.get(page=counterpart).path
        assert f'href="{path}"' in client.get("/sr/").content.decode()
        assert titles(client, "/sr/", FEATURED)[-1] == "Мисија"
        assert titles(client, "/sr-latn/", FEATURED)[-1] == "Misija"


class TestSections:
    def test_are_the_public_pages_below(self, home: HomePage, client: Client) -> None:
        for title, is_live in (("Media", True), ("Draft", False), ("About", True)):
            SectionPageFactory(parent=home, title=title, slug=title.lower(), live=is_live)
        private = SectionPageFactory(parent=home, title="Private", slug="private")
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        assert titles(client, "/en/", SECTIONS) == ["Media", "About"]


class TestTheNotice:
    def test_stands_above_the_title(self, home: HomePage, client: Client) -> None:
        home.notice = "<p>Closed on <b>Monday</b>.</p>"
        home.save_revision().publish()
        shown = client.get("/en/").content.decode()
        assert shown.index('role="note"') < shown.index("<h1")
        detail = client.get(f"/api/v2/pages/{home.pk}/").json()
        assert detail["notice"] == "<p>Closed on <b>Monday</b>.</p>"
        assert "Closed on **Monday**." in client.get("/en/index.md").content.decode()

    def test_is_not_there_when_it_is_empty(self, home: HomePage, client: Client) -> None:
        assert 'role="note"' not in client.get("/en/").content.decode()


class TestTheFirstPage:
    def test_takes_the_place_of_wagtails_welcome_page(self, home: HomePage) -> None:
        root = Page.objects.get(depth=1)
        Site.objects.all().delete()
        home.delete()
        root.refresh_from_db()
        welcome = root.add_child(instance=Page(title=WELCOME_TITLE, slug="welcome"))
        Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)

        made = make_first_home_page()

        assert made is not None
        assert (made.slug, made.url_path) == ("home", "/home/")
        assert Site.objects.get().root_page_id == made.pk
        assert list(Page.objects.filter(depth=2).values_list("title", flat=True)) == ["Home"]
        assert Page.find_problems() == ([], [], [], [], [])

    def test_is_not_made_beside_pages_of_somebody(self, section: SectionPage) -> None:
        before = set(Page.objects.values_list("pk", flat=True))
        assert make_first_home_page() is None
        assert set(Page.objects.values_list("pk", flat=True)) == before


class TestCards:
    def cards(self, client: Client, path: str = "/en/") -> list[tuple[str, str, bool]]:
        """Title, text and whether there is a picture, of each card."""
        page = BeautifulSoup(client.get(path).content, "html.parser")
        return [
            (
                card.h3.get_text(strip=True) if card.h3 else "",
                card.p.get_text(strip=True) if card.p else "",
                card.picture is not None,
            )
            for card in page.select(".page-card")
        ]

    def feature(self, home: HomePage, *pages: Page) -> None:
        home.featured_pages.set(
            [
                FeaturedPage(page=page, locale=home.locale, sort_order=order)
                for order, page in enumerate(pages)
            ]
        )
        home.save_revision().publish()

    def test_say_what_the_page_says_and_show_its_picture(
        self, home: HomePage, section: SectionPage, client: Client
    ) -> None:
        image = scaled_image()
        self.feature(
            home,
            ArticlePageFactory(
                parent=section,
                title="Mission",
                lead_image=image,
                lead_image_is_decorative=True,
                lead="On 18. may it opened. It works with everybody. " + "It goes on. " * 20,
            ),
            ArticlePageFactory(
                parent=section,
                title="Media",
                lead="Never shown.",
                search_description="For journalists.",
                social_image=image,
            ),
            ArticlePageFactory(parent=section, title="Plain", lead=""),
        )
        first, *others = self.cards(client)
        assert first[0] == "Mission"
        assert first[1].startswith("On 18. may it opened. It works with everybody. It goes on.")
        assert len(first[1]) <= SUMMARY_LENGTH
        assert first[2]
        assert others == [("Media", "For journalists.", True), ("Plain", "", False)]

    def test_no_page_is_named_twice_below_the_menu(self, home: HomePage, client: Client) -> None:
        about = SectionPageFactory(parent=home, title="About", show_in_menus=True)
        SectionPageFactory(parent=home, title="Contact", show_in_menus=True)
        SectionPageFactory(parent=home, title="Archive")
        self.feature(home, about)
        page = BeautifulSoup(client.get("/en/").content, "html.parser")
        main = page.select_one("main")
        assert main is not None
        assert [heading.get_text(strip=True) for heading in main("h3")] == ["About", "Archive"]

    def test_many_cost_as_much_as_one(
        self, home: HomePage, section: SectionPage, client: Client, settings: Any
    ) -> None:
        settings.KEEP_RESPONSES = False
        client.get("/en/")  # which makes the settings of the site

        def cost(count: int) -> int:
            pages = [ArticlePageFactory(parent=section) for _number in range(count)]
            self.feature(home, *pages)
            client.get("/en/")
            with CaptureQueriesContext(connection) as asked:
                client.get("/en/")
            return len(asked)

        assert cost(1) == cost(6)


def test_what_plugins_put_there_stands_before_the_cards(
    home: HomePage, section: SectionPage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{__name__}.Latest"
    config = apps.get_app_config("relations")
    monkeypatch.setattr(config, "regions", {"home": (path,), "home_head": (path,)}, raising=False)
    shown = client.get("/en/").content.decode()
    head, _, text = shown.partition('class="frame__text"')
    assert head.count("Latest news") == text.count("Latest news") == 1
    assert text.index("Latest news") < text.index("On this website")


class Latest(Component):
    """What a plugin puts on the home page."""

    def render_html(self, parent_context: Any = None) -> str:
        return format_html("<p>{}</p>", "Latest news")
