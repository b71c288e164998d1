"""Makes every published document from the pages, and says where the table differs from that."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils import translation
from wagtail.models import Page, Site

from site_core.languages.analysis import stem_of
from site_core.languages.scripts import to_latin
from site_core.languages.variants import LOCALE_CODES
from site_core.published import changes, events, faults, projection, searchable, sync
from site_core.published.models import ChangeCounter, PublishedDocument, SearchWord
from site_core.published.restrictions import restricted_tree_paths
from site_core.published.tree import parent_path

logger = logging.getLogger(__name__)

BATCH_SIZE = 200
COMPARED = (*PublishedDocument.PLACE_FIELDS, *PublishedDocument.CONTENT_FIELDS)


@dataclass(frozen=True)
class Difference:
    """One row that is not what the pages say: missing, left over, or with these columns wrong."""

    page_id: int
    path: str
    columns: tuple[str, ...]

    def __str__(self) -> str:
        return f"page {self.page_id} ({self.path}): {', '.join(self.columns)}"


@dataclass
class Rebuilt:
    """What a rebuild did, in numbers of documents."""

    total: int = 0
    created: int = 0
    changed: int = 0
    removed: int = 0
    #: Pages that keep their last good document, each with what of it cannot be shown.
    kept: list[faults.UnpublishableError] = field(default_factory=list)


def _live_pages() -> Iterator[Page]:
    pages = Page.objects.filter(live=True, depth__gt=1).order_by("path").select_related("locale")
    yield from pages.iterator(chunk_size=BATCH_SIZE)


def _live_specific_pages() -> Iterator[Page]:
    identifiers = list(
        Page.objects.filter(live=True, depth__gt=1).order_by("path").values_list("pk", flat=True)
    )
    for start in range(0, len(identifiers), BATCH_SIZE):
        batch = Page.objects.filter(pk__in=identifiers[start : start + BATCH_SIZE])
        yield from batch.order_by("path").select_related("locale").specific()


def tree_positions(restricted: list[str]) -> dict[int, dict[str, Any]]:
    """Where every page stands that a site can show (``PublishedDocument.PLACE_FIELDS``), by its id.

    ``restricted`` are the tree paths of restricted pages.
    """
    Site.clear_site_root_paths_cache()
    sites = SimpleNamespace()
    positions = {}
    for page in _live_pages():
        with translation.override(page.locale.language_code):
            values = projection.tree_position_fields(page, restricted, sites)
        if values is not None:
            positions[page.pk] = values
    return positions


def misplaced_pages() -> list[Any]:
    """The pages that stand below a page of another language: none, unless somebody went round Wagtail."""
    pages = Page.objects.filter(depth__gt=2).order_by("path").only("path", "locale", "title")
    locales = dict(Page.objects.filter(depth__gt=1).values_list("path", "locale_id"))
    return [page for page in pages if locales.get(parent_path(page.path)) != page.locale_id]


@transaction.atomic
def rebuild(progress: Callable[[int, int], None] = lambda done, total: None) -> Rebuilt:
    """Make every document from the pages. Rows that are right already are left alone.

    ``progress`` is told how many of how many documents are done. The feed gets what differs.
    """
    with changes.recording() as recorder:
        for document in PublishedDocument.objects.without_content():
            recorder.touch(document)
        return _rebuild(progress, recorder)


def _rebuild(progress: Callable[[int, int], None], recorder: changes.Recorder) -> Rebuilt:
    restricted = restricted_tree_paths()
    positions = tree_positions(restricted)
    result = Rebuilt(total=len(positions))

    leftover = PublishedDocument.objects.exclude(pk__in=positions)
    result.removed = leftover.count()
    leftover.delete()
    SearchWord.objects.all().delete()  # those of pages that are gone too
    existing = PublishedDocument.objects.without_content().in_bulk()
    missing = [
        PublishedDocument(
            page_id=page_id,
            representation={},
            search_text="",
            digest="",
            change_number=0,
            **values,
        )
        for page_id, values in positions.items()
        if page_id not in existing
    ]
    recorder.touch_new(document.page_id for document in missing)
    PublishedDocument.objects.bulk_create(missing, batch_size=BATCH_SIZE)
    result.created = len(missing)
    displaced = []
    for page_id, stored in existing.items():
        if stored.tree_position_fields() != positions[page_id]:
            for name, value in positions[page_id].items():
                setattr(stored, name, value)
            displaced.append(stored)
    PublishedDocument.objects.bulk_update(
        displaced, list(PublishedDocument.PLACE_FIELDS), batch_size=BATCH_SIZE
    )

    digests = dict(PublishedDocument.objects.values_list("pk", "digest"))
    number = None
    pending: list[PublishedDocument] = []
    unchanged: list[PublishedDocument] = []
    for done, page in enumerate(_live_specific_pages(), start=1):
        document = None
        try:
            document = projection.project(page, restricted)
        except faults.UnpublishableError as error:
            error.log()
            result.kept.append(error)
        if document is not None and digests.get(page.pk) != document.digest:
            number = number or ChangeCounter.next_number()
            document.change_number = number
            pending.append(document)
            result.changed += 1
        elif document is not None:
            unchanged.append(document)
        if len(unchanged) >= BATCH_SIZE:
            _write_events(unchanged)
            unchanged = []
        if len(pending) >= BATCH_SIZE:
            _write(pending)
            pending = []
        progress(done, result.total)
    _write(pending)
    _write_events(unchanged)
    result.changed -= result.created
    without = PublishedDocument.objects.filter(
        pk__in=[error.page_id for error in result.kept], digest=""
    )
    result.created -= without.count()
    result.changed += without.count()
    without.delete()
    return result


def _write(documents: list[PublishedDocument]) -> None:
    PublishedDocument.objects.bulk_update(
        documents,
        [*PublishedDocument.PLACE_FIELDS, *PublishedDocument.CONTENT_FIELDS, "change_number"],
        batch_size=BATCH_SIZE,
    )
    _write_events(documents)


def _write_events(documents: list[PublishedDocument]) -> None:
    for document in events.wrong(documents):
        events.write_rows(document)
    searchable.write_rows(documents)


def rebuild_pages(page_ids: list[int]) -> None:
    """Make the documents of some pages anew, with what the search and the lists of events have of them.

    A page that cannot be represented keeps its last good document, and stops none of the others.
    """
    try:
        with transaction.atomic():
            _write_events(sync.project_again(page_ids))
    except (InterfaceError, OperationalError):
        raise  # the database is away
    except Exception as error:
        if len(page_ids) == 1:
            logger.warning(
                "page not made anew page=%s error=%r", page_ids[0], error, exc_info=error
            )
            return
        for page_id in page_ids:
            rebuild_pages([page_id])


def forget_unused_words() -> None:
    """Forget what the search knows of words that no public page has, or that are analysed otherwise now."""
    for locale in LOCALE_CODES:
        public = PublishedDocument.objects.public().filter(locale=locale)
        stems: set[str] = set()
        for text in public.values_list("search_text", flat=True).iterator(chunk_size=BATCH_SIZE):
            stems.update(text.split())
        words = SearchWord.objects.filter(locale=locale).values_list("pk", "stem", "spelling")
        stale = [
            key
            for key, stem, spelling in words.iterator()
            if stem not in stems or stem != stem_of(to_latin(spelling), locale)
        ]
        for start in range(0, len(stale), BATCH_SIZE):
            SearchWord.objects.filter(pk__in=stale[start : start + BATCH_SIZE]).delete()
    SearchWord.objects.exclude(locale__in=LOCALE_CODES).delete()


def differences() -> list[Difference]:
    """Compare the table with what a rebuild would write. Changes nothing; empty means equal."""
    Site.clear_site_root_paths_cache()
    restricted = restricted_tree_paths()
    found = []
    seen = set()
    for page in _live_specific_pages():
        seen.add(page.pk)
        try:
            expected = projection.project(page, restricted)
        except faults.UnpublishableError as error:
            reason = f"{error.field} of the plugin {error.plugin} cannot be shown"
            found.append(Difference(page.pk, page.url_path, (reason,)))
            continue
        if expected is None:
            seen.discard(page.pk)
            continue
        stored = PublishedDocument.objects.filter(pk=page.pk).first()
        if stored is None:
            found.append(Difference(page.pk, expected.path, ("missing",)))
            continue
        wrong = tuple(name for name in COMPARED if getattr(stored, name) != getattr(expected, name))
        if events.wrong([expected]):
            wrong += ("events",)
        if wrong:
            found.append(Difference(page.pk, expected.path, wrong))
    for document in PublishedDocument.objects.readable().without_content().exclude(pk__in=seen):
        found.append(Difference(document.page_id, document.path, ("left over",)))
    return found
