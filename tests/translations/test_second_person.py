"""A step of a workflow that whoever changed the content last cannot approve, in either language."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Workflow, WorkflowPage, WorkflowTask
from wagtail_localize.models import StringTranslation

from home.models import HomePage
from relations.models import ArticlePage
from site_core.models import SecondPersonTask, User
from tests.support.editing import stored
from tests.support.people import with_permissions
from tests.support.translating import submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(home: HomePage, serbian_home: HomePage) -> SecondPersonTask:
    """The one step of the workflow of both trees, taken by editors."""
    made = SecondPersonTask.objects.create(name="Second pair of eyes")
    made.groups.add(Group.objects.get(name="Editor"))
    workflow = Workflow.objects.create(name="Two people")
    WorkflowTask.objects.create(workflow=workflow, task=made)
    for page in (home, serbian_home):
        WorkflowPage.objects.update_or_create(page_id=page.pk, defaults={"workflow": workflow})
    return made


def moderator(name: str, *pages: Page) -> tuple[Client, User]:
    client = with_permissions(name, pages=tuple(stored(page) for page in pages))
    user = User.objects.get(username=name)
    user.groups.add(Group.objects.get(name="Editor"))
    return client, user


def names(task: SecondPersonTask, page: Any, user: User) -> set[str]:
    return {action for action, _label, _dialogue in task.get_actions(page, user)}


def test_another_approves(
    task: SecondPersonTask, article: ArticlePage, home: HomePage, serbian_home: HomePage
) -> None:
    client, ana = moderator("ana", home)
    _other, bojan = moderator("bojan", home)
    article.lead = "Changed."
    article.save_revision(user=ana)
    article.get_workflow().start(article, ana)
    page = ArticlePage.objects.get(pk=article.pk)
    assert names(task, page, ana) == {"reject"}
    assert names(task, page, bojan) == {"reject", "approve"}
    assert not task.get_task_states_user_can_moderate(ana).exists()
    assert task.get_task_states_user_can_moderate(bojan).exists()

    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    client.post(url)
    assert ArticlePage.objects.get(pk=page.pk).lead != "Changed."


def test_whoever_edits_while_reviewing_is_the_last(
    task: SecondPersonTask, article: ArticlePage, home: HomePage, serbian_home: HomePage
) -> None:
    _client, ana = moderator("ana", home)
    _other, bojan = moderator("bojan", home)
    article.save_revision(user=ana)
    article.get_workflow().start(article, ana)
    article.save_revision(user=bojan)
    page = ArticlePage.objects.get(pk=article.pk)
    assert names(task, page, bojan) == {"reject"}
    assert "approve" in names(task, page, ana)


def test_a_translator_does_not_approve_their_own_text(
    task: SecondPersonTask,
    article: ArticlePage,
    home: HomePage,
    serbian_home: HomePage,
    serbian: Locale,
) -> None:
    client, _ana = moderator("ana", serbian_home)
    other, _bojan = moderator("bojan", serbian_home)
    record = submit(article, serbian)
    write(record)
    page = article.get_translation(serbian)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    segment = record.source.stringsegment_set.get(context__path="lead")
    save = reverse("liaison_save_texts", args=[record.pk])
    seen = StringTranslation.objects.get(translation_of=segment.string, context=segment.context)
    client.post(save, {f"text-{segment.pk}": "Ново.", f"seen-{segment.pk}": seen.data})
    other.post(edit, {"action": "submit"})  # who submits is not who wrote
    assert "review-approve" not in client.get(edit).content.decode()
    assert "review-reject" in client.get(edit).content.decode()


def test_it_can_be_chosen_in_the_settings(editor: Client, db: None) -> None:
    shown = editor.get(reverse("wagtailadmin_workflows:select_task_type")).content.decode()
    assert "Approval by a second person" in shown
