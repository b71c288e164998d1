"""Two sites on one server, and what lies between a page and who may not read it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    PageViewRestriction,
    Site,
)

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.models import PreviewLink
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    SiteDocumentFactory,
    SiteImageFactory,
    showing,
)

pytestmark = pytest.mark.django_db

OTHER = "other.example"


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    return SectionPageFactory(parent=home, title="About", slug="about", show_in_menus=True)


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return ArticlePageFactory(parent=section, title="Mission", slug="mission")


@pytest.fixture
def other_home(home: HomePage, serbian: Locale) -> HomePage:
    """The home page of another site, in Serbian: whatever is below it belongs to that site."""
    page = HomePage(title="Друга", slug="other-sr", locale=serbian)
    home.get_parent().add_child(instance=page)
    Site.objects.create(hostname=OTHER, port=80, root_page=page)
    return HomePage.objects.get(pk=page.pk)


@pytest.fixture
def other_counterpart(other_home: HomePage, serbian: Locale, article: ArticlePage) -> ArticlePage:
    """A Serbian page of the other site that translates a page of this one."""
    section = SectionPageFactory(parent=other_home, locale=serbian, title="О", slug="o")
    return ArticlePageFactory(
        parent=section,
        locale=serbian,
        title="Мисија",
        slug="misija",
        translation_key=article.translation_key,
    )


class TestTwoSites:
    def test_a_counterpart_of_another_site_is_not_served(
        self, client: Client, article: ArticlePage, other_counterpart: ArticlePage
    ) -> None:
        for address in (
            f"/api/v2/pages/{article.pk}/?locale=sr",
            "/api/v2/resolve/?path=/en/about/mission/&locale=sr",
        ):
            assert client.get(address).status_code == 404, address
        served = client.get(f"/api/v2/pages/{other_counterpart.pk}/", headers={"host": OTHER})
        assert served.json()["title"] == "Мисија"

    def test_a_counterpart_of_another_site_is_no_alternate(
        self, client: Client, article: ArticlePage, other_counterpart: ArticlePage
    ) -> None:
        detail = client.get(f"/api/v2/pages/{article.pk}/").json()
        assert [item["tag"] for item in detail["alternates"]] == ["en"]
        shown = client.get("/en/about/mission/").content.decode()
        assert 'hreflang="sr-Cyrl"' not in shown.partition("</head>")[0]
        assert "/o/misija/" not in shown
        sitemap = client.get("/sitemap-en.xml").content.decode()
        assert "/en/about/mission/" in sitemap
        assert "misija" not in sitemap

    def test_a_preview_is_shown_on_its_own_site(
        self, client: Client, article: ArticlePage, other_home: HomePage
    ) -> None:
        token = PreviewLink.make(article, None).token
        assert client.get(f"/api/v2/preview/?token={token}").status_code == 200
        elsewhere = client.get(f"/api/v2/preview/?token={token}", headers={"host": OTHER})
        assert elsewhere.status_code == 404
        assert "Mission" not in elsewhere.content.decode()

    @pytest.mark.parametrize("own_first", [True, False])
    def test_a_redirect_of_the_site_goes_before_that_of_all_sites(
        self, client: Client, site: Site, own_first: bool
    ) -> None:
        for owner in (site, None) if own_first else (None, site):
            link = "https://example.org/own/" if owner else "https://example.org/all/"
            Redirect.objects.create(
                old_path="/en/old", site=owner, redirect_link=link, is_permanent=True
            )
        answer = client.get("/api/v2/resolve/?path=/en/old/").json()
        assert (answer["outcome"], answer["html_url"]) == ("redirect", "https://example.org/own/")
        assert client.get("/en/old/")["Location"] == "https://example.org/own/"

    def test_a_redirect_of_all_sites_holds_where_the_site_has_none(self, client: Client) -> None:
        Redirect.objects.create(old_path="/en/old", redirect_link="https://example.org/all/")
        answer = client.get("/api/v2/resolve/?path=/en/old/").json()
        assert answer["html_url"] == "https://example.org/all/"


class TestPrivatePages:
    @pytest.mark.parametrize("kind", ["login", "groups", "password"])
    def test_are_not_served_in_html(
        self, client: Client, section: SectionPage, article: ArticlePage, kind: str
    ) -> None:
        assert "Mission" in client.get("/en/about/mission/").content.decode()
        restriction = PageViewRestriction.objects.create(
            page=section, restriction_type=kind, password="open"
        )
        if kind == "groups":
            restriction.groups.add(Group.objects.create(name="Staff"))
        for path in ("/en/about/", "/en/about/mission/", "/sr/about/mission/"):
            response = client.get(path)
            assert "Mission" not in response.content.decode(), path
            assert response.status_code in ((200, 404) if kind == "password" else (302, 404))
        assert client.get("/en/about/mission/").get("Cache-Control", "private") != "public"

    def test_are_not_counted_in_filtered_lists(
        self, client: Client, section: SectionPage, article: ArticlePage
    ) -> None:
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        for query in (
            "slug=mission",
            "title=Mission",
            f"child_of={section.pk}",
            f"descendant_of={section.get_parent().pk}",
            "type=relations.ArticlePage",
            "search=mission",
            f"translation_of={article.pk}",
        ):
            answer = client.get(f"/api/v2/pages/?{query}").json()
            assert answer.get("meta", {"total_count": 0})["total_count"] == 0, query
            assert not answer.get("items"), query

    def test_are_not_named_by_the_404_page(
        self, client: Client, article: ArticlePage, section: SectionPage, serbian_home: HomePage
    ) -> None:
        named = client.get("/sr/about/mission/").content.decode()
        assert "Mission" in named  # it exists in English
        assert "Mission" in client.get("/en/missoin/").content.decode()  # a near page
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        for path in ("/sr/about/mission/", "/sr-latn/about/mission/", "/en/missoin/"):
            response = client.get(path)
            assert response.status_code == 404
            assert "Mission" not in response.content.decode(), path

    def test_are_no_alternates_of_public_counterparts(
        self, client: Client, serbian_home: HomePage, serbian: Locale, article: ArticlePage
    ) -> None:
        counterpart = ArticlePageFactory(
            parent=SectionPageFactory(parent=serbian_home, locale=serbian, slug="o-nama"),
            locale=serbian,
            slug="misija",
            translation_key=article.translation_key,
        )
        PageViewRestriction.objects.create(page=counterpart, restriction_type="login")
        shown = client.get("/en/about/mission/").content.decode()
        sitemap = client.get("/sitemap-en.xml").content.decode()
        detail = client.get(f"/api/v2/pages/{article.pk}/").json()
        assert "misija" not in shown + sitemap
        assert [item["tag"] for item in detail["alternates"]] == ["en"]


class TestKeptAnswers:
    @pytest.mark.parametrize("name", ["images", "documents"])
    def test_what_became_private_is_not_confirmed(
        self, client: Client, section: SectionPage, name: str
    ) -> None:
        collection = Collection.get_first_root_node().add_child(name="Papers")
        make: Any = SiteImageFactory if name == "images" else SiteDocumentFactory
        item = make(title="Plan", collection=collection)
        showing(item, section)
        tags = {}
        for address in (f"/api/v2/{name}/", f"/api/v2/{name}/{item.pk}/"):
            tags[address] = client.get(address)["ETag"]
            kept = client.get(address, headers={"if-none-match": tags[address]})
            assert kept.status_code == 304
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        for address, tag in tags.items():
            response = client.get(address, headers={"if-none-match": tag})
            assert response.status_code in (200, 404), address
            assert "Plan" not in response.content.decode()

    @pytest.mark.parametrize(
        "headers", [{"authorization": "Bearer x"}, {"cookie": "sessionid=abc"}], ids=["a", "b"]
    )
    def test_answers_to_somebody_stay_in_no_cache(
        self, client: Client, article: ArticlePage, headers: dict[str, str]
    ) -> None:
        for address in ("/api/v2/pages/", f"/api/v2/pages/{article.pk}/", "/api/v2/pages/0/"):
            public = client.get(address)
            response = Client(headers=headers).get(address)
            assert response["Cache-Control"] == "private, no-store", address
            assert "ETag" not in response
            if "ETag" in public:
                assert public["Cache-Control"].startswith("public")
                again = Client(headers={**headers, "if-none-match": public["ETag"]}).get(address)
                assert again.status_code == 200

    def test_previews_stay_in_no_cache(self, client: Client, article: ArticlePage) -> None:
        token = PreviewLink.make(article, None).token
        response = client.get(f"/api/v2/preview/?token={token}")
        assert response["Cache-Control"] == "private, no-store"


class TestPreviewTokens:
    @pytest.mark.parametrize("part", ["claims", "signature"])
    def test_one_changed_letter_opens_nothing(
        self, client: Client, article: ArticlePage, part: str
    ) -> None:
        token = PreviewLink.make(article, None).token
        claims, _, signature = token.rpartition(":")
        text = claims if part == "claims" else signature
        for index in (0, 1, len(text) // 2, len(text) - 2, len(text) - 1):
            letter = "A" if text[index] != "A" else "B"
            changed = f"{text[:index]}{letter}{text[index + 1 :]}"
            forged = f"{changed}:{signature}" if part == "claims" else f"{claims}:{changed}"
            assert client.get(f"/api/v2/preview/?token={forged}").status_code == 404, index
        for cut in (token[:-1], f"{claims}:", f"{claims}:{signature[:8]}", claims):
            assert client.get(f"/api/v2/preview/?token={cut}").status_code == 404


class TestFallback:
    def test_resolve_gives_english_where_a_counterpart_is_missing(
        self, client: Client, article: ArticlePage, serbian_home: HomePage
    ) -> None:
        answer = client.get("/api/v2/resolve/?path=/en/about/mission/&locale=sr&fallback=en").json()
        assert answer["outcome"] == "page"
        assert answer["page"]["title"] == "Mission"
        assert answer["page"]["meta"]["requested_locale"] == "sr-Cyrl"
        assert answer["page"]["meta"]["served_locale"] == "en"


class TestLimits:
    def ask(self, address: str) -> int:
        return Client().get("/api/v2/pages/", REMOTE_ADDR=address).status_code

    def test_an_ipv6_network_has_one_allowance(self, settings: Any, site: Site) -> None:
        settings.API_REQUESTS_PER_MINUTE = 2
        assert self.ask("2001:db8:0:1::1") == 200
        assert self.ask("2001:db8:0:1:ffff::2") == 200
        assert self.ask("2001:db8:0:1::3") == 429
        assert self.ask("2001:db8:0:2::1") == 200

    def test_ipv4_hosts_have_one_each(self, settings: Any, site: Site) -> None:
        settings.API_REQUESTS_PER_MINUTE = 1
        assert [self.ask(f"192.0.2.{number}") for number in (1, 2, 1)] == [200, 200, 429]
