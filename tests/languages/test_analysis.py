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
        ("en", "offices", "Office"),
        ("en", "Serbia’s", "serbia"),
        ("en", "NATO's", "NATO"),
    ],
)
def test_meet(language: str, one: str, other: str) -> None:
    assert analyse(one, language) == analyse(other, language)


def test_different_words_do_not_meet() -> None:
    assert analyse("дијалог", "sr") != analyse("догађај", "sr")


def test_keeps_the_order_and_drops_punctuation() -> None:
    assert analyse("Partnership, for (Peace)!", "en") == ["partnership", "for", "peac"]
