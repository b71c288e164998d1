"""Names of languages inside a sentence, in the language of the sentence.

A name that stands by itself and offers a language is in that language (``Variant.native_name``).
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext_lazy

from site_core.languages.variants import Variant

_NAMES = {
    "en": pgettext_lazy("language", "English"),
    "sr": pgettext_lazy("language", "Serbian"),
}
_WITHIN = {
    "en": pgettext_lazy("language", "in English"),
    "sr": pgettext_lazy("language", "in Serbian"),
}
_WITHIN_VARIANTS = {
    "en": _WITHIN["en"],
    "sr": pgettext_lazy("language", "in Serbian (Cyrillic)"),
    "sr-latn": pgettext_lazy("language", "in Serbian (Latin)"),
}


def language_name(locale: Any) -> str:
    """The name of a Wagtail locale's language in the active language: “Serbian”, «енглески»."""
    return str(_NAMES.get(locale.language_code) or locale.get_display_name())


def in_language(locale: Any) -> str:
    """What says in a sentence that something is in a locale's language: “in Serbian”, «на енглеском»."""
    return str(_WITHIN.get(locale.language_code) or locale.get_display_name())


def in_locale(code: str) -> str:
    """The same for the code of a locale of the site."""
    return str(_WITHIN[code])


def in_variant(variant: Variant) -> str:
    """What says in a sentence that something is in a variant: “in Serbian (Cyrillic)”, «на енглеском»."""
    return str(_WITHIN_VARIANTS[variant.code])
