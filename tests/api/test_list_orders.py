"""Every order of the API's lists is an index: a part of a list costs the same however long it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from home.models import HomePage
from site_core.published import reading
from tests.support.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db


def plan_of(selection: reading.Selection, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the database reads a part of a list."""
    explained: list[str] = []

    def explain(sql: str, parameters: list[Any]) -> list[Any]:
        command = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # few rows are sorted sooner than looked up
                cursor.execute("SET LOCAL enable_sort = off")
                cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"{command} {sql}", parameters)
            explained.extend(str(row[-1]) for row in cursor.fetchall())
        return []

    monkeypatch.setattr(reading, "_read", explain)
    reading.listed(selection, limit=20, offset=0)
    return "\n".join(explained)


@pytest.mark.parametrize("locale", [None, "en"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", reading.ORDERINGS)
def test_an_order_is_an_index(
    home: HomePage,
    monkeypatch: pytest.MonkeyPatch,
    order: str,
    descending: bool,
    locale: str | None,
) -> None:
    for number in range(5):
        ArticlePageFactory(parent=home, slug=f"article-{number}")
    site_id = home.published_document.site_id
    selection = reading.Selection(site_id, order=order, descending=descending, locale=locale)

    plan = plan_of(selection, monkeypatch)

    assert "TEMP B-TREE FOR ORDER BY" not in plan
    assert "->  Sort" not in plan
