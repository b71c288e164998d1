"""How a stored enquiry reaches the office, and its sender a confirmation.

Nothing is queued: an enquiry is due until both e-mails are noted as sent. The worker takes one by moving
its next attempt into the future, so a worker that dies half way has only put it off.
"""

from __future__ import annotations

import logging
import smtplib
import time
from datetime import datetime, timedelta
from typing import cast

from django.utils import timezone

from offices.contact_page import ContactPage
from offices.enquiries import messages
from offices.enquiries.models import Enquiry

logger = logging.getLogger(__name__)

#: The entry of ``MAILERS`` for what nobody waits for.
MAILER = "worker"
FIRST_DELAY = timedelta(seconds=30)
MAX_DELAY = timedelta(hours=1)
#: Longer than sending one e-mail takes: after that another worker may take the enquiry.
LEASE = timedelta(minutes=10)
#: For so long the confirmation and the other recipients are tried once one recipient has the enquiry. As long
#: as nobody has it, it is tried for ever.
PATIENCE = timedelta(days=3)
#: So many enquiries are looked at in one turn, and none is begun after so many seconds: a worker that is told
#: to stop ends its turn first.
BATCH = 20
TURN_SECONDS = 20.0
_PERMANENT = range(500, 600)  # RFC 5321, 4.2.1


class NoRecipientsError(Exception):
    """A contact page does not say who gets the enquiries."""


def deliver_due() -> int:
    """Send the e-mails that are due. Returns for how many enquiries all is sent now."""
    ends = time.monotonic() + TURN_SECONDS
    done = 0
    for enquiry in list(Enquiry.objects.due(timezone.now()).select_related("page")[:BATCH]):
        done += _take(enquiry)
        if time.monotonic() >= ends:
            break
    return done


def delay(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: twice as long each time, up to an hour."""
    return min(FIRST_DELAY * 2 ** min(failures - 1, 10), MAX_DELAY)


def _take(enquiry: Enquiry) -> bool:
    if not _lease(enquiry):
        return False
    try:
        problem = _pass_on(enquiry)
        if enquiry.passed_on_at is not None and enquiry.confirmed_at is None:
            _confirm(enquiry)
    except Exception as error:  # a template or an address may fail as well as the mail server
        problem = error
    if problem is not None:
        _put_off(enquiry, problem)
        return False
    _note(enquiry, next_attempt_at=None, failures=0, last_error="")
    return True


def _lease(enquiry: Enquiry) -> bool:
    """Take the enquiry for this worker, or keep it. ``False`` when another one has it."""
    until = timezone.now() + LEASE
    taken = Enquiry.objects.filter(pk=enquiry.pk, next_attempt_at=enquiry.next_attempt_at)
    enquiry.next_attempt_at = until
    return bool(taken.update(next_attempt_at=until))


def _note(enquiry: Enquiry, **values: object) -> None:
    for name, value in values.items():
        setattr(enquiry, name, value)
    Enquiry.objects.filter(pk=enquiry.pk).update(**values)


def _put_off(enquiry: Enquiry, problem: Exception) -> None:
    failures = enquiry.failures + 1
    logger.warning(
        "media enquiry not sent reference=%s failures=%s error=%s",
        enquiry.reference,
        failures,
        type(problem).__name__,
    )
    _note(
        enquiry,
        failures=failures,
        last_error=f"{type(problem).__name__}: {problem}".replace("\0", "")[:500],
        next_attempt_at=timezone.now() + delay(failures),
    )


def _is_late(since: datetime | None) -> bool:
    return since is not None and timezone.now() - since > PATIENCE


def _pass_on(enquiry: Enquiry) -> Exception | None:
    """Send the enquiry to each recipient of its page that does not have it. Returns the last error.

    Each gets an e-mail of its own: a mail server may take one address and refuse another.
    """
    page = cast(ContactPage, enquiry.page.specific)
    if enquiry.passed_on_at is None and not page.recipient_addresses:
        return NoRecipientsError(f"The page “{page.title}” names no recipients.")
    problem: Exception | None = None
    for address in page.recipient_addresses:
        if address in enquiry.reached:
            continue
        if _is_late(enquiry.passed_on_at):
            logger.warning("recipient given up reference=%s", enquiry.reference)
            continue
        _lease(enquiry)
        try:
            messages.for_office(enquiry, page, address).send(using=MAILER)
        except smtplib.SMTPRecipientsRefused as error:
            problem = error  # of this address alone
        except OSError as error:  # the server's: there is no use in asking it for the next
            return error
        else:
            _note(
                enquiry,
                reached=[*enquiry.reached, address],
                passed_on_at=enquiry.passed_on_at or timezone.now(),
            )
    return problem


def _confirm(enquiry: Enquiry) -> None:
    """Send the confirmation, or give it up for good."""
    _lease(enquiry)
    try:
        messages.confirmation(enquiry).send(using=MAILER)
    except (OSError, ValueError) as error:
        if not (_is_late(enquiry.passed_on_at) or _is_permanent(error)):
            raise
        logger.warning("confirmation given up reference=%s", enquiry.reference)
        _note(enquiry, confirmed_at=timezone.now(), confirmation_is_given_up=True)
    else:
        _note(enquiry, confirmed_at=timezone.now())


def _is_permanent(error: Exception) -> bool:
    """Whether an address is refused for good: by the mail server, or because it can be in no header."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in _PERMANENT for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code in _PERMANENT
    return isinstance(error, ValueError)
