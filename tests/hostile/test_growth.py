"""What reads a stranger's text takes twice as long for twice as much of it, and no longer."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from wagtail.api.v2.utils import BadRequestError

from offices.enquiries.fields import LineField, readable
from offices.enquiries.forms import EnquiryForm
from site_core.api import cursors, filters, problems
from site_core.delivery.store import accepted_encoding
from site_core.languages.analysis import in_one_spelling, spellings_of, words_of
from site_core.languages.cyrillic import look_alikes, mixed_words, to_cyrillic
from site_core.languages.other_language import tag_in_page
from site_core.languages.scripts import to_latin
from site_core.languages.typography import with_short_words_bound
from site_core.languages.variants import accepted_variant, variant_for_name
from site_core.published.key_events import days_of
from site_core.published.links import is_rich_text
from site_core.published.markdown import plain
from site_core.search import parsing, views

#: Characters of the shorter text. What is quadratic takes a second for it and more.
LENGTH = 4_000
PIECES = (
    *("a", "<a ", "<a translate=no ", " translate=no", "<a translate=no>", "<a1 translate=no></a>"),
    *(
        "<a \"'",
        "<a '\"",
        '<a "\'"',
        '<a translate="no" \'',
        "translate\t",
        " translate =",
        "<",
        ">",
    ),
    *("Љ", "Љ\u0301", "\u0301", "љу ", "ov", "’s ", '"', "„a", "-", " -", "«", "_", " ", "\n"),
    *("field filter error. for ", "cannot filter by '", ",", "(", "a(", ")", "2015-", "0", "="),
    *("://", "а@", ".срб", "а.", "a.ab/", "ә", "&shy;", "&amp;", "&", "&#", "Ъ", "и\u0306"),
    *("XI", "5 k", "а.rs", "МС2", "KO ", "MAMA "),
    *("<!--", "<!-- -", "<b>", "</b>", "<b>Љ", "<a\t", "<textarea>", "<p translate=yes>Љ"),
    *("011 ", "+3", "(0", "e-", "aa-a", "a\u00ad", "a\u0301", "a.org", "www.", "ﬁ"),
    *(" и ", "и <", "<pre>", "<p lang=en>"),
    *("a.", "@", "a@a.", "/", "a/", "%", "q=0.1,", "br;", "sr-", "<p>", "<abbr>", "&a;", "*_"),
)


def _raises(act: Callable[[str], Any], *errors: type[Exception]) -> Callable[[str], Any]:
    def tried(text: str) -> Any:
        with suppress(*errors):
            return act(text)

    return tried


#: Everything with a regular expression, or a loop of its own, that reads what a request holds.
READERS: dict[str, Callable[[str], Any]] = {
    "languages.scripts": to_latin,
    "languages.cyrillic": to_cyrillic,
    "languages.cyrillic, look-alikes": look_alikes,
    "languages.cyrillic, mixed": mixed_words,
    "languages.analysis, spellings": spellings_of,
    "languages.analysis, words": words_of,
    "languages.analysis, spelling": in_one_spelling,
    "languages.other_language": lambda text: tag_in_page(text, "en", "sr"),
    "languages.typography": lambda text: with_short_words_bound(text, is_latin=False),
    "languages.variants, header": accepted_variant,
    "languages.variants, name": variant_for_name,
    "search.parsing": lambda text: list(parsing._PIECE.finditer(text)),
    "search.parsing, end": parsing._ENDS_IN_A_WORD.search,
    "search.views": views.CYRILLIC.search,
    "api.problems": lambda text: problems.of_error(BadRequestError(text)),
    "api.problems, quoted": problems.quoted,
    "api.filters": filters._WORD.findall,
    "api.cursors": _raises(lambda text: cursors.decode(text, "pages"), BadRequestError),
    "published.links": is_rich_text,
    "published.markdown": plain,
    "published.key_events": _raises(days_of, ValueError),
    "delivery.store": lambda text: accepted_encoding(text, {"br": b""}),
    "offices.enquiries, text": readable,
    "offices.enquiries, line": _raises(lambda text: LineField().clean(text), ValidationError),
    "offices.enquiries, address": _raises(EnquiryForm.base_fields["email"].clean, ValidationError),
    "urls": _raises(lambda text: resolve(f"/en/{text}"), Resolver404),
    "urls, documents": _raises(lambda text: resolve(f"/documents/{text}"), Resolver404),
    "urls, api": _raises(lambda text: resolve(f"/api/v2/{text}"), Resolver404),
}


def _seconds(read: Callable[[str], Any], text: str) -> float:
    """Processor time of this thread alone, the better of two, with nothing collected between."""
    found = []
    gc.disable()
    try:
        for _ in range(2):
            begun = time.thread_time()
            read(text)
            found.append(time.thread_time() - begun)
    finally:
        gc.enable()
    return min(found)


def _grows_evenly(read: Callable[[str], Any], start: str, piece: str) -> bool:
    """Quadratic would be sixteen times; a few milliseconds are nothing.

    What is seen once on a busy machine is asked again: what is quadratic is so each time.
    """
    short = start + piece * (LENGTH // len(piece))
    long = start + piece * (4 * LENGTH // len(piece))
    return any(_seconds(read, long) < 10 * _seconds(read, short) + 0.03 for _ in range(3))


@pytest.mark.parametrize("name", READERS)
def test_four_times_as_much_takes_four_times_as_long(name: str) -> None:
    read = READERS[name]
    uneven = [
        (start, piece)
        for piece in PIECES
        for start in ("", '<a translate=no "')
        if not _grows_evenly(read, start, piece)
    ]
    assert uneven == []


def test_what_is_quadratic_is_seen() -> None:
    def quadratic(text: str) -> int:
        return sum(text[at:].count("a") for at in range(len(text)) for _ in range(4))

    assert not _grows_evenly(quadratic, "", "a")
