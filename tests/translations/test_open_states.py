"""The dashboard and the lists of work look at what can be open, and say the same as if they looked at all."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from relations.models import ArticlePage, SectionPage
from site_core.models import ReopenedTranslation
from site_core.translations import open_states
from site_core.translations.requirement import source_pages
from site_core.translations.status import CURRENT, INDEPENDENT, OUTDATED, statuses
from tests.support.factories import ArticlePageFactory
from tests.support.translating import translate

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/translation-status/"


def check(locale: Locale) -> Counter[str]:
    """Compare what is counted with what is said of every page by itself; return it."""
    of_all = Counter(status.state for status in statuses(source_pages(), locale).values())
    expected = {
        state: number for state, number in of_all.items() if state not in (CURRENT, INDEPENDENT)
    }
    counted = open_states.count_states(source_pages(), locale)
    found = {
        state: number
        for state, number in counted.items()
        if number and state not in (CURRENT, INDEPENDENT)
    }
    assert found == expected
    return of_all


@pytest.fixture
def current(article: ArticlePage, serbian: Locale) -> Translation:
    """The translation of an article, published and complete."""
    translate(article, serbian)
    check(serbian)
    return Translation.objects.get(source__object_id=article.translation_key)


def texts(translation: Translation) -> Any:
    return StringTranslation.objects.filter(
        locale=translation.target_locale, context__object_id=translation.source.object_id
    )


def publish(article: ArticlePage, lead: str) -> None:
    article = ArticlePage.objects.get(pk=article.pk)
    article.lead = lead
    article.save_revision().publish()


def test_a_page_without_a_translation_is_missing(article: ArticlePage, serbian: Locale) -> None:
    assert check(serbian)["missing"] >= 1


def test_what_is_current_is_not_looked_at(current: Translation, serbian: Locale) -> None:
    assert check(serbian)[CURRENT] >= 1
    assert not open_states.begun(source_pages(), serbian).exists()


def test_a_page_that_was_published_with_other_words(
    article: ArticlePage, current: Translation, serbian: Locale
) -> None:
    publish(article, "Something else.")
    assert check(serbian)[OUTDATED] == 1

    current.source.refresh_from_db()
    current.source.update_from_db()
    assert check(serbian)[OUTDATED] == 1


def test_a_text_that_is_cleared_and_written_again(current: Translation, serbian: Locale) -> None:
    written = texts(current).first()
    fields = {
        name: getattr(written, name)
        for name in ("translation_of_id", "context_id", "locale_id", "data")
    }
    written.delete()
    assert check(serbian)[OUTDATED] == 1

    StringTranslation.objects.create(**fields)
    assert check(serbian)[OUTDATED] == 0

    current.save_target(publish=True)
    assert not ReopenedTranslation.objects.exists()
    check(serbian)


def test_a_text_that_is_refused(current: Translation, serbian: Locale) -> None:
    written = texts(current).first()
    written.has_error = True
    written.save()
    assert check(serbian)[OUTDATED] == 1


def test_a_translation_that_is_stopped_and_begun_again(
    article: ArticlePage, current: Translation, serbian: Locale
) -> None:
    current.enabled = False
    current.save(update_fields=["enabled"])
    publish(article, "Something else.")
    assert check(serbian)[INDEPENDENT] == 2  # the home page is one as well

    current.enabled = True
    current.save(update_fields=["enabled"])
    assert check(serbian)[OUTDATED] == 1
    counterpart = article.get_translation(serbian)
    detail = Client().get(f"/api/v2/pages/{counterpart.pk}/").json()
    assert detail["translation"]["state"] == "outdated"


def test_a_translation_that_is_withdrawn(
    article: ArticlePage, current: Translation, serbian: Locale
) -> None:
    article.get_translation(serbian).unpublish()
    assert check(serbian)["draft"] == 1


def test_an_independent_page_that_is_translated_from_now_on(
    article: ArticlePage, current: Translation, serbian: Locale
) -> None:
    current.delete()
    assert check(serbian)[INDEPENDENT] == 2  # the home page is one as well

    source, _ = TranslationSource.get_or_create_from_instance(article)
    Translation.objects.create(source=source, target_locale=serbian)
    check(serbian)


@pytest.mark.parametrize("state", ["missing", "outdated", "draft"])
def test_the_report_lists_what_is_counted(
    editor: Client, section: SectionPage, serbian: Locale, state: str
) -> None:
    for number in range(3):
        page = ArticlePageFactory(parent=section, title=f"Article {number}")
        page.save_revision().publish()
        if number:
            translate(page, serbian)
        if number == 1:
            publish(page, "Something else.")
        if number == 2:
            page.get_translation(serbian).unpublish()
    counted = check(serbian)[state]

    shown = editor.get(REPORT, {"state": state}).content.decode()

    wanted = {"missing": "Article 0", "outdated": "Article 1", "draft": "Article 2"}
    others = {title for name, title in wanted.items() if name != state}
    assert counted >= 1
    assert wanted[state] in shown
    assert not any(title in shown.split("<tbody")[-1] for title in others)


def test_the_dashboard_asks_no_more_for_many_pages(
    editor: Client, section: SectionPage, serbian: Locale
) -> None:
    asked = []
    for count in (2, 8):
        for number in range(count):
            page = ArticlePageFactory(parent=section, slug=f"with-{count}-{number}")
            page.save_revision().publish()
            translate(page, serbian)
        editor.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            editor.get("/admin/")
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert Page.objects.filter(locale=serbian).count() > 10
