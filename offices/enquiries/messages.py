"""The two e-mails that an enquiry becomes."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from wagtail.models import Page

from offices.contact_page import ContactPage
from offices.enquiries.models import Enquiry, EnquiryReply
from offices.opening import written_time
from site_core.languages.dates import PartialDate
from site_core.languages.variants import variant_for_code

#: The depth of home pages in Wagtail's tree.
HOME_DEPTH = 2


def recipients_of(enquiry: Enquiry) -> list[str]:
    """Who gets an enquiry: as its page says, or, where that is gone, any other contact page."""
    own = ContactPage.objects.filter(pk=enquiry.page_id or 0)
    others = ContactPage.objects.filter(form_is_on=True).order_by("pk")
    for page in own or others:
        if page.recipient_addresses:
            return page.recipient_addresses
    return []


def for_office(enquiry: Enquiry, address: str) -> EmailMessage:
    """The enquiry for one recipient, in the language in which it was written.

    An answer to it goes to the sender.
    """
    attachment = _attachment(enquiry)
    with translation.override(variant_for_code(enquiry.language).locale_code):
        message = EmailMessage(
            subject=" ".join(
                (
                    gettext("Media enquiry %(reference)s: %(outlet)s")
                    % {"reference": enquiry.reference, "outlet": enquiry.form_data["outlet"]}
                ).split()
            ),
            body=render_to_string(
                "offices/mail/enquiry.txt",
                {
                    "enquiry": enquiry,
                    "written": enquiry.form_data,
                    "deadline": _deadline(enquiry),
                    "is_file_lost": bool(enquiry.attachment) and attachment is None,
                },
            ),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[address],
            reply_to=[enquiry.form_data["email"]],
            headers={"Message-ID": _identifier(enquiry, "enquiry")},
        )
    if attachment is not None:
        message.attach(enquiry.attachment_name, attachment, enquiry.attachment_type)
    return message


def confirmation(enquiry: Enquiry) -> EmailMessage:
    """What tells the sender, in the form in which the enquiry was written, that it has come.

    It repeats nothing of the enquiry: anybody can write anybody's address into the form.
    """
    form = variant_for_code(enquiry.language)
    with translation.override(form.code):
        subject = gettext("We have received your enquiry: %(reference)s")
        body = render_to_string(
            "offices/mail/confirmation.txt", {"enquiry": enquiry, "sender": _home_of(enquiry)}
        )
        return EmailMessage(
            subject=form.render(subject % {"reference": enquiry.reference}),
            body=form.render(body),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[enquiry.form_data["email"]],
            headers={
                "Message-ID": _identifier(enquiry, "confirmation"),
                "Auto-Submitted": "auto-replied",  # RFC 3834: no answer by machine, please
            },
        )


def reply(answer: EnquiryReply) -> EmailMessage:
    """An answer in the variant of the enquiry, in the thread of its confirmation.

    What the sender answers in turn goes to the office.
    """
    enquiry = answer.answer_event.enquiry
    variant = variant_for_code(enquiry.language)
    confirmation_id = _identifier(enquiry, "confirmation")
    return EmailMessage(
        subject=variant.render(answer.subject),
        body=variant.render(answer.answer_event.text) + "\n\n" + _quoted(enquiry),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[enquiry.form_data["email"]],
        reply_to=recipients_of(enquiry),
        headers={
            "Message-ID": _identifier(enquiry, f"answer-{answer.pk}"),
            "In-Reply-To": confirmation_id,
            "References": confirmation_id,
        },
    )


def _quoted(enquiry: Enquiry) -> str:
    """The words of the sender, as they were typed."""
    lines = enquiry.form_data["message"].splitlines()
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _identifier(enquiry: Enquiry, kind: str) -> str:
    """A Message-ID that is the same at each attempt, so that a repeated e-mail is known (RFC 5322, 3.6.4)."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{enquiry.reference}.{kind}@{domain}>"


def _attachment(enquiry: Enquiry) -> bytes | None:
    """The file; ``None`` where there is none, or it has been lost since."""
    if not enquiry.attachment:
        return None
    try:
        with enquiry.attachment.open("rb") as file:
            return file.read()
    except OSError:
        return None


def _home_of(enquiry: Enquiry) -> str:
    """The name of the institution: the title of the home page in the language of the enquiry."""
    homes = Page.objects.filter(
        depth=HOME_DEPTH, locale__language_code=variant_for_code(enquiry.language).locale_code
    )
    if enquiry.page is not None:
        homes = enquiry.page.get_ancestors().filter(depth=HOME_DEPTH)
    home = homes.order_by("path").first()
    return home.title if home else ""


def _deadline(enquiry: Enquiry) -> str:
    """When the answer is needed, in the active language; empty where the sender did not say."""
    moment = parse_datetime(enquiry.form_data.get("deadline") or "")
    if moment is None:
        return ""
    moment = timezone.localtime(moment)
    day = PartialDate(moment.year, moment.month, moment.day).display()
    return gettext("%(day)s, %(time)s") % {"day": day, "time": written_time(moment.time())}
