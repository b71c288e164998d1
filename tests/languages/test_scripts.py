"""Serbian Cyrillic to Latin, letter by letter."""

from __future__ import annotations

import re

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
        ("office@example.org, ы, ґ, э, ѝ", "office@example.org, ы, ґ, э, ѝ"),
        ("Љу̏ба̄в", "Ljȕba̅v".replace("̅", "̄")),
        ("Љ̀У", "LJ̀U"),
    ],
)
def test_known_words(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    ("html", "converted"),
    [
        ('<b translate="no">Реч</b> реч', '<b translate="no">Реч</b> reč'),
        (
            "<b lang='sr' translate='no' id=x>Реч</b> реч",
            "<b lang='sr' translate='no' id=x>Реч</b> reč",
        ),
        ("<b translate=no>Реч</b>реч", "<b translate=no>Реч</b>reč"),
        (
            'реч <p TRANSLATE="no">а<p>б</p>в</p> реч',
            'reč <p TRANSLATE="no">а<p>б</p>в</p> reč',
        ),
        ('<b translate="yes">Реч</b>', '<b translate="yes">Reč</b>'),
        ('<img translate="no" alt="Реч"> реч', '<img translate="no" alt="Реч"> reč'),
        ('<b translate="no">никад затворено', '<b translate="no">никад затворено'),
        (
            '{"a": "<b translate=\\"no\\">Реч</b> реч"}',
            '{"a": "<b translate=\\"no\\">Реч</b> reč"}',
        ),
        ('translate="no" реч', 'translate="no" reč'),
        ('<i title=">" translate="no">Реч</i> реч', '<i title=">" translate="no">Реч</i> reč'),
        ('<bold translate="no"><b>а</b></bold> а', '<bold translate="no"><b>а</b></bold> a'),
        ('\x00 реч <b translate="no">Реч</b> Њ', '\x00 reč <b translate="no">Реч</b> Nj'),
        ('<b data-translate="no">Реч</b>', '<b data-translate="no">Reč</b>'),
    ],
)
def test_what_keeps_its_script(html: str, converted: str) -> None:
    assert to_latin(html) == converted
    assert to_latin(converted) == converted


def test_no_letter_of_the_alphabet_is_left() -> None:
    converted = to_latin(ALPHABET + ALPHABET.upper())

    assert not set(converted) & set(ALPHABET + ALPHABET.upper())


MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            '<b translate="no">',
            "</b>",
            "<b>",
            '<a href="/пут/" title="Њ">',
            "</a>",
            "Љ",
            "љубав",
            "NATO",
            "&amp;",
            ">",
            '"',
            " ",
        ]
    )
).map("".join)


@given(st.text() | MARKUP)
def test_is_idempotent(text: str) -> None:
    once = to_latin(text)
    assert to_latin(once) == once


@given(MARKUP)
def test_markup_is_the_same_before_and_after(html: str) -> None:
    def ascii_part(text: str) -> str:
        return "".join(re.findall("<[a-z/]+|[>&;]", text))

    assert ascii_part(to_latin(html)) == ascii_part(html)


@given(st.text(st.characters(exclude_characters=ALPHABET + ALPHABET.upper())))
def test_leaves_all_else_as_it_is(text: str) -> None:
    assert to_latin(text) == text
