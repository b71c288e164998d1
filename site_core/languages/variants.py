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
    #: Language and country, as the Open Graph protocol names both (``og:locale``). It knows no scripts.
    open_graph_locale: str
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


ENGLISH = Variant("en", "en", "en", "English", "Eng", "en_GB")
SERBIAN_LATIN = Variant(
    "sr-latn", "sr-Latn", "sr", "srpski (latinica)", "Lat.", "sr_RS", ("sr-lat", "sr-latin")
)
SERBIAN_CYRILLIC = Variant(
    "sr", "sr-Cyrl", "sr", "српски (ћирилица)", "Ћир.", "sr_RS", ("sr-cyrl", "sr-cyr", "sr-rs")
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
#: read Latin (BCP 47 tags; ``sh`` and ``cnr`` are ISO 639 codes) unless they ask for Cyrillic, and so do
#: readers of Serbian in Montenegro, Romania and Turkey (CLDR, likely subtags).
_ACCEPTED = {
    "en": ENGLISH,
    **dict.fromkeys(
        ("sr", "sr-cyrl", "hr-cyrl", "bs-cyrl", "sh-cyrl", "cnr-cyrl"), SERBIAN_CYRILLIC
    ),
    **dict.fromkeys(("sr-latn", "sr-me", "sr-ro", "sr-tr", "hr", "bs", "sh", "cnr"), SERBIAN_LATIN),
}
#: What is offered to somebody to whom every language is the same.
_IN_ORDER = (DEFAULT_VARIANT, SERBIAN_CYRILLIC, SERBIAN_LATIN)


def variant_for_code(code: str | None) -> Variant:
    """Return the variant with this Django language code, or English where there is none."""
    return _BY_CODE.get((code or "").lower(), DEFAULT_VARIANT)


def variant_for_name(name: str) -> Variant | None:
    """Return the variant that a code, a tag or another spelling of them names, such as ``sr_LATN``."""
    return _BY_NAME.get(name.lower().replace("_", "-"))


def authored_variant(locale_code: str) -> Variant:
    """Return the variant in which the content of the locale with this language code is written."""
    return _BY_CODE[locale_code]


def _by_prefix(tag: str) -> Variant | None:
    """The variant of the longest prefix of a language tag that is known."""
    parts = tag.split("-")
    prefixes = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((_ACCEPTED[prefix] for prefix in prefixes if prefix in _ACCEPTED), None)


def _offered(tag: str, refused: set[str]) -> list[Variant]:
    """The variants that a language range stands for, the best one first."""
    if tag == "*":
        return [variant for variant in _IN_ORDER if variant.locale_code not in refused]
    found = _by_prefix(tag)
    if found is None:
        return []
    return sorted(
        (variant for variant in VARIANTS if variant.locale_code == found.locale_code),
        key=lambda variant: variant != found,
    )


def accepted_variant(header: str) -> Variant:
    """Return the variant that suits an ``Accept-Language`` header best (RFC 9110, 12.5.4), or English.

    What has the weight 0 is refused: ``sr;q=0`` both scripts of Serbian, ``sr-Cyrl;q=0`` one of them.
    """
    ranges = parse_accept_lang_header(header.lower())
    refused = {tag for tag, weight in ranges if not weight}
    for tag, weight in ranges:
        if not weight:
            break  # they stand in the order of their weights
        for variant in _offered(tag, refused):
            if variant.tag.lower() not in refused:
                return variant
    return DEFAULT_VARIANT
