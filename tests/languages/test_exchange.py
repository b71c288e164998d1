"""Texts out to an agency and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polib
import pytest
from defusedxml import ElementTree
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from home.models import HomePage
from relations.models import ArticlePage
from site_core.translations import exchange
from site_core.translations.exchange import ExchangeError, Report, Unit
from tests.support.editing import stored
from tests.support.factories import ArticlePageFactory, SectionPageFactory
from tests.support.translating import submit, translate

pytestmark = pytest.mark.django_db

LINKED = '<p>See <a href="https://example.org/">there</a>, <b>now</b></p>'


@pytest.fixture
def article(home: HomePage, serbian_home: HomePage, serbian: Locale) -> ArticlePage:
    section = SectionPageFactory(parent=home, slug="section")
    translate(section, serbian)
    page = ArticlePageFactory(
        parent=section, title="Mission", lead="What it does.", body=[("paragraph", LINKED)]
    )
    submit(page, serbian)
    return page


def units(article: ArticlePage, serbian: Locale) -> list[Unit]:
    return exchange.untranslated_units([stored(article)], serbian)


def returned(units: list[Unit], change: Callable[[Unit], str]) -> list[Unit]:
    """The units as an agency sends them back."""
    return [Unit(unit.context, unit.source, change(unit)) for unit in units]


def in_serbian(unit: Unit) -> str:
    return unit.source.replace("See", "Види").replace("there", "тамо").replace("What", "Шта")


def apply(units: list[Unit], serbian: Locale, **options: Any) -> Report:
    return exchange.apply(units, serbian, None, **options)


def count(serbian: Locale) -> int:
    return StringTranslation.objects.filter(locale=serbian).count()


def test_what_is_exported_says_where_it_belongs(article: ArticlePage, serbian: Locale) -> None:
    found = units(article, serbian)

    assert [unit.source for unit in found][:2] == ["Mission", "What it does."]
    assert found[1].context == f"{article.translation_key}|lead"
    assert found[1].note.startswith("Mission (")
    assert found[1].note.endswith(": Lead")
    assert not any(unit.context.endswith("|slug") for unit in found)


@pytest.mark.parametrize("write", [exchange.to_po, exchange.to_xliff])
def test_a_file_comes_back_as_it_went(
    article: ArticlePage, serbian: Locale, write: Callable[[Any, Locale], str]
) -> None:
    sent = returned(units(article, serbian), in_serbian)

    text = write(sent, serbian)

    assert [
        (unit.context, unit.source, unit.target) for unit in exchange.read(text.encode(), serbian)
    ] == [(unit.context, unit.source, unit.target) for unit in sent]
    parsed = polib.pofile(text) if write is exchange.to_po else ElementTree.fromstring(text)
    assert len(parsed) > 0


def test_all_of_it_is_taken(article: ArticlePage, serbian: Locale) -> None:
    sent = returned(units(article, serbian), in_serbian)

    report = apply(sent, serbian)

    assert (len(report.taken), report.skipped, report.refused) == (len(sent), [], [])
    assert units(article, serbian) == []
    total, done = Translation.objects.get(source__object_id=article.translation_key).get_progress()
    assert total == done


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda unit: Unit("nonsense", unit.source, "Нешто"), "There is no such text."),
        (
            lambda unit: Unit(unit.context, "Another text", "Нешто"),
            "The original has changed since the file was made.",
        ),
        (lambda unit: Unit(unit.context, unit.source, "<div>Нешто</div>"), "The markup is broken"),
        (
            lambda unit: Unit(unit.context, unit.source, f"{unit.source} <abbr>there"),
            "The markup is not that of the original",
        ),
        (
            lambda unit: Unit(unit.context, unit.source, "<b>Нешто</b>"),
            "The markup is not that of the original",
        ),
    ],
    ids=["unknown", "changed", "broken", "mark without an end", "other"],
)
def test_one_bad_text_keeps_the_file_out(
    article: ArticlePage, serbian: Locale, change: Callable[[Unit], Unit], reason: str
) -> None:
    sent = returned(units(article, serbian), in_serbian)
    sent[1] = change(sent[1])
    before = count(serbian)

    report = apply(sent, serbian)

    assert [verdict.unit for verdict in report.refused] == [sent[1]]
    assert report.refused[0].reason.startswith(reason)
    assert not report.is_applied
    assert count(serbian) == before

    report = apply(sent, serbian, in_part=True)
    assert report.is_applied
    assert len(report.taken) == len(sent) - 1


def test_a_lost_link_is_refused(article: ArticlePage, serbian: Locale) -> None:
    sent = returned(units(article, serbian), in_serbian)
    place = next(number for number, unit in enumerate(sent) if "<a " in unit.source)
    sent[place] = Unit(sent[place].context, sent[place].source, "Види тамо, <b>now</b>")

    report = apply(sent, serbian)

    assert "<a id=" in report.refused[0].reason


def test_what_is_not_certain_or_done_is_skipped(article: ArticlePage, serbian: Locale) -> None:
    sent = returned(units(article, serbian), in_serbian)
    sent[0] = Unit(sent[0].context, sent[0].source, "Мисија", is_unsure=True)
    sent[1] = Unit(sent[1].context, sent[1].source, "")

    report = apply(sent, serbian)

    assert [verdict.reason for verdict in report.skipped] == [
        "The file marks it as not certain.",
        "It is not translated.",
    ]
    assert len(report.taken) == len(sent) - 2


def test_work_done_in_the_meantime_is_kept(article: ArticlePage, serbian: Locale) -> None:
    sent = returned(units(article, serbian), in_serbian)
    apply(sent, serbian)
    again = returned(sent, lambda unit: "Друго" if unit.source == "Mission" else unit.target)

    assert [verdict.reason for verdict in apply(again, serbian).skipped][:1] == [
        "Somebody has translated it in the meantime."
    ]
    report = apply(again, serbian, overwrite=True)

    assert [verdict.unit.target for verdict in report.taken] == ["Друго"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "The file is not in UTF-8"),
        (b"hello", "The file is neither PO nor XLIFF 1.2."),
        (b'msgid "a"\nnonsense "b"', "The PO file cannot be read"),
        (b"<xliff", "The XLIFF file cannot be read"),
        (b"<html/>", "The file is neither PO nor XLIFF 1.2."),
        (
            b'<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>',
            "The XLIFF file cannot be read",
        ),
        (b'msgid ""\nmsgstr "Language: de\\n"\n', "The file is for the language"),
        (b'msgid ""\nmsgstr "Language: sr\\n"\n', "The file holds no texts."),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    serbian: Locale, content: bytes, sentence: str
) -> None:
    with pytest.raises(ExchangeError, match=sentence):
        exchange.read(content, serbian)
