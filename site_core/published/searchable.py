"""Writes what is published into Wagtail's search index, in the transaction that publishes it.

Texts are analysed before they come there, so every database and search engine behaves alike.
"""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.search.backends import get_search_backend

from site_core.languages.analysis import stem_of, without_diacritics
from site_core.languages.scripts import to_latin
from site_core.published.models import PublishedDocument, SearchWord

BATCH_SIZE = 1000
_MAX_WORD_LENGTH = 64


def write_rows(documents: Iterable[PublishedDocument]) -> None:
    """Index documents that have just been made from their pages, and learn their words."""
    documents = list(documents)
    if not documents:
        return
    get_search_backend().add_bulk(PublishedDocument, documents)
    words: dict[tuple[str, str, str], str] = {}
    for document in documents:
        for spelling in sorted(document.words):
            word = to_latin(spelling)
            if len(word) <= _MAX_WORD_LENGTH and not word.isdigit():
                stem = stem_of(word, document.locale)
                words[document.locale, without_diacritics(word), stem] = spelling
    SearchWord.objects.bulk_create(
        [
            SearchWord(locale=locale, word=word, stem=stem, spelling=spelling)
            for (locale, word, stem), spelling in sorted(words.items())
        ],
        batch_size=BATCH_SIZE,
        ignore_conflicts=True,
    )
