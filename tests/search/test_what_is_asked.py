"""What readers ask an office: by number and address, in whole sentences, in any form of a word."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from home.models import HomePage
from offices.models import ContactOffice
from relations.models import SectionPage
from tests.support.factories import (
    ArticlePageFactory,
    ContactPageFactory,
    SectionPageFactory,
    key_point,
    office_with_channels,
)

pytestmark = pytest.mark.django_db


def found(client: Client, query: str, language: str = "en") -> str:
    response = client.get(f"/{language}/search/", {"q": query})
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


class TestAnOffice:
    @pytest.fixture
    def contact(self, home: HomePage) -> Any:
        office = office_with_channels()
        office.postal_code = "11000"
        office.hours = "Please call before you come."
        office.save()
        contact = ContactPageFactory(parent=home, slug="contact")
        contact.contact_offices.add(ContactOffice(office=office, locale=contact.locale))
        contact.save_revision().publish()
        SectionPageFactory(parent=home, slug="organs", title="Organs of the Office", lead="")
        return contact

    @pytest.mark.parametrize(
        "query",
        [
            "opening hours",
            "11000",
            "telephone",
            "e-mail",
            "email",
            "+381 11 000 0000",
            "011 000 0000",
            "011/000-0000",
            "00381 11 000 0000",
        ],
    )
    def test_is_found_by_its_values_and_what_they_are_called(
        self, client: Client, contact: Any, query: str
    ) -> None:
        assert 'href="/en/contact/"' in found(client, query)

    def test_an_address_is_exact(self, client: Client, contact: Any) -> None:
        email = next(
            channel.value
            for entry in contact.contact_offices.all()
            for channel in entry.office.channels.all()
            if channel.kind == "email"
        )
        assert 'href="/en/contact/"' in found(client, email)
        assert 'href="/en/organs/"' not in found(client, email)
        assert 'href="/en/contact/"' not in found(client, f"x{email}")

    @pytest.mark.parametrize("query", ["1100", "110000", "+381 11 000 000"])
    def test_a_number_is_no_beginning(self, client: Client, contact: Any, query: str) -> None:
        assert 'href="/en/contact/"' not in found(client, query)


def test_the_description_is_searched(client: Client, home: HomePage) -> None:
    SectionPageFactory(parent=home, slug="plain", search_description="Scholarships for cadets.")
    page = found(client, "scholarship")
    assert 'href="/en/plain/"' in page
    assert "<mark>Scholarships</mark>" in page


class TestWordsThatSayLittle:
    @pytest.fixture
    def articles(self, serbian_home: HomePage, serbian: Locale) -> None:
        section = SectionPageFactory(
            parent=serbian_home, locale=serbian, title="Односи", slug="odnosi", lead=""
        )
        for slug, statement in (
            ("kfor", "Припадници КФОР-а чувају мир на Косову у оквиру мисије."),
            ("nato", "Савез НАТО одлучује једногласно."),
            ("u-gradu", "Седница је одржана у Нишу, а скуп у Београду."),
        ):
            ArticlePageFactory(
                parent=section,
                locale=serbian,
                slug=slug,
                title="Вест",
                key_points=[key_point(statement)],
            )

    @pytest.mark.parametrize(
        ("query", "slug"),
        [
            ("КФОР", "kfor"),
            ("kfor-om", "kfor"),
            ("НАТО-ом", "nato"),
            ("nato-u", "nato"),
            ("за Косово", "kfor"),
            ("шта је КФОР", "kfor"),
            ("од Београда до Ниша", "u-gradu"),
        ],
    )
    def test_are_not_asked_for(self, client: Client, articles: None, query: str, slug: str) -> None:
        page = found(client, query, "sr")
        assert f"/{slug}/" in page
        assert "Ниједна страница нема" not in page

    def test_are_not_marked(self, client: Client, articles: None) -> None:
        page = found(client, "у Београду", "sr")
        assert "<mark>Београду</mark>" in page
        assert "<mark>у</mark>" not in page

    def test_are_asked_for_alone(self, client: Client, articles: None) -> None:
        assert "<mark>на</mark>" in found(client, "на", "sr")

    def test_are_part_of_a_phrase(self, client: Client, articles: None) -> None:
        assert "/kfor/" in found(client, "„мир на Косову“", "sr")
        assert "/kfor/" not in found(client, "„мир у Косову“", "sr")


class TestTheNote:
    @pytest.fixture
    def article(self, serbian_home: HomePage, serbian: Locale) -> SectionPage:
        return SectionPageFactory(
            parent=serbian_home, locale=serbian, title="Мир и неутралност", slug="mir", lead=""
        )

    @pytest.mark.parametrize(
        ("query", "language"),
        [("Неутралнст", "sr"), ("Neutralnst", "sr-latn"), ("Неутралнст", "sr-latn")],
    )
    def test_quotes_the_word_as_it_was_typed(
        self, client: Client, article: SectionPage, query: str, language: str
    ) -> None:
        note = found(client, query, language).partition("search-results__note")[2]
        assert query in note.partition("</p>")[0]

    @pytest.mark.parametrize("query", ["мира", "мирови", "неутралношћу", "neutralnoscu"])
    def test_a_form_of_a_word_that_is_there_is_no_misspelt_word(
        self, client: Client, article: SectionPage, query: str
    ) -> None:
        page = found(client, query, "sr")
        assert "/mir/" in page
        assert "search-results__note" not in page


@pytest.mark.parametrize("query", ["начелник", "nacelnik", "на\u00adчелник", "nac\u030celnika"])
def test_text_from_word_and_from_a_mac_is_found(
    client: Client, serbian_home: HomePage, serbian: Locale, query: str
) -> None:
    SectionPageFactory(
        parent=serbian_home,
        locale=serbian,
        title="Реч",
        slug="rec",
        lead="На\u00adче\u200bлник је примио госте.",
    )
    assert "/sr/rec/" in found(client, query, "sr")


@pytest.mark.parametrize(
    ("title", "query", "is_found"),
    [
        ("Сарадња са војском", "сарађивати", True),
        ("Равноправнији пријем", "равноправност", True),
        ("Размена искустава", "размењивати", True),
        ("Град Ниш", "градити", False),
        ("Пошта", "поштовати", False),
        ("Управа", "управо", False),
        ("Позната прича", "позвати", False),
    ],
)
def test_a_word_of_the_same_root_answers_where_no_page_has_the_word(
    client: Client,
    serbian_home: HomePage,
    serbian: Locale,
    title: str,
    query: str,
    is_found: bool,
) -> None:
    SectionPageFactory(parent=serbian_home, locale=serbian, title=title, slug="rec", lead="")
    assert ("/sr/rec/" in found(client, query, "sr")) is is_found
