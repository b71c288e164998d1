"""What the desk does with an enquiry: it is assigned, noted, answered, closed. Each act is written down."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.admin.utils import get_user_display_name

from offices.enquiries.models import Enquiry, EnquiryEvent, EnquiryReply
from site_core.exceptions import Refused

#: Who may do all this.
PERMISSION = "offices.change_enquiry"
MAX_REPLY_LENGTH = 20_000


class AnsweredMeanwhile(Refused):
    """Somebody else has answered since the page was opened. The message says so, and what to do."""


def people() -> QuerySet[Any]:
    """Whom an enquiry can be assigned to: everybody who may work at the desk."""
    app, _dot, codename = PERMISSION.partition(".")
    held = {"content_type__app_label": app, "codename": codename}
    named = {f"permissions__{name}": value for name, value in held.items()}
    of_groups = Q(groups__in=Group.objects.filter(**named))
    own = Q(**{f"user_permissions__{name}": value for name, value in held.items()})
    users: Any = get_user_model()._default_manager
    found = users.filter(of_groups | own | Q(is_superuser=True), is_active=True)
    return found.distinct().order_by("last_name", "first_name", "pk")


def _locked(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.select_for_update().get(pk=enquiry.pk)


def _note(enquiry: Enquiry, kind: str, by: Any, text: str = "") -> EnquiryEvent:
    return enquiry.events.create(kind=kind, user=by, name=get_user_display_name(by), text=text)


@transaction.atomic
def assign(enquiry: Enquiry, to: Any, by: Any) -> None:
    """Let somebody answer it. Who has it already keeps it, and nothing is written down."""
    enquiry = _locked(enquiry)
    if enquiry.assigned_to_id == to.pk and enquiry.state == Enquiry.ASSIGNED:
        return
    enquiry.assigned_to, enquiry.state = to, Enquiry.ASSIGNED
    enquiry.save(update_fields=["assigned_to", "state"])
    _note(enquiry, EnquiryEvent.ASSIGNED, by, get_user_display_name(to))


@transaction.atomic
def note(enquiry: Enquiry, text: str, by: Any) -> None:
    """Write down something for the desk alone."""
    _note(_locked(enquiry), EnquiryEvent.NOTED, by, text)


@transaction.atomic
def answer(enquiry: Enquiry, subject: str, text: str, by: Any, *, seen: int) -> EnquiryReply:
    """Answer by e-mail: the worker sends it. ``seen`` is the last event that was on the page.

    Raises ``AnsweredMeanwhile`` where a colleague was quicker.
    """
    enquiry = _locked(enquiry)
    newer = enquiry.events.filter(kind=EnquiryEvent.ANSWERED, pk__gt=seen).first()
    if newer is not None:
        raise AnsweredMeanwhile(
            gettext(
                "Nothing was sent: %(name)s has answered meanwhile. Your text is still here; read the answer "
                "below and send yours if it is still needed."
            )
            % {"name": newer.name}
        )
    if enquiry.assigned_to_id is None:
        enquiry.assigned_to = by
    enquiry.state = Enquiry.ANSWERED
    enquiry.save(update_fields=["assigned_to", "state"])
    event = _note(enquiry, EnquiryEvent.ANSWERED, by, text)
    return EnquiryReply.objects.create(answer_event=event, subject=subject)


@transaction.atomic
def close(enquiry: Enquiry, by: Any) -> None:
    """Nothing more is to be done about it."""
    enquiry = _locked(enquiry)
    if enquiry.state == Enquiry.CLOSED:
        return
    enquiry.state = Enquiry.CLOSED
    enquiry.save(update_fields=["state"])
    _note(enquiry, EnquiryEvent.CLOSED, by)


@transaction.atomic
def reopen(enquiry: Enquiry, by: Any) -> None:
    """Something is to be done about it again."""
    enquiry = _locked(enquiry)
    if enquiry.state in (Enquiry.NEW, Enquiry.ASSIGNED):
        return
    enquiry.state = Enquiry.ASSIGNED if enquiry.assigned_to_id else Enquiry.NEW
    enquiry.save(update_fields=["state"])
    _note(enquiry, EnquiryEvent.REOPENED, by)


@transaction.atomic
def send_again(enquiry: Enquiry) -> None:
    """Try the answers again that the mail server refused for good, or for too long."""
    EnquiryReply.objects.filter(answer_event__enquiry=enquiry, parked_at__isnull=False).update(
        parked_at=None, failures=0, failing_since=None, next_attempt_at=timezone.now()
    )
