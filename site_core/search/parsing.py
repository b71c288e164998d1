"""The query of a reader: words, quoted phrases, and words that must not be there.

The last word may be the beginning of one. A word that no page holds is corrected to the nearest that one
does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import OSA
from wagtail.search.query import And, Not, Or, Phrase, PlainText, SearchQuery

from site_core.languages.analysis import (
    analyse,
    has_digit,
    stem_of,
    without_diacritics,
    words_of,
)
from site_core.languages.base_forms import is_known, other_base_form
from site_core.languages.function_words import FUNCTION_WORDS
from site_core.languages.scripts import to_latin
from site_core.languages.tokens import tokens_of
from site_core.published import rebuild_queue, statements
from site_core.published.models import SearchWord, index_tokens
from site_core.search.relatives import relatives_of, root_of
from site_core.search.synonyms import Stems, synonyms_in

MAX_QUERY_LENGTH = 200
MAX_WORDS = 12
#: A beginning has so many letters at least, and is completed to so many words at most.
MIN_PREFIX_LENGTH = 3
MAX_COMPLETIONS = 20
#: How many near words a misspelt one is taken for.
MAX_CORRECTIONS = 3
#: So many letters at the end of a stem another analysis may have written otherwise.
_CHANGED_LETTERS = 2
_LAST_CHARACTER = "\U0010ffff"
_PIECE = re.compile(
    r"""(?P<minus>(?<!\S)[-−])?
        (?:["„“”»«](?P<phrase>[^"„“”»«]*)["„“”»«] | (?P<words>[^\s"„“”»«]+))""",
    re.VERBOSE,
)
_QUOTES = re.compile(r"[\"„“”»«]")
_ENDS_IN_A_WORD = re.compile(r"[^\W_]\Z")


@dataclass
class Word:
    """One word that is asked for in lower-case Latin letters, and the stems that answer it.

    Of its own stems there are two where it may have been typed without diacritics.
    """

    text: str
    stems: list[str]
    #: The word as the reader typed it.
    typed: str = ""
    #: The stems by which a beginning or a misspelt word is answered as well.
    others: list[str] = field(default_factory=list)
    #: What a misspelt word may be taken for: stems, each with a word as it is written.
    near: dict[str, str] = field(default_factory=dict)
    #: What it was taken for, once pages were found that have that.
    corrected_to: str = ""

    def all_stems(self) -> list[str]:
        return [*self.stems, *self.others]


@dataclass
class Part:
    """Words of a query that are answered together: one, or several that have synonyms as one name."""

    words: list[Word]
    #: The stems of each synonym, in their order.
    synonyms: list[Stems] = field(default_factory=list)

    def query(self) -> SearchQuery:
        """The query for a search backend."""
        words = [_any_of(word.all_stems()) for word in self.words]
        own = words[0] if len(words) == 1 else And(words)
        others = [_together(stems) for stems in self.synonyms]
        return Or([own, *others]) if others else own


@dataclass
class ParsedQuery:
    """A query, understood."""

    text: str
    locale: str
    words: list[Word] = field(default_factory=list)
    #: The same words, those together that have synonyms together.
    parts: list[Part] = field(default_factory=list)
    #: The stems of all words, in the order in which they were typed, those that are not asked for too.
    sequence: list[str] = field(default_factory=list)
    phrases: list[list[str]] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    #: Whether the pages may have been analysed otherwise: they are being made anew after an upgrade.
    is_rebuilding: bool = False
    #: Whether a page may lack some of the words, because none has them all.
    is_relaxed: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def stems(self) -> set[str]:
        """Every stem that is to be found, to mark it."""
        found = {stem for word in self.words for stem in word.all_stems()}
        little = _function_stems(self.locale)
        for part in self.parts:
            found.update(stem for stems in part.synonyms for stem in stems if stem not in little)
        in_phrases = {stem for phrase in self.phrases for stem in phrase}
        return found | (in_phrases - little or in_phrases)

    @property
    def corrections(self) -> list[tuple[str, str]]:
        """Misspelt words, each with what it was taken for."""
        return [(word.typed, word.corrected_to) for word in self.words if word.corrected_to]

    def query(self) -> SearchQuery:
        """The query for a search backend."""
        parts: list[SearchQuery] = [part.query() for part in self.parts]
        if self.is_relaxed:
            relaxed = [_any_of(word.all_stems()) for word in self.words]
            relaxed += [_together(stems) for part in self.parts for stems in part.synonyms]
            parts = [Or(relaxed)]
        parts += [_together(phrase) for phrase in self.phrases]
        parts += [Not(PlainText(index_tokens(stem))) for stem in self.excluded]
        return parts[0] if len(parts) == 1 else And(parts)


@cache
def _function_stems(locale: str) -> frozenset[str]:
    return frozenset(stem_of(word, locale) for word in FUNCTION_WORDS.get(locale, ()))


def _together(stems: Sequence[str]) -> SearchQuery:
    tokens = index_tokens(" ".join(stems))
    return Phrase(tokens) if len(stems) > 1 else PlainText(tokens)


def _any_of(stems: list[str]) -> SearchQuery:
    plain = [PlainText(index_tokens(stem)) for stem in stems]
    return plain[0] if len(plain) == 1 else Or(plain)


def parse_query(
    text: str,
    locale: str,
    *,
    corrects: bool = True,
    is_rebuilding: bool = False,
    synonyms: str = "",
) -> ParsedQuery:
    """Read a query. At most one query to the database, three where no page has one of the words.

    ``synonyms`` are lines of words that mean the same (``synonyms``). Without ``corrects`` misspelt words
    stay as they are: to look for near ones is what costs most. With ``is_rebuilding`` phrases are read as
    words: pages may not have all of their stems any more, or not yet.
    """
    text = text.replace("\x00", "").strip()[:MAX_QUERY_LENGTH]
    if is_rebuilding:
        text = _QUOTES.sub(" ", text).strip()
    parsed = ParsedQuery(text, locale, is_rebuilding=is_rebuilding)
    plain: list[str] = []  # together: a telephone number has spaces
    for piece in _PIECE.finditer(text):
        found = piece["phrase"] if piece["phrase"] is not None else piece["words"]
        if piece["minus"]:
            parsed.excluded += analyse(found, locale)
        elif piece["phrase"] is not None and len(words_of(found)) > 1:
            parsed.phrases.append(analyse(found, locale))
        else:
            plain.append(found)
    words = _words(" ".join(plain), locale)
    parsed.words = words[:MAX_WORDS]
    parsed.sequence = [word.stems[0] for word in parsed.words]
    if words:
        last = words[-1]
        may_go_on = _ENDS_IN_A_WORD.search(text) is not None and not has_digit(last.text)
        little = FUNCTION_WORDS.get(locale, frozenset())
        asked = [word for word in parsed.words if word.text not in little]
        if asked or parsed.phrases:
            parsed.words = asked
        parsed.parts = _parts(parsed.words, synonyms, locale)
        beginning = last if may_go_on and last in parsed.words else None
        _look_up(parsed, beginning, corrects=corrects)
    parsed.excluded = [stem for stem in parsed.excluded if stem not in parsed.stems]
    return parsed


def _words(text: str, locale: str) -> list[Word]:
    """The words of a text, each with its own stems."""
    found = []
    for token in tokens_of(text):
        word = to_latin(token.spelling)
        other = other_base_form(word) if locale == "sr" else None
        stems = [stem_of(word, locale), *([other] if other else [])]
        found.append(Word(word, stems, text[token.start : token.end]))
    return found


def _parts(words: list[Word], synonyms: str, locale: str) -> list[Part]:
    """The words, each by itself but for those that have synonyms together."""
    parts: list[Part] = []
    position = 0
    for start, end, others in synonyms_in([{*word.stems} for word in words], synonyms, locale):
        parts += [Part([word]) for word in words[position:start]]
        parts.append(Part(words[start:end], others))
        position = end
    return parts + [Part([word]) for word in words[position:]]


def _look_up(parsed: ParsedQuery, beginning: Word | None, *, corrects: bool) -> None:
    """Find the stems that words have in the pages: by stem, by spelling, by what they begin."""
    if not parsed.words:
        return
    folded = {word.text: without_diacritics(word.text) for word in parsed.words}
    prefix = folded[beginning.text] if beginning else ""
    found = _known_words(
        parsed.locale,
        [stem for word in parsed.words for stem in word.stems],
        list(folded.values()),
        prefix if len(prefix) >= MIN_PREFIX_LENGTH else "",
    )
    parsed.is_rebuilding |= any(is_pending for *_, is_pending in found)
    known = [(text, stem) for text, stem, _ in found]
    stems = {stem for _, stem in known}
    by_spelling: dict[str, set[str]] = {}
    for spelling, stem in known:
        by_spelling.setdefault(spelling, set()).add(stem)
    unknown = []
    has_synonyms = {id(word) for part in parsed.parts if part.synonyms for word in part.words}
    for word in parsed.words:
        word.others = sorted(by_spelling.get(folded[word.text], set()) - {*word.stems})
        if word is beginning and len(prefix) >= MIN_PREFIX_LENGTH:
            longer = [stem for text, stem in known if text.startswith(prefix)]
            new = dict.fromkeys(stem for stem in longer if stem not in word.all_stems())
            word.others += list(new)[:MAX_COMPLETIONS]
        if (
            stems.isdisjoint(word.stems)
            and not word.others
            and not (has_digit(word.text) or id(word) in has_synonyms)
        ):
            unknown.append(word)
    if parsed.is_rebuilding or (unknown and corrects):
        _look_up_earlier_stems(parsed)
        unknown = [word for word in unknown if len(word.stems) == 1]
    if unknown and corrects:
        _correct_spelling(unknown, folded, parsed.locale)


def _look_up_earlier_stems(parsed: ParsedQuery) -> None:
    """Find the stems under which an earlier release indexed words that have the same stem today.

    Pages are made anew one after the other after an upgrade: meanwhile both stems answer.
    """
    own = {*(word.stems[0] for word in parsed.words), *parsed.excluded}
    earlier: dict[str, list[str]] = {stem: [] for stem in own if len(stem) >= MIN_PREFIX_LENGTH}
    if not earlier:
        return
    wanted = Q()
    for stem in earlier:
        root = stem[: max(len(stem) - _CHANGED_LETTERS, MIN_PREFIX_LENGTH)]
        wanted |= Q(word__gte=root, word__lt=root + "\U0010ffff")
    near = SearchWord.objects.filter(wanted, locale=parsed.locale).order_by("word")
    columns = near.values_list("stem", "spelling", rebuild_queue.is_pending())
    for stem, spelling, is_pending in columns[:1000]:
        parsed.is_rebuilding |= is_pending
        today = stem_of(to_latin(spelling), parsed.locale)
        if today in earlier and stem not in (today, *earlier[today]):
            earlier[today].append(stem)
    for word in parsed.words:
        word.stems += earlier.get(word.stems[0], [])
        word.others = [stem for stem in word.others if stem not in word.stems]
    parsed.excluded += [stem for asked in parsed.excluded for stem in earlier.get(asked, [])]


def _known_words(
    locale: str, stems: Sequence[str], words: Sequence[str], prefix: str
) -> list[tuple[Any, ...]]:
    """Words of the pages of a locale, each with its stem, in order: by stem, by spelling, by beginning.

    With each stands whether pages are being made anew. No word begins with an empty ``prefix``.
    """
    stems, words = statements.padded(stems), statements.padded(words)
    begins = " OR (word >= %s AND word < %s)" if prefix else ""
    stems_in, words_in = statements.slots(stems), statements.slots(words)
    sql = (
        f"SELECT word, stem, {rebuild_queue.IS_PENDING} FROM {SearchWord._meta.db_table} WHERE locale = %s "  # noqa: S608 - no input in it
        f"AND (stem IN ({stems_in}) OR word IN ({words_in}){begins}) ORDER BY word LIMIT 1000"
    )
    ends = [prefix, prefix + "\U0010ffff"] if prefix else []
    return statements.rows(sql, [locale, *stems, *words, *ends])


def _allowance(text: str) -> int:
    """How many letters of a word may be wrong."""
    return 0 if len(text) < 4 else 1 if len(text) < 7 else 2


def _correct_spelling(words: Sequence[Word], folded: dict[str, str], locale: str) -> None:
    """Answer words that no page has by the nearest ones: one letter off, of one root, or two letters off."""
    allowances = {
        word.text: 0 if locale == "sr" and is_known(word.text) else _allowance(folded[word.text])
        for word in words
    }
    roots = {word.text: root_of(word.stems[0], locale) for word in words}
    lengths = [
        length
        for word in words
        if allowances[word.text] or roots[word.text]
        for length in (
            len(folded[word.text]) - allowances[word.text],
            len(folded[word.text]) + allowances[word.text],
        )
    ]
    if not lengths:
        return
    wanted = Q(length__gte=min(lengths), length__lte=max(lengths))
    for root in filter(None, roots.values()):
        wanted |= Q(word__gte=root, word__lt=root + _LAST_CHARACTER)
    vocabulary = list(
        SearchWord.objects.alias(length=Length("word"))
        .filter(wanted, locale=locale)
        .values_list("word", "stem", "spelling")
    )
    for word in words:
        nearest = _nearest(folded[word.text], allowances[word.text], roots[word.text], vocabulary)
        for stem, spelling in nearest:
            if len(word.near) < MAX_CORRECTIONS:
                word.near.setdefault(stem, spelling)
        word.others = list(word.near)


def _nearest(
    text: str, allowed: int, root: str, vocabulary: Sequence[tuple[str, str, str]]
) -> list[tuple[str, str]]:
    """The words of a vocabulary for which a word may be taken: stems, each as a page spells it."""
    found = (
        process.extract(
            text,
            [candidate[0] for candidate in vocabulary],
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=MAX_CORRECTIONS * 4,
        )
        if allowed
        else []
    )
    best = found[0][1] if found else MAX_QUERY_LENGTH
    if best > 1:
        relatives = relatives_of(root, (stem for _, stem, _ in vocabulary))
        if relatives:
            return sorted((stem, spelling) for _, stem, spelling in vocabulary if stem in relatives)
    return [vocabulary[index][1:] for _, distance, index in found if distance == best]
