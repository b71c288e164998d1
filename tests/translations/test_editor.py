"""The foot of the translation editor: drafts and review, for those who may publish and those who may not."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from home.models import HomePage
from relations.models import ArticlePage
from site_core.models import User
from tests.support.editing import stored
from tests.support.people import with_permissions
from tests.support.translating import submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator(serbian_home: HomePage) -> Client:
    """Somebody who writes Serbian and publishes nothing."""
    return with_permissions("translator", pages=(stored(serbian_home),), for_pages=["change_page"])


@pytest.fixture
def reviewer(serbian_home: HomePage) -> Client:
    """A moderator of the Serbian tree."""
    client = with_permissions(
        "reviewer", pages=(stored(serbian_home),), for_pages=["change_page", "publish_page"]
    )
    User.objects.get(username="reviewer").groups.add(Group.objects.get(name="Editor"))
    return client


@pytest.fixture
def complete(article: ArticlePage, serbian: Locale) -> ArticlePage:
    """A translation that is not published, with every text written."""
    translation = submit(article, serbian)
    write(translation)
    return article.get_translation(serbian)


def url_of(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def foot(client: Client, page: Page) -> str:
    html = client.get(url_of(page)).content.decode()
    return html[html.index('class="translation-actions"') :].partition("</footer>")[0]


def act(client: Client, page: Page, action: str, **data: str) -> str:
    response = client.post(url_of(page), {"action": action, **data}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_who_may_not_publish_saves_and_submits(translator: Client, complete: ArticlePage) -> None:
    shown = foot(translator, complete)
    assert "Publish in" not in shown
    assert "Delete" not in shown.partition("<details")[0]
    assert shown.index("Submit for review") < shown.index("Save draft")
    assert shown.index('class="button "') < shown.index("Submit for review")

    assert "is saved" in act(translator, complete, "save")
    latest = stored(complete).get_latest_revision_as_object()
    assert latest.title == "Превод: Mission"
    assert not stored(complete).live


def test_what_is_submitted_is_approved_and_public(
    translator: Client, reviewer: Client, complete: ArticlePage, commits: Any
) -> None:
    assert "is submitted" in act(translator, complete, "submit")
    assert "Submit for review" not in foot(translator, complete)
    assert "review-approve" in foot(reviewer, complete)
    assert "review-approve" not in foot(translator, complete)

    with commits(execute=True):
        act(reviewer, complete, "review-approve")
    page = stored(complete)
    assert page.live
    assert page.specific.title == "Превод: Mission"


def test_what_is_sent_back_says_why_and_is_submitted_again(
    translator: Client, reviewer: Client, complete: ArticlePage
) -> None:
    act(translator, complete, "submit")
    act(reviewer, complete, "review-reject", comment="The title is not a title.")
    html = translator.get(url_of(complete)).content.decode()
    assert "Changes were asked for: The title is not a title." in " ".join(html.split())
    assert not stored(complete).live

    assert "is submitted" in act(translator, complete, "submit")
    assert "review-approve" in foot(reviewer, complete)


def test_what_is_taken_back_is_not_in_review(translator: Client, complete: ArticlePage) -> None:
    act(translator, complete, "submit")
    assert "not in review any more" in act(translator, complete, "cancel-workflow")
    assert "Submit for review" in foot(translator, complete)


def test_half_a_translation_is_not_submitted(
    translator: Client, article: ArticlePage, serbian: Locale
) -> None:
    write(submit(article, serbian), 1)
    page = article.get_translation(serbian)
    assert "need translating" in act(translator, page, "submit")
    assert not stored(page).specific.workflow_in_progress


@pytest.mark.parametrize("action", ["review-approve", "review-reject", "cancel-workflow"])
def test_nobody_does_what_is_not_offered(
    translator: Client, complete: ArticlePage, action: str
) -> None:
    act_url = url_of(complete)
    response = translator.post(act_url, {"action": action})
    assert response.status_code in (302, 403)
    assert not stored(complete).live


def test_an_administrator_publishes_at_once(
    editor: Client, complete: ArticlePage, commits: Any
) -> None:
    assert "Publish in" in foot(editor, complete)
    with commits(execute=True):
        act(editor, complete, "publish")
    assert stored(complete).live
