"""Finds public pages by words, for the search page and for the API, the best first.

Wagtail's search backend says which pages hold what was asked for; which of them is best is said here, so
that every database gives the same order.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from prometheus_client import Histogram
from wagtail.search.backends import get_search_backend

from site_core import counters
from site_core.languages.variants import Variant
from site_core.published import aliases, reading, rebuild_queue
from site_core.published.models import PublishedDocument
from site_core.search.parsing import ParsedQuery, Part, Word, parse_query

#: So many of the pages found are put in order by how well they answer.
RANKED = 300
#: Of so many pages the backend chooses those that are. Of more, which hold a word that is on every other
#: page, those that stand highest in the tree are taken: to weigh them all takes too long.
WEIGHED = 3000
#: What a word is worth in each line of ``PublishedDocument.search_text``.
WEIGHTS = (10.0, 4.0, 1.0)
#: What a word is worth that only begins like the one asked for, or is near it: in a title less than the word
#: itself anywhere.
OTHER = 0.05
#: What a word is worth that means the same.
SYNONYM = 0.8
_seconds = Histogram(
    "liaison_search_seconds",
    "Seconds that a search took, by outcome; those for pages that were not there are among them.",
    ["outcome"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
    registry=counters.registry,
)


@dataclass
class SearchResults:
    """The pages that a search has found, in order."""

    parsed: ParsedQuery
    total: int = 0
    #: Ids of the pages that answer best, in order; of all that were found when they are few.
    ranked: list[int] = field(default_factory=list)
    #: The other pages found, in tree order; ``None`` where there are none.
    rest: Any = None

    def documents(self, offset: int, limit: int) -> list[PublishedDocument]:
        """A slice of the pages found, whole: one query, two far down."""
        ids = self.ranked[offset : offset + limit]
        if len(ids) < limit and self.rest is not None:
            start = max(offset - len(self.ranked), 0)
            more = self.rest[start : offset + limit - len(self.ranked)]
            ids = ids + [document.pk for document in more]
        return reading.by_ids(ids)


def search(
    text: str,
    variant: Variant,
    site_id: int | None,
    *,
    types: Iterable[str] = (),
    below: str = "",
    corrects: bool = True,
    synonyms: str = "",
) -> SearchResults:
    """Search the public pages of a site in the language of a variant: at most seven queries.

    Where no page has all the words, those that have some are found.

    ``types`` are page types, ``below`` the tree path of a section; empty for all. Without ``corrects``
    misspelt words are not looked for. ``synonyms`` are lines of words that mean the same.
    """
    began = time.perf_counter()
    results = _search(
        text, variant, site_id, types=types, below=below, corrects=corrects, synonyms=synonyms
    )
    outcome = "found" if results.total else "nothing"
    _seconds.labels(outcome).observe(time.perf_counter() - began)
    return results


def _search(
    text: str,
    variant: Variant,
    site_id: int | None,
    *,
    types: Iterable[str],
    below: str,
    corrects: bool,
    synonyms: str,
) -> SearchResults:
    parsed = parse_query(text, variant.locale_code, corrects=corrects, synonyms=synonyms)
    if not parsed or site_id is None:
        return SearchResults(parsed)
    pages = PublishedDocument.objects.public().filter(locale=variant.locale_code, site=site_id)
    if types:
        pages = pages.filter(type__in=list(types))
    if below:
        pages = pages.filter(tree_path__startswith=below)
    pages = pages.exclude(
        pk__in=aliases.beside_their_originals(site_id, variant.locale_code, below)
    )
    pages = pages.only("depth", "tree_path", "search_text").order_by("depth", "tree_path")
    results = _results(parsed, pages)
    best = list(results[: RANKED + 1])
    if not best and len(parsed.words) > 1 and not parsed.phrases:
        parsed.is_relaxed = True
        results = _results(parsed, pages)
        best = list(results[: RANKED + 1])
    if not best and (parsed.is_rebuilding or (parsed.phrases and rebuild_queue.pending())):
        parsed, best = _in_documents(parsed, pages)
    total = len(best)
    if total > RANKED:
        total = results.count()
        if total <= WEIGHED:
            best = list(_results(parsed, pages.order_by(), order_by_relevance=True)[:RANKED])
        best = best[:RANKED]
    _note_corrections(parsed, best)
    best.sort(key=lambda document: (-score(document, parsed), document.depth, document.tree_path))
    ranked = [document.pk for document in best]
    rest = _results(parsed, pages.exclude(pk__in=ranked)) if total > len(ranked) else None
    return SearchResults(parsed, total, ranked, rest)


def _note_corrections(parsed: ParsedQuery, found: list[PublishedDocument]) -> None:
    """Name only what stands on a page that was found: other words can be those of private pages."""
    for word in parsed.words:
        for stem, spelling in word.near.items():
            if any(f" {stem} " in document.search_text for document in found):
                word.corrected_to = spelling
                break


def _results(parsed: ParsedQuery, pages: QuerySet, *, order_by_relevance: bool = False) -> Any:
    query = parsed.query()
    return get_search_backend().search(query, pages, order_by_relevance=order_by_relevance)


def _in_documents(
    parsed: ParsedQuery, pages: QuerySet
) -> tuple[ParsedQuery, list[PublishedDocument]]:
    """The first pages whose own stems answer. The index may have those of another release.

    Reads the texts of all pages, so for the time of a rebuild only.
    """
    parsed = parse_query(parsed.text, parsed.locale, corrects=False, is_rebuilding=True)
    if not parsed:
        return parsed, []
    for word in parsed.words:
        pages = pages.filter(_holds(word.all_stems()))
    if parsed.excluded:
        pages = pages.exclude(_holds(parsed.excluded))
    return parsed, list(pages[:RANKED])


def _holds(stems: Iterable[str]) -> Q:
    held = Q()
    for stem in stems:
        held |= Q(search_text__contains=f" {stem} ")
    return held


def score(document: PublishedDocument, parsed: ParsedQuery) -> float:
    """How well a page answers: where each word stands, in full or not, and whether they stand together."""
    lines = document.search_lines
    worth = sum(_worth_of_part(part, lines) for part in parsed.parts)
    stems = parsed.sequence
    for phrase in [*parsed.phrases, *([stems] if len(stems) > 1 else [])]:
        together = f" {' '.join(phrase)} "
        worth += sum(
            weight for line, weight in zip(lines, WEIGHTS, strict=True) if together in line
        )
    if lines[0].split() == stems:
        worth += WEIGHTS[0]
    return worth


def _worth_of_part(part: Part, lines: tuple[str, str, str]) -> float:
    own = sum(_worth(word, lines) for word in part.words)
    if not part.synonyms:
        return own
    names = (Word("", [" ".join(stems)]) for stems in part.synonyms)
    other = max(_worth(name, lines) for name in names)
    return max(own, SYNONYM * len(part.words) * other)


def _worth(word: Word, lines: tuple[str, str, str]) -> float:
    best = 0.0
    for place, stem in enumerate(word.all_stems()):
        share = 1.0 if place < len(word.stems) else OTHER
        for line, weight in zip(lines, WEIGHTS, strict=True):
            times = line.count(f" {stem} ")
            if times:
                # A short title says more by one word than a long one.
                shortness = 1 + 1 / max(len(line.split()), 1) if weight == WEIGHTS[0] else 1
                best = max(best, share * weight * shortness * (1 + min(times - 1, 4) * 0.1))
    return best
