"""The two workflows: who writes submits, somebody else approves, and everybody is told in their language."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, PageLogEntry, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtail.users.models import UserProfile

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.accounts.roles import AUTHOR, EDITOR, TRANSLATOR
from tests.support.factories import SectionPageFactory
from tests.support.rights import Person, person
from tests.support.translating import submit, write

pytestmark = pytest.mark.django_db


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form(page: Page, **entered: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "lead": "A lead.",
            "comments": inline_formset([]),
            **entered,
        }
    )


def state_of(page: Page) -> WorkflowState:
    return WorkflowState.objects.filter(object_id=str(page.pk)).latest("pk")


def speaks(who: Person, language: str) -> Person:
    profile = UserProfile.get_for_user(who.user)
    profile.preferred_language = language
    profile.save()
    return who


@pytest.fixture
def author() -> Person:
    return speaks(person(AUTHOR, name="ana"), "en")


@pytest.fixture
def editor() -> Person:
    return speaks(person(EDITOR, name="emil"), "sr")


@pytest.fixture
def waiting(home: HomePage, serbian_home: HomePage, author: Person) -> SectionPage:
    """A draft of the author's that waits for review."""
    made = SectionPageFactory(
        parent=home, title="Visit", slug="visit", live=False, owner=author.user
    )
    author.browser.post(edit_url(made), form(made, **{"action-submit": "x"}))
    return SectionPage.objects.get(pk=made.pk)


def approve(client: Client, page: Page, **entered: Any) -> Any:
    data = form(
        page, **{"action-workflow-action": "x", "workflow-action-name": "approve"}, **entered
    )
    return client.post(edit_url(page), data, follow=True)


class TestEnglish:
    def test_somebody_else_approves_and_it_is_public(
        self, waiting: SectionPage, author: Person, editor: Person, commits: Any
    ) -> None:
        assert waiting.current_workflow_task.name == "Review of English pages"
        with commits(execute=True):
            url = reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[waiting.pk])
            assert author.browser.get(url).status_code == 200
            approved = reverse(
                "wagtailadmin_pages:workflow_action",
                args=[waiting.pk, "approve", waiting.current_workflow_task_state.pk],
            )
            editor.browser.post(approved, {"comment": "Well said."})
        assert Page.objects.get(pk=waiting.pk).live
        entry = PageLogEntry.objects.get(page=waiting.pk, action="wagtail.workflow.approve")
        assert entry.user == editor.user
        history = editor.browser.get(
            f"/admin/pages/{waiting.pk}/workflow_history/"
        ).content.decode()
        assert "English pages" in history

    def test_an_author_approves_nothing(self, waiting: SectionPage, author: Person) -> None:
        approve(author.browser, waiting)
        assert not Page.objects.get(pk=waiting.pk).live
        assert state_of(waiting).status == "in_progress"

    def test_what_is_sent_back_says_why_and_is_submitted_again(
        self, waiting: SectionPage, author: Person, editor: Person, commits: Any
    ) -> None:
        mail.outbox.clear()
        url = reverse(
            "wagtailadmin_pages:workflow_action",
            args=[waiting.pk, "reject", waiting.current_workflow_task_state.pk],
        )
        with commits(execute=True):
            editor.browser.post(url, {"comment": "Which visit?"})
        (message,) = mail.outbox
        assert message.to == ["ana@example.org"]
        assert "has been rejected" in message.subject
        assert "Which visit?" in message.body
        shown = author.browser.get(edit_url(waiting)).content.decode()
        assert "Which visit?" in shown

        author.browser.post(edit_url(waiting), form(waiting, **{"action-submit": "x"}))
        assert state_of(waiting).status == "in_progress"


