"""What saving a page costs does not grow with what stands below it, and a draft waits for nobody."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, ReferenceIndex, Site
from wagtail.search.backends import get_search_backend
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.models import HomePage
from relations.models import ArticlePage, RelatedPage, SectionPage
from site_core.languages.readable import with_texts
from site_core.pages import admin_search
from site_core.published import reading, sync
from site_core.published.models import Change, ChangeCounter, PublishedDocument
from site_core.published.rebuild import differences
from tests.support.factories import ArticlePageFactory, SectionPageFactory, key_point
from tests.support.translating import translate

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


#: All statements count, also the beginning and the end of transactions and of savepoints.
MAX_QUERIES_TO_PUBLISH = 90


def publish_anew(article: ArticlePage) -> list[str]:
    """Publish a page that was published before with another text; return what was asked."""
    ArticlePage.objects.get(pk=article.pk).save_revision().publish()
    page = ArticlePage.objects.get(pk=article.pk)
    page.lead = "Another text."
    return queries_of(lambda: page.save_revision().publish())


def test_publishing_an_article_of_which_the_translation_is_outdated_then(
    home: HomePage, serbian_home: HomePage, serbian: Locale
) -> None:
    article: Any = ArticlePageFactory(parent=home, tags=["exercise", "partners"])
    related = ArticlePageFactory(parent=home)
    article.related_pages = [RelatedPage(page=related, locale=article.locale, sort_order=0)]
    article.key_points = [key_point("It was agreed.", date=(2024, 5, 1))]
    article.save_revision().publish()
    translate(article, serbian)
    asked = publish_anew(article)
    assert len(asked) <= MAX_QUERIES_TO_PUBLISH, "\n".join(asked)
    assert differences() == []


def test_a_draft_is_compared_with_no_index(home: HomePage) -> None:
    article = ArticlePageFactory(parent=home)
    article.lead = "A draft."
    asked = queries_of(article.save_revision)
    tables = ReferenceIndex._meta.db_table, "wagtailsearch_"
    assert [sql for sql in asked if any(table in sql for table in tables)] == []


def test_an_index_that_keeps_what_lists_are_filtered_by_is_told_of_drafts(
    home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin_search, "_database_searches", lambda: False)
    article = ArticlePageFactory(parent=home)
    assert [sql for sql in queries_of(article.save_revision) if "wagtailsearch_" in sql]


def test_the_admin_finds_a_page_by_what_was_saved(home: HomePage) -> None:
    article = ArticlePageFactory(parent=home, title="Quartermaster")
    found = get_search_backend().search("Quartermaster", Page.objects.all())
    assert [page.pk for page in found] == [article.pk]
    article.title = "Paymaster"
    article.save_revision().publish()
    for words, expected in (("Quartermaster", []), ("Paymaster", [article.pk])):
        assert [
            page.pk for page in get_search_backend().search(words, Page.objects.all())
        ] == expected
    article.delete()
    assert list(get_search_backend().search("Paymaster", Page.objects.all())) == []


def test_a_page_that_is_saved_with_some_of_its_texts_is_found_by_these(home: HomePage) -> None:
    article = ArticlePageFactory(parent=home, title="Quartermaster")
    article.title, article.lead = "Paymaster", "Nobody has saved this word: chandlery."
    article.save(update_fields=["title"])
    for words, count in (("Paymaster", 1), ("Quartermaster", 0), ("chandlery", 0)):
        assert len(get_search_backend().search(words, Page.objects.all())) == count


def test_a_page_goes_live_again_with_nothing_new_in_a_new_generation(home: HomePage) -> None:
    article = ArticlePageFactory(parent=home)
    before, lines = reading.generation(), Change.objects.count()
    article.save()
    assert reading.generation() > before  # a template may show what no document holds
    assert Change.objects.count() == lines


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
