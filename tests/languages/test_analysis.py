"""Words that mean the same have the same stem, however they are spelt."""

from __future__ import annotations

import pytest

from site_core.languages.analysis import analyse


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("sr", "Београд", "Beograd"),
        ("sr", "Београда", "beograd"),
        ("sr", "Ђорђе", "djordje"),
        ("sr", "Đorđe", "Djordje"),
        ("sr", "ЧАЧАК", "cacak"),
        ("sr", "канцеларији", "kancelarija"),
        ("sr", "дијалога", "дијалог"),
        ("sr", "неутралношћу", "неутралност"),
        ("sr", "мисије", "мисија"),
        ("sr", "науци", "наука"),
        ("sr", "ђаци", "djak"),
        ("sr", "градовима", "град"),
        ("sr", "саопштењима", "saopstenje"),
        ("en", "defence", "Defense"),
        ("en", "organisations", "organization"),
        ("en", "neighbours", "neighbor"),
        ("en", "offices", "Office"),
        ("en", "Serbia’s", "serbia"),
        ("en", "NATO's", "NATO"),
    ],
)
def test_meet(language: str, one: str, other: str) -> None:
    assert analyse(one, language) == analyse(other, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("sr", "дијалог", "догађај"),
        ("sr", "мир", "мера"),
        ("sr", "страна", "страница"),
        ("sr", "партнер", "партнерство"),
        ("en", "four", "for"),
        ("en", "size", "sis"),
    ],
)
def test_different_words_do_not_meet(language: str, one: str, other: str) -> None:
    assert analyse(one, language) != analyse(other, language)


def test_an_underscore_parts_words() -> None:
    assert analyse("press_office", "en") == ["press", "offic"]


def test_keeps_the_order_and_drops_punctuation() -> None:
    assert analyse("Partnership, for (Peace)!", "en") == ["partnership", "for", "peac"]
