"""What a reference to another page looks like to a reader: the published counterpart, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text import LinkHandler, expand_db_html

from site_core import prefixes
from site_core.languages.marks import html_for_readers
from site_core.languages.variants import Variant, variant_for_code
from site_core.published import reading
from site_core.published.models import PublishedDocument
from site_core.published.overdue import ORIGIN as ORIGIN  # noqa: PLC0414 - exported from here too
from site_core.published.reading import NamedPage

_RICH_TEXT = re.compile(r"<(?:p|ul|ol|h[1-6]|hr|blockquote|div|table|figure|img|embed)\b")
_SITE_URL_IN_HTML = re.compile(r'(\b(?:href|src)=")(?=/[^/])')


_site: ContextVar[int | None] = ContextVar("site", default=None)


@dataclass(frozen=True)
class _Known:
    locale: str
    page_ids: frozenset[int]
    found: dict[int, NamedPage]


_known: ContextVar[_Known | None] = ContextVar("known", default=None)


@contextmanager
def looked_up(page_ids: Iterable[int], locale: str) -> Iterator[None]:
    """Look the counterparts of several pages up at once: inside, each of them costs nothing more."""
    wanted = frozenset(page_ids)
    token = _known.set(_Known(locale, wanted, counterparts(wanted, locale)))
    try:
        yield
    finally:
        _known.reset(token)


@contextmanager
def for_readers_of(site_id: int | None) -> Iterator[None]:
    """Resolve references for the readers of a site: pages of another one are not shown there."""
    token = _site.set(site_id)
    try:
        yield
    finally:
        _site.reset(token)


def path_in_variant(document: PublishedDocument | NamedPage, variant: Variant) -> str:
    """The URL path of a document as it is read in a variant of its locale."""
    return path_under(variant, document.path, document.locale)


def path_under(variant: Variant, path: str, locale: str) -> str:
    """The URL path of a page of this locale under the prefix of a variant of the same locale."""
    return f"/{variant.code}/" + path.split("/", 2)[2] if variant.locale_code == locale else path


def counterparts(page_ids: Iterable[int], locale: str) -> dict[int, NamedPage]:
    """Return page id → what to show for a reference to that page in a page of this locale.

    That is its public counterpart in the locale, else the page itself where it is public. What
    cannot be shown is left out. One query, however many pages; two where one of them is a draft.
    """
    wanted = set(page_ids)
    if not wanted:
        return {}
    known = _known.get()
    if known is not None and known.locale == locale and wanted <= known.page_ids:
        return {page_id: known.found[page_id] for page_id in wanted if page_id in known.found}
    by_id: dict[int, NamedPage] = {}
    in_locale: dict[Any, NamedPage] = {}
    for document in reading.sharing_key(wanted, _site.get()):
        by_id[document.page_id] = document
        if document.locale == locale:
            in_locale[document.translation_key] = document
    keys = {page_id: document.translation_key for page_id, document in by_id.items()}
    if in_locale and not wanted <= keys.keys():
        for page_id, key in Page.objects.filter(pk__in=wanted).values_list("pk", "translation_key"):
            keys[page_id] = reading.written_key(key)
    found = {page_id: in_locale.get(keys.get(page_id)) or by_id.get(page_id) for page_id in wanted}
    return {page_id: document for page_id, document in found.items() if document is not None}


def api_url(page_id: int) -> str:
    """Where the API shows a page."""
    return f"{ORIGIN}{prefixes.API}pages/{page_id}/"


def represent_link(document: PublishedDocument | NamedPage) -> dict[str, Any]:
    """A reference to a page as plain values."""
    return {
        "id": document.page_id,
        "type": document.type,
        "title": document.title,
        "locale": document.locale,
        "html_url": ORIGIN + document.path,
        "detail_url": api_url(document.page_id),
    }


def represent_links(page_ids: Iterable[int], locale: str) -> list[dict[str, Any]]:
    """References to pages as plain values, in the order given, without those that cannot be shown."""
    page_ids = list(page_ids)
    found = counterparts(page_ids, locale)
    return [represent_link(found[page_id]) for page_id in page_ids if page_id in found]


def is_rich_text(text: str) -> bool:
    """Whether a text of a representation is HTML: rich text starts with an element of its own."""
    return _RICH_TEXT.match(text) is not None


def html_with_origin(source: str) -> str:
    """Rich text as HTML with every link resolved and every URL of this site behind ``ORIGIN``."""
    html = html_for_readers(expand_db_html(source))
    return _SITE_URL_IN_HTML.sub(rf"\1{ORIGIN}", html)


class PublishedPageLinkHandler(LinkHandler):
    """Rich text links to pages, resolved from published documents.

    Wagtail's own handler links to drafts and to restricted pages, and reads each target's page
    tables. A link to what is not public becomes plain text.
    """

    identifier = "page"

    @staticmethod
    def get_model() -> type[Page]:
        return Page

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, Any]) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        variant = variant_for_code(translation.get_language())
        page_ids = [int(attrs["id"]) for attrs in attrs_list if str(attrs.get("id", "")).isdigit()]
        found = counterparts(page_ids, variant.locale_code)
        tags = []
        for attrs in attrs_list:
            identifier = str(attrs.get("id", ""))
            document = found.get(int(identifier)) if identifier.isdigit() else None
            tags.append(
                f'<a href="{escape(path_in_variant(document, variant))}">' if document else "<a>"
            )
        return tags

    @classmethod
    def extract_references(cls, attrs: dict[str, Any]) -> Iterable[tuple[Any, str, str, str]]:
        yield Page, attrs["id"], "", ""
