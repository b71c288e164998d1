"""PostgreSQL has indexes for what the search backend filters and joins by.

Delete one, with its migration, when Wagtail's backend brings one for both vectors together, or for entries
joins by something else than the id as text.
"""

from __future__ import annotations

import pytest
from django.db import connection
from wagtail.models import Site

from home.models import HomePage
from site_core.languages.variants import variant_for_code
from site_core.published.models import PublishedDocument
from site_core.search import ranking

INDEX = "site_core_search_both_vectors"
JOIN_INDEX = "site_core_document_by_entry"


@pytest.mark.django_db
def test_a_search_can_use_the_index(home: HomePage) -> None:
    found = ranking.search("home", variant_for_code("en"), Site.objects.get().pk)
    assert found.total == 1
    table = '"wagtailsearch_indexentry"'
    both = f'({table}."title" || {table}."body")'
    results = ranking._results(found.parsed, PublishedDocument.objects.public())
    assert f"{both} @@" in str(results.get_queryset().query)
    with connection.cursor() as cursor:
        # A table of a few rows is read whole unless that is forbidden.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            f"EXPLAIN SELECT 1 FROM {table} WHERE {both} @@ to_tsquery('home0')"  # noqa: S608 - written above
        )
        assert INDEX in str(cursor.fetchall())


@pytest.mark.django_db
def test_what_was_found_is_looked_up_by_an_index(home: HomePage) -> None:
    """Otherwise a word on one page reads all pages."""
    found = ranking.search("home", variant_for_code("en"), Site.objects.get().pk)
    results = ranking._results(found.parsed, PublishedDocument.objects.public())
    table = PublishedDocument._meta.db_table
    assert f'("{table}"."page_id")::varchar(50)' in str(results.get_queryset().query)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            f"EXPLAIN SELECT 1 FROM {table} WHERE page_id::varchar(50) = '1'"  # noqa: S608 - written above
        )
        assert JOIN_INDEX in str(cursor.fetchall())
