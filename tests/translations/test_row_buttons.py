"""The explorer offers translation for every row, and asks the database no more for many rows than for few."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from relations.models import ArticlePage, SectionPage
from site_core.models import User
from site_core.translations.row_buttons import HOOK
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    office_with_channels,
)
from tests.support.translating import translate


@pytest.fixture
def rows(section: SectionPage, serbian: Locale, user: User) -> list[ArticlePage]:
    """Translated, not translated, no longer translated, and shown at another place."""
    pages = [ArticlePageFactory(parent=section, title=f"Row {number}") for number in range(3)]
    translate(pages[0], serbian)
    translate(pages[1], serbian)
    Translation.objects.filter(source__object_id=pages[1].translation_key).update(enabled=False)
    return [*pages, pages[2].create_alias(update_slug="elsewhere")]


def explorer(editor: Client, section: Page, **data: str) -> str:
    return editor.get(f"/admin/pages/{section.pk}/", data).content.decode()


def offered(shown: str, page: Page) -> set[str]:
    """The addresses of wagtail-localize that the row of a page has in its menu."""
    rows = shown.split("<tr")
    row = next(row for row in rows if f'id="page_{page.pk}_title"' in row)
    menu = row[row.index("More options") : row.index("</ul>", row.index("More options"))]
    return set(re.findall(r'href="(/admin/localize/[^"]+)"', menu))


def upstream(page: Page, user: User, next_url: str) -> set[str]:
    buttons: list[Any] = list(page_listing_more_buttons(page, user, next_url=next_url))
    return {button.url for button in buttons}


def test_a_row_offers_what_wagtail_localize_offers(
    editor: Client, user: User, section: SectionPage, rows: list[ArticlePage]
) -> None:
    shown = explorer(editor, section)

    for page in rows:
        assert offered(shown, page) == upstream(page, user, f"/admin/pages/{section.pk}/")
    assert len(offered(shown, rows[0])) == 1
    assert f"/admin/localize/submit/page/{rows[2].pk}/" in offered(shown, rows[3])


def test_a_translation_offers_what_wagtail_localize_offers(
    editor: Client, user: User, section: SectionPage, rows: list[ArticlePage], serbian: Locale
) -> None:
    translated_section = section.get_translation(serbian)
    shown = explorer(editor, translated_section)

    for page in translated_section.get_children().specific():
        assert offered(shown, page) == upstream(page, user, f"/admin/pages/{section.pk}/")


def test_what_is_found_by_words_has_the_same_buttons(
    editor: Client, user: User, section: SectionPage, rows: list[ArticlePage]
) -> None:
    shown = explorer(editor, section, q="Row")

    assert offered(shown, rows[0]) == upstream(rows[0], user, f"/admin/pages/{section.pk}/")


def test_a_page_from_elsewhere_is_asked_about_alone(rows: list[ArticlePage], user: User) -> None:
    buttons: list[Button] = [
        button for hook in hooks.get_hooks(HOOK) for button in hook(page=rows[2], user=user)
    ]
    addresses = [getattr(button, "url", None) for button in buttons]
    assert addresses.count(f"/admin/localize/submit/page/{rows[2].pk}/") == 1


def test_many_rows_take_as_many_queries_as_few(
    editor: Client, section: SectionPage, serbian: Locale
) -> None:
    asked = []
    for count in (5, 25):
        parent = SectionPageFactory(parent=section, slug=f"with-{count}")
        for number in range(count):
            ArticlePageFactory(parent=parent, slug=f"article-{number}")
        explorer(editor, parent)
        with CaptureQueriesContext(connection) as queries:
            explorer(editor, parent)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[1] <= 60


OTHER_NAMES = re.compile(
    r"Translate this page|Translate page|>\s*Translate\s*<|Sync translat|Translate '"
)


def test_each_act_has_one_name(
    editor: Client, section: SectionPage, rows: list[ArticlePage], serbian: Locale
) -> None:
    office = office_with_channels()
    translate(office, serbian)
    office_with_channels(name="Another office")
    shown = {
        url: editor.get(url, follow=True).content.decode()
        for url in (
            f"/admin/pages/{section.pk}/",
            f"/admin/pages/{rows[0].pk}/edit/",
            f"/admin/pages/{rows[2].pk}/edit/",
            "/admin/snippets/offices/office/",
            f"/admin/localize/submit/page/{rows[2].pk}/",
            f"/admin/localize/update/{TranslationSource.objects.get_for_instance(rows[0]).pk}/",
        )
    }

    for url, page in shown.items():
        assert OTHER_NAMES.search(page) is None, url
        assert "Submit for translation" in page or "Update the translation" in page, url
    assert "Update the translation" in shown["/admin/snippets/offices/office/"]
    assert "Submit for translation" in shown["/admin/snippets/offices/office/"]


def test_an_alias_that_stands_for_a_translation_says_so(
    editor: Client, section: SectionPage, serbian: Locale
) -> None:
    translate(section, serbian)
    page = ArticlePageFactory(parent=section, title="Shown there")
    alias = page.copy_for_translation(serbian, alias=True)

    shown = editor.get(f"/admin/pages/{alias.pk}/edit/").content.decode()

    assert "This page is not translated yet" in shown
    assert f"/admin/localize/submit/page/{page.pk}/" in shown
    assert OTHER_NAMES.search(shown) is None
