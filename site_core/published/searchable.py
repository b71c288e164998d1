"""Writes what is published into Wagtail's search index, in the transaction that publishes it.

Texts are analysed before they come there, so every database and search engine behaves alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.utils import translation
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.index import RelatedFields, SearchField
from wagtail.search.query import PlainText

from site_core.languages.analysis import has_digit, spellings_of, stem_of, without_diacritics
from site_core.languages.scripts import to_latin
from site_core.published import faults, rows
from site_core.published.models import PublishedDocument, SearchWord, index_tokens

BATCH_SIZE = 1000
_MAX_WORD_LENGTH = 64
#: So many public pages are read whole before the index is asked for single words.
_LOOKED_AT = 100


def _texts(value: Any) -> Iterable[str]:
    if value is None:
        return
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
    else:
        yield str(value)


def _lines_of(field: Any, page: Page) -> list[tuple[int, list[str]]]:
    return list(_lines(field, page, 0 if field.field_name == "title" else None))


def _lines(field: Any, instance: Any, line: int | None = None) -> Iterator[tuple[int, list[str]]]:
    """What a search field finds in an object: how much it weighs, and the texts.

    Of related objects (``index.RelatedFields``) those that are drafts say nothing.
    """
    if isinstance(field, RelatedFields):
        for related in _related(field.get_value(instance)):
            if getattr(related, "live", True):
                for inner in field.fields:
                    yield from _lines(inner, related)
    elif isinstance(field, SearchField):
        weight = 1 if (field.boost or 1) > 1 else 2
        yield weight if line is None else line, list(_texts(field.get_value(instance)))


def _related(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    return value.all() if hasattr(value, "all") else (value,)


def searchable_words(page: Page) -> tuple[list[str], list[str], list[str]]:
    """The words of everything that the page type declares as searchable, by what they weigh, as written.

    First those of the title, then those of fields with a boost, then the rest. Raises
    ``UnpublishableError`` where a field raises.
    """
    weighed: tuple[list[str], list[str], list[str]] = ([], [], [])
    # A page may have labels among its texts.
    with translation.override(page.locale.language_code):
        for field in page.get_search_fields():
            found = faults.named(
                page, partial(_lines_of, field, page), partial(str, field.field_name)
            )
            for weight, texts in found:
                for text in texts:
                    weighed[weight].extend(spellings_of(text))
        for weight, texts in faults.named(page, partial(_lines_of_rows, page), lambda: "rows"):
            for text in texts:
                weighed[weight].extend(spellings_of(text))
    return weighed


def _lines_of_rows(page: Page) -> list[tuple[int, list[str]]]:
    """What is found in the rows of models that a page shows (``rows.SearchedRow``)."""
    return [line for field, row in rows.rows_on(page) for line in _lines(field, row)]


def write_rows(documents: Iterable[PublishedDocument]) -> None:
    """Index documents that have just been made from their pages, and learn their words."""
    documents = list(documents)
    if not documents:
        return
    get_search_backend().add_bulk(PublishedDocument, documents)
    _learn((document.locale, document.words) for document in documents if not document.restricted)


def learn(page_ids: Iterable[int]) -> None:
    """Learn the words of pages that anybody may read from now on."""
    for page in Page.objects.filter(pk__in=list(page_ids)).select_related("locale").specific():
        try:
            words = frozenset(word for line in searchable_words(page) for word in line)
        except faults.UnpublishableError as error:
            error.log()
            continue
        _learn([(page.locale.language_code, words)])


def forget(locale: str, texts: Iterable[str]) -> None:
    """Forget the words of pages that nobody may read any more, where no public page has them.

    ``texts`` are the search texts of the pages as they were. What a search is completed or corrected to
    would tell of them.
    """
    stems = {stem for text in texts for stem in text.split()}
    public = PublishedDocument.objects.public().filter(locale=locale)
    newest = public.order_by("-change_number").values_list("search_text", flat=True)
    for text in newest[:_LOOKED_AT]:  # most words are on every other page
        stems.difference_update(text.split())
    backend = get_search_backend()
    gone = [
        stem
        for stem in stems
        if not list(
            backend.search(PlainText(index_tokens(stem)), public, order_by_relevance=False)[:1]
        )
    ]
    for start in range(0, len(gone), BATCH_SIZE):
        SearchWord.objects.filter(locale=locale, stem__in=gone[start : start + BATCH_SIZE]).delete()


def _learn(found: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Add words to those of a locale."""
    words: dict[tuple[str, str, str], str] = {}
    for locale, spellings in found:
        for spelling in sorted(spellings):
            word = to_latin(spelling)
            if len(word) <= _MAX_WORD_LENGTH and not has_digit(word):
                stem = stem_of(word, locale)
                words[locale, without_diacritics(word), stem] = spelling
    SearchWord.objects.bulk_create(
        [
            SearchWord(locale=locale, word=word, stem=stem, spelling=spelling)
            for (locale, word, stem), spelling in sorted(words.items())
        ],
        batch_size=BATCH_SIZE,
        ignore_conflicts=True,
    )
