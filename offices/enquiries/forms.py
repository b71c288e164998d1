"""The form for enquiries from the media."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from offices.enquiries import attachments, protection
from offices.enquiries.fields import AddressField, LineField, MomentField, TextField
from offices.enquiries.protection import Judgement

#: What a browser sends for ``datetime-local`` comes first; what people write in older ones follows.
DEADLINE_FORMATS = [
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d. %m. %Y. %H.%M",
    "%d. %m. %Y. %H:%M",
    "%d.%m.%Y. %H:%M",
    "%d.%m.%Y. %H.%M",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H.%M",
    "%d/%m/%Y %H:%M",
]
MAX_MESSAGE_LENGTH = 5000
MAX_DEADLINE = timedelta(days=366)


class DeadlineInput(forms.DateTimeInput):
    """The browser's own field for a day and a time; a text field in browsers that have none."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class EnquiryForm(forms.Form):
    """Name, newsroom, e-mail address, deadline, message and a file. What was typed stays in it."""

    name = LineField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    outlet = LineField(
        label=_("Newsroom or outlet"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write which newsroom you work for.")},
    )
    email = AddressField(
        label=_("E-mail address"),
        help_text=_("We send a confirmation and our answer to this address."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write the e-mail address where we can reach you."),
            "invalid": _("Write an e-mail address such as name@example.org."),
        },
    )
    deadline = MomentField(
        label=_("When you need the answer"),
        required=False,
        input_formats=DEADLINE_FORMATS,
        widget=DeadlineInput(),
        error_messages={"invalid": _("Write a day and a time such as 24.11.2026 15:00.")},
    )
    message = TextField(
        label=_("Your enquiry"),
        max_length=MAX_MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what you would like to know.")},
    )
    attachment = forms.FileField(
        label=_("A file"),
        required=False,
        max_length=200,
        widget=forms.FileInput(
            attrs={"accept": ",".join(f".{extension}" for extension in attachments.KINDS)}
        ),
    )
    #: People do not see it, and machines fill it in.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.Field(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, page_id: int, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "enquiry")
        super().__init__(*args, **kwargs)
        self.page_id = page_id
        self.fields["deadline"].help_text = gettext(
            "Day and time, in the local time of our office."
        )
        self.fields["attachment"].help_text = gettext("%(kinds)s; at most 5 MB.") % {
            "kinds": attachments.NAMES
        }
        self.fields["stamp"].initial = protection.stamp(page_id)
        self.attachment_type = self.attachment_digest = ""

    def clean_deadline(self) -> datetime | None:
        deadline: datetime | None = self.cleaned_data["deadline"]
        if deadline is not None and deadline < timezone.now():
            raise forms.ValidationError(
                gettext("That time has already passed. Choose a later one.")
            )
        if deadline is not None and deadline > timezone.now() + MAX_DEADLINE:
            raise forms.ValidationError(gettext("Choose a day within a year."))
        return deadline

    def clean_attachment(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["attachment"]
        if file:
            self.attachment_type = attachments.media_type_of(file)
            self.attachment_digest = attachments.digest_of(file)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        judgement = protection.judge(str(cleaned.get("stamp", "")), self.page_id)
        if judgement is Judgement.TOO_OLD:
            self._renew_stamp()
        if self.errors:
            return cleaned
        if cleaned.get("website"):
            self.add_error("website", gettext("Empty this field and send the form again."))
        elif judgement is Judgement.TOO_QUICK:
            self.add_error(
                None, gettext("The form was sent unusually quickly. Please send it once more.")
            )
        elif judgement is Judgement.TOO_OLD:
            self.add_error(
                None,
                gettext(
                    "This form was open for a long time. What you wrote is still here: please send it "
                    "once more."
                ),
            )
        return cleaned

    def _renew_stamp(self) -> None:
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("stamp")] = protection.stamp(self.page_id)
        self.data = data

    @property
    def trap(self) -> forms.BoundField:
        """The honeypot: a field that must stay empty."""
        return self["website"]

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """The fields that everybody sees, in their order."""
        return [field for field in self.visible_fields() if field.name != "website"]

    def digest(self) -> str:
        """Of a valid form: the same for one that is sent twice, as by a second press of the button."""
        sent = [self.written(), self.attachment_digest, str(self.cleaned_data["stamp"])]
        return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()

    def written(self) -> dict[str, Any]:
        """The values of a valid form that are kept, as JSON."""
        deadline = self.cleaned_data["deadline"]
        return {
            "name": self.cleaned_data["name"],
            "outlet": self.cleaned_data["outlet"],
            "email": self.cleaned_data["email"],
            "deadline": timezone.localtime(deadline).isoformat() if deadline else "",
            "message": self.cleaned_data["message"],
        }
