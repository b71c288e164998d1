"""Somebody answers for each page, and is told when it has to be read again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.users.models import UserProfile

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.models import PageReview, User
from site_core.reviews import reminders
from tests.support.drafts import posted
from tests.support.factories import ArticlePageFactory
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
def writer(db: None) -> User:
    return User.objects.create_user("writer", "writer@example.org", "password")


@pytest.fixture
def article(section: SectionPage, writer: User) -> ArticlePage:
    page = ArticlePageFactory(parent=section, title="The plan", owner=writer)
    page.save_revision().publish()
    Page.objects.exclude(pk=page.pk).update(last_published_at=timezone.now())
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def a_year_later(article: ArticlePage) -> Any:
    with time_machine.travel(timezone.now() + timedelta(days=366)) as traveller:
        Page.objects.exclude(pk=article.pk).update(last_published_at=timezone.now())
        yield traveller


def of_page(article: ArticlePage) -> str:
    return reverse("liaison_review", args=[article.pk])


def listed(client: Client, **filters: str) -> str:
    answer: str = client.get(reverse("liaison_reviews"), filters).content.decode()
    return answer


@pytest.mark.usefixtures("a_year_later")
def test_the_owner_is_reminded_once_a_month(article: ArticlePage, writer: User) -> None:
    UserProfile.objects.create(user=writer, preferred_language="sr")
    assert reminders.remind() == 1
    assert [message.to for message in mail.outbox] == [["writer@example.org"]]
    body = mail.outbox[0].body
    assert "The plan" in body
    assert of_page(article) in body
    assert reminders.remind() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert reminders.remind() >= 1


@pytest.mark.usefixtures("a_year_later")
def test_without_an_owner_administrators_are_reminded(
    article: ArticlePage, writer: User, boss: User
) -> None:
    writer.is_active = False
    writer.save()
    reminders.remind()
    assert [message.to for message in mail.outbox] == [["boss@example.org"]]


@pytest.mark.usefixtures("a_year_later")
def test_a_page_that_is_still_true_says_so_to_readers(editor: Client, article: ArticlePage) -> None:
    assert "The plan" in listed(editor, state="overdue")
    answer = editor.post(of_page(article), {"action": "reviewed"}, follow=True)
    assert "shown to readers" in answer.content.decode()
    page = ArticlePage.objects.get(pk=article.pk)
    assert page.last_reviewed == timezone.localdate()
    assert not page.has_unpublished_changes
    assert "The plan" not in listed(editor, state="overdue")
    assert reminders.remind() == 0


@pytest.mark.usefixtures("a_year_later")
def test_a_draft_that_waits_is_not_published_by_a_review(
    editor: Client, article: ArticlePage
) -> None:
    article.lead = "Not to be seen yet."
    article.save_revision()
    answer = editor.post(of_page(article), {"action": "reviewed"}, follow=True)
    assert "Noted in the draft" in answer.content.decode()
    page = ArticlePage.objects.get(pk=article.pk)
    assert page.last_reviewed is None
    draft = page.get_latest_revision_as_object()
    assert (draft.lead, draft.last_reviewed) == ("Not to be seen yet.", timezone.localdate())


def test_a_person_and_a_day_can_be_set(editor: Client, boss: User, article: ArticlePage) -> None:
    day = timezone.localdate() + timedelta(days=30)
    editor.post(of_page(article), {"responsible": boss.pk, "review_by": day.isoformat()})
    review = PageReview.objects.get(page=article.pk)
    assert (review.responsible, review.review_by) == (boss, day)
    assert "The plan" in listed(editor, whose="mine")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        editor.force_login(boss)
        assert "The plan" in editor.get(reverse("wagtailadmin_home")).content.decode()
        reminders.remind()
    assert [message.to for message in mail.outbox] == [["boss@example.org"]]


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "This day has passed"), (4000, "more than three years away")]
)
def test_a_day_that_nobody_can_mean_is_refused(
    editor: Client, article: ArticlePage, days: int, said: str
) -> None:
    day = timezone.localdate() + timedelta(days=days)
    answer = editor.post(of_page(article), {"responsible": "", "review_by": day.isoformat()})
    assert said in answer.content.decode()
    assert not PageReview.objects.exists()


def test_a_page_was_not_reviewed_tomorrow(editor: Client, article: ArticlePage) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    entered = {**posted(article), "body-count": "0", "last_reviewed": tomorrow.isoformat()}
    answer = editor.post(edit, entered)
    assert "This day is still to come" in str(answer.context["form"].errors["last_reviewed"])


def test_what_is_stored_can_still_be_saved(article: ArticlePage) -> None:
    article.last_reviewed = date(2999, 1, 1)
    article.save_revision().publish()
    assert ArticlePage.objects.get(pk=article.pk).last_reviewed == date(2999, 1, 1)


@pytest.mark.usefixtures("a_year_later")
def test_a_translation_is_reviewed_with_its_original(
    editor: Client, article: ArticlePage, section: SectionPage, serbian_home: HomePage
) -> None:
    translate(section, serbian_home.locale)
    translated = translate(article, serbian_home.locale)
    assert of_page(translated) not in listed(editor)
    menu = editor.get(reverse("wagtailadmin_pages:edit", args=[translated.pk])).content.decode()
    assert of_page(translated) not in menu


def test_the_report_lists_what_somebody_may_change(
    article: ArticlePage, section: SectionPage, home: HomePage
) -> None:
    assert "The plan" in listed(with_permissions("near", pages=(section,)))
    elsewhere = ArticlePageFactory(parent=section, title="Elsewhere")
    far = with_permissions("far", pages=(elsewhere,))
    assert "The plan" not in listed(far)
    assert far.get(of_page(article)).status_code == 302


def test_the_report_costs_the_same_for_many_pages(
    editor: Client, article: ArticlePage, section: SectionPage, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        ArticlePageFactory(parent=section, title=f"Page {number}")
    with django_assert_max_num_queries(30):
        listed(editor)
