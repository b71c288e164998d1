"""Lists of pages, and of whatever else is in a workflow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_latest_str, get_user_display_name
from wagtail.coreutils import get_locales_display_names
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy

from site_core.dashboard.work_lists import SHOWN, Found, WorkItem, WorkList

#: What is scheduled within so long is shown.
SOON = timedelta(days=7)


def lists_of_pages(request: HttpRequest) -> list[WorkList]:
    """The lists for whoever writes or reviews."""
    user = request.user
    lists: list[WorkList] = [ToReview(user), Returned(user)]
    if page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}):
        lists += [MyDrafts(user), Scheduled(user)]
    return lists


def language_of(instance: Any) -> str:
    """The language of a page or snippet, as people read it."""
    locale_id = getattr(instance, "locale_id", None)
    return str(get_locales_display_names().get(locale_id, ""))


def moment(when: datetime | None) -> str:
    """A day and a time in the reader's language and zone."""
    return date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT") if when else ""


def _edit_url(instance: Any) -> str:
    if isinstance(instance, Page):
        return reverse("wagtailadmin_pages:edit", args=[instance.pk])
    return reverse(instance.snippet_viewset.get_url_name("edit"), args=[quote(instance.pk)])


class ToReview(WorkList):
    """What waits for somebody's approval, the oldest first."""

    name = "to_review"
    heading = _("To be reviewed by you")
    order = 10

    def find(self) -> Found:
        waiting = TaskState.objects.reviewable_by(self.user).order_by("started_at", "pk")
        states = list(
            waiting.select_related("workflow_state__requested_by").prefetch_related(
                "workflow_state__content_object"
            )[:SHOWN]
        )
        items = [_reviewed(state) for state in states if state.workflow_state.content_object]
        return Found(items, waiting.count() if len(states) == SHOWN else len(items))

    @property
    def url(self) -> str:
        return reverse("wagtailadmin_reports:workflow_tasks") + "?status=in_progress"


def _reviewed(state: TaskState) -> WorkItem:
    instance = state.workflow_state.content_object
    asked_by = state.workflow_state.requested_by
    return WorkItem(
        title=get_latest_str(instance),
        url=_edit_url(instance),
        language=language_of(instance),
        note=gettext("submitted by %(name)s, %(moment)s")
        % {
            "name": get_user_display_name(asked_by) if asked_by else "–",
            "moment": moment(state.started_at),
        },
    )


class Returned(WorkList):
    """What a reviewer has sent back to somebody, with what they said."""

    name = "returned"
    heading = _("Returned to you for changes")
    order = 20

    def find(self) -> Found:
        returned = WorkflowState.objects.filter(
            status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=self.user
        ).order_by("-current_task_state__finished_at", "-pk")
        states = list(
            returned.select_related("current_task_state").prefetch_related("content_object")[:SHOWN]
        )
        items = [
            WorkItem(
                title=get_latest_str(state.content_object),
                url=_edit_url(state.content_object),
                language=language_of(state.content_object),
                note=_said(state.current_task_state),
            )
            for state in states
            if state.content_object
        ]
        return Found(items, returned.count() if len(states) == SHOWN else len(items))


def _said(state: TaskState | None) -> str:
    if state is None:
        return ""
    if not state.comment:
        return moment(state.finished_at)
    return gettext("“%(words)s”") % {"words": state.comment}


class MyDrafts(WorkList):
    """Pages whose newest draft somebody has written, and that wait for nobody else; the newest first."""

    name = "my_drafts"
    heading = _("Your drafts")
    order = 40

    def find(self) -> Found:
        in_review = WorkflowState.objects.filter(
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
            status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES),
        )
        busy = [int(pk) for pk in in_review.values_list("object_id", flat=True)]
        drafts = (
            Page.objects.filter(has_unpublished_changes=True, latest_revision__user=self.user)
            .filter(editable_by(self.user))
            .exclude(pk__in=busy)
            .exclude(latest_revision__approved_go_live_at__isnull=False)
            .order_by("-latest_revision_created_at", "-pk")
        )
        pages = list(drafts[:SHOWN])
        items = [
            WorkItem(
                title=page.get_admin_display_title(),
                url=_edit_url(page),
                language=language_of(page),
                note=gettext("saved %(moment)s")
                % {"moment": moment(page.latest_revision_created_at)},
            )
            for page in pages
        ]
        return Found(items, drafts.count() if len(pages) == SHOWN else len(pages))


class Scheduled(WorkList):
    """What goes live or expires by itself in the next days, of what somebody may change."""

    name = "scheduled"
    heading = _("Scheduled in the next seven days")
    order = 60

    def find(self) -> Found:
        now = timezone.now()
        until = now + SOON
        going = dict(
            Revision.page_revisions.filter(approved_go_live_at__range=(now, until)).values_list(
                "object_id", "approved_go_live_at"
            )
        )
        wanted = Q(pk__in=[int(pk) for pk in going]) | Q(live=True, expire_at__range=(now, until))
        pages = Page.objects.filter(wanted).filter(editable_by(self.user))
        moments = sorted(
            (
                (when, text, page)
                for page in pages
                for when, text in _moments(page, going.get(str(page.pk)), until)
            ),
            key=lambda entry: entry[0],
        )
        items = [
            WorkItem(
                title=page.get_admin_display_title(),
                url=_edit_url(page),
                language=language_of(page),
                note=text % {"moment": moment(when)},
            )
            for when, text, page in moments[:SHOWN]
        ]
        return Found(items, len(moments))


def _moments(
    page: Any, going_live: datetime | None, until: datetime
) -> Iterable[tuple[datetime, str]]:
    if going_live is not None:
        yield going_live, gettext("is published %(moment)s")
    if page.live and page.expire_at is not None and page.expire_at <= until:
        yield page.expire_at, gettext("expires %(moment)s")


def editable_by(user: Any) -> Q:
    """The pages that somebody may change or publish, as a condition: no query of its own in a request."""
    if user.is_active and user.is_superuser:
        return Q()
    found = Q(pk=None)
    for held in page_permission_policy.get_cached_permissions_for_user(user):
        if held.permission.codename in ("change_page", "publish_page"):
            found |= Q(path__startswith=held.page.path)
        elif held.permission.codename == "add_page":
            found |= Q(path__startswith=held.page.path, owner=user)
    return found
