"""Links of rich text lead where readers can follow: to this site, to the web, to an e-mail or a telephone.

Wagtail knows the schemes that it does not like by Latin letters alone. One in Cyrillic is none to it, and
would become one when the page is converted into Latin.
"""

from __future__ import annotations

import html
import re

SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_TAG = re.compile(r"<a\b(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>", re.IGNORECASE)
_HREF = re.compile(
    r"\shref\s*=\s*(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'>]++))",
    re.IGNORECASE,
)
#: What browsers leave out of an address before they look for its scheme (URL Standard, 4.4).
_LEFT_OUT = re.compile("[\x00-\x20\x7f\u00ad\u200b-\u200f\u2060\ufeff]+")


def is_safe(url: str) -> bool:
    """Whether a link may lead to a URL: one without a scheme, or with one of ``SCHEMES``."""
    beginning = re.split("[/?#]", _LEFT_OUT.sub("", url), maxsplit=1)[0]
    scheme, colon, _ = beginning.partition(":")
    return not colon or scheme.lower() in SCHEMES


def with_safe_links(rich_text: str) -> str:
    """Rich text whose other links have lost where they lead. What they say stays."""
    if "href" not in rich_text.lower():
        return rich_text
    return _TAG.sub(lambda tag: _HREF.sub(_kept_or_dropped, tag.group()), rich_text)


def _kept_or_dropped(match: re.Match[str]) -> str:
    url = next(value for value in match.groups() if value is not None)
    return match.group() if is_safe(html.unescape(url)) else ""
