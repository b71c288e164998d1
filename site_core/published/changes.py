"""Writes down what changed for the public, in the transaction that changes it.

Whoever changes published documents does so inside ``recording()`` and names each document *before*
touching it. At the end, before and after are compared, so that what is written is what a reader could
notice and nothing else: a draft, or a page that stays private, leaves no trace.

What one page shows of another (breadcrumb, alternates, the source of an alias) is read from that
other page's document. So a page that is renamed, moved, published or withdrawn makes an ``updated`` of
each page that shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from weakref import ref

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Site

from site_core.published import searchable
from site_core.published.models import Change, ChangeCounter, PublishedDocument

BATCH_SIZE = 500


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


@dataclass(frozen=True)
class Difference:
    """What an operation did to one page, as the public sees it: one side at least is there."""

    kind: str
    page_id: int
    old: State | None
    new: State | None

    @property
    def state(self) -> State:
        """How the page is now; how it was, where it is gone."""
        state = self.new or self.old
        assert state is not None  # noqa: S101 - a difference has one side at least
        return state


@dataclass
class Recorder:
    """The documents that one operation touches, as they were before."""

    before: dict[int, State | None] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    #: Of public ones, the search text; of those that only some could read, nothing.
    texts: dict[int, str] = field(default_factory=dict)
    private: set[int] = field(default_factory=set)
    #: Pages of which readers are told from now on that they are outdated, or that they are so no more.
    outdated: set[int] = field(default_factory=set)
    current: set[int] = field(default_factory=set)
    #: Whether readers may see something new though no document says so: a template shows more.
    advances: bool = False

    def touch(self, document: PublishedDocument) -> None:
        """Remember a document as it is now, unless it has been remembered already."""
        if document.page_id in self.before:
            return
        self.before[document.page_id] = state = State.of(document)
        if state is None and document.restricted:
            self.private.add(document.page_id)
        elif state is not None and "search_text" not in document.get_deferred_fields():
            self.texts[document.page_id] = document.search_text

    def touch_new(self, page_ids: Iterable[int]) -> None:
        """Remember that pages have no document yet, unless they were named already."""
        for page_id in page_ids:
            self.before.setdefault(page_id, None)

    def write(self) -> None:
        """Compare with what there is now, and write the changes."""
        has_changes = write_changes(self._changes()) if self._looked_at() else False
        if self.advances and not has_changes:
            ChangeCounter.next_number()

    def _looked_at(self) -> set[int]:
        return self.before.keys() | self.outdated | self.current

    def _changes(self) -> list[Difference]:
        documents = PublishedDocument.objects.without_content().filter(pk__in=self._looked_at())
        after = {document.page_id: State.of(document) for document in documents}
        found: list[Difference] = []
        renamed: list[State] = []
        for page_id, old in self.before.items():
            new = after.get(page_id)
            kind = self._kind(page_id, old, new)
            if kind is not None:
                found.append(Difference(kind, page_id, old, new))
            if (old and old.link_fields()) != (new and new.link_fields()):
                renamed += filter(None, (old, new))
        self._keep_vocabulary(found)
        told = {difference.page_id for difference in found}
        for kind, page_ids in (
            (Change.TRANSLATION_OUTDATED, self.outdated),
            (Change.UPDATED, self.current - told),
        ):
            states = ((page_id, after.get(page_id)) for page_id in page_ids)
            found += [Difference(kind, page_id, state, state) for page_id, state in states if state]
        return found + _shown_elsewhere(renamed, told | self.current)

    def _keep_vocabulary(self, found: list[Difference]) -> None:
        """Learn the words of what has become public, and forget those of what is public no more."""
        searchable.learn(
            item.page_id for item in found if item.old is None and item.page_id in self.private
        )
        withdrawn: dict[str, list[str]] = {}
        for item in found:
            if item.old is not None and item.new is None:
                withdrawn.setdefault(item.old.locale, []).append(self.texts.get(item.page_id, ""))
        for locale, texts in withdrawn.items():
            searchable.forget(locale, texts)

    def _kind(self, page_id: int, old: State | None, new: State | None) -> str | None:
        if old is None:
            return Change.PUBLISHED if new is not None else None
        if new is None:
            return Change.DELETED if page_id in self.deleted else Change.UNPUBLISHED
        if (old.path, old.tree_path, old.site_id) != (new.path, new.tree_path, new.site_id):
            return Change.MOVED
        return Change.UPDATED if old.digest != new.digest else None


def _shown_elsewhere(states: list[State], besides: set[int]) -> list[Difference]:
    """The pages that show one of those with these states, and have not changed themselves."""
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
        Difference(Change.UPDATED, document.page_id, state, state)
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


def _with_site(found: list[Difference]) -> list[Difference]:
    """Without what went with its site: that site's feed is gone, and nobody reads it."""
    gone = {difference.state.site_id for difference in found if difference.new is None}
    if gone:
        gone -= set(Site.objects.filter(pk__in=gone).values_list("pk", flat=True))
    return [difference for difference in found if difference.state.site_id not in gone]


