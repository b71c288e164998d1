"""The site is found and followed in every variant: sitemaps, feeds, calendars, Markdown, structured data."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from icalendar import Calendar
from wagtail.models import Locale, PageViewRestriction

from home.models import HomePage
from offices.models import ContactOffice
from relations.models import ArticlePage, RelatedPage, SectionPage
from site_core.published.models import Change
from tests.support.factories import (
    ArticlePageFactory,
    ContactPageFactory,
    SectionPageFactory,
    key_point,
    office_with_channels,
    scaled_image,
)

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    return SectionPageFactory(parent=home, title="About <us>", slug="about")


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    page = ArticlePageFactory(
        parent=section,
        title="Events",
        slug="events",
        lead_image=scaled_image(),
        lead_image_alternative_text="A flag",
        key_points=[
            key_point("It opened.", date=(2006, 12, 18), detail="<p>In <b>Belgrade</b>.</p>"),
            key_point("A plan was agreed.", date=(2015, None, None)),
            key_point("It goes on_and_on."),
        ],
        body=[
            ("heading", {"text": "Heading", "level": "2"}),
            ("paragraph", f'<p>See <a linktype="page" id="{section.pk}">there</a>.</p>'),
        ],
    )
    page.related_pages.set([RelatedPage(page=section, locale=page.locale)])
    page.save_revision().publish()
    return page


@pytest.fixture
def serbian_article(serbian_home: HomePage, serbian: Locale, article: ArticlePage) -> ArticlePage:
    return ArticlePageFactory(
        parent=SectionPageFactory(
            parent=serbian_home, locale=serbian, title="О нама", slug="o-nama"
        ),
        locale=serbian,
        translation_key=article.translation_key,
        title="Догађаји",
        slug="dogadjaji",
        lead="Шта се догодило.",
        key_points=[key_point("Канцеларија је отворена.", date=(2006, 12, None))],
    )


def xml(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200
    assert "xml" in response["Content-Type"]
    return fromstring(response.content)


class TestSitemaps:
    def test_one_of_each_form_with_every_public_page(
        self, client: Client, serbian_article: ArticlePage, article: ArticlePage
    ) -> None:
        index = xml(client, "/sitemap.xml")
        files = [loc.text for loc in index.iter(f"{SITEMAP}loc")]
        assert files == [f"http://localhost/sitemap-{code}.xml" for code in ("en", "sr-latn", "sr")]
        latin = xml(client, "/sitemap-sr-latn.xml")
        assert {loc.text for loc in latin.iter(f"{SITEMAP}loc")} == {
            "http://localhost/sr-latn/",
            "http://localhost/sr-latn/o-nama/",
            "http://localhost/sr-latn/o-nama/dogadjaji/",
        }
        entry = next(
            url
            for url in xml(client, "/sitemap-en.xml").iter(f"{SITEMAP}url")
            if url.findtext(f"{SITEMAP}loc") == "http://localhost/en/about/events/"
        )
        assert [
            (link.get("hreflang"), link.get("href")) for link in entry.iter(f"{XHTML}link")
        ] == [
            ("en", "http://localhost/en/about/events/"),
            ("sr-Latn", "http://localhost/sr-latn/o-nama/dogadjaji/"),
            ("sr-Cyrl", "http://localhost/sr/o-nama/dogadjaji/"),
            ("x-default", "http://localhost/en/about/events/"),
        ]
        assert (entry.findtext(f"{IMAGE}image/{IMAGE}loc") or "").startswith(
            "http://localhost/media/"
        )
        article.refresh_from_db()
        assert article.last_published_at is not None
        assert entry.findtext(f"{SITEMAP}lastmod") == article.last_published_at.isoformat()

    def test_private_pages_and_drafts_are_not_in_it(
        self, client: Client, section: SectionPage, article: ArticlePage
    ) -> None:
        ArticlePageFactory(parent=section, slug="draft", live=False)
        PageViewRestriction.objects.create(page=article, restriction_type="login")
        addresses = [loc.text for loc in xml(client, "/sitemap-en.xml").iter(f"{SITEMAP}loc")]
        assert addresses == ["http://localhost/en/", "http://localhost/en/about/"]

    @pytest.mark.parametrize(
        "path", ["/sitemap-de.xml", "/sitemap-en.xml?page=2", "/sitemap-en.xml?page=x"]
    )
    def test_what_is_not_there_is_said(self, client: Client, home: HomePage, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_cost_the_same_however_many_pages_there_are(
        self, client: Client, section: SectionPage, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(12):
            ArticlePageFactory(parent=section, slug=f"page-{number}")
        client.get("/sitemap-en.xml")
        with django_assert_max_num_queries(4):
            client.get("/sitemap-en.xml")

    def test_robots_are_led_to_them(self, client: Client, home: HomePage) -> None:
        text = client.get("/robots.txt").content.decode()
        assert "Sitemap: http://localhost/sitemap.xml" in text
        assert "Disallow: /admin/" in text


class TestFeeds:
    def test_atom_of_a_form_in_its_script(
        self, client: Client, serbian_article: ArticlePage
    ) -> None:
        feed = xml(client, "/sr-latn/feed.atom")
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "sr-Latn"
        entry = next(
            item
            for item in feed.iter(f"{ATOM}entry")
            if item.findtext(f"{ATOM}title") == "Događaji"
        )
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert link.get("href") == "http://localhost/sr-latn/o-nama/dogadjaji/"
        assert entry.findtext(f"{ATOM}summary") == "<p>Šta se dogodilo.</p>"

    def test_json_feed_of_a_section_newest_first(
        self, client: Client, home: HomePage, section: SectionPage, article: ArticlePage
    ) -> None:
        SectionPageFactory(parent=home, slug="elsewhere")
        newer = ArticlePageFactory(parent=section, slug="newer", title="Newer")
        newer.save_revision().publish()
        response = client.get("/en/about/feed.json")
        feed = response.json()
        assert response["Content-Type"] == "application/feed+json"
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"] == "About <us>"
        assert [item["title"] for item in feed["items"]] == ["Newer", "Events"]
        identity = feed["items"][0]["id"]
        newer.slug = "renamed"
        newer.save_revision().publish()
        first = client.get("/en/about/feed.json").json()["items"][0]
        assert (first["id"], first["url"]) == (identity, "http://localhost/en/about/renamed/")

    def test_what_the_changes_do_not_name_has_the_date_of_its_publication(
        self, client: Client, article: ArticlePage
    ) -> None:
        ArticlePage.objects.get(pk=article.pk).save_revision().publish()
        Change.objects.all().delete()
        (item,) = client.get("/en/about/feed.json").json()["items"]
        published = ArticlePage.objects.get(pk=article.pk).last_published_at
        assert published is not None
        difference = published - datetime.fromisoformat(item["date_modified"])
        assert abs(difference.total_seconds()) < 0.01  # JSON has milliseconds

    def test_pages_say_where_theirs_is(self, client: Client, article: ArticlePage) -> None:
        html = client.get("/en/about/events/").content.decode()
        for name in ("feed.atom", "feed.json", "events.ics", "index.md"):
            address = re.findall(rf'href="http://localhost(/en/about/events/{name})"', html)
            assert client.get(address[0]).status_code == 200

    @pytest.mark.parametrize("name", ["feed.atom", "feed.json", "events.ics", "index.md"])
    def test_of_what_is_not_public_there_is_none(
        self, client: Client, section: SectionPage, article: ArticlePage, name: str
    ) -> None:
        PageViewRestriction.objects.create(page=article, restriction_type="login")
        assert client.get(f"/en/about/events/{name}").status_code == 404
        assert client.get(f"/en/nowhere/{name}").status_code == 404
        assert b"It opened" not in client.get(f"/en/about/{name}").content


class TestCalendars:
    def test_hold_the_key_events_as_exactly_as_they_are_known(
        self, client: Client, article: ArticlePage
    ) -> None:
        calendar = Calendar.from_ical(client.get("/en/events.ics").content)
        day, year = calendar.walk("VEVENT")
        assert day.decoded("dtstart") == date(2006, 12, 18)
        assert day.decoded("dtend") == date(2006, 12, 19)
        assert (year.decoded("dtstart"), year.decoded("dtend")) == (
            date(2015, 1, 1),
            date(2016, 1, 1),
        )
        assert str(day["summary"]) == "It opened."
        assert str(day["description"]) == "In Belgrade."
        where, _, anchor = str(day["url"]).partition("#")
        assert (
            f'id="{anchor}"' in client.get(where.removeprefix("http://localhost")).content.decode()
        )

    def test_in_latin(self, client: Client, serbian_article: ArticlePage) -> None:
        response = client.get("/sr-latn/events.ics")
        (entry,) = Calendar.from_ical(response.content).walk("VEVENT")
        assert str(entry["summary"]) == "Kancelarija je otvorena."
        assert response["Content-Language"] == "sr-Latn"


class TestMarkdown:
    def test_a_twin_of_a_page(self, client: Client, article: ArticlePage) -> None:
        response = client.get("/en/about/events/index.md")
        text = response.content.decode()
        assert response["Content-Type"] == "text/markdown; charset=utf-8"
        assert text.startswith("# Events\n")
        assert "- **18 December 2006** – It opened.\n\n  In **Belgrade**." in text
        assert "- It goes on\\_and\\_on." in text
        assert "## Heading" in text
        assert "[there](http://localhost/en/about/)" in text
        assert "[About \\<us\\>](http://localhost/en/about/)" in text

    def test_by_what_is_accepted(self, client: Client, article: ArticlePage) -> None:
        asked = client.get(
            "/en/about/events/", headers={"accept": "text/markdown, text/html;q=0.5"}
        )
        assert asked.content == client.get("/en/about/events/index.md").content
        browser = client.get("/en/about/events/", headers={"accept": "text/html,*/*;q=0.8"})
        assert browser["Content-Type"].startswith("text/html")
        assert "Accept" in browser["Vary"]
        assert "Accept" in asked["Vary"]

    def test_in_latin_with_addresses_in_latin(
        self, client: Client, serbian_article: ArticlePage
    ) -> None:
        text = client.get("/sr-latn/o-nama/index.md").content.decode()
        assert "[Događaji](http://localhost/sr-latn/o-nama/dogadjaji/): Šta se dogodilo." in text

    def test_the_whole_site_at_a_glance(self, client: Client, serbian_article: ArticlePage) -> None:
        text = client.get("/llms.txt").content.decode()
        assert text.startswith("# Home\n")
        assert (
            "- [Events](http://localhost/en/about/events/index.md): What this article says." in text
        )
        assert "- [Догађаји](http://localhost/sr/o-nama/dogadjaji/index.md)" in text


class TestStructuredData:
    def nodes(self, client: Client, path: str) -> dict[str, Any]:
        html = client.get(path).content.decode()
        (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        data = json.loads(text)
        assert data["@context"] == "https://schema.org"
        return {node["@type"]: node for node in data["@graph"]}

    def test_of_an_article(self, client: Client, article: ArticlePage) -> None:
        nodes = self.nodes(client, "/en/about/events/")
        page = nodes["Article"]
        assert page["url"] == "http://localhost/en/about/events/"
        assert page["inLanguage"] == "en"
        assert page["image"].startswith("http")
        assert page["publisher"]["@id"] == nodes["GovernmentOrganization"]["@id"]
        way = nodes["BreadcrumbList"]["itemListElement"]
        assert [item["name"] for item in way] == ["Home", "About <us>", "Events"]
        assert [item["position"] for item in way] == [1, 2, 3]
        assert nodes["CreativeWork"]["temporalCoverage"] in ("2006-12-18", "2015")
        assert nodes["CreativeWork"]["isPartOf"]["@id"] == page["@id"]
        assert "Event" not in nodes  # which needs a place (schema.org/Event)

    def test_of_a_page_that_is_not_public(self, admin_client: Client, article: ArticlePage) -> None:
        PageViewRestriction.objects.create(page=article, restriction_type="login")
        page = self.nodes(admin_client, "/en/about/events/")["Article"]
        assert page["url"] == "http://localhost/en/about/events/"

    def test_of_the_contact_page(self, client: Client, home: HomePage) -> None:
        contact = ContactPageFactory(parent=home, slug="contact")
        contact.contact_offices.add(
            ContactOffice(office=office_with_channels(), locale=contact.locale)
        )
        contact.save_revision().publish()
        office = self.nodes(client, "/en/contact/")["GovernmentOffice"]
        assert office["address"]["streetAddress"] == "Bircaninova 5"
        assert office["contactPoint"][0]["telephone"] == "+381 11 000 0000"
        assert office["contactPoint"][1]["email"] == "press@example.org"

    def test_in_latin(self, client: Client, serbian_article: ArticlePage) -> None:
        nodes = self.nodes(client, "/sr-latn/o-nama/dogadjaji/")
        assert nodes["Article"]["headline"] == "Događaji"
        assert nodes["CreativeWork"]["name"] == "Kancelarija je otvorena."


def test_a_mistyped_address_leads_to_the_nearest_pages(
    client: Client, article: ArticlePage
) -> None:
    page = client.get("/en/about/evnets/")
    assert page.status_code == 404
    assert "Perhaps you are looking for" in page.content.decode()
    assert 'href="/en/about/events/"' in page.content.decode()


@pytest.mark.parametrize("variant", ["sr", "sr-latn"])
def test_a_renamed_section_is_found_where_it_was(
    client: Client,
    serbian_article: ArticlePage,
    django_capture_on_commit_callbacks: Any,
    variant: str,
) -> None:
    section = SectionPage.objects.get(slug="o-nama")
    section.save_revision().publish()
    section = SectionPage.objects.get(slug="o-nama")
    section.slug = "o-kancelariji"
    with django_capture_on_commit_callbacks(execute=True):
        section.save_revision().publish()
    for below in ("", "dogadjaji/"):
        moved = client.get(f"/{variant}/o-nama/{below}")
        assert moved.status_code == 301
        assert moved["Location"].removeprefix("http://localhost") == (
            f"/{variant}/o-kancelariji/{below}"
        )
