"""What feeds, calendars, sitemaps and structured data make of awkward content."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pytest
import time_machine
from defusedxml.ElementTree import fromstring
from django.test import Client
from icalendar import Calendar
from wagtail.models import Locale

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.discovery import sitemaps
from tests.support.factories import ArticlePageFactory, SectionPageFactory, key_point

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
AWKWARD = "A </script><script>alert(1)</script> & <b>bold</b>"


@pytest.fixture
def awkward(section: SectionPage) -> ArticlePage:
    return ArticlePageFactory(parent=section, title=AWKWARD, slug="awkward", lead=AWKWARD)


class TestStructuredData:
    def test_nothing_in_it_ends_the_element(self, client: Client, awkward: ArticlePage) -> None:
        shown = client.get("/en/about/awkward/").content.decode()
        assert "<script>alert" not in shown
        scripts = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', shown, re.DOTALL
        )
        assert len(scripts) == 1
        names = {
            node.get("name", node.get("headline")) for node in json.loads(scripts[0])["@graph"]
        }
        assert AWKWARD in names
        for letter in ("<", ">", "&"):
            assert letter not in scripts[0]


class TestTheHead:
    def test_names_what_is_for_readers_of_no_known_language(
        self, client: Client, awkward: ArticlePage, serbian_home: HomePage
    ) -> None:
        for path in ("/en/", "/sr/", "/sr-latn/"):
            head = client.get(path).content.decode().partition("</head>")[0]
            links = dict(re.findall(r'hreflang="([\w-]+)"\s+href="([^"]+)"', head))
            assert links["x-default"] == links["en"] == "http://localhost/en/", path

    def test_previews_are_not_for_search_engines(
        self, admin_client: Client, awkward: ArticlePage
    ) -> None:
        assert 'content="noindex"' not in admin_client.get("/en/about/awkward/").content.decode()
        preview = admin_client.get(f"/admin/pages/{awkward.pk}/view_draft/")
        assert 'content="noindex"' in preview.content.decode()


class TestFeeds:
    def test_markup_in_a_summary_is_text(self, client: Client, awkward: ArticlePage) -> None:
        feed = fromstring(client.get("/en/feed.atom").content)
        entry = next(
            item for item in feed.iter(f"{ATOM}entry") if item.findtext(f"{ATOM}title") == AWKWARD
        )
        summary = entry.findtext(f"{ATOM}summary") or ""
        assert entry.find(f"{ATOM}summary[@type='html']") is not None
        assert "<script" not in summary
        assert "<b>" not in summary
        assert "&lt;script&gt;" in summary

    def test_updated_is_the_last_change(self, client: Client, section: SectionPage) -> None:
        with time_machine.travel("2026-03-01T10:00:00Z", tick=False):
            page = ArticlePageFactory(parent=section, title="Old", slug="old")
            page.save_revision().publish()
        with time_machine.travel("2026-05-02T11:00:00Z", tick=False):
            page.refresh_from_db()
            page.lead = "Changed."
            page.save_revision().publish()
        feed = fromstring(client.get("/en/about/feed.atom").content)
        entry = feed.find(f"{ATOM}entry")
        assert entry is not None
        times = [
            datetime.fromisoformat(entry.findtext(f"{ATOM}{name}") or "").date().isoformat()
            for name in ("published", "updated")
        ]
        assert times == ["2026-03-01", "2026-05-02"]
        item = client.get("/en/about/feed.json").json()["items"][0]
        assert item["date_published"] < item["date_modified"]

    def test_updated_does_not_follow_what_is_changed_elsewhere(
        self, client: Client, home: HomePage, section: SectionPage
    ) -> None:
        with time_machine.travel("2026-03-01T10:00:00Z", tick=False):
            page = ArticlePageFactory(parent=section, title="Old", slug="old")
            page.save_revision().publish()
        with time_machine.travel("2026-05-02T11:00:00Z", tick=False):
            section.refresh_from_db()
            section.title, section.slug = "Renamed", "renamed"
            section.save_revision().publish()
        feed = fromstring(client.get("/en/renamed/feed.atom").content)
        assert (feed.findtext(f"{ATOM}entry/{ATOM}updated") or "").startswith("2026-03-01")
        (item,) = client.get("/en/renamed/feed.json").json()["items"]
        assert item["date_modified"].startswith("2026-03-01")

    def test_has_an_author_as_the_standard_demands(
        self, client: Client, home: HomePage, section: SectionPage
    ) -> None:
        ArticlePageFactory(parent=section)
        for path in ("/en/", "/en/about/"):
            feed = fromstring(client.get(f"{path}feed.atom").content)
            assert feed.findtext(f"{ATOM}author/{ATOM}name") == home.title
            assert feed.findtext(f"{ATOM}author/{ATOM}uri") == "http://localhost/en/"
            assert client.get(f"{path}feed.json").json()["authors"] == [
                {"name": home.title, "url": "http://localhost/en/"}
            ]


class TestAliases:
    def test_the_original_is_canonical(
        self, client: Client, home: HomePage, section: SectionPage
    ) -> None:
        page = ArticlePageFactory(parent=section, slug="original")
        other = SectionPageFactory(parent=home, slug="other")
        page.create_alias(parent=other, update_slug="alias")

        shown = client.get("/en/other/alias/").content.decode()

        assert '<link rel="canonical" href="http://localhost/en/about/original/">' in shown
        assert 'property="og:url" content="http://localhost/en/about/original/"' in shown
        assert "hreflang" not in shown.partition("</head>")[0]
        page.unpublish()
        assert client.get("/en/other/alias/").status_code == 404

    @pytest.fixture
    def alias(self, home: HomePage, section: SectionPage) -> Any:
        """A page of another section that shows an article."""
        page = ArticlePageFactory(
            parent=section,
            title="Original",
            slug="original",
            key_points=[key_point("Opened.", date=(2006, 12, 18))],
        )
        return page.create_alias(
            parent=SectionPageFactory(parent=home, slug="other"), update_slug="alias"
        )

    def test_is_listed_once(self, client: Client, alias: Any) -> None:
        page = "http://localhost/en/about/original/"
        entries = fromstring(client.get("/sitemap-en.xml").content).iter(f"{SITEMAP}loc")
        assert [entry.text for entry in entries if "al/" in str(entry.text)] == [page]
        calendar = Calendar.from_ical(client.get("/en/events.ics").content)
        assert [str(event["url"]).partition("#")[0] for event in calendar.walk("VEVENT")] == [page]
        for path in ("events/?from=2006", "search/?q=original"):
            (item,) = client.get(f"/api/v2/{path}").json()["items"]
            assert item["html_url"].partition("#")[0] == page
        assert client.get("/en/search/?q=original").content.decode().count(page[16:]) == 1
        titles = [item["title"] for item in client.get("/en/feed.json").json()["items"]]
        assert titles.count("Original") == 1
        assert client.get("/llms.txt").content.decode().count("[Original]") == 1

    def test_stands_for_an_original_that_is_not_there(self, client: Client, alias: Any) -> None:
        (item,) = client.get("/en/other/feed.json").json()["items"]
        assert item["url"] == "http://localhost/en/other/alias/"
        calendar = Calendar.from_ical(client.get("/en/other/events.ics").content)
        assert len(calendar.walk("VEVENT")) == 1


class TestCalendars:
    def test_paragraphs_and_items_are_lines(self, client: Client, section: SectionPage) -> None:
        detail = (
            "<p>First &amp; last.</p><ul><li>One</li><li>Two,<br/>three; four</li></ul><p>End.</p>"
        )
        points = [key_point("Opened.", date=(2006, 12, 18), detail=detail)]
        ArticlePageFactory(parent=section, slug="events", key_points=points)
        (event,) = Calendar.from_ical(client.get("/en/events.ics").content).walk("VEVENT")
        assert str(event["description"]).splitlines() == [
            *("First & last.", "One", "Two,", "three; four", "End."),
        ]

    def test_an_event_has_an_id_of_its_own_in_each_variant(
        self, client: Client, section: SectionPage, serbian_home: HomePage, serbian: Locale
    ) -> None:
        page = ArticlePageFactory(
            parent=section, slug="events", key_points=[key_point("Opened.", date=(2006, 12, 18))]
        )
        counterpart = ArticlePageFactory(
            parent=SectionPageFactory(parent=serbian_home, locale=serbian, slug="o-nama"),
            locale=serbian,
            slug="dogadjaji",
            translation_key=page.translation_key,
        )
        # A translation keeps the ids of the blocks.
        counterpart.key_points = page.key_points
        counterpart.save_revision().publish()
        ids: list[str] = []
        for code in ("en", "sr", "sr-latn"):
            calendar = Calendar.from_ical(client.get(f"/{code}/events.ics").content)
            ids += [str(event["uid"]) for event in calendar.walk("VEVENT")]
        assert len(ids) == 3
        assert len(set(ids)) == 3
        assert len({uid.partition(".")[0] for uid in ids}) == 1

    def test_those_of_a_copied_page_are_other_events(
        self, client: Client, section: SectionPage
    ) -> None:
        page = ArticlePageFactory(
            parent=section, slug="events", key_points=[key_point("Opened.", date=(2006, 12, 18))]
        )
        page.copy(update_attrs={"slug": "copied"})
        calendar = Calendar.from_ical(client.get("/en/events.ics").content)
        assert len({str(event["uid"]) for event in calendar.walk("VEVENT")}) == 2
        items = client.get("/api/v2/events/").json()["items"]
        assert len({item["id"] for item in items}) == 2


class TestSitemaps:
    @pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
    def test_every_page_is_in_one_file(
        self, client: Client, home: HomePage, monkeypatch: pytest.MonkeyPatch, count: int
    ) -> None:
        monkeypatch.setattr(sitemaps, "PER_FILE", 2)
        for number in range(count - 1):  # the home page is one
            SectionPageFactory(parent=home, slug=f"page-{number}")
        index = fromstring(client.get("/sitemap.xml").content)
        files = [loc.text or "" for loc in index.iter(f"{SITEMAP}loc") if "-en" in (loc.text or "")]
        assert len(files) == -(-count // 2)
        found: list[Any] = []
        for file in files:
            answer = client.get(file.removeprefix("http://localhost"))
            assert answer.status_code == 200
            found += [loc.text for loc in fromstring(answer.content).iter(f"{SITEMAP}loc")]
        assert len(found) == len(set(found)) == count
        beyond = client.get(f"/sitemap-en.xml?page={len(files) + 1}")
        assert beyond.status_code == 404

    def test_the_date_is_that_of_the_content(
        self, client: Client, home: HomePage, section: SectionPage
    ) -> None:
        with time_machine.travel("2026-03-01T10:00:00Z", tick=False):
            article = ArticlePageFactory(
                parent=section, slug="old", key_points=[key_point("Opened.", date=(2006, 12, 18))]
            )
            for page in (home, section, article):
                page.save_revision().publish()
        with time_machine.travel("2026-05-02T11:00:00Z", tick=False):
            section.refresh_from_db()
            section.title = "Renamed"
            section.save_revision().publish()
        sitemap = fromstring(client.get("/sitemap-en.xml").content)
        dates = {
            entry.findtext(f"{SITEMAP}loc"): (entry.findtext(f"{SITEMAP}lastmod") or "")[:10]
            for entry in sitemap
        }
        assert dates == {
            "http://localhost/en/": "2026-03-01",
            "http://localhost/en/about/": "2026-05-02",
            "http://localhost/en/about/old/": "2026-03-01",
        }
        calendar = Calendar.from_ical(client.get("/en/events.ics").content)
        (event,) = calendar.walk("VEVENT")
        assert event.DTSTAMP is not None
        assert event.DTSTAMP.date().isoformat() == "2026-03-01"
