"""Words in the language that is not the page's: English in a Serbian page, or Serbian in an English one.

In rich text they are marked by the element ``abbr``, which without a ``title`` says nothing and which
wagtail-localize lets through, also inside a link; it refuses ``span``, and attributes on anything but
links. Readers and apps get ``<span lang="…">`` (WCAG 2.2, 3.1.2 Language of Parts).

The mark says that the words are not the page's; which language they are in follows from the page and from
their letters. So a translator who translates them does not make the page lie.
"""

from __future__ import annotations

import re

from site_core.languages.variants import ENGLISH, SERBIAN_CYRILLIC, SERBIAN_LATIN

#: Name of the rich text feature.
FEATURE = "other-language"
#: The element that marks such words in the database.
STORED = "abbr"

_MARKED = re.compile(rf"<{STORED}>(.*?)</{STORED}>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def tag_in_page(text: str, language: str, page_language: str) -> str | None:
    """BCP 47 tag of words in a page, or ``None`` where they are in the page's own language.

    ``language`` is the code of the locale in which the words are said to be. What has Cyrillic letters is
    not English any more.
    """
    is_cyrillic = _CYRILLIC.search(text) is not None
    if language == ENGLISH.locale_code and is_cyrillic:
        language = SERBIAN_CYRILLIC.locale_code
    if language == page_language:
        return None
    if language == ENGLISH.locale_code:
        return ENGLISH.tag
    return SERBIAN_CYRILLIC.tag if is_cyrillic else SERBIAN_LATIN.tag


def unmarked(html: str) -> str:
    """Rich text as the database holds it, without these marks."""
    return _MARKED.sub(r"\1", html)


def html_for_readers(html: str, page_language: str) -> str:
    """Rich text HTML of a page in the locale of this code, with its marks as readers and apps get them.

    English words are not to be translated by a browser, nor converted into another script.
    """
    other = SERBIAN_CYRILLIC if page_language == ENGLISH.locale_code else ENGLISH

    def marked(match: re.Match[str]) -> str:
        words = match[1]
        tag = tag_in_page(_TAG.sub("", words), other.locale_code, page_language)
        if tag is None:
            return words
        kept = ' translate="no"' if tag == ENGLISH.tag else ""
        return f'<span lang="{tag}"{kept}>{words}</span>'

    return _MARKED.sub(marked, html)
