"""Reads published documents with SQL that is put together once and only filled in afterwards.

Most of what a small answer costs is the making of its queries in Python. The shapes asked for here
are few and always the same, so they are written out, in SQL that SQLite and PostgreSQL share, and
Django's ``raw()`` turns the rows into documents. Rarer questions are asked of the manager.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models.base import ModelState
from django.utils import timezone
from django.utils.timezone import is_naive
from wagtail.models import Page

from site_core.languages.variants import LOCALE_CODES
from site_core.published import statements
from site_core.published.models import (
    Change,
    ChangeCounter,
    PublishedDocument,
    installed_types,
    overdue_pages,
)
from site_core.published.outdated import OutdatedTranslation

#: What happens to a page that is then not where it was.
_LEAVING = (Change.UNPUBLISHED, Change.DELETED, Change.MOVED)
#: What no answer prints.
_NEVER_READ = ("search_text", *PublishedDocument.ORDER_FIELDS)
#: The columns by which a list may be put in order.
ORDERINGS = ("id", "title", "slug", "first_published_at", "last_published_at", "tree_position")
_COLUMNS_OF = {"id": "page_id", "title": "title_order", "tree_position": "tree_path"}
_COLUMNS_IN_LATIN = _COLUMNS_OF | {"title": "title_order_latin"}


class NamedPage(NamedTuple):
    """A published page as others name it: the columns of its document that are needed for that."""

    page_id: int
    site_id: int
    type: str
    locale: str
    #: As the database writes it: see ``written_key``.
    translation_key: Any
    tree_path: str
    path: str
    title: str


def _columns(names: Iterable[str], alias: str = "document") -> str:
    return ", ".join(f'{alias}."{name}"' for name in names)


@cache
def _whole() -> str:
    names = [
        str(column.column)
        for column in PublishedDocument._meta.concrete_fields
        if column.name not in _NEVER_READ
    ]
    return (
        f"SELECT {_columns(names)}, page.alias_of_id AS source_id, outdated.source_changed_at "
        f"FROM {PublishedDocument._meta.db_table} document "
        f"JOIN {Page._meta.db_table} page ON page.id = document.page_id "
        f"LEFT JOIN {OutdatedTranslation._meta.db_table} outdated "
        "ON outdated.page_id = document.page_id "
    )


@cache
def _named() -> str:
    return (
        f"SELECT {_columns(NamedPage._fields)} FROM {PublishedDocument._meta.db_table} document "
        "WHERE document.restricted = %s AND "
    )


def _readable(types: Sequence[str]) -> str:
    """Of one of these types, and its time not over; the types are the parameters."""
    overdue = overdue_pages.get()
    hidden = f" AND document.page_id NOT IN ({', '.join(map(str, overdue))})" if overdue else ""
    return f"document.type IN ({statements.slots(types)}){hidden}"


def _public(types: Sequence[str]) -> str:
    return f"document.restricted = %s AND {_readable(types)}"


@dataclass
class Selection:
    """Which public documents of a site to list. Empty conditions leave everything in."""

    site_id: int | None
    types: Sequence[str] = field(default_factory=installed_types)
    locale: str | None = None
    #: Only pages with a greater id: what comes after a cursor.
    after: int | None = None
    order: str = "id"
    descending: bool = False
    #: Whether titles are sorted as they are read in Latin.
    in_latin: bool = False

    def where(self) -> tuple[str, list[Any]]:
        """The condition and its parameters, without the cursor."""
        text = f"WHERE {_public(self.types)} AND document.site_id = %s"
        parameters = [False, *self.types, self.site_id]
        if self.locale is not None:
            text += " AND document.locale = %s"
            parameters.append(self.locale)
        return text, parameters


def generation() -> int:
    """The number of the last change to anything that the public can read: one small query.

    A page whose time is over, and that no worker has taken down yet, is hidden from this request
    (``overdue_pages``), and the number is another one: negative, and the same for all who hide the same.
    """
    found = statements.rows(_generation(), ())
    number, first_expiry = found[0] if found else (0, None)
    expiry = moment(first_expiry)
    if expiry is None or expiry > timezone.now():
        overdue_pages.set({})
        return number
    return _without_overdue(number)


@cache
def _generation() -> str:
    # The condition of the index that a migration makes for it.
    return (
        f"SELECT value, (SELECT MIN(expire_at) FROM {Page._meta.db_table} "
        f"WHERE live AND expire_at IS NOT NULL) FROM {ChangeCounter._meta.db_table} WHERE id = 1"
    )


def _without_overdue(number: int) -> int:
    overdue = PublishedDocument.objects.filter(page__live=True, page__expire_at__lte=timezone.now())
    pages = dict(overdue.order_by("pk").values_list("pk", "path"))
    overdue_pages.set(pages)
    digest = hashlib.blake2b(repr((number, tuple(pages))).encode(), digest_size=7).digest()
    return -int.from_bytes(digest)


def _read(sql: str, parameters: list[Any]) -> list[PublishedDocument]:
    if statements.are_prepared():
        return [_document(row) for row in statements.rows(sql, parameters)]
    documents = list(PublishedDocument.objects.raw(sql, parameters))
    for document in documents:
        changed_at = getattr(document, "source_changed_at", None)
        if changed_at is not None:  # ``raw()`` converts fields alone
            setattr(document, "source_changed_at", moment(changed_at))  # noqa: B010 - an annotation
    return documents


@cache
def _attributes() -> tuple[tuple[str, ...], int]:
    """What a row of ``_whole`` holds of a document, and where its representation stands."""
    fields = [
        field for field in PublishedDocument._meta.concrete_fields if field.name not in _NEVER_READ
    ]
    names = tuple(field.attname for field in fields)
    return names, names.index("representation")


def _document(row: tuple[Any, ...]) -> PublishedDocument:
    """A row that PostgreSQL gave, with values as its fields have them but for JSON, which is a text."""
    names, place = _attributes()
    *values, source_id, source_changed_at = row
    values[place] = orjson.loads(values[place])
    # As ``Model.from_db`` makes it, past ``Model.__init__``, which takes longer than all else here.
    document = PublishedDocument.__new__(PublishedDocument)
    document._state = ModelState()
    document._state.adding, document._state.db = False, DEFAULT_DB_ALIAS
    document.__dict__.update(
        zip(names, values, strict=True), source_id=source_id, source_changed_at=source_changed_at
    )
    return document


def _first(condition: str, parameters: list[Any]) -> PublishedDocument | None:
    types = installed_types()
    sql = f"{_whole()} WHERE {_public(types)} AND {condition}"
    return next(iter(_read(sql, [False, *types, *parameters])), None)


def by_id(site_id: int | None, page_id: int) -> PublishedDocument | None:
    """The public document of a page of a site, with its source and the state of its translation."""
    return _first("document.site_id = %s AND document.page_id = %s", [site_id, page_id])


def by_path(site_id: int | None, paths: Sequence[str]) -> PublishedDocument | None:
    """The public document at one of these URL paths of a site: the first that there is."""
    ranked = " ".join(f"WHEN %s THEN {rank}" for rank, _ in enumerate(paths))
    return _first(
        f"document.site_id = %s AND document.path IN ({statements.slots(paths)}) "
        f"ORDER BY CASE document.path {ranked} END LIMIT 1",
        [site_id, *paths, *paths],
    )


def deepest(site_id: int | None, paths: Sequence[str]) -> PublishedDocument | None:
    """The deepest document at one of these URL paths of a site, restricted ones included."""
    types = installed_types()
    sql = (
        f"{_whole()} WHERE {_readable(types)} AND document.site_id = %s "
        f"AND document.path IN ({statements.slots(paths)}) ORDER BY document.depth DESC LIMIT 1"
    )
    return next(iter(_read(sql, [*types, site_id, *paths])), None)


def counterpart_of(site_id: int | None, page_id: int, locale: str) -> PublishedDocument | None:
    """The public document of a page's counterpart in another locale."""
    return _first(
        "document.site_id = %s AND document.locale = %s AND document.translation_key = "
        f"(SELECT translation_key FROM {PublishedDocument._meta.db_table} WHERE page_id = %s)",
        [site_id, locale, page_id],
    )