class TestWhoeverChangedItLast:
    def test_does_not_approve_by_changing_at_once(
        self, waiting: SectionPage, editor: Person
    ) -> None:
        answer = approve(editor.browser, waiting, title="Changed by the reviewer")
        saved = Page.objects.get(pk=waiting.pk)
        assert saved.get_latest_revision_as_object().title == "Changed by the reviewer"
        assert not saved.live
        assert state_of(waiting).status == "in_progress"
        assert "„Changed by the reviewer“" in answer.content.decode()  # she reads Serbian

        other = person(EDITOR, name="eva")
        approve(other.browser, Page.objects.get(pk=waiting.pk).get_latest_revision_as_object())
        assert Page.objects.get(pk=waiting.pk).live

    @pytest.mark.parametrize("door", ["form", "bulk", "joint", "v3", "dialogue"])
    def test_does_not_publish_out_of_the_review(
        self, waiting: SectionPage, editor: Person, door: str, settings: Any, commits: Any
    ) -> None:
        settings.API_V3_PREVIEW = settings.API_V3_PREVIEW_WRITES = True
        draft = waiting.get_latest_revision_as_object()
        draft.title = "Changed by the reviewer"
        draft.save_revision(user=editor.user)
        with commits(execute=True):
            if door == "form":
                data = form(draft, **{"action-publish": "x"})
                answer = editor.browser.post(edit_url(waiting), data, follow=True)
            elif door == "bulk":
                answer = editor.browser.post(
                    f"/admin/bulk/wagtailcore/page/publish/?id={waiting.pk}", follow=True
                )
            elif door == "joint":
                url = reverse("liaison_publish_page", args=[waiting.pk])
                answer = editor.browser.post(url, {"action": "alone", "reason": "x"}, follow=True)
            elif door == "v3":
                url = f"/api/v3-preview/pages/{waiting.pk}/actions/publish/"
                answer = editor.app.post(url, content_type="application/json")
                assert answer.status_code == 409
            else:
                url = reverse(
                    "wagtailadmin_pages:workflow_action",
                    args=[waiting.pk, "approve", waiting.current_workflow_task_state.pk],
                )
                answer = editor.browser.post(url, follow=True)
        assert answer.status_code < 500
        assert not Page.objects.get(pk=waiting.pk).live
        assert state_of(waiting).status == "in_progress"

    def test_publishes_once_the_review_is_ended(
        self, waiting: SectionPage, editor: Person, commits: Any
    ) -> None:
        waiting.current_workflow_state.cancel(user=editor.user)
        with commits(execute=True):
            editor.browser.post(edit_url(waiting), form(waiting, **{"action-publish": "x"}))
        assert Page.objects.get(pk=waiting.pk).live


class TestSerbian:
    def test_a_translator_submits_and_an_editor_approves(
        self,
        article: ArticlePage,
        serbian: Locale,
        serbian_home: HomePage,
        editor: Person,
        commits: Any,
    ) -> None:
        translator = speaks(person(TRANSLATOR, name="teodora"), "en")
        write(submit(article, serbian))
        counterpart = article.get_translation(serbian)
        with commits(execute=True):
            translator.browser.post(edit_url(counterpart), {"action": "submit"})
        assert state_of(counterpart).status == "in_progress"
        assert counterpart.get_workflow().name == "Српске странице"
        (message,) = mail.outbox
        assert message.to == ["emil@example.org"]
        assert message.subject.startswith("Страница")

        with commits(execute=True):
            translator.browser.post(edit_url(counterpart), {"action": "review-approve"})
        assert not Page.objects.get(pk=counterpart.pk).live
        with commits(execute=True):
            editor.browser.post(edit_url(counterpart), {"action": "review-approve"})
        assert Page.objects.get(pk=counterpart.pk).live
        assert message is not mail.outbox[-1]
        assert mail.outbox[-1].to == ["teodora@example.org"]
        assert "has been approved" in mail.outbox[-1].subject


def test_reviewers_are_told_each_in_their_language(
    home: HomePage, author: Person, commits: Any
) -> None:
    speaks(person(EDITOR, name="bojan"), "sr-latn")
    speaks(person(EDITOR, name="claire"), "en")
    made = SectionPageFactory(parent=home, title="11", slug="eleven", live=False)
    with commits(execute=True):
        author.browser.post(edit_url(made), form(made, **{"action-submit": "x"}))
    assert {message.to[0]: message.subject.partition(" ")[0] for message in mail.outbox} == {
        "bojan@example.org": "Stranica",
        "claire@example.org": "The",
    }
