"""The pages that the footer of every page links to."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction, Site

from home.models import HomePage
from site_core.models import FooterPage, SiteSettings, User
from tests.support.factories import SectionPageFactory
from tests.support.translating import translate

pytestmark = pytest.mark.django_db


def footer(client: Client, address: str) -> list[tuple[str, str]]:
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return [(link.get_text(), str(link["href"])) for link in soup.select("footer nav a")]


def put_into_footer(site: Site, *pages: Page) -> None:
    settings = SiteSettings.for_site(site)
    for order, page in enumerate(pages):
        settings.footer_pages.add(FooterPage(page=page, sort_order=order))
    settings.save()


@pytest.fixture
def statement(home: HomePage, serbian_home: HomePage, serbian: Locale) -> Page:
    """A page in both languages, in the footer, behind one in English alone."""
    section = SectionPageFactory(parent=home, title="Section", slug="section")
    page = SectionPageFactory(parent=section, title="Statement", slug="statement")
    other = SectionPageFactory(parent=home, title="Terms", slug="terms")
    for source in (section, page):
        translate(source, serbian)
    put_into_footer(Site.objects.get(), other, page)
    return page


@pytest.mark.parametrize("path", ["", "section/", "section/statement/", "search/", "nothing/"])
def test_every_page_shows_them_in_the_editors_order(
    client: Client, statement: Page, path: str
) -> None:
    assert footer(client, f"/en/{path}") == [
        ("Terms", "/en/terms/"),
        ("Statement", "/en/section/statement/"),
    ]


@pytest.mark.parametrize("path", ["", "search/", "nothing/"])
def test_readers_are_offered_what_there_is_in_their_variant(
    client: Client, statement: Page, serbian: Locale, path: str
) -> None:
    translated = statement.get_translation(serbian)
    address = translated.get_url().split("/", 2)[2]

    assert footer(client, f"/sr/{path}") == [("Превод: Statement", f"/sr/{address}")]
    assert footer(client, f"/sr-latn/{path}") == [("Prevod: Statement", f"/sr-latn/{address}")]


def test_the_page_itself_is_marked(client: Client, statement: Page) -> None:
    soup = BeautifulSoup(client.get("/en/section/statement/").content, "html.parser")

    assert [link.get("aria-current") for link in soup.select("footer nav a")] == [None, "page"]


def test_a_private_page_is_not_offered(client: Client, statement: Page) -> None:
    PageViewRestriction.objects.create(page=statement, restriction_type=PageViewRestriction.LOGIN)

    assert footer(client, "/en/") == [("Terms", "/en/terms/")]
    assert footer(client, "/en/nothing/") == [("Terms", "/en/terms/")]


def test_another_site_has_its_own(client: Client, statement: Page, home: HomePage) -> None:
    root = Page.objects.get(depth=1)
    second = HomePage(title="Second", slug="second", locale=home.locale)
    root.add_child(instance=second)
    site = Site.objects.create(hostname="second.example", root_page=second)
    imprint = SectionPageFactory(parent=second, title="Imprint", slug="imprint")
    put_into_footer(site, imprint, statement)

    assert [title for title, _ in footer(client, "/en/")] == ["Terms", "Statement"]
    there = Client(headers={"host": "second.example"})
    assert footer(there, "/en/") == [("Imprint", "/en/imprint/")]
    assert footer(there, "/en/nothing/") == [("Imprint", "/en/imprint/")]


def test_without_any_there_is_no_landmark(client: Client, home: HomePage) -> None:
    soup = BeautifulSoup(client.get("/en/").content, "html.parser")

    assert soup.select("footer nav") == []


def test_they_cost_no_query(client: Client, statement: Page) -> None:
    def cost() -> int:
        client.get("/en/section/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/section/")
        return len(asked)

    with_them = cost()
    FooterPage.objects.all().delete()

    assert with_them == cost()


def test_administrators_choose_them(client: Client, statement: Page) -> None:
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "password"))
    site = Site.objects.get()

    form = client.get(
        reverse("wagtailsettings:edit", args=("site_core", "sitesettings", site.pk))
    ).content.decode()

    assert "Pages linked in the footer of every page, such as the accessibility statement." in form
    assert 'name="footer_pages-0-page"' in form


def test_apps_are_told_them_with_the_menus(
    client: Client, statement: Page, serbian: Locale
) -> None:
    def told(variant: str) -> Any:
        response = client.get(f"/api/v2/navigation/?locale={variant}")
        return response["ETag"], [entry["html_url"] for entry in response.json()["footer"]]

    before, addresses = told("en")
    assert addresses == ["http://localhost/en/terms/", "http://localhost/en/section/statement/"]
    (address,) = told("sr-Latn")[1]
    assert address.startswith("http://localhost/sr-latn/")

    FooterPage.objects.get(page__slug="terms").delete()
    after, addresses = told("en")
    assert addresses == ["http://localhost/en/section/statement/"]
    assert after != before


@pytest.mark.parametrize("variant", ["en", "sr", "sr-latn"])
def test_programs_find_their_way_in(
    client: Client, home: HomePage, serbian_home: HomePage, variant: str
) -> None:
    for path in (f"/{variant}/", f"/{variant}/nothing/", f"/{variant}/search/"):
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        addresses = [str(link["href"]) for link in soup.select(".site-footer__machines a")]
        assert addresses == [f"/{variant}/feed.atom", f"/{variant}/events.ics", "/api/docs/"]
        assert {client.get(address).status_code for address in addresses} == {200}
