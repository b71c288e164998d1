"""Latin to Cyrillic: help, with what it guessed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from site_core.languages.cyrillic import mixed_words, to_cyrillic
from site_core.languages.scripts import to_latin

SERBIAN = "абвгдђежзијклљмнњопрстћуфхцчџш"


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Ljubav i njiva, džep.", "Љубав и њива, џеп."),
        ("ĐAČKI DOM", "ЂАЧКИ DOM"),
        ("Sporazum sa NATO-om", "Споразум са NATO-ом"),
        ("injekcija, Tanjug, nadživeti, konjugacija", "инјекција, Танјуг, надживети, конјугација"),
        ("Petar I Petrović", "Петар I Петровић"),
        ("I oni. I mi.", "И они. И ми."),
        ("u XIV veku", "у XIV веку"),
        (
            "Vidi https://example.org/put i press@example.org",
            "Види https://example.org/put и press@example.org",
        ),
        ('Vidi <a id="a1">ovde</a> &amp; tamo', 'Види <a id="a1">овде</a> &amp; тамо'),
        ("Reč <acronym>Beograd</acronym> ostaje", "Реч <acronym>Beograd</acronym> остаје"),
        ("Већ ћирилица", "Већ ћирилица"),
        ("ǉubav", "љубав"),
        ("u New Yorku", "у New Yorku"),
    ],
)
def test_words(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin).text == cyrillic


def test_what_was_kept_or_guessed_is_said() -> None:
    found = to_cyrillic("NATO i EU, Tanjug, predjel, press@example.org")

    assert found.kept == ("NATO", "EU", "press@example.org")
    assert found.doubtful == ("Tanjug", "predjel")


@given(st.text(alphabet=SERBIAN + " ", max_size=40))
def test_what_was_cyrillic_comes_back_but_for_letters_that_are_two(text: str) -> None:
    # Which the Latin form cannot tell from one letter.
    assume(not any(pair in text for pair in ("нј", "лј", "дж")))
    assert to_latin(to_cyrillic(to_latin(text)).text) == to_latin(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("НАТO је ту", ["НАТO"]),
        ("НАТО и NATO-а", []),
        ('<a id="a1">веза</a> press@пример', []),
        ("Cрбија и Cрбија", ["Cрбија"]),
    ],
)
def test_words_of_both_alphabets_are_found(text: str, words: list[str]) -> None:
    assert mixed_words(text) == words
