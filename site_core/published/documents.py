"""Queries over published documents: breadcrumb, alternates, menus, children."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import translation
from wagtail.models import Page, Site

from site_core.languages.variants import (
    LOCALE_CODES,
    VARIANTS,
    Variant,
    authored_variant,
    variant_for_code,
)
from site_core.published import reading, tree
from site_core.published.links import ORIGIN, counterparts, path_in_variant, path_under
from site_core.published.models import PublishedDocument, PublishedDocumentQuerySet
from site_core.published.reading import NamedPage
from site_core.site_settings.models import FooterPage

#: Depth of the pages right below a home page, which make the main menu.
MENU_DEPTH = 3


class PageLink(NamedTuple):
    """A page that another page points to: its id, title and URL path in the reader's variant."""

    id: int
    title: str
    path: str
    type: str = ""
    tree_path: str = ""


class Alternate(NamedTuple):
    """One published variant of a page."""

    variant: Variant
    id: int
    title: str
    path: str


@dataclass(frozen=True)
class PageContext:
    """Where a page stands: above and beside it, its other variants, the main menu and the footer."""

    breadcrumb: Sequence[PageLink] = ()
    alternates: Sequence[Alternate] = ()
    menu: Sequence[PageLink] = ()
    #: The pages that the footer of every page links to.
    footer: Sequence[PageLink] = ()
    home: PageLink | None = None
    #: The nearest public pages beside this one, in tree order.
    previous_page: PageLink | None = None
    next_page: PageLink | None = None
    #: The page that this one is an alias of, where that is public.
    source: PageLink | None = None
    variant: Variant = field(default_factory=lambda: variant_for_code(None))
    #: Codes of the locales in which the site has a public home page, where somebody has looked.
    home_locales: frozenset[str] = field(default=frozenset(), compare=False)


def _link(document: PublishedDocument | NamedPage, variant: Variant) -> PageLink:
    path = path_in_variant(document, variant)
    return PageLink(document.page_id, document.title, path, document.type, document.tree_path)


@lru_cache(maxsize=5000)  # titles are few, and each is shown by many pages
def _title_in(variant: Variant, title: str) -> str:
    return variant.render(title)


def _alternates(documents: Iterable[PublishedDocument | NamedPage]) -> list[Alternate]:
    by_locale = {document.locale: document for document in documents}
    return [
        Alternate(
            variant,
            document.page_id,
            _title_in(variant, document.title),
            path_in_variant(document, variant),
        )
        for variant in VARIANTS
        if (document := by_locale.get(variant.locale_code)) is not None
    ]


def active_variant(locale_code: str) -> Variant:
    """The variant in which a page of this locale is being read right now."""
    variant = variant_for_code(translation.get_language())
    return variant if variant.locale_code == locale_code else authored_variant(locale_code)


def _beside(page: Page, locale: str) -> list[PublishedDocumentQuerySet]:
    """The nearest public page before, and the nearest after this one below the same parent.

    Locale, depth and tree path are an index, so that either is found without a look at the others.
    """
    parent = tree.parent_path(page.path)
    last = tree.last_child_path(parent)
    siblings = PublishedDocument.objects.public().filter(locale=locale, depth=page.depth)
    before = siblings.filter(tree_path__gt=parent, tree_path__lt=page.path).order_by("-tree_path")
    after = siblings.filter(tree_path__gt=page.path, tree_path__lte=last).order_by("tree_path")
    return [
        PublishedDocument.objects.filter(pk__in=nearest.values("pk")[:1])
        for nearest in (before, after)
    ]


def with_footer(*documents: PublishedDocumentQuerySet) -> PublishedDocumentQuerySet:
    """Those documents, and the public ones that a site's settings put into its footer, with counterparts.

    ``footer_order`` is the position in the footer of a document's own site, or ``None``. A union, because a
    database that reads ``OR`` across a subquery scans the whole table.
    """
    keys = FooterPage.objects.values("page__translation_key")
    of_footer = PublishedDocument.objects.public().filter(translation_key__in=keys)
    places = FooterPage.objects.filter(
        page__translation_key=OuterRef("translation_key"), site_settings__site=OuterRef("site")
    ).annotate(footer_order=Coalesce("sort_order", 0))
    first, *others = (part.order_by().values("pk") for part in (*documents, of_footer))
    return (
        PublishedDocument.objects.without_content()
        .filter(pk__in=first.union(*others))
        .annotate(footer_order=Subquery(places.order_by("footer_order").values("footer_order")[:1]))
    )


