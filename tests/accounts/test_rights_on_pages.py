"""What each role may do with pages, tried at each door: the table of ``docs/operations/roles.md``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.models import HomePage
from relations.models import SectionPage
from site_core.models import PreviewLink
from tests.support.factories import SectionPageFactory
from tests.support.rights import Person, one_of_each, rows, tried

pytestmark = pytest.mark.django_db
SECTION = "Pages"
V3 = "/api/v3-preview/pages/"
ROWS = {row.act: row for row in rows() if row.section == SECTION}


@dataclass
class Tree:
    """The pages of one language that acts are tried on."""

    home: HomePage
    #: Published, with ``live`` and ``draft`` below it.
    parent: SectionPage
    live: SectionPage
    draft: SectionPage
    #: Where pages are moved and copied to.
    target: SectionPage


def _tree(home: HomePage) -> Tree:
    def section(parent: Page, title: str, **fields: Any) -> SectionPage:
        made = SectionPageFactory(parent=parent, title=title, locale=home.locale, **fields)
        made.save_revision()
        return SectionPage.objects.get(pk=made.pk)

    parent = section(home, "parent")
    return Tree(
        home,
        parent,
        section(parent, "live"),
        section(parent, "draft", live=False),
        section(home, "target"),
    )


@pytest.fixture
def trees(home: HomePage, serbian_home: HomePage, settings: Any) -> dict[str, Tree]:
    settings.API_V3_PREVIEW = settings.API_V3_PREVIEW_WRITES = True
    return {"en": _tree(home), "sr": _tree(serbian_home)}


def opens(who: Person, name: str, *args: Any) -> bool:
    return who.browser.get(reverse(f"wagtailadmin_pages:{name}", args=args)).status_code == 200


def sends(who: Person, name: str, *args: Any, data: dict[str, Any] | None = None) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        who.browser.post(reverse(f"wagtailadmin_pages:{name}", args=args), data or {})


def sends_many(who: Person, action: str, page: Page, **data: Any) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        who.browser.post(f"/admin/bulk/wagtailcore/page/{action}/?id={page.pk}", data)


def calls(who: Person, path: str, data: Any = None, method: str = "post") -> bool:
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = getattr(who.app, method)(f"{V3}{path}", data or {}, "application/json")
    assert answer.status_code < 500, answer.content
    assert answer.status_code != 422, answer.content
    return answer.status_code < 300


def form(**entered: Any) -> dict[str, Any]:
    """What the form of a section sends."""
    return nested_form_data(
        {
            "title": "Entered",
            "slug": "entered",
            "lead": "A lead.",
            "comments": inline_formset([]),
            **entered,
        }
    )


def is_there(page: Page) -> bool:
    return Page.objects.filter(pk=page.pk).exists()


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def parent_of(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).get_parent().pk


def was_added(tree: Tree) -> bool:
    return Page.objects.get(pk=tree.parent.pk).get_children().filter(slug="entered").exists()


def latest_title(page: Page) -> str:
    return str(Page.objects.get(pk=page.pk).get_latest_revision_as_object().title)


ADD = ("relations", "sectionpage")
Door = Callable[[Person, Tree], bool]


def done(act: Callable[[Person, Tree], Any], check: Callable[[Tree], bool]) -> Door:
    """A door at which something is tried, and then looked for."""

    def door(who: Person, tree: Tree) -> bool:
        act(who, tree)
        return check(tree)

    return door


def removal(page: Callable[[Tree], Page]) -> dict[str, Door]:
    def gone(tree: Tree) -> bool:
        return not is_there(page(tree))

    return {
        "view": lambda p, t: opens(p, "delete", page(t).pk),
        "request": done(lambda p, t: sends(p, "delete", page(t).pk), gone),
        "bulk": done(lambda p, t: sends_many(p, "delete", page(t)), gone),
        "v3": done(lambda p, t: calls(p, f"{page(t).pk}/", None, "delete"), gone),
    }


def movement(page: Callable[[Tree], Page]) -> dict[str, Door]:
    def moved(tree: Tree) -> bool:
        return bool(parent_of(page(tree)) == tree.target.pk)

    return {
        "view": lambda p, t: opens(p, "move", page(t).pk),
        "request": done(lambda p, t: sends(p, "move_confirm", page(t).pk, t.target.pk), moved),
        "bulk": done(lambda p, t: sends_many(p, "move", page(t), chooser=t.target.pk), moved),
        "v3": done(
            lambda p, t: calls(
                p,
                f"{page(t).pk}/actions/move/",
                {"destination_id": t.target.pk, "position": "last-child"},
            ),
            moved,
        ),
    }


def _publish_later(who: Person, tree: Tree) -> None:
    soon = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    data = form(**{"action-publish": "x", "go_live_at": soon, "slug": "draft"})
    sends(who, "edit", tree.draft.pk, data=data)


def is_scheduled(tree: Tree) -> bool:
    return Revision.objects.filter(
        object_id=str(tree.draft.pk), approved_go_live_at__isnull=False
    ).exists()


def _lock(tree: Tree, *, locked: bool) -> None:
    Page.objects.filter(pk=tree.live.pk).update(locked=locked)


def _schedule(tree: Tree) -> Revision:
    revision = tree.draft.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    return Revision.objects.get(pk=revision.pk)


def _takes_back(who: Person, tree: Tree) -> bool:
    revision = _schedule(tree)
    sends(who, "revisions_unschedule", tree.draft.pk, revision.pk)
    return not is_scheduled(tree)


def _unlocks(who: Person, tree: Tree) -> bool:
    _lock(tree, locked=True)
    sends(who, "unlock", tree.live.pk)
    return not Page.objects.get(pk=tree.live.pk).locked


def _is_copied(tree: Tree) -> bool:
    return Page.objects.get(pk=tree.target.pk).get_children().exists()


def _copies(who: Person, tree: Tree) -> None:
    data = {
        "new_title": "Copy",
        "new_slug": "copy",
        "new_parent_page": tree.target.pk,
        "copy_subpages": "",
        "publish_copies": "",
    }
    sends(who, "copy", tree.live.pk, data=data)


def _in_review(tree: Tree, written_by: Person | None) -> Any:
    """The draft in the workflow of its language, with a last change by somebody."""
    draft = tree.draft.get_latest_revision_as_object()
    draft.save_revision(user=written_by.user if written_by else None)
    return draft.get_workflow().start(draft, None).current_task_state


def _approves(who: Person, tree: Tree, *, written_by: Person | None) -> bool:
    state = _in_review(tree, written_by)
    sends(who, "workflow_action", tree.draft.pk, "approve", state.pk)
    return is_live(tree.draft)


def _publishes_own(who: Person, tree: Tree, publish: Callable[[], Any]) -> bool:
    _in_review(tree, who)
    publish()
    return is_live(tree.draft)


ACTS: dict[str, dict[str, Door]] = {
    "see it in the explorer": {
        "view": lambda p, t: (
            p.browser.get(reverse("wagtailadmin_explore", args=[t.parent.pk])).status_code == 200
        ),
    },
    "add a draft": {
        "view": lambda p, t: opens(p, "add", *ADD, t.parent.pk),
        "request": done(lambda p, t: sends(p, "add", *ADD, t.parent.pk, data=form()), was_added),
        "v3": done(
            lambda p, t: calls(
                p,
                "",
                {
                    "meta": {"type": "relations.SectionPage", "parent_id": t.parent.pk},
                    "title": "Entered",
                    "slug": "entered",
                    "lead": "A lead.",
                },
            ),
            was_added,
        ),
    },
    "change a draft": {
        "view": lambda p, t: opens(p, "edit", t.live.pk),
        "request": done(
            lambda p, t: sends(p, "edit", t.live.pk, data=form(slug="live")),
            lambda t: latest_title(t.live) == "Entered",
        ),
        "v3": done(
            lambda p, t: calls(p, f"{t.live.pk}/", {"title": "Entered"}, "patch"),
            lambda t: latest_title(t.live) == "Entered",
        ),
    },
    "submit for review": {
        "request": done(
            lambda p, t: sends(
                p, "edit", t.draft.pk, data=form(**{"slug": "draft", "action-submit": "x"})
            ),
            lambda t: Page.objects.get(pk=t.draft.pk).workflow_in_progress,
        )
    },
    "approve what somebody else has written": {
        "request": lambda p, t: _approves(p, t, written_by=None),
    },
    "approve what one has written oneself": {
        "request": lambda p, t: _approves(p, t, written_by=p),
    },
    "publish one's own change while it is in review": {
        "request": lambda p, t: _publishes_own(
            p,
            t,
            lambda: sends(
                p, "edit", t.draft.pk, data=form(**{"slug": "draft", "action-publish": "x"})
            ),
        ),
        "bulk": lambda p, t: _publishes_own(p, t, lambda: sends_many(p, "publish", t.draft)),
        "v3": lambda p, t: _publishes_own(p, t, lambda: calls(p, f"{t.draft.pk}/actions/publish/")),
    },
    "publish": {
        "request": done(
            lambda p, t: sends(
                p, "edit", t.draft.pk, data=form(**{"slug": "draft", "action-publish": "x"})
            ),
            lambda t: is_live(t.draft),
        ),
        "bulk": done(lambda p, t: sends_many(p, "publish", t.draft), lambda t: is_live(t.draft)),
        "schedule": done(_publish_later, is_scheduled),
        "v3": done(
            lambda p, t: calls(p, f"{t.draft.pk}/actions/publish/"), lambda t: is_live(t.draft)
        ),
    },
    "withdraw": {
        "view": lambda p, t: opens(p, "unpublish", t.live.pk),
        "request": done(
            lambda p, t: sends(p, "unpublish", t.live.pk), lambda t: not is_live(t.live)
        ),
        "bulk": done(
            lambda p, t: sends_many(p, "unpublish", t.live), lambda t: not is_live(t.live)
        ),
        "v3": done(
            lambda p, t: calls(p, f"{t.live.pk}/actions/unpublish/"),
            lambda t: not is_live(t.live),
        ),
    },
    "take back a schedule": {"request": _takes_back},
    "delete a draft": removal(lambda t: t.draft),
    "delete a published page": removal(lambda t: t.live),
    "delete a page with pages below it": removal(lambda t: t.parent),
    "move a draft": movement(lambda t: t.draft),
    "move a published page": movement(lambda t: t.live),
    "copy": {
        "view": lambda p, t: opens(p, "copy", t.live.pk),
        "request": done(_copies, _is_copied),
        "v3": done(
            lambda p, t: calls(
                p, f"{t.live.pk}/actions/copy/", {"destination_id": t.target.pk, "keep_live": False}
            ),
            _is_copied,
        ),
    },
    "change the order": {
        "request": done(
            lambda p, t: p.browser.post(
                reverse("wagtailadmin_pages:set_page_position", args=[t.draft.pk]) + "?position=0"
            ),
            lambda t: t.parent.get_first_child().pk == t.draft.pk,
        ),
    },
    "lock": {
        "request": done(
            lambda p, t: sends(p, "lock", t.live.pk),
            lambda t: Page.objects.get(pk=t.live.pk).locked,
        )
    },
    "unlock what somebody else has locked": {"request": _unlocks},
    "say who may read it": {
        "request": done(
            lambda p, t: sends(p, "set_privacy", t.live.pk, data={"restriction_type": "login"}),
            lambda t: PageViewRestriction.objects.filter(page=t.live.pk).exists(),
        ),
    },
    "give a preview link": {
        "view": lambda p, t: (
            p.browser.get(reverse("liaison_preview_links", args=[t.draft.pk])).status_code == 200
        ),
        "request": done(
            lambda p, t: p.browser.post(reverse("liaison_preview_links", args=[t.draft.pk])),
            lambda t: PreviewLink.objects.filter(page=t.draft.pk).exists(),
        ),
    },
}


def test_the_table_and_the_trials_are_of_the_same_acts_and_doors() -> None:
    assert {act: set(row.doors) for act, row in ROWS.items()} == {
        act: set(doors) for act, doors in ACTS.items()
    }


@pytest.mark.parametrize(
    ("act", "door"), [(act, door) for act, row in ROWS.items() for door in row.doors]
)
def test_a_role_may_do_what_the_table_gives_and_nothing_else(
    trees: dict[str, Tree], act: str, door: str
) -> None:
    done_by = {
        role: {language for language, tree in trees.items() if tried(ACTS[act][door], who, tree)}
        for role, who in one_of_each().items()
    }
    assert done_by == ROWS[act].may
