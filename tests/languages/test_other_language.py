"""Words in the language that is not the page's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.blocks.text import TEXT_FEATURES
from site_core.languages.cyrillic import is_mostly_latin, to_cyrillic
from site_core.languages.other_language import FEATURE, html_for_readers
from site_core.models import User
from site_core.translations import exchange
from site_core.translations.exchange import Unit
from tests.support.editing import stored
from tests.support.factories import ArticlePageFactory, SectionPageFactory
from tests.support.translating import publish, submit, translate

pytestmark = pytest.mark.django_db

ENGLISH = (
    "<p>The programme has a name.</p>",
    '<p>See <a href="https://example.org/">its page</a> about <abbr>Изградња</abbr>.</p>',
    "<p><abbr>Реч по реч</abbr></p>",
)
WORDS = {
    "The programme has a name.": "Програм <abbr>Building Integrity</abbr> има име.",
    'See <a id="a1">its page</a> about <abbr>Изградња</abbr>.': (
        'Види <a id="a1"><abbr>its page</abbr></a> о изградњи.'
    ),
    "Реч по реч": "Реч по реч",
    "Only in English": "Only in English",
    "Translated": "Преведено",
    "Речи": "Речи",
}


@pytest.fixture
def source(home: HomePage, serbian_home: HomePage, serbian: Locale) -> ArticlePage:
    """An English article with marked Serbian words, and quotations in either language."""
    section: SectionPage = SectionPageFactory(parent=home, slug="section")
    translate(section, serbian)
    return ArticlePageFactory(
        parent=section,
        slug="article",
        body=[
            *(("paragraph", text) for text in ENGLISH),
            ("quote", {"text": "Only in English", "source": "Left", "language": "en"}),
            ("quote", {"text": "Translated", "source": "Left", "language": "en"}),
            ("quote", {"text": "Речи", "source": "Left", "language": "sr"}),
        ],
    )


@pytest.fixture
def translated(source: ArticlePage, serbian: Locale) -> ArticlePage:
    """Its Serbian counterpart, with marked English words."""
    record, _ = TranslationSource.update_or_create_from_instance(source)
    translation = Translation.objects.create(source=record, target_locale=serbian)
    for segment in record.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=serbian,
            defaults={"data": WORDS.get(segment.string.data, f"Превод {segment.order}")},
        )
    return publish(translation)


def read(client: Client, page: ArticlePage, variant: str) -> str:
    path = page.url.split("/", 2)[2]
    return client.get(f"/{variant}/{path}").content.decode()


def test_english_words_in_a_serbian_page_say_so_in_both_scripts(
    client: Client, translated: ArticlePage
) -> None:
    for variant, before, after in (("sr", "Програм", "има име"), ("sr-latn", "Program", "ima ime")):
        shown = read(client, translated, variant)

        marked = '<span lang="en" translate="no">Building Integrity</span>'
        assert f"{before} {marked} {after}" in shown
        assert (
            '<a href="https://example.org/"><span lang="en" translate="no">its page</span></a>'
            in shown
        )
        assert "abbr" not in shown


def test_serbian_words_in_an_english_page_say_so(client: Client, source: ArticlePage) -> None:
    shown = read(client, source, "en")

    assert 'about <span lang="sr-Cyrl">Изградња</span>.' in shown
    assert "abbr" not in shown


def test_words_that_a_translator_translated_are_the_pages_own(
    client: Client, translated: ArticlePage
) -> None:
    assert "<p>Реч по реч</p>" in read(client, translated, "sr")
    assert "<p>Reč po reč</p>" in read(client, translated, "sr-latn")


@pytest.mark.parametrize(
    ("html", "page", "shown"),
    [
        ("<abbr>Beograd</abbr>", "en", '<span lang="sr-Latn">Beograd</span>'),
        ("<abbr><b>Реч</b></abbr>", "en", '<span lang="sr-Cyrl"><b>Реч</b></span>'),
        ("<abbr>a</abbr> и <abbr>б</abbr>", "sr", '<span lang="en" translate="no">a</span> и б'),
    ],
)
def test_the_letters_tell_which_language_it_is(html: str, page: str, shown: str) -> None:
    assert html_for_readers(html, page) == shown


def test_a_quotation_says_which_language_it_is_in(
    client: Client, source: ArticlePage, translated: ArticlePage
) -> None:
    told = {
        variant: [
            (quote.get("lang"), quote.get("translate"), quote.get_text(strip=True))
            for quote in BeautifulSoup(read(client, page, variant), "html.parser")("blockquote")
        ]
        for variant, page in (("en", source), ("sr", translated), ("sr-latn", translated))
    }

    assert told == {
        "en": [
            (None, None, "Only in English"),
            (None, None, "Translated"),
            ("sr-Cyrl", "no", "Речи"),
        ],
        "sr": [
            ("en", "no", "Only in English"),
            (None, None, "Преведено"),
            (None, None, "Речи"),
        ],
        "sr-latn": [
            ("en", "no", "Only in English"),
            (None, None, "Prevedeno"),
            (None, None, "Reči"),
        ],
    }


def test_the_api_says_the_same(
    client: Client, source: ArticlePage, translated: ArticlePage
) -> None:
    english = client.get(f"/api/v2/pages/{source.pk}/").json()["body"]
    latin = client.get(f"/api/v2/pages/{translated.pk}/?locale=sr-Latn").json()["body"]

    assert english[1]["value"].endswith('about <span lang="sr-Cyrl">Изградња</span>.</p>')
    assert latin[0]["value"] == (
        '<p>Program <span lang="en" translate="no">Building Integrity</span> ima ime.</p>'
    )
    assert latin[2]["value"] == "<p>Reč po reč</p>"
    quotes = [
        [body[index]["value"]["language"] for index in (3, 4, 5)] for body in (english, latin)
    ]
    assert quotes == [[None, None, "sr-Cyrl"], ["en", None, None]]


def test_markdown_and_search_take_the_words_alone(client: Client, translated: ArticlePage) -> None:
    twin = client.get(f"{translated.url}index.md").content.decode()
    found = client.get("/api/v2/search/?q=integrity&locale=sr").json()

    assert "Програм Building Integrity има име." in twin
    assert [item["id"] for item in found["items"]] == [translated.pk]


@pytest.mark.parametrize("write", [exchange.to_po, exchange.to_xliff])
def test_a_translation_file_brings_the_mark_there_and_back(
    client: Client,
    source: ArticlePage,
    serbian: Locale,
    write: Callable[[Sequence[Unit], Locale], str],
) -> None:
    translation = submit(source, serbian)
    units = exchange.untranslated_units([stored(source)], serbian)
    done = [Unit(unit.context, unit.source, WORDS.get(unit.source, "Превод")) for unit in units]
    assert 'See <a id="a1">its page</a> about <abbr>Изградња</abbr>.' in WORDS.keys() & {
        unit.source for unit in units
    }

    report = exchange.apply(exchange.read(write(done, serbian).encode(), serbian), serbian, None)

    assert [verdict.reason for verdict in report.refused] == []

    shown = read(client, publish(translation), "sr")
    assert 'Програм <span lang="en" translate="no">Building Integrity</span> има име.' in shown


def test_marked_words_are_not_offered_in_cyrillic() -> None:
    text = "Program <abbr>Building Integrity</abbr> ima ime"

    assert to_cyrillic(text).text == "Програм <abbr>Building Integrity</abbr> има име"
    assert not is_mostly_latin("Име <abbr>Building Integrity Programme</abbr>")


def test_the_editor_has_the_button_and_keeps_the_mark(client: Client, source: ArticlePage) -> None:
    converter = ContentstateConverter(features=TEXT_FEATURES)
    stored = '<p data-block-key="abcde">О <abbr>NATO</abbr> и <acronym>Београду</acronym></p>'
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "password"))

    assert FEATURE in TEXT_FEATURES
    assert converter.to_database_format(converter.from_database_format(stored)) == stored
    assert "OTHER-LANGUAGE" in client.get(f"/admin/pages/{source.pk}/edit/").content.decode()
