"""Puts deleted pages back: with their ids, revisions, comments and translations, where they stood."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.db.models import F, ForeignKey, Model
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.search import index

from site_core.bin.models import BinnedPage
from site_core.exceptions import Refused
from site_core.languages.names import language_name
from site_core.published import sync
from site_core.published.models import ChangeCounter
from site_core.published.tree import mend_url_paths, parent_path

RESTORED = "liaison.restored"


def may_restore(user: Any, binned: BinnedPage, parents: dict[int, Page] | None = None) -> bool:
    """Whether somebody could delete the page, were it still there."""
    if user.is_superuser:
        return True
    parent = (
        parents.get(binned.parent_id)
        if parents is not None
        else Page.objects.filter(pk=binned.parent_id).first()
    )
    if parent is None:
        return False
    owner = user.pk if binned.deleted_by_id == user.pk and not binned.was_live else None
    stand_in = Page(
        path=parent.path + binned.path[-Page.steplen :],
        depth=parent.depth + 1,
        numchild=binned.below,
        live=binned.was_live,
        owner_id=owner,
    )
    tester = stand_in.permissions_for_user(user)
    may_publish = "publish" in tester.permissions
    return tester.can_delete() and (may_publish or not binned.was_live)


def restore(binned: BinnedPage, user: Any) -> Page:
    """Put a page and all below it back. Raises ``Refused``, with a sentence, where that cannot be done."""
    with transaction.atomic():
        ChangeCounter.lock()
        objects, references = _stored(binned)
        pages = [row for row in objects if type(row) is Page]
        parent = _check(binned, pages)
        _place(binned, pages, parent)
        _insert(objects)
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)
        mend_url_paths(binned.page_id)
        _refer_again(references)
        for page in pages:
            sync.page_saved(page.pk)
        restored: Any = Page.objects.get(pk=binned.page_id)
        for page in Page.objects.filter(pk__in=[page.pk for page in pages]).specific():
            index.insert_or_update_object(page)
        log(instance=restored.specific, action=RESTORED, user=user)
        binned.delete()
    return restored


def _stored(binned: BinnedPage) -> tuple[list[Model], list[dict[str, Any]]]:
    objects: list[Model] = []
    references: list[dict[str, Any]] = []
    for rows in binned.rows.all():
        if rows.are_references:
            references += json.loads(rows.content)
        else:
            found = serializers.deserialize("json", rows.content, ignorenonexistent=True)
            objects += [item.object for item in found]
    return objects, references


def _check(binned: BinnedPage, pages: list[Page]) -> Page:
    """The page above. Raises ``Refused`` where there is none, or where another page is in its place."""
    parent: Any = Page.objects.filter(pk=binned.parent_id).first()
    if parent is None:
        above = BinnedPage.objects.filter(page_id=binned.parent_id).first()
        if above is not None:
            raise Refused(
                gettext("The page above “%(page)s” was deleted as well. Restore “%(above)s” first.")
                % {"page": binned.title, "above": above.title}
            )
        raise Refused(
            gettext("“%(page)s” cannot be restored: the page above it was deleted for good.")
            % {"page": binned.title}
        )
    keys = [page.translation_key for page in pages]
    wanted = {(page.translation_key, page.locale_id) for page in pages}
    for other in Page.objects.filter(translation_key__in=keys).select_related("locale"):
        if (other.translation_key, other.locale_id) in wanted:
            raise Refused(
                gettext(
                    "“%(page)s” cannot be restored: since then “%(other)s” was made as the page in "
                    "%(language)s. Delete that one first, or leave it."
                )
                % {
                    "page": binned.title,
                    "other": other.get_admin_display_title(),
                    "language": language_name(other.locale),
                }
            )
    return parent


def _place(binned: BinnedPage, pages: list[Page], parent: Page) -> None:
    """Give the pages tree positions: where they stood if nobody else stands there, or after all others."""
    old, new = binned.path, binned.path
    is_taken = Page.objects.filter(path=old).exists()
    if is_taken or parent_path(old) != parent.path:
        last = parent.get_children().order_by("path").last()
        new = last._inc_path() if last else Page._get_path(parent.path, parent.depth + 1, 1)
    top = pages[0]
    for page in pages:
        page.path = new + page.path[len(old) :]
        page.depth = len(page.path) // Page.steplen
    wanted, number = top.slug, 1
    while not Page._slug_is_available(top.slug, parent, top):
        number += 1
        top.slug = f"{wanted}-{number}"


def _insert(objects: list[Model]) -> None:
    """Write the rows as they were. References to what is gone for good are emptied, or the row is left."""
    own = {(_root(type(row)), row.pk) for row in objects}
    missing = _missing(objects, own)
    for row in objects:
        lost = [
            field
            for field in _references_of(row)
            if (_root(field.related_model), getattr(row, field.attname)) in missing
        ]
        if all(field.null for field in lost):
            for field in lost:
                setattr(row, field.attname, None)
            Model.save_base(row, raw=True, force_insert=True)


def _root(model: Any) -> type[Model]:
    """The model whose ids a model has: of a page type, that of pages."""
    parents = model._meta.get_parent_list()
    root: type[Model] = parents[-1] if parents else model._meta.concrete_model
    return root


def _references_of(row: Model) -> Iterable[Any]:
    return (
        field
        for field in row._meta.concrete_fields
        if isinstance(field, ForeignKey) and getattr(row, field.attname) is not None
    )


def _missing(
    objects: list[Model], own: set[tuple[type[Model], Any]]
) -> set[tuple[type[Model], Any]]:
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for row in objects:
        for field in _references_of(row):
            target = (_root(field.related_model), getattr(row, field.attname))
            if target not in own:
                wanted[target[0]].add(target[1])
    return {
        (model, identifier)
        for model, identifiers in wanted.items()
        for identifier in identifiers
        - set(model._base_manager.filter(pk__in=identifiers).values_list("pk", flat=True))
    }


def _refer_again(references: list[dict[str, Any]]) -> None:
    """Let rows refer to the pages again that have lost them, unless somebody has chosen others since."""
    for reference in references:
        try:
            model = apps.get_model(reference["model"])
        except LookupError:  # of a plugin that is off now
            continue
        empty = model._base_manager.filter(pk=reference["pk"], **{reference["field"]: None})
        empty.update(**{reference["field"]: reference["value"]})
