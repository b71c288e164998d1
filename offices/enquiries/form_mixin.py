"""The form of a contact page: Wagtail's form pages with fields that are the same on every site."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, ClassVar

from django.core import signing
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.contrib.forms.models import FormMixin

from offices.enquiries.forms import EnquiryForm
from offices.enquiries.models import Enquiry
from site_core.delivery import throttling
from site_core.full_disk import is_full
from site_core.plugins import registry

logger = logging.getLogger(__name__)

_SENT = signing.TimestampSigner(salt="offices.enquiries.sent")
#: How long, in seconds, the page that says the reference can be opened again.
_SENT_LASTS = 24 * 60 * 60
_HOUR = 60 * 60
#: A stranger may write somebody else's address into the form: nobody is written to more often.
CONFIRMATIONS_PER_HOUR = 3


class EnquiryFormMixin(FormMixin):
    """Takes enquiries from readers, who have no cookie and no account, as submissions of a Wagtail form."""

    base_form_class = WagtailAdminPageForm
    landing_page_template = "offices/contact_page.html"
    preview_modes = [("", _("Before sending")), ("landing", _("After sending"))]
    #: Readers are not known to the site.
    accepts_anonymous_posts = True
    meaningful_parameters: ClassVar[tuple[str, ...]] = ("sent",)

    form_is_on: bool
    pk: int
    if TYPE_CHECKING:
        get_context: Any
        get_template: Any

    # What Wagtail asks for

    def get_form_fields(self) -> list[Any]:
        return []  # they are not made by editors

    def get_submission_class(self) -> type[Enquiry]:
        return Enquiry

    def get_form_class(self) -> type[EnquiryForm]:
        return EnquiryForm

    def get_form_parameters(self) -> dict[str, Any]:
        return {"page_id": self.pk or 0}

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {
            **self.get_context(request),
            "enquiry_form": self.get_form() if self.form_is_on else None,
        }

    def render_landing_page(
        self, request: HttpRequest, form_submission: Enquiry | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Lead on to the page that says the reference: loading that anew sends nothing."""
        if form_submission is None:  # an editor's preview
            return self._shown(request, reference="K7QF-2M9X")
        address = f"{request.path}?sent={_SENT.sign(form_submission.reference)}"
        return HttpResponseRedirect(address, status=303)

    def process_form_submission(self, form: EnquiryForm) -> Enquiry:
        """Store an enquiry. The worker sends the e-mails that are due with it."""
        sent_there = throttling.count(
            form.cleaned_data["email"].lower(),
            "enquiry-confirmations",
            CONFIRMATIONS_PER_HOUR,
            _HOUR,
        )
        return Enquiry.objects.store(
            form.written(),
            digest=form.digest(),
            is_to_be_confirmed=not sent_there.is_exceeded,
            page_id=self.pk,
            language=get_language() or "",
            file=form.cleaned_data["attachment"],
            media_type=form.attachment_type,
        )

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and self.form_is_on:
            response = self._store(request)
        elif reference := _read_sent(request.GET.get("sent", "")):
            response = self._shown(request, reference=reference)
        else:
            return self._shown(request, enquiry_form=self.get_form() if self.form_is_on else None)
        add_never_cache_headers(response)
        return response

    def _store(self, request: HttpRequest) -> HttpResponse:
        request.encoding = "utf-8"  # the sender's word for it may be one that lets anything in
        form = self.get_form(request.POST, request.FILES)
        if not form.is_valid():
            # RFC 9110, 15.5.21: what came is understood and cannot be used as it is.
            return self._shown(request, enquiry_form=form, status=422)
        enquiry = Enquiry.objects.filter(digest=form.digest()).first()
        if enquiry is None:
            limit: int = registry.setting("offices", "ENQUIRIES_PER_HOUR")
            address = throttling.client_address(request.META)
            sent = throttling.count(address, "enquiries", limit, _HOUR)
            if limit and sent.is_exceeded:
                form.add_error(None, _TOO_MANY)
                response = self._shown(request, enquiry_form=form, status=429)
                response["Retry-After"] = str(sent.reset)
                return response
            try:
                with transaction.atomic():
                    enquiry = self.process_form_submission(form)
            except OSError as error:  # the disk is full, or the storage does not answer
                logger.error("An attachment could not be kept: %s", error)
                form.add_error("attachment", _NOT_KEPT)
                return self._shown(request, enquiry_form=form, status=503)
            except DatabaseError as error:
                if not is_full(error):
                    raise
                logger.error("An enquiry could not be kept: %s", error)
                form.add_error(None, _NO_ROOM)
                return self._shown(request, enquiry_form=form, status=503)
        return self.render_landing_page(request, enquiry)

    def _shown(self, request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
        return TemplateResponse(
            request,
            self.get_template(request),
            {**self.get_context(request), **context},
            status=status,
        )


_TOO_MANY = _(
    "More enquiries have come from your connection than we can take in an hour. What you wrote is still "
    "here: please try again later, call us, or write an e-mail."
)
_NOT_KEPT = _(
    "Your file could not be received just now. What you wrote is still here: please send it without the "
    "file, or try again later."
)

_NO_ROOM = _(
    "Your message could not be received just now. What you wrote is still here: please try again later, call "
    "us, or write an e-mail."
)


def _read_sent(text: str) -> str:
    """The reference in the address of the page after sending; empty where it is not from us, or is old."""
    try:
        return _SENT.unsign(text, max_age=_SENT_LASTS)
    except signing.BadSignature:
        return ""
