"""What a translator is told about a translation, when it is saved and when it is opened."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from relations.models import ArticlePage
from tests.support.translating import submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(article: ArticlePage, serbian: Locale) -> Translation:
    article.lead = "It opened on 12 March 2006."
    article.save_revision().publish()
    translation = submit(ArticlePage.objects.get(pk=article.pk), serbian)
    write(translation)
    say(translation, "lead", "Отворена је 12. марта 2006.")
    return translation


def segment(translation: Translation, path: str) -> Any:
    return translation.source.stringsegment_set.get(context__path=path)


def say(translation: Translation, path: str, text: str, **fields: Any) -> None:
    found = segment(translation, path)
    StringTranslation.objects.update_or_create(
        translation_of=found.string,
        context=found.context,
        locale=translation.target_locale,
        defaults={"data": text, **fields},
    )


def written(translation: Translation, path: str) -> StringTranslation:
    return StringTranslation.objects.get(
        context=segment(translation, path).context, locale=translation.target_locale
    )


def editor_page(editor: Client, translation: Translation) -> str:
    return editor.get(f"/admin/pages/{translation.get_target_instance().pk}/edit/").content.decode()


def save(editor: Client, translation: Translation, path: str, text: str) -> str:
    """Save a text as the translation editor does, and return the comment that it then shows."""
    response = editor.put(
        f"/admin/localize/translate/{translation.pk}/strings/{segment(translation, path).pk}/edit/",
        urlencode({"value": text}),
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 200
    return response.json()["comment"]


def test_a_text_in_latin_is_offered_in_cyrillic(editor: Client, translation: Translation) -> None:
    say(translation, "lead", "Otvorena je 12. marta 2006. u NATO-u (IBAN).")
    shown = editor_page(editor, translation)
    assert "This text is written in Latin." in shown
    assert "Отворена је 12. марта 2006. у НАТО-у (IBAN)." in shown
    assert written(translation, "lead").data.startswith("Otvorena")  # nothing by itself

    response = editor.post(
        f"/admin/translations/{translation.pk}/texts/{written(translation, 'lead').pk}/",
        {"action": "convert", "next": f"/admin/pages/{translation.get_target_instance().pk}/edit/"},
        follow=True,
    )

    assert written(translation, "lead").data == "Отворена је 12. марта 2006. у НАТО-у (IBAN)."
    assert "Look at these words once more: IBAN." in response.content.decode()


def test_mixed_alphabets_are_reported_when_saved(editor: Client, translation: Translation) -> None:
    comment = save(editor, translation, "lead", "НАТO је отворен 12. марта 2006.")

    assert "Letters of both alphabets in one word: НАТO." in comment


def test_they_are_reported_in_the_page_editor_too(editor: Client, translation: Translation) -> None:
    """Where somebody has stopped the translation and writes the page itself."""
    translation.enabled = False
    translation.save()
    page: Any = translation.get_target_instance()

    response = editor.post(
        f"/admin/pages/{page.pk}/edit/",
        {
            "title": "Мисија",
            "slug": "misija",
            "lead": "НАТO је отворен.",
            "key_points-count": 0,
            "body-count": 1,
            "body-0-type": "heading",
            "body-0-order": 0,
            "body-0-deleted": "",
            "body-0-id": "",
            "body-0-value-text": "Наслов",
            "body-0-value-level": "2",
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "related_pages-TOTAL_FORMS": 0,
            "related_pages-INITIAL_FORMS": 0,
        },
        follow=True,
    )

    assert "Letters of both alphabets in one word: НАТO." in response.content.decode()


def test_another_date_is_reported_at_the_field(editor: Client, translation: Translation) -> None:
    assert "The day" not in save(editor, translation, "lead", "Отворена је 12. марта 2006.")

    comment = save(editor, translation, "lead", "Отворена је 21. марта 2006.")

    assert "The day 12. 3. is not in the translation." in comment
    shown = editor_page(editor, translation)
    assert 'data-remark="figures"' in shown
    assert "<strong>Lead</strong>" in shown


def test_other_blocks_are_reported(
    editor: Client, translation: Translation, article: ArticlePage
) -> None:
    translation.save_target(publish=False)
    counterpart: Any = translation.get_target_instance()
    counterpart.key_points = counterpart.key_points.stream_block.to_python(
        2 * counterpart.key_points.get_prep_value()
    )
    counterpart.save_revision()

    assert "The original has 1 block(s), the translation 2." in editor_page(editor, translation)


def test_a_machine_is_named_until_somebody_has_looked(
    editor: Client, translation: Translation
) -> None:
    say(
        translation,
        "lead",
        "Отворена је 12. марта 2006.",
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
        tool_name="LibreTranslate",
    )
    assert "Made by LibreTranslate and not reviewed yet." in editor_page(editor, translation)

    editor.post(
        f"/admin/translations/{translation.pk}/texts/{written(translation, 'lead').pk}/",
        {"action": "reviewed"},
    )

    assert "not reviewed yet" not in editor_page(editor, translation)
    assert written(translation, "lead").translation_type == "manual"


def test_a_good_translation_has_nothing_to_look_at(
    editor: Client, translation: Translation
) -> None:
    say(translation, "title", "Мисија")
    for path in translation.source.stringsegment_set.values_list("context__path", flat=True):
        if path.startswith("key_points"):
            say(translation, path, "Нешто је договорено.")

    assert "data-remark=" not in editor_page(editor, translation)
