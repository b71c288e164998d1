"""Enquiries on the dashboard: those that wait for an answer, and a word about those that reached nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from laces.components import Component

from offices.enquiries import acts
from offices.enquiries.admin import may_read
from offices.enquiries.desk import OPEN, language_of, written_moment
from offices.enquiries.models import OPEN_STATES, Enquiry
from site_core.dashboard.work_lists import SHOWN, Found, WorkItem, WorkList

#: An enquiry that nobody has got for so long is worth a word.
PATIENCE = timedelta(minutes=10)
#: A deadline is near so long before it.
NEAR = timedelta(hours=24)


class EnquiriesToAnswer(WorkList):
    """What nobody has answered, of those that are anybody's or one's own; by deadline."""

    name = "enquiries"
    heading = _("Enquiries without an answer")
    order = 5

    def find(self) -> Found:
        waiting = Enquiry.objects.filter(
            Q(assigned_to=None) | Q(assigned_to=self.user), state__in=OPEN_STATES
        ).in_order()
        found = list(waiting[:SHOWN])
        items = [_item(enquiry) for enquiry in found]
        return Found(items, waiting.count() if len(found) == SHOWN else len(found))

    @property
    def url(self) -> str:
        return f"{reverse('enquiries')}?state={OPEN}"


def _item(enquiry: Enquiry) -> WorkItem:
    if enquiry.deadline is None:
        note = gettext("sent %(moment)s") % {"moment": written_moment(enquiry.submit_time)}
    else:
        note = gettext("needs the answer by %(moment)s") % {
            "moment": written_moment(enquiry.deadline)
        }
    return WorkItem(
        title=f"{enquiry.form_data['outlet']} – {enquiry.form_data['name']}",
        url=reverse("enquiry", args=[enquiry.pk]),
        language=language_of(enquiry),
        note=note,
        is_urgent=enquiry.deadline is not None and enquiry.deadline < timezone.now() + NEAR,
    )


def work_lists(request: HttpRequest) -> list[WorkList]:
    """For ``WORK_LISTS``: the enquiries, for whoever answers them."""
    return [EnquiriesToAnswer(request.user)] if request.user.has_perm(acts.PERMISSION) else []


class UndeliveredEnquiriesPanel(Component):
    """The enquiries that no recipient has got by e-mail, for those who may read them."""

    name = "undelivered_enquiries"
    template_name = "offices/admin/undelivered_enquiries.html"
    order = 80

    @cached_property
    def waiting(self) -> dict[str, Any]:
        """How many enquiries wait, since when, and the last error: two queries."""
        late = Enquiry.objects.not_passed_on().filter(submit_time__lt=timezone.now() - PATIENCE)
        found = late.aggregate(count=Count("pk"), since=Min("submit_time"))
        if found["count"]:
            found["error"] = late.latest("submit_time").last_error
        return found

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return self.waiting


def undelivered_on_dashboard(request: HttpRequest, panels: list[Component]) -> None:
    """Add the panel of undelivered enquiries to the dashboard."""
    if not may_read(request.user):
        return
    panel = UndeliveredEnquiriesPanel()
    if panel.waiting["count"]:
        panels.append(panel)
