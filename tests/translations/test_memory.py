"""A text that has changed keeps its translation in sight, and what is translated elsewhere is offered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from relations.models import ArticlePage, SectionPage
from site_core.translations.memory import word_differences
from site_core.translations.status import statuses
from tests.support.editing import stored
from tests.support.factories import ArticlePageFactory
from tests.support.translating import submit, translate

pytestmark = pytest.mark.django_db

BEFORE = "What the office does."
AFTER = "What the office does, in short."


@pytest.fixture
def changed(article: ArticlePage, serbian: Locale) -> Translation:
    """A translated article whose lead is published anew."""
    translate(article, serbian)
    page = ArticlePage.objects.get(pk=article.pk)
    page.lead = AFTER
    page.save_revision().publish()
    return Translation.objects.get(source__object_id=article.translation_key)


def offered(translation: Translation, path: str = "lead") -> StringTranslation:
    return StringTranslation.objects.get(
        context__object_id=translation.source.object_id,
        context__path=path,
        translation_of__in=translation.source.stringsegment_set.values("string"),
    )


def open_editor(editor: Client, article: ArticlePage, serbian: Locale) -> str:
    counterpart = article.get_translation(serbian)
    url = reverse("wagtailadmin_pages:edit", args=[counterpart.pk])
    return editor.get(url).content.decode()


def test_the_old_translation_stays_in_the_box(
    changed: Translation, article: ArticlePage, serbian: Locale, editor: Client
) -> None:
    html = open_editor(editor, article, serbian)
    box = offered(changed)
    assert (box.translation_of.data, box.data, box.has_error) == (AFTER, f"Превод: {BEFORE}", True)
    assert "Does this translation still fit?" in html
    assert "<ins>" in html
    assert "<del>does.</del>" in html.replace(" </del>", "</del>")


def test_it_is_not_published_until_somebody_has_looked(
    changed: Translation, article: ArticlePage, serbian: Locale, editor: Client, commits: Any
) -> None:
    open_editor(editor, article, serbian)
    url = reverse("wagtailadmin_pages:edit", args=[article.get_translation(serbian).pk])
    with commits(execute=True):
        refused = editor.post(url, {"action": "publish"}, follow=True).content.decode()
    assert "1 text still needs translating (Lead)" in refused
    assert statuses([stored(article)], serbian)[article.pk].state == "outdated"

    # One click where it fits, and one to publish.
    accept = reverse("liaison_change_text", args=[changed.pk, offered(changed).pk])
    editor.post(accept, {"action": "accept", "next": url})
    with commits(execute=True):
        editor.post(url, {"action": "publish"})
    assert article.get_translation(serbian).lead == f"Превод: {BEFORE}"
    assert statuses([stored(article)], serbian)[article.pk].state == "current"


def test_what_is_written_anew_is_no_offer_any_more(
    changed: Translation, article: ArticlePage, serbian: Locale, editor: Client
) -> None:
    open_editor(editor, article, serbian)
    segment = changed.source.stringsegment_set.get(context__path="lead")
    url = reverse("wagtail_localize:edit_string_translation", args=[changed.pk, segment.pk])
    editor.put(url, "value=Укратко", content_type="application/x-www-form-urlencoded")
    box = offered(changed)
    assert (box.data, box.has_error) == ("Укратко", False)


def test_what_a_script_writes_is_no_offer_any_more(changed: Translation) -> None:
    changed.source.update_from_db()
    box = offered(changed)
    box.data = "Укратко"
    box.save()
    assert offered(changed).has_error is False


def test_the_same_text_elsewhere_is_offered(
    article: ArticlePage, section: SectionPage, serbian: Locale
) -> None:
    translate(article, serbian)
    other = ArticlePageFactory(parent=section, title="Other", slug="other", lead=BEFORE)
    box = offered(submit(other, serbian))
    assert (box.data, box.has_error) == (f"Превод: {BEFORE}", True)
    assert "elsewhere" in box.field_error


def test_another_text_is_no_change_of_the_old_one(article: ArticlePage, serbian: Locale) -> None:
    translate(article, serbian)
    page = ArticlePage.objects.get(pk=article.pk)
    page.lead = "Zebras roam."
    page.save_revision().publish()
    translation = Translation.objects.get(source__object_id=article.translation_key)
    translation.source.update_from_db()
    assert not StringTranslation.objects.filter(
        translation_of__data="Zebras roam.", locale=serbian
    ).exists()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("One two.", "One two.", [("same", "One two.")]),
        ("One two.", "One three.", [("same", "One "), ("gone", "two."), ("new", "three.")]),
        ("", "New.", [("new", "New.")]),
        ("Gone.", "", [("gone", "Gone.")]),
    ],
)
def test_differences_are_shown_word_by_word(
    before: str, after: str, expected: list[tuple[str, str]]
) -> None:
    assert word_differences(before, after) == expected
