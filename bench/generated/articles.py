"""Generated articles in both languages.

They stand in sections of their own below the section about the office, 200 a section.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bench.generated.pages import Pair, add_pairs
from bench.generated.sentences import Text, sentence, sentences, subject_matter
from relations.models import ArticlePage, SectionPage
from site_core.demo import DemoContent, DemoError, Phrasebook, State, open_demo, state

SECTION_SIZE = 200
LEAD = Text(
    "An automatically composed text. It fills the site, so that lists, search and translation can be "
    "tried with many pages.",
    "Аутоматски састављен текст. Њиме се сајт пуни како би се спискови, претрага и превођење могли "
    "испробати с много страница.",
)


def add_articles(count: int, report: Callable[[str], None]) -> int:
    """Add the articles with the numbers from 1 to ``count`` that do not exist yet; return how many.

    ``report`` is called with a line for each section. Raises ``DemoError`` where there is no complete demo.
    """
    if state() is not State.COMPLETE:
        raise DemoError(
            "Generated articles stand beside a complete demo: run manage.py demo first."
        )
    content = open_demo(report)
    added = 0
    for first in range(1, count + 1, SECTION_SIZE):
        numbers = range(first, min(first + SECTION_SIZE, count + 1))
        names = {_name(number): number for number in numbers}
        missing = [names[name] for name in content.missing_pages(names)]
        if missing:
            _add_articles(content, first, missing)
            added += len(missing)
            report(f"{added} generated articles added, up to number {missing[-1]}")
    return added


def _name(number: int) -> str:
    return f"generated-{number}"


def _add_articles(content: DemoContent, first: int, numbers: Sequence[int]) -> None:
    section = _section(content, first)
    content.translate()
    languages = content.source_locale.language_code, content.target_locale.language_code
    pairs = [
        Pair(_name(number), *(_article(content, number, code) for code in languages))
        for number in numbers
    ]
    add_pairs(pairs, section, section.get_translation(content.target_locale))


def _section(content: DemoContent, first: int) -> SectionPage:
    last = first + SECTION_SIZE - 1
    words = Phrasebook()
    section = SectionPage(
        title=words(f"Notes {first} to {last}", f"Белешке од {first} до {last}"),
        slug=words(f"notes-{first}-{last}", f"beleske-{first}-{last}"),
        lead=words(LEAD.english, LEAD.serbian),
        search_description=words(
            f"Generated notes {first} to {last}.",
            f"Аутоматски састављене белешке од {first} до {last}.",
        ),
    )
    return content.add_page(f"generated-section-{first}", content.page("about"), section, words)


def _article(content: DemoContent, number: int, code: str) -> ArticlePage:
    """One article in one language; the seeds are the same for both, and so are the ids of the blocks."""
    seed = f"note {number}"
    about = subject_matter(seed).in_language(code)
    note, slug = ("Note", "note") if code == "en" else ("Белешка", "beleska")
    return ArticlePage(
        title=f"{note} {number}: {about}",
        slug=f"{slug}-{number}",
        lead=LEAD.in_language(code),
        search_description=f"{note} {number}: {about}.",
        key_points=content.stream(f"{seed} key points", _key_points(number, seed, code)),
        body=content.stream(f"{seed} body", _body(seed, code)),
    )


def _key_points(number: int, seed: str, code: str) -> list[tuple[str, dict[str, Any]]]:
    points = []
    for index in range(2 + number % 3):
        dated = index == 0
        points.append(
            (
                "key_point",
                {
                    "statement": sentence(f"{seed} point {index}").in_language(code),
                    "date": {
                        "year": 2000 + number % 25 if dated else None,
                        "month": str(1 + number % 12) if dated else "",
                        "day": None,
                    },
                    "detail": _paragraph(f"{seed} detail", 2, code) if dated else "",
                },
            )
        )
    return points


def _body(seed: str, code: str) -> list[tuple[str, Any]]:
    heading = "What happened" if code == "en" else "Шта се догодило"
    return [
        ("paragraph", _paragraph(f"{seed} opening", 3, code)),
        ("heading", {"text": heading, "level": "2"}),
        (
            "paragraph",
            _paragraph(f"{seed} middle", 4, code) + _paragraph(f"{seed} end", 2, code),
        ),
    ]


def _paragraph(seed: str, count: int, code: str) -> str:
    return f"<p>{sentences(seed, count).in_language(code)}</p>"
