"""What saving a page costs does not grow with what stands below it, and a draft waits for nobody."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import HomePage
from relations.models import SectionPage
from site_core.published.models import ChangeCounter, PublishedDocument
from tests.support.factories import ArticlePageFactory, SectionPageFactory

pytestmark = pytest.mark.django_db


def documents_read(act: Any) -> int:
    """How many documents an act takes from the database."""
    original = PublishedDocument.from_db.__func__  # type: ignore[attr-defined] # a class method
    read = []

    def counted(cls: Any, *args: Any) -> Any:
        read.append(1)
        return original(cls, *args)

    with mock.patch.object(PublishedDocument, "from_db", classmethod(counted)):
        act()
    return len(read)


def section_with(home: HomePage, count: int) -> SectionPage:
    section = SectionPageFactory(parent=home, slug=f"with-{count}")
    for number in range(count):
        ArticlePageFactory(parent=section, slug=f"article-{number}")
    return SectionPage.objects.get(pk=section.pk)


def publish(section: SectionPage) -> None:
    section.lead = "Another text."
    section.save_revision().publish()


def test_publishing_a_section_reads_nothing_below_it(home: HomePage) -> None:
    few, many = section_with(home, 2), section_with(home, 12)
    assert documents_read(lambda: publish(many)) == documents_read(lambda: publish(few))


def test_renaming_it_reads_what_has_another_address_now(home: HomePage) -> None:
    section = section_with(home, 3)
    section.slug = "renamed"
    section.save_revision().publish()
    paths = PublishedDocument.objects.filter(path__startswith="/en/renamed/")
    assert paths.count() == 4


def test_a_draft_takes_no_lock(home: HomePage) -> None:
    section = section_with(home, 2)
    section.title = "Draft"
    with CaptureQueriesContext(
        connection,
    ) as queries:
        section.save_revision()
    table = ChangeCounter._meta.db_table
    assert [query["sql"] for query in queries if table in query["sql"]] == []
