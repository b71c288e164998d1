"""What it costs to index a page does not grow with what is indexed already."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models.functions import Length
from django.test.utils import CaptureQueriesContext
from wagtail.search.models import IndexEntry

from home.models import HomePage
from relations.models import ArticlePage
from site_core.published import search_backend
from tests.support.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db


def publish(article: ArticlePage) -> list[str]:
    """What is asked of the search index while a page is published."""
    article.lead = "Another text."
    with CaptureQueriesContext(connection) as queries:
        article.save_revision().publish()
    table = IndexEntry._meta.db_table
    return [query["sql"] for query in queries if table in query["sql"]]


def test_publishing_takes_no_average_of_all_titles(
    home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_backend, "FEW", 0)
    search_backend.average_length.clear()
    article = ArticlePageFactory(parent=home)
    publish(article)

    asked = publish(article)
    search_backend.average_length.clear()

    assert asked
    assert [sql for sql in asked if "AVG(" in sql] == []
    weighed = [sql for sql in asked if sql.startswith("UPDATE") and "LENGTH(" in sql]
    assert weighed
    assert all('"object_id" IN' in sql for sql in weighed)


def test_a_new_title_is_weighed_by_its_length(home: HomePage) -> None:
    articles = [
        ArticlePageFactory(parent=home, title=title, slug=f"article-{number}")
        for number, title in enumerate(
            ("Short", "A title that is so very much longer than the other")
        )
    ]
    entries = IndexEntry.objects.filter(object_id__in=[article.pk for article in articles])
    found = entries.annotate(length=Length("title")).filter(length__gt=0)

    norms = {entry.length: entry.title_norm for entry in found.order_by("length")}

    assert len(norms) > 1
    assert norms[min(norms)] > norms[max(norms)]
    assert 0 < norms[max(norms)] < 1.0  # the value of an entry that nobody has weighed
