"""Words that editors want shown in the script in which they are written."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.blocks.text import TEXT_FEATURES
from site_core.languages.kept_script import FEATURE
from site_core.models import User
from tests.support.factories import ArticlePageFactory, SectionPageFactory
from tests.support.translating import publish, translate

pytestmark = pytest.mark.django_db

WORDS = {
    "About <acronym>Belgrade</acronym> and more": "О <acronym>Београду</acronym> и више",
    'See <a id="a1"><acronym>this</acronym></a>': 'Види <a id="a1"><acronym>ово</acronym></a>',
    "Quoted words": "Наведене речи",
    "Left": "Остављено",
    "A statement": "Тврдња која остаје",
}


@pytest.fixture
def kept(home: HomePage, serbian_home: HomePage, serbian: Locale) -> ArticlePage:
    """A Serbian article with marked words in rich text, in a link, and in plain text blocks."""
    section: SectionPage = SectionPageFactory(parent=home, slug="section")
    translate(section, serbian)
    source = ArticlePageFactory(
        parent=section,
        slug="article",
        key_points=[("key_point", {"statement": "A statement", "keep_script": True})],
        body=[
            ("paragraph", "<p>About <acronym>Belgrade</acronym> and more</p>"),
            (
                "paragraph",
                '<p>See <a href="https://example.org/"><acronym>this</acronym></a></p>',
            ),
            ("quote", {"text": "Quoted words", "source": "Left", "keep_script": True}),
        ],
    )
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


def test_both_forms_show_it_as_it_is_written(client: Client, kept: ArticlePage) -> None:
    for variant, around in (("sr", "и\u00a0више"), ("sr-latn", "i\u00a0više")):
        shown = read(client, kept, variant)

        assert f'<span translate="no">Београду</span> {around}' in shown
        assert '<a href="https://example.org/"><span translate="no">ово</span></a>' in shown
        assert "Наведене речи" in shown
        assert "Тврдња која остаје" in shown
        assert "acronym" not in shown


def test_the_api_does_too(client: Client, kept: ArticlePage) -> None:
    told = client.get(f"/api/v2/pages/{kept.pk}/?locale=sr-Latn").json()

    assert told["title"].startswith("Prevod")
    assert told["body"][0]["value"] == ('<p>O <span translate="no">Београду</span> i više</p>')
    assert told["body"][2]["value"]["text"] == "Наведене речи"
    assert told["key_points"][0]["value"]["statement"] == "Тврдња која остаје"


def test_the_editor_keeps_the_mark() -> None:
    converter = ContentstateConverter(features=TEXT_FEATURES)
    stored = '<p data-block-key="abcde">О <acronym>НАТО</acronym></p>'

    assert FEATURE in TEXT_FEATURES
    assert converter.to_database_format(converter.from_database_format(stored)) == stored


def test_the_editor_has_the_button(client: Client, kept: ArticlePage) -> None:
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "password"))
    source: Any = ArticlePage.objects.get(locale__language_code="en")

    assert "KEEP-SCRIPT" in client.get(f"/admin/pages/{source.pk}/edit/").content.decode()