def fallback_document(site_id: int | None, url_path: str, locale: str) -> PublishedDocument | None:
    """The public counterpart in a locale of the page at a place in Wagtail's tree, published or not."""
    return _first(
        "document.site_id = %s AND document.locale = %s AND document.translation_key = "
        f"(SELECT translation_key FROM {Page._meta.db_table} WHERE url_path = %s LIMIT 1)",
        [site_id, locale, url_path],
    )


def counterpart_by_path(site_id: int | None, below: str, locale: str) -> PublishedDocument | None:
    """The public document in a locale of the page that has this path below another locale's prefix."""
    paths = [f"/{other}/{below}" for other in LOCALE_CODES if other != locale]
    return _first(
        "document.site_id = %s AND document.locale = %s AND document.translation_key IN (SELECT "
        f"translation_key FROM {PublishedDocument._meta.db_table} WHERE site_id = %s AND restricted = %s "
        f"AND path IN ({statements.slots(paths)})) LIMIT 1",
        [site_id, locale, site_id, False, *paths],
    )


def was_public(site_id: int | None, path: str) -> bool:
    """Whether the feed has told that the page at a URL path went from there, and none is there now.

    What the public never knew is not gone but was never there.
    """
    here = {"site": site_id, "path": path}
    return (
        Change.objects.filter(site=site_id, path_before=path, kind__in=_LEAVING).exists()
        and not PublishedDocument.objects.filter(**here).exists()
    )


