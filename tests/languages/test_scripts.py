"""Serbian Cyrillic to Latin, letter by letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_core.languages.scripts import to_latin

ALPHABET = "абвгдђежзијклљмнњопрстћуфхцчџш"


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Љубав", "Ljubav"),
        ("ЉУБАВ", "LJUBAV"),
        ("ЊЕГОШ", "NJEGOŠ"),
        ("Његош", "Njegoš"),
        ("КОЊ", "KONJ"),
        ("Џ", "Dž"),
        ("ЏЕП", "DŽEP"),
        ("„Љ“", "„Lj“"),
        ("Љ. Петровић", "Lj. Petrović"),
        ("Ђорђе је дошао кући.", "Đorđe je došao kući."),
        ("НАТО-а", "NATO-a"),
        (
            "<a href='https://example.org/путања'>Пут</a>",
            "<a href='https://example.org/putanja'>Put</a>",
        ),
        ("office@example.org, ы, ґ", "office@example.org, ы, ґ"),
    ],
)
def test_known_words(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


def test_no_letter_of_the_alphabet_is_left() -> None:
    converted = to_latin(ALPHABET + ALPHABET.upper())

    assert not set(converted) & set(ALPHABET + ALPHABET.upper())


@given(st.text())
def test_is_idempotent(text: str) -> None:
    once = to_latin(text)
    assert to_latin(once) == once


@given(st.text(st.characters(exclude_characters=ALPHABET + ALPHABET.upper())))
def test_leaves_all_else_as_it_is(text: str) -> None:
    assert to_latin(text) == text
