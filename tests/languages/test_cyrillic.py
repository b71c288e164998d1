"""Latin to Cyrillic: help, with what it guessed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from site_core.languages.cyrillic import look_alikes, mixed_words, to_cyrillic
from site_core.languages.scripts import to_latin

SERBIAN = "абвгдђежзијклљмнњопрстћуфхцчџш"


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Ljubav i njiva, džep.", "Љубав и њива, џеп."),
        ("ĐAČKI DOM", "ЂАЧКИ ДОМ"),
        ("ZAKON O ODBRANI", "ЗАКОН О ОДБРАНИ"),
        ("ZAKON O ODBRANI IZ XX VEKA I NATO", "ЗАКОН О ОДБРАНИ ИЗ XX ВЕКА И НАТО"),
        ("ODBRANA", "ОДБРАНА"),
        ("EU, SAD i UNESCO", "ЕУ, САД и УНЕСКО"),
        ("PzM i IBAN", "ПзМ и IBAN"),
        ("Microsoft i Facebook", "Microsoft и Facebook"),
        ("24 °C, 90 km/h, 5 kg i 10 m²", "24 °C, 90 km/h, 5 kg и 10 m²"),
        ("od V do XII razreda", "од V до XII разреда"),
        ("na mod.gov.rs ili mod.gov.rs/sr/vesti", "на mod.gov.rs или mod.gov.rs/sr/vesti"),
        ("datoteka izvestaj.pdf", "датотека izvestaj.pdf"),
        ("nac\u030celnik", "начелник"),
        ("injunkcija, panjelinski, podžupan", "инјункција, панјелински, поджупан"),
        ("Stoltenberg", "Столтенберг"),
        ("Sporazum sa NATO-om", "Споразум са НАТО-ом"),
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
    found = to_cyrillic("IBAN i EU, Tanjug, predjel, Stoltenberg, press@example.org")

    assert found.kept == ("IBAN", "press@example.org")
    assert found.doubtful == ("Tanjug", "predjel", "Stoltenberg")


def test_the_glossary_gives_abbreviations() -> None:
    assert to_cyrillic("VOJIN i IBAN", {"VOJIN": "ВОЈИН"}).text == "ВОЈИН и IBAN"


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


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("у ХХ веку", ["ХХ"]),
        ("Х век и СО2, па опет СО2", ["Х", "СО2"]),
        ("25 °С у Београду", ["°С"]),
        ("Н2О и СО₂", ["Н2О", "СО₂"]),
        ("у XX веку, CO2, 25 °C, Н. Н. и С. П.", []),
        ("Е75, А1, ВС, НАТО, МО и 2000. година", []),
        ("НАТО 2030, СОС, РС, ТВ", []),
    ],
)
def test_letters_that_only_look_like_latin_ones_are_found(text: str, signs: list[str]) -> None:
    assert look_alikes(text) == signs
