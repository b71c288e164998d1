"""What saving a page costs does not grow with what stands below it, and a draft waits for nobody."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.models import HomePage
from relations.models import ArticlePage, RelatedPage, SectionPage
from site_core.languages.readable import with_texts
from site_core.published import reading, sync
from site_core.published.models import ChangeCounter, PublishedDocument
from site_core.published.rebuild import differences
from tests.support.factories import ArticlePageFactory, SectionPageFactory

pytestmark = pytest.mark.django_db


def documents_read(act: Any) -> int:
    """How many documents an act takes from the database."""
    original = PublishedDocument.from_db.__func__  # type: ignore[attr-defined] # a class method
    read = []

    def counted(cls: Any, *args: Any, **options: Any) -> Any:
        read.append(1)
        return original(cls, *args, **options)

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


def queries_of(act: Any) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        act()
    return [query["sql"] for query in queries]


def test_the_references_of_a_page_are_compared_once(home: HomePage) -> None:
    section = section_with(home, 1)
    table = ReferenceIndex._meta.db_table
    read = [sql for sql in queries_of(section.save) if f'FROM "{table}"' in sql]
    assert len([sql for sql in read if '"object_id" = ' in sql]) == 1


def test_references_to_pages_are_looked_up_together(home: HomePage) -> None:
    others = [ArticlePageFactory(parent=home, title=f"Other {number}") for number in range(12)]
    articles = []
    for count in (2, 12):
        article = ArticlePageFactory(parent=home, title=f"With {count}")
        article.related_pages = [
            RelatedPage(page_id=other.pk, locale=article.locale, sort_order=order)
            for order, other in enumerate(others[:count])
        ]
        article.save_revision().publish()
        articles.append(ArticlePage.objects.get(pk=article.pk))
    few, many = (len(queries_of(lambda page=page: sync.refresh([page.pk]))) for page in articles)
    assert few == many
    shown = PublishedDocument.objects.get(pk=articles[1].pk).representation["related_pages"]
    assert [entry["page"]["title"] for entry in shown] == [other.title for other in others]


def test_the_texts_of_a_page_are_cleaned_once(home: HomePage) -> None:
    page = ArticlePageFactory(parent=home, title="Before")
    streams = 2
    with mock.patch("site_core.pages.readable_texts.with_texts", wraps=with_texts) as clean:
        page.save()
    assert clean.call_count == streams
    page.full_clean()
    page.title, page.draft_title = "Bad\x0btitle", "Bad\x0btitle"
    page.save(clean=False)  # of texts that have changed since they were validated
    assert ArticlePage.objects.get(pk=page.pk).title == "Bad title"


def test_the_document_of_a_page_is_written_once(home: HomePage) -> None:
    article = ArticlePageFactory(parent=home)
    article.lead = "Another text."
    table = PublishedDocument._meta.db_table
    written = queries_of(lambda: article.save_revision().publish())
    assert len([sql for sql in written if sql.startswith(f'UPDATE "{table}"')]) == 1


def test_saving_where_the_references_are_switched_off(home: HomePage) -> None:
    section = section_with(home, 1)
    with disable_reference_index_auto_update():
        section.save()
        section.save()


class TestASite:
    @pytest.mark.parametrize("name", ["hostname", "port", "site_name"])
    def test_reads_no_page_when_its_name_changes(
        self, home: HomePage, site: Site, name: str
    ) -> None:
        section_with(home, 3)
        setattr(site, name, "www.example.org" if name != "port" else 8080)
        before = reading.generation()
        assert documents_read(site.save) == 0
        assert reading.generation() > before
        assert differences() == []

    def test_brings_the_documents_up_to_date_when_its_first_page_changes(
        self, home: HomePage, site: Site
    ) -> None:
        site.root_page = section_with(home, 3)
        site.save()
        assert PublishedDocument.objects.filter(path__startswith="/en/article-").count() == 3
        assert differences() == []

    def test_a_second_one_with_the_same_first_page_takes_it_over(
        self, home: HomePage, site: Site
    ) -> None:
        section_with(home, 1)
        other = Site.objects.create(hostname="aaa.example.org", root_page=home)
        assert differences() == []
        other.is_default_site, site.is_default_site = True, False
        site.save()
        other.save()
        assert set(PublishedDocument.objects.values_list("site", flat=True)) == {other.pk}
        assert differences() == []
