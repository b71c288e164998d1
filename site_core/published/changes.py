"""Writes down what changed for the public, in the transaction that changes it.

Whoever changes published documents does so inside ``recording()`` and names each document *before*
touching it. At the end, before and after are compared, so that what is written is what a reader could
notice and nothing else: a draft, or a page that stays private, leaves no trace.

What one page shows of another (breadcrumb, alternates, the source of an alias) is read from that
other page's document. So a page that is renamed, moved, published or withdrawn makes an ``updated`` of
each page that shows it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from site_core.published.models import Change, ChangeCounter, PublishedDocument

BATCH_SIZE = 500
_active = threading.local()


@dataclass(frozen=True)
class State:
    """What the feed compares of a public document."""

    site_id: int
    type: str
    locale: str
    translation_key: Any
    path: str
    tree_path: str
    title: str
    digest: str

    @classmethod
    def of(cls, document: PublishedDocument | None) -> State | None:
        """The state of a document; ``None`` for one that the public cannot read, or none at all."""
        if document is None or document.restricted or not document.digest:
            return None
        return cls(
            site_id=document.site_id,
            type=document.type,
            locale=document.locale,
            translation_key=document.translation_key,
            path=document.path,
            tree_path=document.tree_path,
            title=document.title,
            digest=document.digest,
        )

    def link_fields(self) -> tuple[str, str, str, str]:
        """What other pages show of this one."""
        return self.type, self.path, self.tree_path, self.title


@dataclass
class Recorder:
    """The documents that one operation touches, as they were before."""

    before: dict[int, State | None] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)

    def touch(self, document: PublishedDocument) -> None:
        """Remember a document as it is now. The first time counts."""
        self.before.setdefault(document.page_id, State.of(document))

    def touch_new(self, page_ids: Iterable[int]) -> None:
        """Remember that pages have no document yet, unless they were named already."""
        for page_id in page_ids:
            self.before.setdefault(page_id, None)

    def write(self) -> None:
        """Compare with what there is now, and write the changes."""
        if not self.before:
            return
        after: dict[int, State | None] = {}
        for document in PublishedDocument.objects.without_content().filter(
            pk__in=list(self.before)
        ):
            after[document.page_id] = State.of(document)
        found: list[tuple[str, int, State | None, State | None]] = []
        renamed: list[tuple[State | None, State | None]] = []
        for page_id, old in self.before.items():
            new = after.get(page_id)
            kind = self._kind(page_id, old, new)
            if kind is not None:
                found.append((kind, page_id, old, new))
            if (old and old.link_fields()) != (new and new.link_fields()):
                renamed.append((old, new))
        found += _shown_elsewhere(renamed, {page_id for _, page_id, _, _ in found})
        write_changes(found)

    def _kind(self, page_id: int, old: State | None, new: State | None) -> str | None:
        if old is None:
            return Change.PUBLISHED if new is not None else None
        if new is None:
            return Change.DELETED if page_id in self.deleted else Change.UNPUBLISHED
        if (old.path, old.tree_path, old.site_id) != (new.path, new.tree_path, new.site_id):
            return Change.MOVED
        return Change.UPDATED if old.digest != new.digest else None


def _shown_elsewhere(
    renamed: list[tuple[State | None, State | None]], besides: set[int]
) -> list[tuple[str, int, State | None, State | None]]:
    """The pages that show one of the renamed ones and have not changed themselves."""
    states = [state for pair in renamed for state in pair if state is not None]
    if not states:
        return []
    keys = {state.translation_key for state in states}
    showing = Q(translation_key__in=keys) | Q(page__alias_of__translation_key__in=keys)
    for tree_path in _roots(state.tree_path for state in states):
        showing |= Q(tree_path__startswith=tree_path)
    rows = (
        PublishedDocument.objects.without_content()
        .filter(showing, restricted=False)
        .order_by("tree_path")
        .distinct()
    )
    return [
        (Change.UPDATED, document.page_id, state, state)
        for document in rows
        if document.page_id not in besides and (state := State.of(document)) is not None
    ]


def _roots(tree_paths: Iterable[str]) -> list[str]:
    """The tree paths that are not below another one of them."""
    roots: list[str] = []
    for path in sorted(set(tree_paths)):
        if not roots or not path.startswith(roots[-1]):
            roots.append(path)
    return roots


def write_changes(found: list[tuple[str, int, State | None, State | None]]) -> None:
    """Append changes to the feed: each a kind, a page id, and the state before and after."""
    if not found:
        return
    # Parents before what is below them, so that a mirror can rebuild the tree as it reads.
    found = sorted(found, key=lambda item: (item[3] or item[2]).tree_path)  # type: ignore[union-attr] # one is there
    last = ChangeCounter.next_number(len(found))
    now = timezone.now()
    rows = []
    for number, (kind, page_id, old, new) in enumerate(found, start=last - len(found) + 1):
        state = new or old
        assert state is not None  # noqa: S101 - a change has a state on one side at least
        rows.append(
            Change(
                number=number,
                kind=kind,
                at=now,
                site_id=state.site_id,
                page_id=page_id,
                type=state.type,
                locale=state.locale,
                translation_key=state.translation_key,
                path_before=old.path if old else None,
                path_after=new.path if new else None,
            )
        )
    Change.objects.bulk_create(rows, batch_size=BATCH_SIZE)


def write_translations(outdated: Iterable[int], current: Iterable[int]) -> None:
    """Append that published translations are outdated now, or are so no more."""
    outdated, current = set(outdated), set(current)
    documents = PublishedDocument.objects.without_content().filter(pk__in=outdated | current)
    write_changes(
        [
            (
                Change.TRANSLATION_OUTDATED if document.page_id in outdated else Change.UPDATED,
                document.page_id,
                state,
                state,
            )
            for document in documents
            if (state := State.of(document)) is not None
        ]
    )


@contextmanager
def recording() -> Iterator[Recorder]:
    """Record one operation, in a transaction. Inside another recording it is part of that one."""
    outer: Recorder | None = getattr(_active, "recorder", None)
    if outer is not None:
        yield outer
        return
    recorder = Recorder()
    _active.recorder = recorder
    try:
        # Whoever changes anything public waits here, and then sees all that came before.
        ChangeCounter.lock()
        yield recorder
        recorder.write()
    finally:
        _active.recorder = None


#: Set on what a deletion began with: the documents that go with it, until their rows are gone.
_PENDING = "_published_documents_being_deleted"


def _goes_with_its_page(origin: Any) -> bool:
    """Whether a deletion began with something else than documents."""
    return getattr(origin, "model", type(origin)) is not PublishedDocument


def document_about_to_be_deleted(instance: PublishedDocument, origin: Any, **kwargs: Any) -> None:
    """Remember a document. The rows of one deletion all come here before the first one goes."""
    recorder: Recorder | None = getattr(_active, "recorder", None)
    if recorder is not None:
        recorder.touch(instance)
        if _goes_with_its_page(origin):
            recorder.deleted.add(instance.page_id)
        return
    pending: list[PublishedDocument] = origin.__dict__.setdefault(_PENDING, [])
    if not pending:
        ChangeCounter.lock()
    pending.append(instance)


def document_deleted(origin: Any, **kwargs: Any) -> None:
    """Write down what a deletion takes from the public. Its rows are gone when the first one comes here."""
    documents: list[PublishedDocument] = origin.__dict__.pop(_PENDING, [])
    if not documents:
        return
    with recording() as recorder:
        for document in documents:
            recorder.touch(document)
        if _goes_with_its_page(origin):
            recorder.deleted |= {document.page_id for document in documents}
