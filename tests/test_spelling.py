"""What the speller is given, and what it makes of the answers of the dictionaries."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from deploy import spelling


def test_code_and_what_is_filled_in_are_no_words() -> None:
    text = "Покрените `make срб`, %(страна)s од {број}: НАТО-ом и 5 тачака, Word."

    assert spelling.words_of(text) == {"Покрените", "од", "НАТО-ом", "и", "тачака"}


def test_catalogue_guide_demo_and_error_pages_are_read() -> None:
    places = {place.partition(":")[0].partition("/")[0] for place, text in spelling.texts() if text}

    assert {"locale", "docs", "templates", "site_core", "home", "relations", "offices"} <= places


def test_a_word_is_wrong_where_either_script_lacks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = {"sr_RS": {"Вебхук"}, "sr_Latn_RS": {"greska", "NATO"}}

    def unknown(words: Iterable[str], dictionary: str) -> set[str]:
        return lacking[dictionary].intersection(words)

    monkeypatch.setattr(spelling, "unknown_words", unknown)
    places = {word: ["here"] for word in ("Вебхук", "греска", "НАТО-ом", "грешка")}

    assert spelling.misspelt(places, {"НАТО"}) == {"Вебхук": ["here"], "греска": ["here"]}


def test_words_that_are_right_are_each_said_once() -> None:
    lines = [line.partition("#")[0].strip() for line in spelling.KNOWN.read_text().splitlines()]
    words = [line for line in lines if line]

    assert len(words) == len(set(words)) == len(spelling.known_words("\n".join(words)))