def in_footer(documents: Iterable[PublishedDocument]) -> list[PublishedDocument]:
    """Those of ``with_footer()`` that stand in the footer, in its order."""
    placed = [
        (order, document.tree_path, document)
        for document in documents
        if (order := getattr(document, "footer_order", None)) is not None
        and not document.restricted
    ]
    return [document for _, _, document in sorted(placed, key=lambda item: item[:2])]


def _footer(documents: Iterable[PublishedDocument], variant: Variant) -> list[PageLink]:
    return [_link(document, variant) for document in in_footer(documents)]


def _in_frame(page: Page, frame: PageContext, variant: Variant, above: list[str]) -> PageContext:
    """The context of a page of which menu and footer are known: one query, written out."""
    parent = tree.parent_path(page.path)
    beside = parent, tree.last_child_path(parent)
    locale = variant.locale_code
    found = reading.around(page, locale, above, beside)
    by_path = {document.tree_path: document for document in found}
    key = reading.written_key(page.translation_key)
    line = (by_path[path] for path in [*above, page.path] if path in by_path)
    site_id = next((document.site_id for document in line), None)
    siblings = sorted(
        path
        for path in by_path
        if above and len(path) == len(page.path) and path.startswith(above[-1])
    )
    before = [path for path in siblings if path < page.path]
    after = [path for path in siblings if path > page.path]
    return replace(
        frame,
        breadcrumb=[_link(by_path[path], variant) for path in above if path in by_path],
        alternates=_alternates(
            document
            for document in found
            if document.translation_key == key and document.site_id == site_id
        ),
        previous_page=_link(by_path[before[-1]], variant) if before else None,
        next_page=_link(by_path[after[0]], variant) if after else None,
    )


def page_context(page: Page, frame: PageContext | None = None) -> PageContext:
    """Breadcrumb, neighbours, alternates, menu and footer of a page, published or previewed: one query.

    ``frame`` is what ``site_context`` says of the page's site and variant, where somebody has kept it.
    """
    locale = page.locale.language_code
    variant = active_variant(locale)
    above = tree.ancestor_paths(page.path or "")
    home_path = above[0] if above else page.path
    home = frame.home if frame is not None and frame.variant == variant else None
    if frame is not None and home is not None and home.tree_path == home_path:
        return _in_frame(page, frame, variant, above)
    near = PublishedDocument.objects.readable().filter(
        Q(tree_path__in=above)
        | Q(translation_key=page.translation_key, restricted=False)
        | Q(tree_path__startswith=home_path, depth=MENU_DEPTH, in_menus=True, restricted=False)
    )
    beside = _beside(page, locale) if above else []
    documents = list(with_footer(near, *beside).order_by("tree_path"))
    breadcrumb = [_link(document, variant) for document in documents if document.tree_path in above]
    home = breadcrumb[0] if breadcrumb else None
    line = {*above, page.path}
    site_id = next((item.site_id for item in documents if item.tree_path in line), None)
    if home is None and page.path == home_path:
        home = PageLink(
            page.pk or 0, page.title, f"/{variant.code}/", type(page)._meta.label, page.path
        )
    # Some entries of the menu may stand beside the page as well, further away.
    siblings = [
        document
        for document in documents
        if above and document.depth == page.depth and document.tree_path.startswith(above[-1])
    ]
    before = [document for document in siblings if document.tree_path < page.path]
    after = [document for document in siblings if document.tree_path > page.path]
    return PageContext(
        breadcrumb=breadcrumb,
        alternates=_alternates(
            document
            for document in documents
            if document.translation_key == page.translation_key and document.site_id == site_id
        ),
        menu=[
            _link(document, variant)
            for document in documents
            if document.in_menus
            and document.depth == MENU_DEPTH
            and document.tree_path.startswith(home_path)
        ],
        footer=_footer(
            (document for document in documents if document.tree_path.startswith(home_path)),
            variant,
        ),
        home=home,
        previous_page=_link(before[-1], variant) if before else None,
        next_page=_link(after[0], variant) if after else None,
        variant=variant,
    )


