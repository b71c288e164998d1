"""The words of a text as a reader sees them."""

from __future__ import annotations

import pytest

from site_core.languages.analysis import spellings_of, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("на\u00adчел\u200bник", "начелник"),  # Word, PDF
        ("nac\u030celnik", "načelnik"),  # a Mac
        ("и\u0306од", "йод"),
        ("Бео\u0301град", "Београд"),  # stressed, as in a dictionary
        ("ﬁnance", "finance"),
        ("ǆep", "džep"),
        ("CO₂", "CO2"),
        ("10\u00a0km", "10 km"),
        ("\ufeffнато", "НАТО"),
        ("НАТО-ом", "НАТО"),
        ("КФОР-а", "КФОР"),
        ("NATO‑u", "NATO"),
        ("90-их", "90"),
        ("е-пошта", "епошта"),
        ("e-mail", "email"),
        ("NATO’s", "nato"),
    ],
)
def test_what_the_eye_reads_as_one_is_one(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


@pytest.mark.parametrize(
    ("text", "count"),
    [("Wi-Fi", 2), ("press_office", 2), ("follow-up", 2), ("2010-2015", 2), ("01.12.2026.", 3)],
)
def test_what_stands_apart_stays_apart(text: str, count: int) -> None:
    assert len(spellings_of(text)) == count


@pytest.mark.parametrize(
    "number",
    [
        "+381 11 000 1234",
        "00381 11 000 1234",
        "381 11 000-1234",
        "011 000 1234",
        "011/000-1234",
        "(011) 000-1234",
        "+381\u00a011\u00a0000\u00a01234",
        "+381 (0)11 000 1234",
        "+381110001234",
    ],
)
def test_a_telephone_number_is_one_word_in_any_spelling(number: str) -> None:
    assert spellings_of(f"Tel. {number}, room 5") == ["tel", "110001234", "room", "5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to office@example.org.", ["write", "to", "office0example0org"]),
        ("mailto:office@example.org", ["office0example0org"]),
        ("see https://www.nato.int/docu/", ["see", "nato0int0docu"]),
        ("www.nato.int/docu", ["nato0int0docu"]),
        ("(mod.gov.rs)", ["mod0gov0rs"]),
        ("nobody@ here", ["nobody", "here"]),
    ],
)
def test_an_address_is_one_word(text: str, expected: list[str]) -> None:
    assert spellings_of(text) == expected
