"""The forms in which the public reads the site, and the codes by which each is known.

A *form* is a language in a script. Several forms can be read from one Wagtail locale: both
scripts of Serbian are renderings of the ``sr`` page tree.
"""

from __future__ import annotations

from dataclasses import dataclass


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


ENGLISH = ReadingForm("en", "en", "en", "English", "Eng")
SERBIAN_CYRILLIC = ReadingForm("sr", "sr-Cyrl", "sr", "српски (ћирилица)", "Ћир.")

#: In the order of the language switch.
FORMS: tuple[ReadingForm, ...] = (ENGLISH, SERBIAN_CYRILLIC)
DEFAULT_FORM = ENGLISH

_BY_CODE = {form.code: form for form in FORMS}


def form_for_code(code: str | None) -> ReadingForm:
    """Return the form with this Django language code, or English where there is none."""
    return _BY_CODE.get((code or "").lower(), DEFAULT_FORM)


def forms_of_locale(locale_code: str) -> tuple[ReadingForm, ...]:
    """Return every form that is read from the Wagtail locale with this language code."""
    return tuple(form for form in FORMS if form.locale_code == locale_code)


def tag_of_locale(locale_code: str) -> str:
    """Return the BCP 47 tag of the form in which a locale's content is authored."""
    return next(form.tag for form in FORMS if form.code == locale_code)
