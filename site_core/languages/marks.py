"""What editors mark in rich text, as readers and apps get it."""

from __future__ import annotations

from django.utils.translation import get_language

from site_core.languages import kept_script, other_language
from site_core.languages.variants import variant_for_code


def html_for_readers(html: str) -> str:
    """Rich text HTML of a page whose language is active, with its marks as readers and apps get them."""
    page_language = variant_for_code(get_language()).locale_code
    return other_language.html_for_readers(kept_script.html_for_readers(html), page_language)
