"""How a stored enquiry reaches the office, and its sender a confirmation.

Nothing is queued: an enquiry is due until both e-mails are noted as sent. A worker that dies half way has
only put it off, until its claim runs out.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta

from django.utils import timezone

from offices.enquiries import messages
from offices.enquiries.models import Enquiry, EnquiryReply
from site_core.jobs.queues import Queue, run_due

logger = logging.getLogger(__name__)

#: The entry of ``MAILERS`` for what nobody waits for.
MAILER = "worker"
#: Longer than sending one e-mail takes: after that another worker may take the enquiry.
LEASE = timedelta(minutes=10)
#: For so long the confirmation and the other recipients are tried once one recipient has the enquiry. As long
#: as nobody has it, it is tried for ever.
PATIENCE = timedelta(days=3)
_PERMANENT = range(500, 600)  # RFC 5321, 4.2.1


class NoRecipientsError(Exception):
    """A contact page does not say who gets the enquiries."""


def deliver_due() -> int:
    """Send the e-mails that are due. Returns for how many enquiries all is sent now."""
    return run_due(QUEUE)


def due(now: datetime) -> list[Enquiry]:
    """The enquiries that have an e-mail to be sent now."""
    return list(Enquiry.objects.due(now).select_related("page"))


def deliver(enquiry: Enquiry) -> int:
    """Send the e-mails of an enquiry that is claimed. Raises what keeps one of them from being sent."""
    problem = _pass_on(enquiry)
    if enquiry.passed_on_at is not None and enquiry.confirmed_at is None:
        _confirm(enquiry)
    if problem is not None:
        raise problem
    enquiry.succeed()
    return 1


def _note(enquiry: Enquiry, **values: object) -> None:
    """Note what was sent: a fact, whoever has the claim by now."""
    for name, value in values.items():
        setattr(enquiry, name, value)
    Enquiry.objects.filter(pk=enquiry.pk).update(**values)


def _is_late(since: datetime | None) -> bool:
    return since is not None and timezone.now() - since > PATIENCE


def _pass_on(enquiry: Enquiry) -> Exception | None:
    """Send the enquiry to each recipient of its page that does not have it. Returns the last error.

    Each gets an e-mail of its own: a mail server may take one address and refuse another.
    """
    addresses = messages.recipients_of(enquiry)
    if enquiry.passed_on_at is None and not addresses:
        return NoRecipientsError("No contact page names recipients.")
    problem: Exception | None = None
    for address in addresses:
        if address in enquiry.reached:
            continue
        if _is_late(enquiry.passed_on_at):
            logger.warning("recipient given up reference=%s", enquiry.reference)
            continue
        enquiry.renew(LEASE)
        try:
            messages.for_office(enquiry, address).send(using=MAILER)
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
    enquiry.renew(LEASE)
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


def replies_due(now: datetime) -> list[EnquiryReply]:
    """The answers that are to be sent now."""
    return list(EnquiryReply.objects.due(now).select_related("answer_event__enquiry__page"))


def send_reply(reply: EnquiryReply) -> int:
    """Send an answer that is claimed. Raises what keeps it from being sent."""
    try:
        messages.reply(reply).send(using=MAILER)
    except (OSError, ValueError) as error:
        if not _is_permanent(error):
            raise
        reply.put_off(error, give_up=True)
        return 0
    reply.succeed(sent_at=timezone.now())
    return 1


QUEUE = Queue("enquiries", due, deliver, lease=LEASE)
REPLIES = Queue("answers to enquiries", replies_due, send_reply)
