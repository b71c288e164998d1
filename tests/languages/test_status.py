"""How far a translation is, seen from the page that it is a translation of."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.translations.status import statuses
from tests.support.editing import stored
from tests.support.factories import ArticlePageFactory, SectionPageFactory, key_point
from tests.support.translating import submit, translate, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(home: HomePage, serbian_home: HomePage, serbian: Locale) -> SectionPage:
    section = SectionPageFactory(parent=home)
    translate(section, serbian)
    return section


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    page = ArticlePageFactory(parent=section, title="Mission", lead="What the office does.")
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def status(page: Page, locale: Locale) -> Any:
    return statuses([stored(page)], locale)[page.pk]


def test_a_page_without_counterpart_is_missing(article: ArticlePage, serbian: Locale) -> None:
    found = status(article, serbian)

    assert (found.state, found.counterpart_id) == ("missing", None)


def test_a_placeholder_is_missing_too(article: ArticlePage, serbian: Locale) -> None:
    article.copy_for_translation(serbian, alias=True)

    assert status(article, serbian).state == "missing"


def test_a_part_of_the_texts_is_in_progress(article: ArticlePage, serbian: Locale) -> None:
    translation = submit(article, serbian)
    write(translation, 1)

    found = status(article, serbian)

    total = translation.source.stringsegment_set.count()
    # The slug comes with the title.
    assert (found.state, found.translated, found.total) == ("in_progress", 2, total)
    assert total > 2


def test_all_texts_unpublished_are_a_draft(article: ArticlePage, serbian: Locale) -> None:
    translation = submit(article, serbian)
    write(translation, 100)

    assert status(article, serbian).state == "draft"


def test_a_published_translation_is_current(article: ArticlePage, serbian: Locale) -> None:
    translate(article, serbian)

    found = status(article, serbian)

    assert (found.state, found.source_changed_at) == ("current", None)
    assert found.counterpart_id == article.get_translation(serbian).pk


def test_a_source_that_says_something_else_outdates_it(
    article: ArticlePage, serbian: Locale
) -> None:
    translate(article, serbian)
    article.lead = "What the office does now."
    article.key_points = [key_point("Something else was agreed.")]
    article.save_revision().publish()

    found = status(article, serbian)

    assert found.state == "outdated"
    assert found.source_changed_at == Page.objects.get(pk=article.pk).last_published_at
    assert set(found.changed_fields) == {"lead", "key_points"}


def test_publishing_the_same_again_does_not(article: ArticlePage, serbian: Locale) -> None:
    translate(article, serbian)
    article.save_revision().publish()

    assert status(article, serbian).state == "current"


def test_an_option_that_a_block_has_gained_since_does_not_either(
    article: ArticlePage, serbian: Locale
) -> None:
    translate(article, serbian)
    source = TranslationSource.objects.get(object_id=article.translation_key)
    content = json.loads(source.content_json)
    points = json.loads(content["key_points"])
    points[0]["value"]["an option"] = None
    content["key_points"] = json.dumps(points)
    source.content_json = json.dumps(content)
    source.save()

    article.save_revision().publish()

    assert status(article, serbian).state == "current"


def test_taking_the_new_texts_is_not_enough(article: ArticlePage, serbian: Locale) -> None:
    translate(article, serbian)
    article.lead = "What the office does now."
    article.save_revision().publish()
    TranslationSource.update_or_create_from_instance(article)

    assert status(article, serbian).state == "outdated"

    translate(article, serbian)
    assert status(article, serbian).state == "current"


def test_a_draft_of_the_source_outdates_nothing(article: ArticlePage, serbian: Locale) -> None:
    translate(article, serbian)
    article.lead = "Not decided yet."
    article.save_revision()

    assert status(article, serbian).state == "current"


def test_many_pages_cost_as_much_as_one(
    section: SectionPage,
    serbian: Locale,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in range(8):
        page = ArticlePageFactory(parent=section)
        page.save_revision().publish()
        if number % 2:
            translate(page, serbian)
            page.lead = f"Changed {number}"
            page.save_revision().publish()
    pages = list(Page.objects.descendant_of(section))

    with django_assert_max_num_queries(7):
        found = statuses(pages, serbian)

    states = [found[page.pk].state for page in pages]
    assert states == ["missing", "outdated"] * 4
