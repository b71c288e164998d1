"""Positions of pages in Wagtail's tree: the one module that knows how treebeard writes paths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext
from wagtail.models import Page

from site_core.exceptions import Refused
from site_core.languages.names import language_name

#: The fields that hold the tree position of a page.
TREE_POSITION_FIELDS = ("path", "depth", "numchild")


def refresh_tree_position(
    page: Page, may_be_new: bool = False, names: Sequence[str] = (*TREE_POSITION_FIELDS, "url_path")
) -> bool:
    """Give a page in memory the tree position that it has in the database; say whether it is there.

    Raises ``Page.DoesNotExist`` for one that has been deleted, unless it may be new.
    """
    found = Page.objects.filter(pk=page.pk).values(*names).first()
    if found is None:
        if may_be_new:
            return False
        raise Page.DoesNotExist(f"The page {page.pk} has been deleted.")
    for name, value in found.items():
        setattr(page, name, value)
    page.__dict__.pop("_cached_parent_obj", None)  # treebeard's own memory of where it was
    return True


def parent_path(path: str) -> str:
    """The tree path of the parent of the page with this tree path."""
    return path[: -Page.steplen]


def last_child_path(path: str) -> str:
    """The last tree path that a child of the page with this tree path can have."""
    return path + Page.alphabet[-1] * Page.steplen


def paths_to(path: str) -> list[str]:
    """The tree paths of a page and of all above it, from the root of the tree down."""
    return [path[:length] for length in range(Page.steplen, len(path) + 1, Page.steplen)]


def ancestor_paths(path: str) -> list[str]:
    """The tree paths above a page, from its home page down: without the root, which is no page of a site."""
    return paths_to(path)[1:-1]


def number_children_from_one(page_id: int) -> bool:
    """Let the first child of each page in a subtree have the number one; say whether one had not.

    Wagtail numbers the children of a copied page from zero, and treebeard fails to put a page before such a
    child. The lock must be held.
    """
    top = Page.objects.get(pk=page_id).path
    below = Page.objects.filter(path__startswith=top).exclude(path=top)
    zero = Page.alphabet[0] * Page.steplen
    parents = {
        parent_path(path) for path in below.values_list("path", flat=True) if path.endswith(zero)
    }
    for path in sorted(parents, key=len, reverse=True):
        children = Page.objects.filter(path__startswith=path, depth=len(path) // Page.steplen + 1)
        for child in children.only("path", "depth").order_by("-path"):
            moved = Concat(Value(child._inc_path()), Substr("path", len(child.path) + 1))
            Page.objects.filter(path__startswith=child.path).update(path=moved)
    return bool(parents)


def mend_url_paths(page_id: int) -> None:
    """Let the URL paths of a page and of all below it follow from the tree. The lock must be held.

    Wagtail works out the paths of a move from what it has read before; where somebody has renamed a page
    above meanwhile, it writes an old path, or cuts the paths below at the wrong letter.
    """
    page = Page.objects.filter(pk=page_id, depth__gt=1).first()
    if page is None:
        return
    parent = page.get_parent()
    right = {parent.path: parent.url_path}
    wrong = []
    below = Page.objects.filter(path__startswith=page.path).order_by("path")
    for found in below.only("path", "slug", "url_path"):
        right[found.path] = f"{right[parent_path(found.path)]}{found.slug}/"
        if found.url_path != right[found.path]:
            found.url_path = right[found.path]
            wrong.append(found)
    Page.objects.bulk_update(wrong, ["url_path"], batch_size=500)


def check_same_locale(page: Any, parent: Any) -> None:
    """Raise ``Refused`` where a page would stand below one of another language.

    It would be read under a prefix that is not its own, and no address of it would lead there.
    """
    if parent.is_root() or page.locale_id in (None, parent.locale_id):
        return
    raise Refused(
        gettext(
            "“%(page)s” (%(language)s) cannot stand below “%(parent)s” (%(other)s): a page is in the "
            "language of the pages above it. Translate it instead."
        )
        % {
            "page": page.title,
            "language": language_name(page.locale),
            "parent": parent.title,
            "other": language_name(parent.locale),
        }
    )


def page_about_to_be_moved(instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """Raise ``Refused`` where a page would be moved below one of another language."""
    check_same_locale(instance, parent_page_after)
