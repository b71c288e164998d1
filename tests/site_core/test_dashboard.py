"""What needs you: each list by name and with a link to the work, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page

from home.models import HomePage
from relations.models import SectionPage
from site_core.accounts.roles import AUTHOR, EDITOR, MEDIA_DESK, TRANSLATOR
from site_core.dashboard.pages import MyDrafts, Returned, Scheduled, ToReview
from site_core.dashboard.work_lists import WORK_LISTS, Found, WorkItem, WorkList
from site_core.translations.work_list import ToTranslate
from tests.support.factories import SectionPageFactory
from tests.support.rights import Person, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(home: HomePage, serbian_home: HomePage) -> Person:
    return person(AUTHOR, name="ana")


@pytest.fixture
def editor(home: HomePage, serbian_home: HomePage) -> Person:
    return person(EDITOR, name="emil")


def draft_of(who: Person, parent: Page, title: str, **fields: Any) -> SectionPage:
    slug = title.lower().replace(" ", "-")
    made = SectionPageFactory(parent=parent, title=title, slug=slug, live=False, **fields)
    made.save_revision(user=who.user)
    return SectionPage.objects.get(pk=made.pk)


def submitted(who: Person, parent: Page, title: str) -> SectionPage:
    made = draft_of(who, parent, title)
    made.get_workflow().start(made, who.user)
    return made


def shown(client: Client, name: str) -> str:
    """One list on the dashboard; empty where it is not shown."""
    page = client.get("/admin/").content.decode()
    return page.partition(f'id="work-{name}"')[2].partition("</section>")[0]


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_what_waits_for_review_is_shown_to_who_can_approve_it(
    author: Person, editor: Person, home: HomePage
) -> None:
    page = submitted(author, home, "Visit")
    assert f'href="{edit_url(page)}"' in shown(editor.browser, "to_review")
    assert "submitted by ana" in shown(editor.browser, "to_review")
    assert shown(author.browser, "to_review") == ""
    draft = page.get_latest_revision_as_object()
    draft.title = "Visit, changed"
    revision = draft.save_revision(user=editor.user)
    state = page.current_workflow_task_state
    state.revision = revision
    state.save()
    assert shown(editor.browser, "to_review") == ""


def test_what_was_returned_is_shown_with_its_reason(
    author: Person, editor: Person, home: HomePage
) -> None:
    page = submitted(author, home, "Visit")
    page.current_workflow_task_state.reject(user=editor.user, comment="Which visit?")
    listed = shown(author.browser, "returned")
    assert f'href="{edit_url(page)}"' in listed
    assert "Which visit?" in listed
    assert shown(editor.browser, "returned") == ""


def test_drafts_are_ones_own_and_not_in_review(author: Person, home: HomePage) -> None:
    other = person(AUTHOR, name="bojan")
    mine = draft_of(author, home, "Mine")
    draft_of(other, home, "Theirs")
    submitted(author, home, "Waiting")
    listed = shown(author.browser, "my_drafts")
    assert f'href="{edit_url(mine)}"' in listed
    assert "Theirs" not in listed
    assert "Waiting" not in listed


def test_what_is_scheduled_is_shown_to_who_may_change_it(
    author: Person, editor: Person, home: HomePage
) -> None:
    soon, later = (timezone.now() + timedelta(days=days) for days in (2, 30))
    coming = draft_of(author, home, "Coming", go_live_at=soon)
    coming.save_revision(user=editor.user, approved_go_live_at=soon)
    going = SectionPageFactory(parent=home, title="Going", slug="going", expire_at=soon)
    distant = draft_of(author, home, "Distant", go_live_at=later)
    distant.save_revision(approved_go_live_at=later)
    for who in (author, editor):
        listed = shown(who.browser, "scheduled")
        assert f'href="{edit_url(coming)}"' in listed
        assert f'href="{edit_url(going)}"' in listed
        assert "Distant" not in listed
    assert shown(person(TRANSLATOR, name="teodora").browser, "scheduled") == ""


def test_who_has_no_work_is_told_so(home: HomePage) -> None:
    desk = person(MEDIA_DESK, name="mina")
    assert "Nothing waits for you." in desk.browser.get("/admin/").content.decode()


def test_a_list_names_five_and_leads_to_the_rest(
    author: Person, editor: Person, home: HomePage
) -> None:
    for number in range(7):
        submitted(author, home, f"Visit {number}")
    listed = shown(editor.browser, "to_review")
    assert listed.count("work-list__title") == 5
    assert "2 more" in listed
    assert reverse("wagtailadmin_reports:workflow_tasks") in listed


def _many_of_each(author: Person, editor: Person, home: HomePage, begin: int, end: int) -> None:
    soon = timezone.now() + timedelta(days=2)
    for number in range(begin, end):
        submitted(author, home, f"Submitted {number}")
        returned = submitted(author, home, f"Returned {number}")
        returned.current_workflow_task_state.reject(user=editor.user, comment="No.")
        draft_of(author, home, f"Draft {number}")
        made = draft_of(author, home, f"Scheduled {number}", go_live_at=soon)
        made.save_revision(approved_go_live_at=soon)
        SectionPageFactory(parent=home, title=f"Public {number}", slug=f"public-{number}")


def test_each_list_costs_the_same_for_few_and_for_many(
    author: Person, editor: Person, home: HomePage
) -> None:
    lists: list[Callable[[], WorkList]] = [
        lambda: ToReview(type(editor.user).objects.get(pk=editor.user.pk)),
        lambda: Returned(author.user),
        lambda: MyDrafts(type(author.user).objects.get(pk=author.user.pk)),
        lambda: Scheduled(type(author.user).objects.get(pk=author.user.pk)),
        lambda: ToTranslate(type(editor.user).objects.get(pk=editor.user.pk)),
    ]

    def costs() -> list[int]:
        found = []
        for make in lists:
            work_list = make()
            with CaptureQueriesContext(connection) as queries:
                assert work_list.find().total
            found.append(len(queries))
        return found

    _many_of_each(author, editor, home, 0, 6)
    costs()  # what is kept for longer than a request
    few = costs()
    _many_of_each(author, editor, home, 6, 16)
    assert costs() == few
    assert max(few) <= 20


def test_the_whole_dashboard_costs_the_same_for_few_and_for_many(
    author: Person, editor: Person, home: HomePage
) -> None:
    def cost() -> int:
        editor.browser.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            editor.browser.get("/admin/")
        return len(queries)

    _many_of_each(author, editor, home, 0, 6)
    few = cost()
    _many_of_each(author, editor, home, 6, 16)
    assert cost() == few
    assert few <= 60


class Broken(WorkList):
    """A list that fails."""

    name = "broken"
    heading = "Broken"

    def find(self) -> Found:
        raise ValueError("broken")


class Own(WorkList):
    """A list that a plugin brings."""

    name = "own"
    heading = "From a plugin"

    def find(self) -> Found:
        return Found([WorkItem("One thing", "/admin/one/", is_urgent=True)], 1)


def test_a_plugin_brings_a_list_and_one_that_fails_takes_nothing_down(
    editor: Person, caplog: pytest.LogCaptureFixture
) -> None:
    with hooks.register_temporarily(
        WORK_LISTS, lambda request: [Broken(request.user), Own(request.user)]
    ):
        page = editor.browser.get("/admin/").content.decode()
    assert 'href="/admin/one/"' in page
    assert "work list failed name=broken" in caplog.text
