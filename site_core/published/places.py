"""Puts every document where its page is now, after a site has got another first page or is gone.

The places of all documents change in one transaction: a reader finds everything where it was, or everything
where it is. What documents say of each other goes with them; what else they say is left to a rebuild.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction

from site_core.published import changes, events, projection, rebuild, sync
from site_core.published.models import ChangeCounter, PublishedDocument
from site_core.published.overdue import ORIGIN, without_pages
from site_core.published.restrictions import restricted_tree_paths

BATCH_SIZE = 200
#: So many pages that were below no site before are made at once, from the top of the tree down.
MADE_AT_ONCE = 50

_URL_IN_TEXT = re.compile(re.escape(ORIGIN) + r"(/[^\"?#\s<>]*)")


@transaction.atomic
def write_places() -> None:
    """Put all documents in their places, and take away those of pages that no site shows any more."""
    with changes.recording() as recorder:
        before = {
            document.page_id: document for document in PublishedDocument.objects.without_content()
        }
        for document in before.values():
            recorder.touch(document)
        positions = rebuild.tree_positions(restricted_tree_paths())
        _delete(before.keys() - positions.keys())
        moves = _Moves(before, positions)
        for documents in _in_batches(before.keys() & positions.keys()):
            _write([document for document in documents if moves.apply(document)])
        missing = sorted(
            positions.keys() - before.keys(),
            key=lambda page_id: (positions[page_id]["depth"], positions[page_id]["tree_path"]),
        )
        sync.project_again(missing[:MADE_AT_ONCE])


def _delete(page_ids: Iterable[int]) -> None:
    page_ids = list(page_ids)
    for start in range(0, len(page_ids), BATCH_SIZE):
        batch = page_ids[start : start + BATCH_SIZE]
        PublishedDocument.objects.without_content().filter(pk__in=batch).delete()


def _in_batches(page_ids: Iterable[int]) -> Iterator[list[PublishedDocument]]:
    ordered = sorted(page_ids)
    for start in range(0, len(ordered), BATCH_SIZE):
        yield list(PublishedDocument.objects.filter(pk__in=ordered[start : start + BATCH_SIZE]))


class _Moves:
    """What has another place now, and what that means for those who refer to it."""

    def __init__(
        self,
        before: Mapping[int, PublishedDocument],
        positions: Mapping[int, dict[str, Any]],
    ) -> None:
        self._positions = positions
        self._site_of = {page_id: document.site_id for page_id, document in before.items()}
        #: Site → URL path before → URL path now, of what stays with the site.
        self._paths: dict[int, dict[str, str]] = {}
        #: Site → page → URL path before, of what has left it.
        self._gone: dict[int, dict[int, str]] = {}
        for page_id, document in before.items():
            now = positions.get(page_id)
            if now is None or now["site_id"] != document.site_id:
                self._gone.setdefault(document.site_id, {})[page_id] = document.path
            elif now["path"] != document.path:
                self._paths.setdefault(document.site_id, {})[document.path] = now["path"]

    def apply(self, document: PublishedDocument) -> bool:
        """Bring a document up to date; say whether anything of it has changed."""
        site_id = self._site_of[document.page_id]
        own = without_pages(document.representation, self._gone.get(site_id, {}))
        paths = self._paths.get(site_id)
        own = _with_urls(own, paths) if paths else own
        position = self._positions[document.page_id]
        if own == document.representation and document.tree_position_fields() == position:
            return False
        document.representation = own
        for name, value in position.items():
            setattr(document, name, value)
        document.digest = projection.digest(document)
        return True


def _with_urls(value: Any, paths: Mapping[str, str]) -> Any:
    """JSON values in which every URL of this site leads to where that page is now."""
    if isinstance(value, str):
        if ORIGIN not in value:
            return value
        return _URL_IN_TEXT.sub(lambda url: ORIGIN + paths.get(url[1], url[1]), value)
    if isinstance(value, list):
        return [_with_urls(item, paths) for item in value]
    if isinstance(value, dict):
        return {key: _with_urls(item, paths) for key, item in value.items()}
    return value


def _write(documents: list[PublishedDocument]) -> None:
    if not documents:
        return
    number = ChangeCounter.next_number()
    for document in documents:
        document.change_number = number
    # All of them are there. An update of many rows by Django takes ten times as long as this.
    PublishedDocument.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=[
            *PublishedDocument.PLACE_FIELDS,
            *("representation", "digest", "change_number"),
        ],
    )
    for document in events.wrong(documents):
        events.write_rows(document)
