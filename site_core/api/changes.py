"""``/changes/``: what happened to the public pages of a site, in the order in which it became visible."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import URLPattern, path
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Page

from site_core.api import cursors
from site_core.api.endpoint import Endpoint
from site_core.api.operations import Operation
from site_core.api.parameters import NumberParameter, Parameter, refuse_unknown_parameters
from site_core.api.problems import ProblemError
from site_core.delivery import generation
from site_core.languages.variants import authored_variant
from site_core.published.announcements import known_kinds
from site_core.published.json_schema import Shape, Url
from site_core.published.links import ORIGIN
from site_core.published.models import Change

KIND = "changes"
SINCE = Parameter("since", "The last `meta.cursor`; nothing for all; `now` for none.")
LIMIT = NumberParameter(
    "limit",
    "How many changes to give; 100 unless said.",
    minimum=1,
    maximum=1000,
    default=100,
)
#: Value of ``since`` for those who have the present and want what comes.
NOW = "now"


class ChangedPage(Shape):
    """The page that a change is about. Its detail may be gone by now."""

    id: int
    type: str
    locale: str
    tag: str
    translation_key: UUID
    detail_url: Url


class PageChange(Shape):
    """What happened to a public page. Paths are `null` where the public found nothing."""

    cursor: str
    change: str = Field(json_schema_extra=lambda schema: schema.update(enum=[*known_kinds()]))
    at: datetime
    object: ChangedPage
    path_before: str | None
    path_after: str | None


class FeedPosition(Shape):
    """Where a reader of the feed stands after an answer. Ask again at once while `has_more`."""

    cursor: str
    has_more: bool


class Changes(Shape):
    """A part of the feed, oldest change first."""

    meta: FeedPosition
    items: list[PageChange]


class ChangesAPIViewSet(Endpoint, BaseAPIViewSet):
    """The feed from which a mirror keeps itself equal to the site.

    ``since`` is the cursor of the last answer, nothing for the whole history, or ``now``.
    """

    model = Change
    name = "changes"
    operation = Operation(
        "list_changes", "Follow what happens to public pages", (SINCE, LIMIT), Changes
    )

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The one address of the endpoint."""
        return [path("", cls.as_view({"get": "changes_view"}), name="listing")]

    def changes_view(self, request: Request) -> Response:
        """Answer with the changes behind a cursor, and the next cursor: two queries."""
        refuse_unknown_parameters(request, self.operation.known_names)
        limit = LIMIT.of(request)
        since = request.GET.get("since", "")
        newest = generation.last_change(request)
        number, mark = cursors.decode_marked(since, KIND, "since") if since != NOW else (newest, "")
        changes = Change.objects.filter(site=generation.site(request).id)
        before = changes.filter(number__lte=number).order_by("number").last() if number else None
        if number > newest or (mark and mark != mark_of(before)):
            raise ProblemError(
                "invalid_cursor",
                "since is not of this site's history: it was taken from another database, or this one "
                "was restored from an older copy. Empty the mirror and start anew without it.",
                "since",
            )
        if since == NOW:
            return self._answer([], newest, before, has_more=False)
        found = list(changes.filter(number__gt=number).order_by("number")[: limit + 1])
        has_more = len(found) > limit
        found = found[:limit]
        # Everything up to the newest number was there to be found; what came since may be as well.
        last = found[-1] if found else before
        reached = last.number if last else 0
        return self._answer(found, reached if has_more else max(reached, newest), last, has_more)

    def _answer(
        self, found: list[Change], number: int, last: Change | None, has_more: bool
    ) -> Response:
        router: Any = getattr(self.request, "wagtailapi_router")  # noqa: B009 - set by the router
        prefix = router.get_object_detail_urlpath(Page, 0).removesuffix("0/")
        return Response(
            {
                "meta": {
                    "cursor": cursors.encode(KIND, number, mark_of(last)),
                    "has_more": has_more,
                },
                # The place in the feed counts every line; those of a plugin that is off are not told.
                "items": [
                    described(change, ORIGIN + prefix)
                    for change in found
                    if change.kind in known_kinds()
                ],
            }
        )


def message_type(kind: str) -> str:
    """How messages and their description name a kind of change: kinds of plugins have a name of their own."""
    return f"page.{kind}" if kind in Change.KINDS else kind


def mark_of(change: Change | None) -> str:
    """A short digest of one line of the feed; empty for none.

    It goes into the cursor beside the number: a site that was restored from an older backup gives the same
    numbers to other changes, and such a cursor is refused.
    """
    if change is None:
        return ""
    told = f"{change.number} {change.kind} {change.page_id} {change.at.timestamp()}"
    return hashlib.blake2b(told.encode(), digest_size=3).hexdigest()


def described(change: Change, detail: str) -> dict[str, Any]:
    """One line of the feed as apps get it. ``detail`` is a page detail's URL up to the id."""
    return {
        "cursor": cursors.encode(KIND, change.number, mark_of(change)),
        "change": change.kind,
        "at": change.at,
        "object": {
            "id": change.page_id,
            "type": change.type,
            "locale": change.locale,
            "tag": authored_variant(change.locale).tag,
            "translation_key": change.translation_key,
            "detail_url": f"{detail}{change.page_id}/",
        },
        "path_before": change.path_before,
        "path_after": change.path_after,
    }
