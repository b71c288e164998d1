"""The figures of a text and of its translation."""

from __future__ import annotations

import pytest

from site_core.translations.parity import differences


@pytest.mark.parametrize(
    ("english", "serbian"),
    [
        ("It opened on 18 December 2006.", "Отворена је 18. децембра 2006. године."),
        ("It opened on December 18, 2006.", "Отворена је 18. 12. 2006."),
        ("In May 2015 it had 1,234.5 pages.", "У мају 2015. имала је 1.234,5 страна."),
        ("On 1 May and 2 May", "Првог 1. маја и 2. маја"),
        ("The 3rd floor, room 12", "3. спрат, соба 12"),
        ('See <a id="a1">there</a>', 'Види <a id="a1">тамо</a>'),
        ("18 October 2010", "18. oktobra 2010."),
        ("No figures", "Без бројева"),
    ],
)
def test_what_says_the_same(english: str, serbian: str) -> None:
    assert differences(english, serbian) == []


@pytest.mark.parametrize(
    ("english", "serbian", "sentences"),
    [
        (
            "On 12 March 2015",
            "21. марта 2015.",
            ["The day 12. 3. is not in the translation.", "The day 21. 3. is not in the original."],
        ),
        (
            "In 2006",
            "2016. године",
            [
                "The number 2006 is not in the translation.",
                "The number 2016 is not in the original.",
            ],
        ),
        ("1,500 people", "150 људи", None),
        (
            'See <a id="a1">there</a>',
            "Види тамо",
            ["The original has 1 link(s), the translation 0."],
        ),
    ],
)
def test_what_does_not(english: str, serbian: str, sentences: list[str] | None) -> None:
    found = differences(english, serbian)

    assert found
    if sentences is not None:
        assert found == sentences
