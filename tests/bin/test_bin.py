"""A deleted page is brought back with all that went with it, by whoever could delete it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, Page, PageLogEntry, PageViewRestriction
from wagtail_localize.models import Translation

from home.models import HomePage
from relations.models import ArticlePage, RelatedPage, SectionPage
from site_core.bin import emptying
from site_core.models import BinnedPage, User
from site_core.published.models import Change, PublishedDocument
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    SiteDocumentFactory,
    SiteImageFactory,
    showing,
)
from tests.support.people import with_permissions
from tests.support.translating import translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(db: None) -> User:
    return User.objects.create_superuser("boss", "boss@example.org", "password")


@pytest.fixture
def editor(client: Client, boss: User) -> Client:
    client.force_login(boss)
    return client


@pytest.fixture
def article(section: SectionPage, boss: User) -> ArticlePage:
    page = ArticlePageFactory(parent=section, title="The plan", slug="plan")
    page.lead = "First words."
    page.save_revision(user=boss).publish()
    page.lead = "Second words."
    page.save_revision(user=boss)
    return ArticlePage.objects.get(pk=page.pk)


def delete(client: Client, page: Page, **entered: str) -> Any:
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), entered, follow=True)


def restore(client: Client, title: str) -> Any:
    binned = BinnedPage.objects.get(title=title)
    return client.post(reverse("liaison_bin"), {"binned": binned.pk}, follow=True)


def feed(page_id: int) -> list[str]:
    return list(
        Change.objects.filter(page_id=page_id).order_by("number").values_list("kind", flat=True)
    )


def test_a_page_comes_back_as_it_was(
    editor: Client, boss: User, article: ArticlePage, section: SectionPage, client: Client
) -> None:
    other = ArticlePageFactory(parent=section, title="Other")
    RelatedPage.objects.create(article=other, page=article, sort_order=0)
    Comment.objects.create(page=article, user=boss, text="Is this so?", contentpath="lead")
    before = PublishedDocument.objects.get(pk=article.pk).representation
    answer = delete(editor, article)
    assert "For 30 days it can be brought back" in answer.content.decode()
    assert client.get("/en/about/plan/").status_code == 404
    assert not RelatedPage.objects.exists()

    listed = editor.get(reverse("liaison_bin")).content.decode()
    assert "The plan" in listed
    assert "boss" in listed
    answer = restore(editor, "The plan")
    assert "is back, and readers see it again" in answer.content.decode()
    page = ArticlePage.objects.get(pk=article.pk)
    assert (page.path, page.url_path, page.live) == (article.path, article.url_path, True)
    assert page.revisions.count() == 2
    assert page.get_latest_revision_as_object().lead == "Second words."
    assert Comment.objects.get(page=page).text == "Is this so?"
    assert RelatedPage.objects.get(article=other).page_id == page.pk
    assert client.get("/en/about/plan/").status_code == 200
    assert PublishedDocument.objects.get(pk=page.pk).representation == before
    assert feed(page.pk)[-2:] == ["deleted", "published"]
    assert not BinnedPage.objects.exists()
    assert SectionPage.objects.get(pk=section.pk).numchild == 2
    assert Page.find_problems() == ([], [], [], [], [])
    assert PageLogEntry.objects.filter(page=page.pk, action="liaison.restored", user=boss).exists()
    found = editor.get(reverse("wagtailadmin_explore_root") + "?q=plan").content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in found


def test_a_section_comes_back_with_all_below_it(
    editor: Client, article: ArticlePage, section: SectionPage
) -> None:
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    delete(editor, section)
    assert not ArticlePage.objects.exists()
    restore(editor, "About")
    page = ArticlePage.objects.get(pk=article.pk)
    assert page.path == article.path
    assert page.view_restrictions.count() == 1
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_translation_comes_back_with_its_texts(
    editor: Client, article: ArticlePage, section: SectionPage, serbian_home: HomePage
) -> None:
    translate(section, serbian_home.locale)
    translated = translate(article, serbian_home.locale)
    count = Translation.objects.count()
    delete(editor, article, include_translations="on")
    assert not Page.objects.filter(pk=translated.pk).exists()
    restore(editor, "The plan")
    assert ArticlePage.objects.get(pk=translated.pk).locale.language_code == "sr"
    assert ArticlePage.objects.get(pk=article.pk).get_translations().get().pk == translated.pk
    assert Translation.objects.count() == count


def test_a_place_that_is_taken_is_left(
    editor: Client, article: ArticlePage, section: SectionPage
) -> None:
    delete(editor, article)
    taken = ArticlePageFactory(parent=section, title="New plan", slug="plan")
    restore(editor, "The plan")
    page = ArticlePage.objects.get(pk=article.pk)
    assert page.path > taken.path
    assert (page.slug, page.url_path) == ("plan-2", "/home/about/plan-2/")
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_stood_below_a_deleted_page_waits_for_it(
    editor: Client, article: ArticlePage, section: SectionPage
) -> None:
    delete(editor, article)
    delete(editor, section)
    BinnedPage.objects.filter(title="About").update(pages=1)
    answer = restore(editor, "The plan")
    assert "Restore “About” first" in answer.content.decode()
    restore(editor, "About")
    restore(editor, "The plan")
    assert ArticlePage.objects.filter(pk=article.pk).exists()


def test_another_translation_in_its_place_is_not_driven_out(
    editor: Client, article: ArticlePage, section: SectionPage, serbian_home: HomePage
) -> None:
    translate(section, serbian_home.locale)
    translated = translate(article, serbian_home.locale)
    delete(editor, translated)
    second = translate(article, serbian_home.locale)
    assert second.pk != translated.pk
    binned = BinnedPage.objects.get()
    answer = restore(editor, binned.title)
    assert "cannot be restored: since then" in answer.content.decode()
    assert BinnedPage.objects.get() == binned


def test_pages_that_are_deleted_together_are_listed_each(
    editor: Client, article: ArticlePage, section: SectionPage
) -> None:
    other = ArticlePageFactory(parent=section, title="Other")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    editor.post(f"{url}?id={article.pk}&id={other.pk}")
    assert {binned.title for binned in BinnedPage.objects.all()} == {"The plan", "Other"}
    restore(editor, "Other")
    assert ArticlePage.objects.count() == 2
    assert Page.find_problems() == ([], [], [], [], [])


def test_somebody_who_could_not_delete_it_cannot_bring_it_back(
    editor: Client, article: ArticlePage, section: SectionPage, home: HomePage
) -> None:
    elsewhere = SectionPageFactory(parent=home, title="Elsewhere")
    delete(editor, article)
    for name, top, is_listed in (("far", elsewhere, False), ("near", section, True)):
        other = with_permissions(name, pages=(top,))
        assert ("The plan" in other.get(reverse("liaison_bin")).content.decode()) is is_listed
        restore(other, "The plan")
        assert ArticlePage.objects.filter(pk=article.pk).exists() is is_listed


def test_after_thirty_days_it_is_forgotten(editor: Client, article: ArticlePage) -> None:
    delete(editor, article)
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert emptying.empty() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert emptying.empty() == 1
    assert not BinnedPage.objects.exists()


def test_what_refers_to_nobody_any_more_is_left_empty(editor: Client, article: ArticlePage) -> None:
    gone = User.objects.create_user("gone", "gone@example.org", "password")
    article.save_revision(user=gone)
    delete(editor, article)
    gone.delete()
    restore(editor, "The plan")
    assert ArticlePage.objects.get(pk=article.pk).get_latest_revision().user is None
    assert json.dumps(feed(article.pk)[-1:]) == '["published"]'


def test_each_door_says_where_a_page_is_used(
    editor: Client, article: ArticlePage, section: SectionPage
) -> None:
    elsewhere = SectionPageFactory(parent=section.get_parent(), title="Elsewhere")
    other = ArticlePageFactory(parent=elsewhere, title="It links there")
    other.related_pages = [RelatedPage(page=article, sort_order=0)]
    other.save_revision().publish()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    for page in (article, section):
        for door in (
            reverse("wagtailadmin_pages:delete", args=[page.pk]),
            f"{bulk}?id={page.pk}",
        ):
            assert "It links there" in editor.get(door).content.decode(), door


@pytest.mark.parametrize("kind", ["image", "document"])
def test_each_door_says_where_a_file_is_used(
    editor: Client, section: SectionPage, kind: str
) -> None:
    file = SiteImageFactory() if kind == "image" else SiteDocumentFactory()
    page = showing(file, section)
    page.save_revision().publish()
    views = "wagtailimages" if kind == "image" else "wagtaildocs"
    model = "siteimage" if kind == "image" else "sitedocument"
    bulk = reverse("wagtail_bulk_action", args=["site_core", model, "delete"])
    for door in (reverse(f"{views}:delete", args=[file.pk]), f"{bulk}?id={file.pk}"):
        assert "referenced 1 time" in editor.get(door).content.decode(), door
