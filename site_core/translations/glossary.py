"""Terms that an institution always translates in one way, and whether a translation has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import strip_tags

from site_core.languages.analysis import analyse
from site_core.translations.models import Term


def terms_in(english: str, terms: Iterable[Term]) -> list[Term]:
    """The terms that an English text holds, in any inflection."""
    stems = analyse(strip_tags(english), "en")
    return [term for term in terms if _holds(stems, analyse(term.english, "en"))]


def is_used(term: Term, serbian: str) -> bool:
    """Whether a Serbian text, in either script, has one of the translations of a term in any case."""
    stems = analyse(strip_tags(serbian), "sr")
    return any(_holds(stems, analyse(text, "sr")) for text in term.translations)


def _holds(stems: Sequence[str], wanted: Sequence[str]) -> bool:
    length = len(wanted)
    return length > 0 and any(
        list(stems[start : start + length]) == list(wanted)
        for start in range(len(stems) - length + 1)
    )
