"""How a stored query reaches the office, and its sender a confirmation.

Nothing is queued: a query is due until both e-mails are noted as sent. The worker takes one by moving
its next attempt into the future, so a worker that dies half way has only put it off.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from typing import cast

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from wagtail.models import Page

from offices.models import ContactPage, MediaQuery
from offices.opening import written_time
from site_core.languages.dates import PartialDate
from site_core.languages.forms import form_for_code

logger = logging.getLogger(__name__)

FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
#: Longer than sending both e-mails can take: after that another worker may take the query.
LEASE = timedelta(minutes=3)
#: A confirmation that could not be sent for so long is not sent any more; a query is tried for ever.
CONFIRMATION_PATIENCE = timedelta(days=3)
#: So many queries are looked at in one turn.
BATCH = 20
#: The depth of home pages in Wagtail's tree.
HOME_DEPTH = 2
_PERMANENT = range(500, 600)  # RFC 5321, 4.2.1


class NoRecipientsError(Exception):
    """A contact page does not say who gets the queries."""


def deliver_due() -> int:
    """Send the e-mails that are due. Returns for how many queries all is sent now."""
    due = MediaQuery.objects.due(timezone.now())[:BATCH]
    return sum(_take(query) for query in list(due))


def _take(query: MediaQuery) -> bool:
    if not _lease(query):
        return False
    try:
        if query.passed_on_at is None:
            _pass_on(query)
            _note(query, passed_on_at=timezone.now())
        if query.confirmed_at is None:
            _confirm(query)
    except Exception as error:  # a template or an address may fail as well as the mail server
        _put_off(query, error)
        return False
    _note(query, next_attempt_at=None, failures=0, last_error="")
    return True


def _lease(query: MediaQuery) -> bool:
    """Take the query for this worker. ``False`` when another one has it."""
    until = timezone.now() + LEASE
    taken = MediaQuery.objects.filter(pk=query.pk, next_attempt_at=query.next_attempt_at)
    query.next_attempt_at = until
    return bool(taken.update(next_attempt_at=until))


def _note(query: MediaQuery, **values: object) -> None:
    for name, value in values.items():
        setattr(query, name, value)
    MediaQuery.objects.filter(pk=query.pk).update(**values)


def delay(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: twice as long each time, up to an hour."""
    return min(FIRST_DELAY * 2 ** min(failures - 1, 10), LONGEST_DELAY)


def _put_off(query: MediaQuery, error: Exception) -> None:
    failures = query.failures + 1
    logger.warning(
        "media query not sent reference=%s failures=%s error=%s",
        query.reference,
        failures,
        type(error).__name__,
    )
    _note(
        query,
        failures=failures,
        last_error=f"{type(error).__name__}: {error}".replace("\0", "")[:500],
        next_attempt_at=timezone.now() + delay(failures),
    )


def _pass_on(query: MediaQuery) -> None:
    """Send the query to the recipients of its page, in the language of the page."""
    page = cast(ContactPage, query.page.specific)
    if not page.recipient_addresses:
        raise NoRecipientsError(f"The page “{page.title}” names no recipients.")
    with translation.override(page.locale.language_code):
        message = EmailMessage(
            subject=_one_line(
                gettext("Media query %(reference)s: %(outlet)s")
                % {"reference": query.reference, "outlet": query.form_data["outlet"]}
            ),
            body=render_to_string(
                "offices/mail/media_query.txt",
                {"query": query, "written": query.form_data, "deadline": _deadline(query)},
            ),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=page.recipient_addresses,
            reply_to=[query.form_data["email"]],
        )
    if query.attachment:
        with query.attachment.open("rb") as file:
            message.attach(query.attachment_name, file.read(), query.attachment_type)
    message.send()


def _confirm(query: MediaQuery) -> None:
    """Tell the sender, in the form in which the query was written, that it has come.

    It repeats nothing of the query: anybody can write anybody's address into the form.
    """
    form = form_for_code(query.language)
    with translation.override(form.code):
        message = EmailMessage(
            subject=form.render(
                gettext("We have received your query: %(reference)s")
                % {"reference": query.reference}
            ),
            body=form.render(
                render_to_string(
                    "offices/mail/confirmation.txt",
                    {"query": query, "sender": _home_of(query.page)},
                )
            ),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[query.form_data["email"]],
            headers={"Auto-Submitted": "auto-replied"},  # RFC 3834: no answer by machine, please
        )
    try:
        message.send()
    except OSError as error:  # of which those of SMTP are some
        is_over = timezone.now() - query.submit_time > CONFIRMATION_PATIENCE
        if not (is_over or _is_permanent(error)):
            raise
        logger.warning("confirmation given up reference=%s", query.reference)
        _note(query, confirmed_at=timezone.now(), confirmation_is_given_up=True)
    else:
        _note(query, confirmed_at=timezone.now())


def _is_permanent(error: OSError) -> bool:
    """Whether the mail server refuses the address for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in _PERMANENT for code, _text in error.recipients.values())
    return False


def _home_of(page: Page) -> str:
    """The name of the institution: the title of the home page above a page."""
    home = page.get_ancestors().filter(depth=HOME_DEPTH).first()
    return home.title if home else ""


def _deadline(query: MediaQuery) -> str:
    """When the answer is needed, in the active language; empty where the sender did not say."""
    moment = parse_datetime(query.form_data.get("deadline") or "")
    if moment is None:
        return ""
    moment = timezone.localtime(moment)
    day = PartialDate(moment.year, moment.month, moment.day).display()
    return gettext("%(day)s, %(time)s") % {"day": day, "time": written_time(moment.time())}


def _one_line(text: str) -> str:
    return " ".join(text.split())
