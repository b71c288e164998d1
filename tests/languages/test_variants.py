"""Three variants of one site: which is asked for, where it stands, and what it says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import permission_denied
from wagtail.models import Locale

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.languages.middleware import render_in_variant
from site_core.languages.variants import SERBIAN_LATIN, accepted_variant, variant_for_name
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    key_point,
    office_with_channels,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("sr", "sr"),
        ("sr-RS", "sr"),
        ("sr-Cyrl-RS", "sr"),
        ("sr-Latn", "sr-latn"),
        ("sr-Latn-RS,sr;q=0.8", "sr-latn"),
        ("hr-HR,hr;q=0.9,en;q=0.5", "sr-latn"),
        ("bs", "sr-latn"),
        ("sh", "sr-latn"),
        ("cnr-ME", "sr-latn"),
        ("de-DE,de;q=0.9,sr;q=0.3", "sr"),
        ("en-GB,sr;q=0.9", "en"),
        ("fr", "en"),
        ("", "en"),
        ("*", "en"),
        ("sr;q=0", "en"),
        ("sr;q=0,*", "en"),
        ("sr;q=0,hr;q=0.1", "sr-latn"),
        ("en;q=0,*", "sr"),
        ("en;q=0,sr-Cyrl;q=0,*;q=0.1", "sr-latn"),
        ("sr-Cyrl;q=0,sr;q=0.5", "sr-latn"),
        ("sr;q=0,sr-RS", "sr"),
        ("de,sr;q=0", "en"),
        ("bs-Cyrl-BA", "sr"),
        ("bs-Latn", "sr-latn"),
        ("sr-ME", "sr-latn"),
        ("sr-Cyrl-ME", "sr"),
        ("sr-BA", "sr"),
        (";;q=,,", "en"),
    ],
)
def test_a_browser_gets_the_form_that_suits_it(header: str, code: str) -> None:
    assert accepted_variant(header).code == code


@pytest.mark.parametrize(
    ("name", "code"),
    [("sr-Latn", "sr-latn"), ("sr_LATN", "sr-latn"), ("sr-Cyrl", "sr"), ("EN", "en"), ("de", None)],
)
def test_a_form_has_several_names(name: str, code: str | None) -> None:
    variant = variant_for_name(name)
    assert (variant.code if variant else None) == code


@pytest.fixture
def section(serbian_home: HomePage, serbian: Locale) -> SectionPage:
    return SectionPageFactory(
        parent=serbian_home,
        locale=serbian,
        title="О Љубљани",
        slug="o-ljubljani",
        show_in_menus=True,
    )


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return ArticlePageFactory(
        parent=section,
        locale=section.locale,
        title="ЊЕГОШ и љубав",
        slug="njegos",
        lead='Увод о "Џепу".',
        key_points=[
            key_point("Договорено је.", date=(2006, 12, 18), detail="<p>Подробније.</p>"),
        ],
        body=[("paragraph", '<p>Реч <a linktype="page" id="1">тамо</a>.</p>')],
    )


def read(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize(
    ("variant", "own", "others"),
    [("sr", "sr_RS", ["en_GB"]), ("sr-latn", "sr_RS", ["en_GB"]), ("en", "en_GB", ["sr_RS"])],
)
def test_other_sites_are_told_the_language_and_those_of_its_counterparts(
    client: Client,
    home: HomePage,
    serbian_home: HomePage,
    variant: str,
    own: str,
    others: list[str],
) -> None:
    page = read(client, f"/{variant}/")

    assert re.findall(r'property="og:locale" content="(\w+)"', page) == [own]
    assert re.findall(r'property="og:locale:alternate" content="(\w+)"', page) == others


@pytest.mark.parametrize(("variant", "tag"), [("sr", "sr-Cyrl"), ("sr-latn", "sr-Latn")])
def test_a_refusal_names_its_language_as_the_world_knows_it(
    rf: RequestFactory, home: HomePage, variant: str, tag: str
) -> None:
    with translation.override(variant):
        refusal = permission_denied(rf.get(f"/{variant}/"), PermissionDenied())
    assert refusal.status_code == 403
    assert f'<html lang="{tag}">' in refusal.content.decode()


class TestPagesInLatin:
    def test_every_word_is_in_latin(self, client: Client, article: ArticlePage) -> None:
        page = read(client, "/sr-latn/o-ljubljani/njegos/")

        for text in (
            '<html lang="sr-Latn">',
            "NJEGOŠ i ljubav",
            "O Ljubljani",
            "Dogovoreno je.",
            "18. decembra 2006.",
            "Podrobnije.",
            "Ključne tačke",
            "Pretražite naš sadržaj",
        ):
            assert text in page
        assert "Њ" not in page

    def test_the_cyrillic_form_is_as_it_was_written(
        self, client: Client, article: ArticlePage
    ) -> None:
        page = read(client, "/sr/o-ljubljani/njegos/")

        assert '<html lang="sr-Cyrl">' in page
        assert "ЊЕГОШ и љубав" in page
        assert "18. децембра 2006." in page

    def test_links_stay_in_the_variant(self, client: Client, article: ArticlePage) -> None:
        page = read(client, "/sr-latn/o-ljubljani/njegos/")

        assert 'href="/sr-latn/o-ljubljani/"' in page
        assert 'action="/sr-latn/search/"' in page

    def test_the_head_names_all_variants(self, client: Client, article: ArticlePage) -> None:
        page = read(client, "/sr-latn/o-ljubljani/njegos/")

        assert '<link rel="canonical" href="http://localhost/sr-latn/o-ljubljani/njegos/">' in page
        for tag, path in (("sr-Latn", "sr-latn"), ("sr-Cyrl", "sr")):
            assert " ".join(
                f'hreflang="{tag}" href="http://localhost/{path}/o-ljubljani/njegos/"'.split()
            ) in " ".join(page.split())

    def test_headers_are_true(self, client: Client, article: ArticlePage) -> None:
        response = client.get("/sr-latn/o-ljubljani/njegos/")

        assert response["Content-Language"] == "sr-Latn"
        assert int(response["Content-Length"]) == len(response.content)

    def test_the_switch_leads_to_the_same_page(self, client: Client, article: ArticlePage) -> None:
        page = read(client, "/sr-latn/o-ljubljani/njegos/")

        assert 'href="/sr/o-ljubljani/njegos/"' in page
        for label in ("Eng", "Lat.", "Ћир."):
            assert f'<span aria-hidden="true">{label}</span>' in page
        assert page.index(">Eng<") < page.index(">Lat.<") < page.index(">Ћир.<")

    def test_search_is_in_latin_and_takes_either_script(
        self, client: Client, article: ArticlePage
    ) -> None:
        for query in ("љубав", "ljubav"):
            page = read(client, f"/sr-latn/search/?q={query}")
            assert 'href="/sr-latn/o-ljubljani/njegos/"' in page
            assert "NJEGOŠ i\u00a0ljubav" in page

    def test_what_is_not_there_is_said_in_latin(
        self, client: Client, home: HomePage, serbian_home: HomePage
    ) -> None:
        SectionPageFactory(parent=home, title="About", slug="about")

        page = read(client, "/sr-latn/about/", status=404)

        assert "Ova stranica nije dostupna na ovom jeziku" in page
        assert 'href="/en/about/"' in page

    def test_an_english_404_offers_both_scripts(self, client: Client, article: ArticlePage) -> None:
        page = read(client, "/en/o-ljubljani/njegos/", status=404)

        assert 'href="/sr-latn/o-ljubljani/njegos/"' in page
        assert "NJEGOŠ i ljubav" in page
        assert 'href="/sr/o-ljubljani/njegos/"' in page
        assert "ЊЕГОШ и љубав" in page

    def test_what_keeps_its_script_keeps_it(self, client: Client, section: SectionPage) -> None:
        assert "српски (ћирилица)" in read(client, "/sr-latn/o-ljubljani/")


@pytest.mark.parametrize(
    ("spelling", "address"),
    [
        ("/sr-Latn/o-ljubljani/", "/sr-latn/o-ljubljani/"),
        ("/sr_lat/", "/sr-latn/"),
        ("/sr-Cyrl/o-ljubljani/?a=b", "/sr/o-ljubljani/?a=b"),
        ("/SR/", "/sr/"),
        ("/EN/search/?q=x", "/en/search/?q=x"),
    ],
)
def test_other_spellings_of_a_prefix_lead_to_the_right_one(
    client: Client, section: SectionPage, spelling: str, address: str
) -> None:
    response = client.get(spelling)

    assert (response.status_code, response["Location"]) == (301, address)


class TestTheApiInLatin:
    def ask(self, client: Client, path: str, status: int = 200) -> Any:
        response = client.get(f"/api/v2/{path}")
        assert response.status_code == status, response.content
        return response.json()

    def test_a_list(self, client: Client, article: ArticlePage) -> None:
        listed = self.ask(client, "pages/?type=relations.ArticlePage&fields=*&locale=sr-Latn")

        (page,) = listed["items"]
        assert page["title"] == "NJEGOŠ i ljubav"
        assert page["lead"] == 'Uvod o "Džepu".'
        assert page["key_points"][0]["value"]["statement"] == "Dogovoreno je."
        assert page["key_points"][0]["value"]["date"]["value"] == "2006-12-18"
        assert page["meta"]["html_url"].endswith("/sr-latn/o-ljubljani/njegos/")
        assert page["breadcrumb"][-1]["title"] == "O Ljubljani"
        assert page["breadcrumb"][-1]["html_url"].endswith("/sr-latn/o-ljubljani/")

    def test_a_detail(self, client: Client, article: ArticlePage) -> None:
        response = client.get(f"/api/v2/pages/{article.pk}/?locale=sr-Latn")

        assert response["Content-Language"] == "sr-Latn"
        assert response.json()["title"] == "NJEGOŠ i ljubav"

    @pytest.mark.parametrize("locale", ["sr", "sr-Cyrl"])
    def test_cyrillic_is_as_it_was_written(
        self, client: Client, article: ArticlePage, locale: str
    ) -> None:
        listed = self.ask(client, f"pages/?type=relations.ArticlePage&locale={locale}")

        assert listed["items"][0]["title"] == "ЊЕГОШ и љубав"

    @pytest.mark.parametrize("query", ["", "?locale=sr-Latn"])
    def test_alternates_are_each_in_their_own_variant(
        self, client: Client, article: ArticlePage, query: str
    ) -> None:
        page = self.ask(client, f"pages/{article.pk}/{query}")

        assert [
            (item["tag"], item["title"], item["html_url"].removeprefix("http://localhost"))
            for item in page["alternates"]
        ] == [
            ("sr-Latn", "NJEGOŠ i ljubav", "/sr-latn/o-ljubljani/njegos/"),
            ("sr-Cyrl", "ЊЕГОШ и љубав", "/sr/o-ljubljani/njegos/"),
        ]

    def test_find_takes_the_path_of_every_variant(
        self, client: Client, article: ArticlePage
    ) -> None:
        for path in ("/sr-latn/o-ljubljani/njegos/", "/sr/o-ljubljani/njegos/"):
            response = client.get("/api/v2/pages/find/", {"html_path": path})
            assert f"/pages/{article.pk}/" in response["Location"]

    def test_offices_too(self, client: Client, serbian_home: HomePage, serbian: Locale) -> None:
        office_with_channels(name="Канцеларија", locale=serbian)

        (office,) = self.ask(client, "offices/?locale=sr-Latn")["items"]
        assert office["name"] == "Kancelarija"

    def test_an_unknown_locale_is_named(self, client: Client, home: HomePage) -> None:
        answer = self.ask(client, "pages/?locale=de", status=404)

        assert answer["message"] == (
            "There is no locale 'de'. It takes one of en, sr, sr-Cyrl, sr-Latn."
        )


@pytest.mark.parametrize(
    ("content_type", "written", "read_as"),
    [
        # These are made in a variant, property by property.
        ("text/calendar", "SUMMARY:Љубав", "SUMMARY:Љубав"),
        ("text/vcard; charset=utf-8", "FN:Њива", "FN:Њива"),
        ("application/xml", "<title>Џеп</title>", "<title>Džep</title>"),
        ("application/rss+xml", "<title>Џеп</title>", "<title>Džep</title>"),
        ("application/ld+json", '{"name": "Ђак"}', '{"name": "Đak"}'),
        (
            "application/json",
            '{"url": "/пут", "slug": "пут", "a": ["<a href=\\"/пут\\">Пут</a>", 1, null]}',
            '{"url": "/пут", "slug": "пут", "a": ["<a href=\\"/пут\\">Put</a>", 1, null]}',
        ),
        ("application/json", "{но", "{no"),
        ("application/octet-stream", "Ђак", "Ђак"),
    ],
)
def test_every_kind_of_text_is_put_into_the_form(
    content_type: str, written: str, read_as: str
) -> None:
    response = HttpResponse(written, content_type=content_type)

    render_in_variant(response, SERBIAN_LATIN)

    assert response.content.decode() == read_as