def by_ids(page_ids: Sequence[int]) -> list[PublishedDocument]:
    """Documents by page id, in the order of the ids; those that are not public are left out."""
    if not page_ids:
        return []
    types = installed_types()
    slots = statements.padded(page_ids)
    sql = f"{_whole()} WHERE {_public(types)} AND document.page_id IN ({statements.slots(slots)})"
    found = {document.page_id: document for document in _read(sql, [False, *types, *slots])}
    return [found[page_id] for page_id in page_ids if page_id in found]


def listed(selection: Selection, limit: int, offset: int) -> list[PublishedDocument]:
    """A slice of a selection, whole documents in order. ``order`` is one of ``ORDERINGS``."""
    where, parameters = selection.where()
    if selection.after is not None:
        where += " AND document.page_id > %s"
        parameters.append(selection.after)
    columns = _COLUMNS_IN_LATIN if selection.in_latin else _COLUMNS_OF
    column = columns.get(selection.order, selection.order)
    direction = "DESC" if selection.descending else "ASC"
    last = "" if column == "page_id" else ", document.page_id"
    sql = f'{_whole()} {where} ORDER BY document."{column}" {direction}{last} LIMIT %s OFFSET %s'
    return _read(sql, [*parameters, limit, offset])


def count(selection: Selection) -> int:
    """How many documents a selection holds, wherever its cursor stands."""
    where, parameters = selection.where()
    sql = f"SELECT COUNT(*) FROM {PublishedDocument._meta.db_table} document {where}"
    return statements.rows(sql, parameters)[0][0]


def written_key(key: UUID) -> Any:
    """A translation key as the database writes it: making objects of a hundred keys takes its time."""
    return key if connection.features.has_native_uuid_field else key.hex


def named(
    tree_paths: Iterable[str], keys: Iterable[UUID], page_ids: Iterable[int]
) -> list[NamedPage]:
    """The public pages at tree paths, with translation keys, or with ids, in no order."""
    conditions = {
        "tree_path": list(tree_paths),
        "translation_key": [written_key(key) for key in keys],
        "page_id": list(page_ids),
    }
    wanted = {name: statements.padded(values) for name, values in conditions.items() if values}
    if not wanted:
        return []
    types = installed_types()
    alternatives = " OR ".join(
        f"document.{name} IN ({statements.slots(values)})" for name, values in wanted.items()
    )
    sql = f"{_named()} {_readable(types)} AND ({alternatives})"
    parameters = [False, *types, *(value for values in wanted.values() for value in values)]
    return [NamedPage(*row) for row in statements.rows(sql, parameters)]


def sharing_key(page_ids: Iterable[int], site_id: int | None) -> list[NamedPage]:
    """The public pages in any language that have the translation key of one of these pages, live or not.

    Of all sites for ``None``.
    """
    wanted = statements.padded(list(page_ids))
    types = installed_types()
    sql = (
        f"{_named()} {_readable(types)} AND document.translation_key IN "
        f"(SELECT translation_key FROM {Page._meta.db_table} WHERE id IN ({statements.slots(wanted)}))"
    )
    parameters: list[Any] = [False, *types, *wanted]
    if site_id is not None:
        sql += " AND document.site_id = %s"
        parameters.append(site_id)
    return [NamedPage(*row) for row in statements.rows(sql, parameters)]


def _nearest(comparison: str, direction: str) -> str:
    return (
        f"SELECT * FROM ({_named()} {_readable(installed_types())} "
        "AND document.locale = %s AND document.depth = %s "
        f"AND document.tree_path > %s AND document.tree_path {comparison} %s "
        f"ORDER BY document.tree_path {direction} LIMIT 1) AS nearest"
    )


def around(
    page: Page, locale: str, above: Sequence[str], beside: tuple[str, str]
) -> list[NamedPage]:
    """The pages around one: those above it, public ones with its translation key, and its neighbours.

    ``above`` are tree paths; ``beside`` are those between which the pages of its parent stand, the first
    one left out. The neighbours are the nearest public page before and after. In no order.
    """
    types = installed_types()
    condition = "(document.translation_key = %s AND document.restricted = %s)"
    parameters: list[Any] = [*types, written_key(page.translation_key), False]
    if above:
        condition += f" OR document.tree_path IN ({statements.slots(above)})"
        parameters += above
    sql = (
        f"SELECT {_columns(NamedPage._fields)} FROM {PublishedDocument._meta.db_table} document "
        f"WHERE {_readable(types)} AND ({condition})"
    )
    if above:
        first, last = beside
        sql += f" UNION {_nearest('<', 'DESC')} UNION {_nearest('<=', 'ASC')}"
        parameters += [False, *types, locale, page.depth, first, page.path]
        parameters += [False, *types, locale, page.depth, page.path, last]
    return [NamedPage(*row) for row in statements.rows(sql, parameters)]


def moment(written: datetime | str | None) -> datetime | None:
    """A time as the database gives it, where no field converts it: SQLite knows it as a text in UTC."""
    read = datetime.fromisoformat(written) if isinstance(written, str) else written
    return read.replace(tzinfo=UTC) if read is not None and is_naive(read) else read