def in_tree_order(
    found: Iterable[PublishedDocument], locale: str, site_id: int | None
) -> list[PublishedDocument]:
    """Those of a site and a locale. Chosen and sorted here: a database takes all pages of the site for it."""
    own = (item for item in found if item.locale == locale and item.site_id == site_id)
    return sorted(own, key=lambda document: document.tree_path)


def site_context(variant: Variant, site: Site | None) -> PageContext:
    """Home page, menu and footer of a site in a variant, for a response that shows no page: one query."""
    top = PublishedDocument.objects.public().filter(
        Q(depth=MENU_DEPTH - 1, locale__in=LOCALE_CODES)
        | Q(depth=MENU_DEPTH, in_menus=True, locale=variant.locale_code),
        site=site,
    )
    found = list(with_footer(top))
    site_id = site.pk if site else None
    documents = in_tree_order(found, variant.locale_code, site_id)
    home = next((document for document in documents if document.depth < MENU_DEPTH), None)
    return PageContext(
        menu=[
            _link(document, variant)
            for document in documents
            if document.depth == MENU_DEPTH and document.in_menus
        ],
        footer=_footer(documents, variant),
        home=_link(home, variant) if home else None,
        variant=variant,
        home_locales=frozenset(
            document.locale
            for document in found
            if document.depth < MENU_DEPTH and document.site_id == site_id
        ),
    )


def contexts(documents: Sequence[PublishedDocument]) -> dict[int, PageContext]:
    """Breadcrumb, alternates and source of many documents, by page id, in one query.

    The source is known of documents that were asked for with ``with_source()``.
    """
    wanted = {path for document in documents for path in tree.ancestor_paths(document.tree_path)}
    keys = {document.translation_key for document in documents}
    sources: set[int] = {getattr(document, "source_id", None) or 0 for document in documents} - {0}
    found = reading.named(wanted, keys, sources)
    by_id: dict[int, NamedPage] = {}
    by_path: dict[str, NamedPage] = {}
    by_key: dict[object, list[NamedPage]] = {}
    for page in found:
        by_id[page.page_id] = page
        by_path[page.tree_path] = page
        by_key.setdefault(page.translation_key, []).append(page)
    result = {}
    for document in documents:
        variant = authored_variant(document.locale)
        source = by_id.get(getattr(document, "source_id", None) or 0)
        if source is not None and source.site_id != document.site_id:
            source = None
        result[document.page_id] = PageContext(
            breadcrumb=[
                _link(by_path[path], variant)
                for path in tree.ancestor_paths(document.tree_path)
                if path in by_path
            ],
            alternates=_alternates(
                page
                for page in by_key.get(reading.written_key(document.translation_key), ())
                if page.site_id == document.site_id
            ),
            source=_link(source, variant) if source else None,
            variant=variant,
        )
    return result


def children(page: Page) -> PublishedDocumentQuerySet:
    """The public children of a page in tree order, with their representations."""
    found = PublishedDocument.objects.public().filter(
        tree_path__startswith=page.path, depth=page.depth + 1
    )
    return found.defer("search_text").order_by("tree_path")


def page_links(page_ids: Iterable[int], locale_code: str) -> list[PageLink]:
    """What a page of this locale offers its reader for references to other pages, in their order.

    Each is the public counterpart in the page's language, or the page itself where there is none;
    what is not public is left out. Two queries, however many pages.
    """
    page_ids = list(page_ids)
    found = counterparts(page_ids, locale_code)
    variant = active_variant(locale_code)
    return [_link(found[page_id], variant) for page_id in page_ids if page_id in found]


def represented_links(
    references: Iterable[Mapping[str, Any] | None], locale_code: str
) -> list[PageLink]:
    """References to pages in a representation (``PageReference``) as a reader of this locale gets them."""
    variant = active_variant(locale_code)
    return [
        PageLink(
            reference["id"],
            reference["title"],
            path_under(variant, reference["html_url"].removeprefix(ORIGIN), reference["locale"]),
            reference["type"],
        )
        for reference in references
        if reference is not None
    ]
