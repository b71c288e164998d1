"""The rows of the read side."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar

from django.db import connection, models
from django.dispatch import Signal
from wagtail.models import get_page_models
from wagtail.search import index

from site_core.jobs.models import DueQuerySet, DueRow, RetryPolicy
from site_core.media.models import SiteImage
from site_core.published.key_events import ANCHOR
from site_core.published.overdue import without_pages

#: What ends a stem where a search index reads it. With a digit in it, a word is no English word, and
#: no database stems it again or leaves it out as too common.
STEM_END = "0"
#: Sent in the transaction of every public change, with its ``number``: the generation that begins with it.
generation_advanced = Signal()
#: Page id → published URL path of the pages whose time is over and that nobody has taken down yet, in the
#: request that is answered: no reader sees them (``reading.generation``). Empty elsewhere.
overdue_pages: ContextVar[Mapping[int, str]] = ContextVar(
    "overdue_pages",
    default=MappingProxyType({}),
)


def index_tokens(stems: str) -> str:
    """Stems, separated by spaces, as the search index holds them."""
    return " ".join(f"{stem}{STEM_END}" for stem in stems.split())


class AnalysedTitle(index.SearchField):
    """The title as its stems."""

    def get_value(self, obj: Any) -> str:
        return index_tokens(obj.search_lines[0])


@cache
def installed_types() -> tuple[str, ...]:
    """The page types of the plugins that are on."""
    return tuple(sorted(model._meta.label for model in get_page_models()))


class PublishedDocumentQuerySet(models.QuerySet["PublishedDocument"]):
    """Filters and annotations of published documents."""

    def readable(self) -> PublishedDocumentQuerySet:
        """Documents of installed page types, whose time is not over.

        A plugin that is switched off leaves its documents behind.
        """
        found = self.filter(type__in=installed_types())
        overdue = overdue_pages.get()
        return found.exclude(page_id__in=list(overdue)) if overdue else found

    def public(self) -> PublishedDocumentQuerySet:
        """Documents that anybody may read."""
        return self.readable().filter(restricted=False)

    def with_source(self) -> PublishedDocumentQuerySet:
        """With ``source_id``: the id of the page that each is an alias of, or ``None``."""
        return self.annotate(source_id=models.F("page__alias_of_id"))

    def with_outdated_since(self) -> PublishedDocumentQuerySet:
        """With ``source_changed_at``: since when a translation is outdated, or ``None``."""
        return self.annotate(
            source_changed_at=models.F("page__outdated_translation__source_changed_at")
        )

    def without_content(self) -> PublishedDocumentQuerySet:
        """Without the two large columns, for when only a place and a title are needed."""
        return self.defer("representation", "search_text")


class PublishedDocument(index.Indexed, models.Model):
    """One live page, as its readers see it.

    Breadcrumb, menus and alternates are not stored: they are read from the same table by tree path
    and translation key, so that renaming a section touches one row.
    """

    #: In memory, of one that has just been put into another site.
    has_left_site = False

    page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="published_document",
    )
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    #: ``app_label.ModelName`` of the page type.
    type = models.CharField(max_length=200)
    #: Language code of the page's locale.
    locale = models.CharField(max_length=12)
    translation_key = models.UUIDField(db_index=True)
    #: Treebeard's materialised path; ancestors are its prefixes, siblings sort by it.
    tree_path = models.CharField(max_length=255, db_index=True)
    depth = models.PositiveSmallIntegerField()
    #: URL path with the language prefix, from the site's root.
    path = models.CharField(max_length=2000, db_index=True)
    slug = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    #: What titles are sorted by (``languages.collation``): as they are written, and as read in Latin.
    title_order = models.CharField(max_length=255, default="", db_default="")
    title_order_latin = models.CharField(max_length=255, default="", db_default="")
    in_menus = models.BooleanField()
    #: Whether the page or one above it has a view restriction.
    restricted = models.BooleanField()
    first_published_at = models.DateTimeField(null=True)
    last_published_at = models.DateTimeField(null=True)
    #: Where the page stands in the feeds (``BasePage.feed_date``); ``None`` for its first publication.
    feed_date = models.DateTimeField(null=True)
    #: The page's own fields as plain JSON values. URLs start with ``links.ORIGIN``.
    representation = models.JSONField()
    #: Three lines of stems, each separated and surrounded by spaces: of the title, of what weighs
    #: more than the rest (key points), and of the rest.
    search_text = models.TextField()
    #: SHA-256 of everything above that a reader can see.
    digest = models.CharField(max_length=64)
    #: Number of the change that last touched this row; greater is later.
    change_number = models.BigIntegerField(db_index=True)

    objects = PublishedDocumentQuerySet.as_manager()

    #: The searchable words of a document that has just been made from its page; not stored.
    words: frozenset[str] = frozenset()

    #: Written by ``published.searchable``, in the transaction that writes the document.
    search_auto_update = False
    search_fields = [
        AnalysedTitle("title", boost=10),
        index.SearchField("search_points", boost=4),
        index.SearchField("search_rest", boost=1),
        index.FilterField("page_id"),
        index.FilterField("site"),
        index.FilterField("type"),
        index.FilterField("locale"),
        index.FilterField("restricted"),
        index.FilterField("tree_path"),
        index.FilterField("depth"),
    ]

    #: The columns that say where a page stands and how others name it.
    PLACE_FIELDS: ClassVar[tuple[str, ...]] = (
        "site_id",
        "type",
        "locale",
        "translation_key",
        "tree_path",
        "depth",
        "path",
        "slug",
        "title",
        "title_order",
        "title_order_latin",
        "in_menus",
        "restricted",
        "first_published_at",
        "last_published_at",
    )
    #: Those of them that no reader sees: they follow from the others.
    ORDER_FIELDS: ClassVar[tuple[str, ...]] = ("title_order", "title_order_latin")
    #: The columns of a place that other pages print where they refer to this one.
    NAMING_FIELDS: ClassVar[tuple[str, ...]] = ("type", "locale", "path", "title", "restricted")
    CONTENT_FIELDS: ClassVar[tuple[str, ...]] = (
        *("representation", "search_text", "feed_date", "digest"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["locale", "depth", "tree_path"], name="published_locale_depth"),
            models.Index(fields=["site", "type", "page"], name="published_site_type"),
            models.Index(fields=["site", "path"], name="published_site_path"),
            models.Index(
                fields=["site", "locale", "tree_path"],
                condition=models.Q(in_menus=True),
                name="published_menu",
            ),
            # The columns of ``reading.ORDERINGS``.
            models.Index(fields=["site", "tree_path", "page"], name="published_site_tree"),
            models.Index(fields=["site", "title_order", "page"], name="published_site_order"),
            models.Index(fields=["site", "title_order_latin", "page"], name="published_site_latin"),
            models.Index(fields=["site", "slug", "page"], name="published_site_slug"),
            models.Index(
                fields=["site", "first_published_at", "page"], name="published_site_first"
            ),
            models.Index(fields=["site", "last_published_at", "page"], name="published_site_last"),
            models.Index(fields=["site", "feed_date", "page"], name="published_site_feed"),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def readable_representation(self) -> dict[str, Any]:
        """The representation without references to pages whose time is over (``overdue_pages``)."""
        return without_pages(self.representation, overdue_pages.get())

    @property
    def search_lines(self) -> tuple[str, str, str]:
        """The lines of ``search_text``."""
        title, points, rest = [*self.search_text.split("\n"), "", ""][:3]
        return title, points, rest

    def search_points(self) -> str:
        """What weighs more than the rest, for the search index."""
        return index_tokens(self.search_lines[1])

    def search_rest(self) -> str:
        """The rest, for the search index."""
        return index_tokens(self.search_lines[2])

    def tree_position_fields(self) -> dict[str, Any]:
        """The values of ``PLACE_FIELDS`` by name."""
        return {name: getattr(self, name) for name in self.PLACE_FIELDS}

    def link_fields(self) -> tuple[Any, ...]:
        """The values of ``NAMING_FIELDS``."""
        return tuple(getattr(self, name) for name in self.NAMING_FIELDS)


class ChangeCounter(models.Model):
    """The number of the last change: one row, locked by whoever takes the next number.

    A counter that is locked until the transaction ends, unlike a sequence, gives numbers in the
    order in which changes become visible, and without gaps.
    """

    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def lock(cls) -> ChangeCounter:
        """Take the row until the transaction ends. Whoever changes what is public does so first."""
        counter, _ = cls.objects.select_for_update().get_or_create(pk=1)
        return counter

    @classmethod
    def next_number(cls, count: int = 1) -> int:
        """Return the last of the next ``count`` numbers. To be called in a transaction."""
        table = cls._meta.db_table
        # One statement, several times in each publication.
        sql = f"UPDATE {table} SET value = value + %s WHERE id = 1 RETURNING value"  # noqa: S608 - no input in it
        with connection.cursor() as cursor:
            cursor.execute(sql, [count])
            row = cursor.fetchone()
            if row is None:
                cls.lock()
                row = cursor.execute(sql, [count]).fetchone()
        generation_advanced.send(cls, number=row[0])
        return row[0]


class Change(models.Model):
    """One line of the changes feed: what happened to a public page. Lines are only ever added.

    Their numbers come from ``ChangeCounter``: in the order in which the changes became visible.
    """

    PUBLISHED = "published"
    UPDATED = "updated"
    MOVED = "moved"
    UNPUBLISHED = "unpublished"
    DELETED = "deleted"
    TRANSLATION_OUTDATED = "translation_outdated"
    KINDS: ClassVar[tuple[str, ...]] = (
        PUBLISHED,
        UPDATED,
        MOVED,
        UNPUBLISHED,
        DELETED,
        TRANSLATION_OUTDATED,
    )

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=80)  # a plugin's is ``<plugin>.<name>``
    at = models.DateTimeField()
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    #: No foreign key: the page may be gone.
    page_id = models.BigIntegerField()
    type = models.CharField(max_length=200)
    locale = models.CharField(max_length=12)
    translation_key = models.UUIDField()
    #: URL paths as in ``PublishedDocument``; ``None`` where the public found nothing.
    path_before = models.CharField(max_length=2000, null=True)  # noqa: DJ001 - none is not empty
    path_after = models.CharField(max_length=2000, null=True)  # noqa: DJ001 - none is not empty

    class Meta:
        indexes = [
            models.Index(fields=["site", "number"], name="change_site_number"),
            models.Index(fields=["page_id", "at"], name="change_page_at"),
            models.Index(fields=["site", "path_before"], name="change_site_path"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.page_id}"


class PublishedEventQuerySet(models.QuerySet["PublishedEvent"]):
    """Filters of key events."""

    def public(self) -> PublishedEventQuerySet:
        """Events of documents that anybody may read (``PublishedDocumentQuerySet.public``)."""
        found = self.filter(document__restricted=False, document__type__in=installed_types())
        overdue = overdue_pages.get()
        return found.exclude(document_id__in=list(overdue)) if overdue else found


class PublishedEvent(models.Model):
    """A dated key point of a published page, by the days that its date can mean."""

    document = models.ForeignKey(PublishedDocument, on_delete=models.CASCADE, related_name="events")
    block_id = models.CharField(max_length=36)
    first_day = models.DateField()
    last_day = models.DateField()
    #: The key point as the page's representation has it.
    value = models.JSONField()

    objects = PublishedEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["first_day"], name="event_first_day")]

    def __str__(self) -> str:
        return f"{self.first_day} {self.document_id}"

    @property
    def fragment(self) -> str:
        """Where on its page the event stands, as the end of a URL; empty for the page as a whole."""
        is_own = not self.block_id or self.block_id.startswith(ANCHOR)
        return self.block_id if is_own else f"#key-point-{self.block_id}"

    @property
    def readable_value(self) -> dict[str, Any]:
        """The key point without links to pages whose time is over (``overdue_pages``)."""
        return without_pages(self.value, overdue_pages.get())

    @property
    def identifier(self) -> str:
        """The same in every language and as long as the key point is there; a copied page's is another.

        Needs ``document``: its copies keep the ids of their blocks.
        """
        return str(uuid.uuid5(self.document.translation_key, self.block_id))


class SearchWord(models.Model):
    """A word of the published pages of a locale.

    Words are added with the pages that contain them. Queries are completed and corrected from them.
    """

    locale = models.CharField(max_length=12)
    #: In lower-case Latin letters without diacritics.
    word = models.CharField(max_length=64)
    stem = models.CharField(max_length=64)
    #: In lower case, as it is written on a page.
    spelling = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["locale", "word", "stem"], name="search_word_once")
        ]
        indexes = [models.Index(fields=["locale", "stem"], name="search_word_stem")]

    def __str__(self) -> str:
        return self.word


class RenditionJob(DueRow):
    """An image whose scaled copies are to be made. The row goes when they are there."""

    image = models.OneToOneField(
        SiteImage, on_delete=models.CASCADE, related_name="rendition_job", primary_key=True
    )

    objects = DueQuerySet.as_manager()
    #: A file that cannot be read after a day is given up until somebody saves the image again.
    retry_policy = RetryPolicy(
        first=timedelta(seconds=10),
        factor=4,
        longest=timedelta(hours=1),
        patience=timedelta(days=1),
    )

    def __str__(self) -> str:
        return f"image {self.image_id}"
