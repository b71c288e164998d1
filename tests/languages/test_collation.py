"""Titles in the order of the alphabet in which they are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_core.languages.collation import ABECEDA, AZBUKA, ENGLISH, MAX_LETTERS, title_keys
from site_core.languages.scripts import to_latin

AZBUKA_ORDER = (
    *(
        "Ваза",
        "Дан",
        "Ђак",
        "Ево",
        "Жаба",
        "Зима",
        "Икра",
        "Јаје",
        "Кула",
        "Лав",
        "Љубав",
        "Мир",
        "Нана",
    ),
    *("Његош", "Отац", "Торта", "Ћуп", "Ура", "Фењер", "Хлеб", "Циљ", "Чај", "Џеп", "Шума"),
)
ABECEDA_ORDER = (
    *(
        "Циљ",
        "Чај",
        "Ћуп",
        "Дан",
        "Џеп",
        "Ђак",
        "Ево",
        "Фењер",
        "Хлеб",
        "Икра",
        "Јаје",
        "Кула",
        "Лав",
    ),
    *("Љубав", "Мир", "Нана", "Његош", "Отац", "Шума", "Торта", "Ура", "Ваза", "Зима", "Жаба"),
)


def test_cyrillic_follows_azbuka() -> None:
    assert tuple(sorted(ABECEDA_ORDER, key=AZBUKA.key)) == AZBUKA_ORDER


def test_latin_follows_abeceda_whichever_script_was_written() -> None:
    latin = [to_latin(word) for word in AZBUKA_ORDER]

    assert tuple(sorted(AZBUKA_ORDER, key=ABECEDA.key)) == ABECEDA_ORDER
    assert sorted(latin, key=ABECEDA.key) == [to_latin(word) for word in ABECEDA_ORDER]


@pytest.mark.parametrize(
    ("alphabet", "words"),
    [
        (ABECEDA, ["injekcija", "inkasant", "inje"]),  # n and j; k; nj
        (ABECEDA, ["luk", "lutka", "ljubav"]),
        (ENGLISH, ["café", "čaj", "Dog", "inject", "ink", "Zebra"]),
        (ENGLISH, ["A day", "A year", "Aardvark"]),
        (ENGLISH, ["Johns", "“Johns and others”", "John’s house"]),
        (AZBUKA, ["2. састанак", "Ваза", "„Ваша питања“", "NATO"]),
        (AZBUKA, ["а\u0301биса", "абоба"]),
    ],
)
def test_marks_and_case_do_not_count(alphabet: object, words: list[str]) -> None:
    assert sorted(words, key=alphabet.key) == words  # type: ignore[attr-defined]


@given(st.text(), st.sampled_from(["en", "sr"]))
def test_a_key_is_digits_two_for_a_letter(title: str, locale_code: str) -> None:
    for key in title_keys(title, locale_code):
        assert len(key) % 2 == 0
        assert len(key) <= 2 * MAX_LETTERS
        assert key == "" or (key.isascii() and key.isdecimal())
