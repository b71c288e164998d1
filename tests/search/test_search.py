"""The search page: any spelling in either script, and nothing that is not public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, PageViewRestriction, Site

from home.models import HomePage
from offices.models import ContactOffice
from relations.models import SectionPage
from site_core.languages.variants import variant_for_code
from site_core.search import ranking
from tests.support.factories import (
    ArticlePageFactory,
    ContactPageFactory,
    SectionPageFactory,
    key_point,
    office_with_channels,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def serbian_section(serbian_home: HomePage, serbian: Locale) -> SectionPage:
    return SectionPageFactory(
        parent=serbian_home, locale=serbian, title="Канцеларија у Београду", slug="kancelarija"
    )


def found(client: Client, query: str, language: str = "en") -> str:
    response = client.get(f"/{language}/search/", {"q": query})
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("query", ["about", "ABOUT", "  about  "])
def test_finds_a_page_by_its_title(client: Client, section: SectionPage, query: str) -> None:
    assert 'href="/en/about/"' in found(client, query)


def test_finds_words_inside_key_points(client: Client, section: SectionPage) -> None:
    ArticlePageFactory(
        parent=section, slug="plan", key_points=[key_point("An action plan was agreed.")]
    )

    assert 'href="/en/about/plan/"' in found(client, "actions agreed")
    assert 'href="/en/about/plan/"' not in found(client, "refusal")


@pytest.mark.parametrize("query", ["Београд", "beograda", "BEOGRADU", "kancelarije", "Канцеларију"])
def test_finds_serbian_in_either_script_and_any_case(
    client: Client, serbian_section: SectionPage, query: str
) -> None:
    assert 'href="/sr/kancelarija/"' in found(client, query, "sr")


def test_finds_nothing_of_another_language(
    client: Client, section: SectionPage, serbian_section: SectionPage
) -> None:
    assert "/sr/kancelarija/" not in found(client, "Београд")
    assert "/en/about/" not in found(client, "about", "sr")


def test_finds_nothing_private(client: Client, section: SectionPage) -> None:
    PageViewRestriction.objects.create(page=section, restriction_type="login")

    assert "/en/about/" not in found(client, "about")


@pytest.mark.parametrize("query", ["", "   ", "?!", "\x00", "%", "x" * 5000])
def test_takes_whatever_is_entered(client: Client, section: SectionPage, query: str) -> None:
    assert "/en/about/" not in found(client, query)


def test_what_was_asked_is_printed_as_text(client: Client, home: HomePage) -> None:
    assert "<script>" not in found(client, "<script>alert(1)</script>")


def test_many_results_come_in_pages(
    client: Client, section: SectionPage, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(25):
        ArticlePageFactory(parent=section, title=f"Partnership {number}")
    client.get("/en/search/")

    with django_assert_max_num_queries(10):
        first = client.get("/en/search/?q=partnership").content.decode()
    second = client.get("/en/search/?q=partnership&page=2").content.decode()

    assert first.count('class="page-list__item"') == 20
    assert second.count('class="page-list__item"') == 5
    assert "q=partnership&amp;page=2" in first or "page=2" in first


class TestWhatIsAsked:
    """Phrases, words that must not be there, beginnings and misspelt words."""

    @pytest.fixture
    def plans(self, section: SectionPage) -> None:
        for slug, statement in (
            ("one", "The action plan was agreed in Belgrade."),
            ("two", "The plan of action was refused."),
            ("three", "Partnership goes on."),
        ):
            ArticlePageFactory(parent=section, slug=slug, key_points=[key_point(statement)])

    @pytest.mark.parametrize(
        ("query", "slugs"),
        [
            ("action plan", {"one", "two"}),
            ('"action plan"', {"one"}),
            ("„action plan“", {"one"}),
            ("plan -refused", {"one"}),
            ('plan -"refused"', {"one"}),
            ("plan −agreed", {"two"}),
            ("partner", {"three"}),
            ("partnership", {"three"}),
            ("Belgrade's plan", {"one"}),
            ("partnrship", {"three"}),
            ('"plan"', {"one", "two"}),
        ],
    )
    def test_finds_what_is_meant(
        self, client: Client, plans: None, query: str, slugs: set[str]
    ) -> None:
        page = found(client, query)
        assert {slug for slug in ("one", "two", "three") if f"/en/about/{slug}/" in page} == slugs

    def test_says_what_a_misspelt_word_was_taken_for(self, client: Client, plans: None) -> None:
        assert (
            'No results for “<span translate="no">partnrship</span>”. Pages with “partnership” are shown.'
            in found(client, "partnrship")
        )

    def test_says_that_no_page_has_all_words(self, client: Client, plans: None) -> None:
        page = found(client, "agreed refused")
        assert "No page contains all of these words." in page
        assert "/en/about/one/" in page
        assert "/en/about/two/" in page

    def test_says_what_is_found_in_the_other_language(
        self, client: Client, plans: None, serbian_section: SectionPage
    ) -> None:
        page = found(client, "refusing", "sr-latn")
        assert "Pronađena je 1 stranica na engleskom" in page
        assert 'href="/en/search/?q=refusing"' in page

    @pytest.mark.parametrize(
        "query", ['"', '""', "-", "- -", '-"', "--x", "„“", "a" * 300, "'0", ":*"]
    )
    def test_takes_signs_for_what_they_are(self, client: Client, plans: None, query: str) -> None:
        assert client.get("/en/search/", {"q": query}).status_code == 200
        assert client.get("/api/v2/search/", {"q": query}).status_code in (200, 400)


class TestTheOrder:
    def test_titles_come_before_key_points_and_those_before_the_rest(
        self, client: Client, section: SectionPage
    ) -> None:
        body = [("paragraph", "<p>The embassy is named here.</p>")]
        ArticlePageFactory(parent=section, slug="body", body=body)
        ArticlePageFactory(
            parent=section, slug="point", key_points=[key_point("The embassy opened.")]
        )
        ArticlePageFactory(parent=section, slug="title", title="The embassy")
        page = found(client, "embassy")
        places = [page.index(f"/en/about/{slug}/") for slug in ("title", "point", "body")]
        assert places == sorted(places)

    def test_words_that_stand_together_come_first(
        self, client: Client, section: SectionPage
    ) -> None:
        apart = "The reform was agreed. It was about defence."
        ArticlePageFactory(parent=section, slug="apart", key_points=[key_point(apart)])
        together = "They speak of defence reform."
        ArticlePageFactory(parent=section, slug="together", key_points=[key_point(together)])
        page = found(client, "defence reform")
        assert page.index("/en/about/together/") < page.index("/en/about/apart/")


class TestFilters:
    @pytest.fixture
    def two_sections(self, home: HomePage) -> list[SectionPage]:
        made: list[Any] = [
            SectionPageFactory(parent=home, slug=slug, title=slug.title(), show_in_menus=True)
            for slug in ("first", "second")
        ]
        for section in made:
            ArticlePageFactory(parent=section, slug="plan", title="A plan for the first section")
        return made

    def test_by_section_and_by_type(self, client: Client, two_sections: list[SectionPage]) -> None:
        def addresses(**filters: Any) -> set[str]:
            response = client.get("/en/search/", {"q": "first", **filters})
            page = response.content.decode().partition("<main")[2]
            known = ("/en/first/", "/en/first/plan/", "/en/second/plan/")
            return {path for path in known if f'href="{path}"' in page}

        first, second = two_sections
        assert addresses() == {"/en/first/", "/en/first/plan/", "/en/second/plan/"}
        assert addresses(section=second.pk) == {"/en/second/plan/"}
        assert addresses(type="relations.SectionPage") == {"/en/first/"}
        assert addresses(section=first.pk, type="relations.ArticlePage") == {"/en/first/plan/"}
        assert addresses(section="x", type="nonsense") == addresses()

    def test_leads_out_of_a_filter_that_hides_everything(
        self, client: Client, two_sections: list[SectionPage]
    ) -> None:
        page = client.get(
            "/en/search/", {"q": "first", "type": "offices.ContactPage"}
        ).content.decode()
        assert "Search the whole site" in page


def test_marks_what_was_found_in_the_readers_script(
    client: Client, serbian_section: SectionPage, serbian: Locale
) -> None:
    ArticlePageFactory(
        parent=serbian_section,
        locale=serbian,
        slug="vest",
        title="Вест",
        key_points=[key_point("Канцеларија је отворена <у> Београду.")],
    )
    assert "<mark>Београду</mark>" in found(client, "beograd", "sr")
    assert "&lt;у&gt;" in found(client, "beograd", "sr")
    assert "<mark>Beogradu</mark>" in found(client, "Београд", "sr-latn")


def test_finds_an_office_by_its_address_and_what_became_of_it(
    client: Client, home: HomePage
) -> None:
    office = office_with_channels()
    contact = ContactPageFactory(parent=home, slug="contact")
    contact.contact_offices.add(ContactOffice(office=office, locale=contact.locale))
    contact.save_revision().publish()
    assert "/en/contact/" in found(client, "Bircaninova")

    office.street = "Kneza Milosa 1"
    office.save()
    assert "/en/contact/" in found(client, "Milosa")
    assert "/en/contact/" not in found(client, "Bircaninova")


def test_what_is_withdrawn_is_not_found(client: Client, section: SectionPage) -> None:
    assert 'href="/en/about/"' in found(client, "about")
    section.unpublish()
    assert 'href="/en/about/"' not in found(client, "about")


@pytest.mark.parametrize("query", ["clandestne", "about clandestne"])
def test_a_word_of_a_private_page_is_not_given_away(
    client: Client, section: SectionPage, query: str
) -> None:
    secret = ArticlePageFactory(parent=section, slug="secret", title="A clandestine meeting")
    assert "clandestine" in found(client, query)
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    assert "clandestine" not in found(client, query)
    response = client.get("/api/v2/search/", {"q": query})
    assert response.json()["meta"]["corrections"] == []


def test_an_office_that_is_withdrawn_is_not_found(client: Client, home: HomePage) -> None:
    office = office_with_channels()
    contact = ContactPageFactory(parent=home, slug="contact")
    contact.contact_offices.add(ContactOffice(office=office, locale=contact.locale))
    contact.save_revision().publish()
    assert "/en/contact/" in found(client, "Bircaninova")
    office.unpublish()
    assert "/en/contact/" not in found(client, "Bircaninova")


def test_costs_six_queries_at_most(
    client: Client, section: SectionPage, django_assert_max_num_queries: Any
) -> None:
    variant = variant_for_code("en")
    site = Site.objects.get()
    for query in ("about", "abuot", "about nothing", '"about us" -them'):
        with django_assert_max_num_queries(6):
            ranking.search(query, variant, site.pk).documents(0, 20)
