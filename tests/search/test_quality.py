"""How well the demo is searched: the right page among the first five, and how far up."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from tests.search.judged import judged
from tests.support.commands import manage
from tests.support.demo import copy_of_the_demo

FIRST = 5
RECALL = 0.95
ASK = """
import json
from site_core.languages.variants import variant_for_code
from site_core.search import ranking
from tests.search.judged import judged
answers = []
for _, locale, query, _ in judged():
    found = ranking.search(query, variant_for_code(locale), 1)
    answers.append([document.path for document in found.documents(0, 20)])
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The addresses that the demo finds for each query, the best first."""
    folder, _output = copy_of_the_demo(tmp_path_factory)
    asked = manage("shell", "-v0", "-c", ASK, data_dir=folder)
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout.splitlines()[-1])


def test_the_right_page_is_among_the_first_five(answers: list[list[str]]) -> None:
    queries = judged()
    assert len(queries) >= 120
    recalled: dict[str, list[bool]] = defaultdict(list)
    reciprocal: dict[str, list[float]] = defaultdict(list)
    missed = []
    for (group, _, query, right), found in zip(queries, answers, strict=True):
        place = next((n for n, path in enumerate(found[:FIRST], start=1) if path in right), 0)
        for name in (group, "all"):
            recalled[name].append(bool(place))
            reciprocal[name].append(1 / place if place else 0)
        if not place:
            missed.append(f"{group}: {query}")
    for name, hits in recalled.items():
        recall, mrr = sum(hits) / len(hits), sum(reciprocal[name]) / len(hits)
        print(f"{name:12} {len(hits):4} queries  recall@5 {recall:.3f}  MRR {mrr:.3f}")  # noqa: T201 - with -s
    print(*missed, sep="\n")  # noqa: T201 - shown with -s

    assert sum(recalled["all"]) / len(recalled["all"]) >= RECALL, missed
