"""The interface as Serbians write it: plurals, numbers and dates, in both scripts."""

from __future__ import annotations

import pytest
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from site_core.languages.scripts import to_latin

#: What the reader has asked for, as the view marks it.
TYPED = mark_safe('<span translate="no">план</span>')


def results_heading(count: int, language: str) -> str:
    class Pages:
        class paginator:  # noqa: N801 - a template's name
            pass

        has_other_pages = False

    Pages.paginator.count = count  # type: ignore[attr-defined] # as a paginator has it
    with translation.override(language):
        html = render_to_string(
            "components/search_results.html",
            {"query": "план", "typed": TYPED, "results": [], "results_page": Pages},
        )
    shown = str(html).replace(TYPED, "план")
    return " ".join(shown.partition("<h2")[2].partition(">")[2].partition("</h2>")[0].split())


@pytest.mark.parametrize(
    ("count", "heading"),
    [
        (0, "Пронађено је 0 страница за „план“"),
        (1, "Пронађена је 1 страница за „план“"),
        (2, "Пронађене су 2 странице за „план“"),
        (5, "Пронађено је 5 страница за „план“"),
        (11, "Пронађено је 11 страница за „план“"),
        (21, "Пронађена је 21 страница за „план“"),
        (22, "Пронађене су 22 странице за „план“"),
        (1234, "Пронађене су 1.234 странице за „план“"),
    ],
)
def test_plurals_and_numbers(count: int, heading: str) -> None:
    assert results_heading(count, "sr") == heading
    assert to_latin(results_heading(count, "sr-latn")) == to_latin(heading)


def test_english_numbers() -> None:
    assert results_heading(1234, "en") == "1,234 pages found for “план”"


@pytest.mark.parametrize(
    ("language", "size"), [("en", "1.2\xa0MB"), ("sr", "1,2\xa0MB"), ("sr-latn", "1,2\xa0MB")]
)
def test_file_sizes(language: str, size: str) -> None:
    with translation.override(language):
        assert filesizeformat(1_234_567) == size
