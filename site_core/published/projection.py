"""The one function that makes a published document from a page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, time
from types import SimpleNamespace
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.timezone import is_naive, make_aware
from wagtail.models import Page, Site

from site_core.languages.analysis import stem_of
from site_core.languages.collation import title_keys
from site_core.languages.scripts import to_latin
from site_core.published import events, faults, links, representation
from site_core.published.models import PublishedDocument
from site_core.published.restrictions import is_restricted, restricted_tree_paths
from site_core.published.searchable import searchable_words


def tree_position_fields(
    page: Page, restricted: Iterable[str] | None = None, sites: SimpleNamespace | None = None
) -> dict[str, Any] | None:
    """Where a page stands and how others name it (``PublishedDocument.PLACE_FIELDS``), in its language.

    ``None`` for a page that no site can show. Where many pages are placed at once, ``restricted`` saves the
    query, and ``sites``, an empty object, keeps what Wagtail asks its cache for, which must be right then.
    """
    parts = page.get_url_parts(sites)
    if parts is None and sites is None:
        # Wagtail keeps the places of the home pages; another process may have made a new one.
        Site.clear_site_root_paths_cache()
        parts = page.get_url_parts()
    if parts is None or parts[2] is None or page.specific_class is None:
        return None
    site_id, _, path = parts
    written, latin = title_keys(page.title, page.locale.language_code)
    if restricted is None:
        restricted = restricted_tree_paths()
    return {
        "site_id": site_id,
        "type": page.specific_class._meta.label,
        "locale": page.locale.language_code,
        "translation_key": page.translation_key,
        "tree_path": page.path,
        "depth": page.depth,
        "path": path,
        "slug": page.slug,
        "title": page.title,
        "title_order": written,
        "title_order_latin": latin,
        "in_menus": page.show_in_menus,
        "restricted": is_restricted(page.path, restricted),
        "first_published_at": page.first_published_at,
        "last_published_at": page.last_published_at,
    }


def search_text(words: Iterable[Iterable[str]], locale: str) -> str:
    """Words as the lines of stems that ``PublishedDocument.search_text`` holds."""
    return "\n".join(
        f" {' '.join(stem_of(to_latin(word), locale) for word in line)} " for line in words
    )


def digest(document: PublishedDocument) -> str:
    """SHA-256 over all that a reader can see of a document."""
    seen = document.tree_position_fields()
    for name in PublishedDocument.ORDER_FIELDS:
        del seen[name]
    content = [
        seen,
        document.representation,
        document.search_text,
        *([document.feed_date] if document.feed_date is not None else []),
    ]
    canonical = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _feed_date(page: Page) -> datetime | None:
    """The page's own date, where it has one; a day counts from its beginning."""
    found = getattr(page, "feed_date", None)
    if found is not None and not isinstance(found, datetime):
        found = datetime.combine(found, time.min)
    return make_aware(found) if found is not None and is_naive(found) else found


def project(page: Page, restricted: Iterable[str] | None = None) -> PublishedDocument | None:
    """Return what a page publishes as an unsaved document, or ``None`` where no site can show it.

    ``page`` is a specific page: live, or restored from a revision to be previewed; what is previewed
    is what will be served. References are resolved from the documents that are published now.

    Raises ``UnpublishableError`` where something of the page raises.
    """
    with translation.override(page.locale.language_code):
        values = tree_position_fields(page, restricted)
        if values is None:
            return None
        with links.for_readers_of(values["site_id"]):
            own = representation.represent_page(page)
        words = searchable_words(page)
        feed_date = faults.named(page, lambda: _feed_date(page), lambda: "feed_date")
        document = PublishedDocument(
            page_id=page.pk,
            representation=own,
            search_text=search_text(words, values["locale"]),
            change_number=0,
            feed_date=feed_date,
            **values,
        )
        document.words = frozenset(word for line in words for word in line)
    faults.named(page, lambda: events.of(document), lambda: "get_events")
    document.digest = digest(document)
    return document
