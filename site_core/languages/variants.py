"""The forms in which the public reads the site, and the codes by which each is known.

A *form* is a language in a script. Several forms can be read from one Wagtail locale: both
scripts of Serbian are renderings of the ``sr`` page tree. Editors write one of them; the other is made
from it when it is read, and kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation.trans_real import parse_accept_lang_header

from site_core.languages.scripts import to_latin


@dataclass(frozen=True)
class ReadingForm:
    """One form: the codes that name it and the words that offer it to a reader."""

    #: Django's language code and the first segment of the form's URLs.
    code: str
    #: BCP 47 tag, as the world sees it (``lang``, ``hreflang``, ``Content-Language``, the API).
    tag: str
    #: Language code of the Wagtail locale that holds the content.
    locale_code: str
    #: The form's name in itself.
    native_name: str
    #: The short word in the language switch.
    switch_label: str
    #: What else a URL may start with or an app may ask for and mean this form, in lower case.
    other_names: tuple[str, ...] = ()

    @property
    def is_authored(self) -> bool:
        """Whether editors write this form. One that they do not write is made from the one they do."""
        return self.code == self.locale_code

    def render(self, text: str) -> str:
        """A text or HTML document of the form's locale as it is read in this form."""
        return text if self.is_authored else to_latin(text)


ENGLISH = ReadingForm("en", "en", "en", "English", "Eng")
SERBIAN_LATIN = ReadingForm(
    "sr-latn", "sr-Latn", "sr", "srpski (latinica)", "Lat.", ("sr-lat", "sr-latin")
)
SERBIAN_CYRILLIC = ReadingForm(
    "sr", "sr-Cyrl", "sr", "српски (ћирилица)", "Ћир.", ("sr-cyrl", "sr-cyr", "sr-rs")
)

#: In the order of the language switch.
FORMS: tuple[ReadingForm, ...] = (ENGLISH, SERBIAN_LATIN, SERBIAN_CYRILLIC)
DEFAULT_FORM = ENGLISH

_BY_CODE = {form.code: form for form in FORMS}
_BY_NAME = {
    name: form for form in FORMS for name in (form.code, form.tag.lower(), *form.other_names)
}
#: What browsers ask for, by the longest matching prefix. Readers of the neighbouring standard languages
#: read Latin (BCP 47 tags; ``sh`` and ``cnr`` are ISO 639 codes).
_ACCEPTED = {
    "en": ENGLISH,
    "sr": SERBIAN_CYRILLIC,
    "sr-cyrl": SERBIAN_CYRILLIC,
    **dict.fromkeys(("sr-latn", "hr", "bs", "sh", "cnr"), SERBIAN_LATIN),
}


def form_for_code(code: str | None) -> ReadingForm:
    """Return the form with this Django language code, or English where there is none."""
    return _BY_CODE.get((code or "").lower(), DEFAULT_FORM)


def form_for_name(name: str) -> ReadingForm | None:
    """Return the form that a code, a tag or another spelling of them names, such as ``sr_LATN``."""
    return _BY_NAME.get(name.lower().replace("_", "-"))


def authored_form(locale_code: str) -> ReadingForm:
    """Return the form in which the content of the locale with this language code is written."""
    return next(form for form in FORMS if form.code == locale_code)


def accepted_form(header: str) -> ReadingForm:
    """Return the form that suits an ``Accept-Language`` header best (RFC 9110, 12.5.4), or English."""
    for accepted, _priority in parse_accept_lang_header(header.lower()):
        parts = accepted.split("-")
        for count in range(len(parts), 0, -1):
            form = _ACCEPTED.get("-".join(parts[:count]))
            if form is not None:
                return form
    return DEFAULT_FORM
