"""The variants in which the public reads the site, and the codes by which each is known.

A *variant* is a language in a script. Several variants can be read from one Wagtail locale: both
scripts of Serbian are renderings of the ``sr`` page tree. Editors write one of them; the other is made
from it when it is read, and kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation.trans_real import parse_accept_lang_header

from site_core.languages.scripts import to_latin
from site_core.languages.values import converted


@dataclass(frozen=True)
class Variant:
    """One variant: the codes that name it and the words that offer it to a reader."""

    #: Django's language code and the first segment of the variant's URLs.
    code: str
    #: BCP 47 tag, as the world sees it (``lang``, ``hreflang``, ``Content-Language``, the API).
    tag: str
    #: Language code of the Wagtail locale that holds the content.
    locale_code: str
    #: The variant's name in itself.
    native_name: str
    #: The short word in the language switch.
    switch_label: str
    #: What else a URL may start with or an app may ask for and mean this variant, in lower case.
    other_names: tuple[str, ...] = ()

    @property
    def is_authored(self) -> bool:
        """Whether editors write this variant. One that they do not write is made from the one they do."""
        return self.code == self.locale_code

    def render(self, text: str) -> str:
        """A text or HTML document of the variant's locale as it is read in this variant."""
        return text if self.is_authored else to_latin(text)

    def render_json(self, value: Any) -> Any:
        """JSON data of the variant's locale as it is read in this variant: words, and no addresses."""
        return value if self.is_authored else converted(value, to_latin)


ENGLISH = Variant("en", "en", "en", "English", "Eng")
SERBIAN_LATIN = Variant(
    "sr-latn", "sr-Latn", "sr", "srpski (latinica)", "Lat.", ("sr-lat", "sr-latin")
)
SERBIAN_CYRILLIC = Variant(
    "sr", "sr-Cyrl", "sr", "српски (ћирилица)", "Ћир.", ("sr-cyrl", "sr-cyr", "sr-rs")
)

#: In the order of the language switch.
VARIANTS: tuple[Variant, ...] = (ENGLISH, SERBIAN_LATIN, SERBIAN_CYRILLIC)
#: Codes of the locales that pages are kept in.
LOCALE_CODES = tuple(dict.fromkeys(variant.locale_code for variant in VARIANTS))
DEFAULT_VARIANT = ENGLISH

_BY_CODE = {variant.code: variant for variant in VARIANTS}
_BY_NAME = {
    name: variant
    for variant in VARIANTS
    for name in (variant.code, variant.tag.lower(), *variant.other_names)
}
#: What browsers ask for, by the longest matching prefix. Readers of the neighbouring standard languages
#: read Latin (BCP 47 tags; ``sh`` and ``cnr`` are ISO 639 codes).
_ACCEPTED = {
    "en": ENGLISH,
    "sr": SERBIAN_CYRILLIC,
    "sr-cyrl": SERBIAN_CYRILLIC,
    **dict.fromkeys(("sr-latn", "hr", "bs", "sh", "cnr"), SERBIAN_LATIN),
}


def variant_for_code(code: str | None) -> Variant:
    """Return the variant with this Django language code, or English where there is none."""
    return _BY_CODE.get((code or "").lower(), DEFAULT_VARIANT)


def variant_for_name(name: str) -> Variant | None:
    """Return the variant that a code, a tag or another spelling of them names, such as ``sr_LATN``."""
    return _BY_NAME.get(name.lower().replace("_", "-"))


def authored_variant(locale_code: str) -> Variant:
    """Return the variant in which the content of the locale with this language code is written."""
    return _BY_CODE[locale_code]


def accepted_variant(header: str) -> Variant:
    """Return the variant that suits an ``Accept-Language`` header best (RFC 9110, 12.5.4), or English."""
    for accepted, _priority in parse_accept_lang_header(header.lower()):
        parts = accepted.split("-")
        for count in range(len(parts), 0, -1):
            variant = _ACCEPTED.get("-".join(parts[:count]))
            if variant is not None:
                return variant
    return DEFAULT_VARIANT
