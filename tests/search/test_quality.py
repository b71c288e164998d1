"""How well a site is searched: the right page among the first five, and how far up.

Two sets: the demo (``judged``), and the demo with 282 further pages (``office_pages``), whose queries
were written with the pages, before any was tried. With ``-s`` the figures are printed by kind.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

import pytest

from tests.search.judged import judged
from tests.search.office_pages import office_pages
from tests.support.commands import manage
from tests.support.demo import copy_of_the_demo

FIRST = 5
RECALL = 0.97
MEAN_RECIPROCAL_RANK = 0.92
ASK = """
import json
from site_core.languages.variants import variant_for_code
from site_core.search import ranking
from site_core.site_settings.models import SYNONYMS
from tests.search import large_site
from tests.search.judged import judged
answers = []
for _, locale, query, _ in judged():
    found = ranking.search(query, variant_for_code(locale), 1, synonyms=SYNONYMS)
    answers.append([document.path for document in found.documents(0, 5)])
large_site.add_pages()
print(json.dumps([answers, large_site.answers(synonyms=SYNONYMS)]))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[list[list[str]]]:
    """What the demo finds for each query of its own, and what the larger site finds for its own."""
    folder, _output = copy_of_the_demo(tmp_path_factory)
    asked = manage("shell", "-v0", "-c", ASK, data_dir=folder)
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout.splitlines()[-1])


def judge(queries: Sequence[tuple[str, str, set[str]]], answers: Sequence[list[str]]) -> None:
    """Print recall and mean reciprocal rank by kind of query, and hold both to what is promised."""
    ranks: dict[str, list[float]] = defaultdict(list)
    missed = []
    for (kind, query, right), found in zip(queries, answers, strict=True):
        place = next((n for n, page in enumerate(found[:FIRST], start=1) if page in right), 0)
        for name in (kind, "all"):
            ranks[name].append(1 / place if place else 0)
        if not place:
            missed.append(f"{kind}: {query}")
    recalls = {name: sum(map(bool, found)) / len(found) for name, found in ranks.items()}
    means = {name: sum(found) / len(found) for name, found in ranks.items()}
    for name, places in ranks.items():
        figures = f"recall@5 {recalls[name]:.3f}  MRR {means[name]:.3f}"
        print(f"{name:18} {len(places):4} queries  {figures}")  # noqa: T201 - shown with -s
    print(*missed, sep="\n")  # noqa: T201 - shown with -s

    assert recalls["all"] >= RECALL, missed
    assert means["all"] >= MEAN_RECIPROCAL_RANK


def test_of_the_demo_the_right_page_is_among_the_first_five(
    answers: list[list[list[str]]],
) -> None:
    queries = [(kind, query, right) for kind, _, query, right in judged()]
    assert len(queries) >= 180
    judge(queries, answers[0])


def test_of_a_larger_site_the_right_page_is_among_the_first_five(
    answers: list[list[list[str]]],
) -> None:
    queries = [
        (kind, query, {page.slug, *also})
        for page in office_pages()
        for kind, query, also in page.queries
    ]
    assert len(queries) >= 800
    judge(queries, answers[1])
