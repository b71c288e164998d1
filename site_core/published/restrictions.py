"""Who may read which page: Wagtail's view restrictions as they take effect.

A page is restricted by what stands on it and on the pages above it. An alias shows the content of another
page and is restricted as that page is *where that page stands*, besides what holds at its own place.
Wagtail asks an alias for the restriction of its source alone, not for those above the source.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from wagtail.models import Page, PageViewRestriction

from site_core.published.tree import paths_to


def restricted_tree_paths() -> list[str]:
    """Tree paths of the restricted pages; what is below them is restricted too.

    One query where nothing is restricted, and one for each step from alias to alias else.
    """
    found = set(PageViewRestriction.objects.values_list("page__path", flat=True))
    step = found
    while step:
        shown_from = reduce(or_, (Q(alias_of__path__startswith=path) for path in step))
        step = set(Page.objects.filter(shown_from).values_list("path", flat=True)) - found
        found = found | step
    return sorted(found)


def is_restricted(tree_path: str, restricted: Iterable[str]) -> bool:
    """Say whether a page stands at or below one of the restricted tree paths."""
    return any(tree_path.startswith(path) for path in restricted)


def restrictions_at(tree_path: str) -> QuerySet[PageViewRestriction]:
    """Every restriction that a reader of the page with this tree path has to pass."""
    found: set[str] = set()
    step = {tree_path}
    while step:
        above = {path for start in step for path in paths_to(start)} - found
        found |= above
        sources = Page.objects.filter(path__in=above, alias_of__isnull=False)
        step = set(sources.values_list("alias_of__path", flat=True)) - found
    return PageViewRestriction.objects.filter(page__path__in=found)


def aliases_of_subtree(tree_path: str) -> list[Page]:
    """The aliases, elsewhere in the tree, of the page with this tree path and of those below it."""
    return list(
        Page.objects.filter(alias_of__path__startswith=tree_path)
        .exclude(path__startswith=tree_path)
        .select_related("locale")
    )