def write_changes(found: Iterable[Difference]) -> bool:
    """Append changes to the feed; say whether there were any."""
    # Parents before what is below them, so that a mirror can rebuild the tree as it reads.
    differences = sorted(_with_site(list(found)), key=lambda difference: difference.state.tree_path)
    if not differences:
        return False
    first = ChangeCounter.next_number(len(differences)) - len(differences) + 1
    now = timezone.now()
    rows = [
        Change(
            number=number,
            kind=difference.kind,
            at=now,
            site_id=difference.state.site_id,
            page_id=difference.page_id,
            type=difference.state.type,
            locale=difference.state.locale,
            translation_key=difference.state.translation_key,
            path_before=difference.old.path if difference.old else None,
            path_after=difference.new.path if difference.new else None,
        )
        for number, difference in enumerate(differences, start=first)
    ]
    Change.objects.bulk_create(rows, batch_size=BATCH_SIZE)
    return True


_recorder: ContextVar[Recorder | None] = ContextVar("recorder", default=None)


@contextmanager
def recording() -> Iterator[Recorder]:
    """Record one operation, in a transaction. Inside another recording it is part of that one."""
    outer = _recorder.get()
    if outer is not None:
        yield outer
        return
    recorder = Recorder()
    token = _recorder.set(recorder)
    try:
        # Whoever changes anything public waits here, and then sees all that came before.
        ChangeCounter.lock()
        yield recorder
        recorder.write()
    finally:
        _recorder.reset(token)


def write_translations(outdated: Iterable[int], current: Iterable[int]) -> None:
    """Tell readers that published translations are outdated now, or are so no more."""
    with recording() as recorder:
        recorder.outdated = recorder.outdated.difference(current).union(outdated)
        recorder.current = recorder.current.difference(outdated).union(current)


@dataclass(frozen=True)
class Deletion:
    """The documents that go with what a deletion began with, until their rows are gone."""

    origin: ref[Any]
    documents: list[PublishedDocument] = field(default_factory=list)


_deletions: ContextVar[tuple[Deletion, ...]] = ContextVar("deletions", default=())


def _deletion_of(origin: Any) -> Deletion | None:
    """The deletion that began with this object, where documents go with it."""
    return next((item for item in _deletions.get() if item.origin() is origin), None)


def _begin(origin: Any) -> Deletion:
    """Take note of a deletion. Those that failed are forgotten with the objects that they began with."""
    deletion = Deletion(ref(origin))
    under_way = (item for item in _deletions.get() if item.origin() is not None)
    _deletions.set((*under_way, deletion))
    return deletion


def _goes_with_its_page(origin: Any) -> bool:
    """Whether a deletion began with something else than documents."""
    return getattr(origin, "model", type(origin)) is not PublishedDocument


def document_about_to_be_deleted(instance: PublishedDocument, origin: Any, **kwargs: Any) -> None:
    """Remember a document. The rows of one deletion all come here before the first one goes."""
    recorder = _recorder.get()
    if recorder is not None:
        recorder.touch(instance)
        if _goes_with_its_page(origin):
            recorder.deleted.add(instance.page_id)
        return
    deletion = _deletion_of(origin)
    if deletion is None:
        ChangeCounter.lock()
        deletion = _begin(origin)
    deletion.documents.append(instance)


def document_deleted(origin: Any, **kwargs: Any) -> None:
    """Write down what a deletion takes from the public. Its rows are gone when the first one comes here."""
    deletion = _deletion_of(origin)
    if deletion is None:
        return
    _deletions.set(tuple(item for item in _deletions.get() if item is not deletion))
    with recording() as recorder:
        for document in deletion.documents:
            recorder.touch(document)
        if _goes_with_its_page(origin):
            recorder.deleted |= {document.page_id for document in deletion.documents}
