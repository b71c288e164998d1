"""Every block can be translated in every part that carries words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wagtail.models import Locale

from home.models import HomePage
from offices.models import Office
from relations.models import ArticlePage, RelatedPage, SectionPage
from site_core.blocks.streams import offered_blocks
from tests.support.block_samples import Samples
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    key_point,
    office_with_channels,
)
from tests.support.translating import MARK, translate

pytestmark = pytest.mark.django_db

FIELDS = {
    "key_points": ArticlePage.key_points.field.stream_block,
    "body": ArticlePage.body.field.stream_block,
}
BLOCKS = [
    (field, name) for field, stream_block in FIELDS.items() for name in offered_blocks(stream_block)
]


@pytest.fixture
def section(home: HomePage, serbian_home: HomePage, serbian: Locale) -> SectionPage:
    """A section with a Serbian counterpart."""
    section = SectionPageFactory(parent=home)
    translate(section, serbian)
    return section


def article_with(section: SectionPage, field: str, items: list[dict[str, Any]]) -> ArticlePage:
    page = ArticlePageFactory(
        parent=section, **({"key_points": []} | {field: json.dumps(items)}), title="Article"
    )
    return ArticlePage.objects.get(pk=page.pk)


def stored(page: ArticlePage, field: str) -> str:
    return json.dumps(getattr(page, field).get_prep_value(), ensure_ascii=False)


@pytest.mark.parametrize(("field", "name"), BLOCKS, ids=[f"{f}.{n}" for f, n in BLOCKS])
def test_every_text_is_translated(
    section: SectionPage, serbian: Locale, field: str, name: str
) -> None:
    samples = Samples(page_id=section.pk)
    page = article_with(section, field, [samples.item(name, FIELDS[field].child_blocks[name])])
    for office in Office.objects.filter(locale=page.locale):
        translate(office, serbian)

    translated = stored(translate(page, serbian), field)

    for word in samples.words:
        assert f"{MARK}{word}" in translated
        assert translated.count(word) == 1


def test_the_order_of_blocks_and_their_settings_are_kept(
    section: SectionPage, serbian: Locale
) -> None:
    samples = Samples(page_id=section.pk)
    children = FIELDS["body"].child_blocks
    page = article_with(
        section,
        "body",
        [samples.item(name, children[name]) for name in ("callout", "heading", "quote")],
    )

    translated = translate(page, serbian).body

    assert [block.block_type for block in translated] == ["callout", "heading", "quote"]
    assert translated[0].value["tone"] == "important"
    assert translated[2].value["source_url"] == "https://example.org/there"


def test_a_row_added_above_keeps_the_translations_of_a_table(
    section: SectionPage, serbian: Locale
) -> None:
    samples = Samples(page_id=section.pk)
    item = samples.item("table", FIELDS["body"].child_blocks["table"])
    page = article_with(section, "body", [item])
    translate(page, serbian)
    item["value"]["rows"].insert(0, {"values": ["New", "Row"]})
    setattr(page, "body", json.dumps([item]))  # noqa: B010 - in the form of the database
    page.save_revision().publish()

    rows = translate(page, serbian).body[0].value.row_data

    assert rows[0]["values"] == [f"{MARK}New", f"{MARK}Row"]
    assert rows[1]["values"] == [f"{MARK}{word}" for word in samples.words[3:5]]


def test_a_date_is_the_same_in_every_language(section: SectionPage, serbian: Locale) -> None:
    page = ArticlePageFactory(
        parent=section, key_points=[key_point("It was agreed.", date=(2015, 1, None))]
    )

    (event,) = translate(page, serbian).events

    assert event.date.isoformat() == "2015-01"
    assert event.statement == f"{MARK}It was agreed."


class TestChildren:
    def test_channels_are_translated_but_for_their_numbers(
        self, site: None, serbian: Locale
    ) -> None:
        office = translate(office_with_channels(unit="Press", hours="Daily"), serbian)

        for field in ("name", "unit", "street", "city", "country", "hours"):
            assert getattr(office, field).startswith(MARK), field
        assert [channel.value for channel in office.channels.all()] == [
            "+381 11 000 0000",
            "press@example.org",
        ]
        assert [channel.label for channel in office.channels.all()] == [f"{MARK}Press desk", ""]

    def test_related_pages_are_kept(self, section: SectionPage, serbian: Locale) -> None:
        page = ArticlePageFactory(parent=section)
        page.related_pages.set([RelatedPage(page=section, locale=page.locale)])
        page.save()

        translated = translate(page, serbian)

        assert [link.title for link in translated.related] == [f"{MARK}{section.title}"]
