"""The groups of the roles, and their rights: made anew from ``roles`` whenever migrations have run.

A page tree is what begins directly below the root: the home pages of every site, one a language. A new one
has its rights from the moment at which it is there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    get_page_models,
)
from wagtail.signals import post_page_move

from site_core.accounts.roles import ROLES
from site_core.languages.variants import DEFAULT_VARIANT

logger = logging.getLogger(__name__)
#: How deep in Wagtail's tree the home pages are.
HOME_DEPTH = 2
#: Whoever has a role enters the admin.
_ENTER = "wagtailadmin.access_admin"


@transaction.atomic
def keep(further: Mapping[str, Iterable[str]]) -> None:
    """Give each role exactly its rights. ``further`` are those that plugins add: role → permissions."""
    groups = _groups(make=True)
    for name, role in ROLES.items():
        wanted = {_ENTER, *role.permissions, *further.get(name, ())}
        groups[name].permissions.set(_permissions(wanted))
    _keep_rights_on_pages(groups)
    _keep_rights_on_collections(groups)


@transaction.atomic
def keep_trees() -> None:
    """Give the roles their rights on the page trees that there are."""
    _keep_rights_on_pages(_groups(make=False))


def _groups(*, make: bool) -> dict[str, Group]:
    """Role → its group. Those that are not there are made, or left out."""
    there = {
        group.name: group
        for group in Group.objects.filter(name__in=[role.group for role in ROLES.values()])
    }
    if make:
        for role in ROLES.values():
            if role.group not in there:
                there[role.group] = Group.objects.create(name=role.group)
    return {name: there[role.group] for name, role in ROLES.items() if role.group in there}


def _permissions(names: Iterable[str]) -> list[Permission]:
    wanted = Q(pk=None)
    for name in names:
        app, _dot, codename = name.partition(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(wanted).select_related("content_type"))
    there = {f"{found.content_type.app_label}.{found.codename}" for found in found}
    for name in sorted(set(names) - there):
        logger.warning("There is no permission %r to give to a role.", name)
    return found


def _keep_rights_on_pages(groups: Mapping[str, Group]) -> None:
    by_codename = {
        permission.codename: permission.pk
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", content_type__model="page"
        )
    }
    homes = list(
        Page.objects.filter(depth=HOME_DEPTH).values_list("pk", "locale__language_code").order_by()
    )
    wanted = {
        (groups[name].pk, page, by_codename[codename])
        for name in groups
        for page, code in homes
        for codename in (
            ROLES[name].source_pages
            if code == DEFAULT_VARIANT.locale_code
            else ROLES[name].translated_pages
        )
    }
    _make_so(GroupPagePermission, groups, "page_id", wanted)


def _keep_rights_on_collections(groups: Mapping[str, Group]) -> None:
    root = Collection.get_first_root_node()
    if root is None:  # a database that was emptied
        return
    by_codename = {
        permission.codename: permission.pk
        for permission in Permission.objects.filter(
            Q(content_type__app_label="wagtailimages", content_type__model="image")
            | Q(content_type__app_label="wagtaildocs", content_type__model="document")
            | Q(content_type__app_label="wagtailcore", content_type__model="collection")
        )
    }
    wanted = {
        (groups[name].pk, root.pk, by_codename[codename])
        for name in groups
        for codename in ROLES[name].collections
    }
    _make_so(GroupCollectionPermission, groups, "collection_id", wanted)


def _make_so(
    model: type[Any], groups: Mapping[str, Group], place: str, wanted: set[tuple[int, int, int]]
) -> None:
    """Let the groups have exactly these rows: group, place, permission."""
    rows = model.objects.filter(group__in=groups.values())
    there = {
        (group, where, permission): pk
        for pk, group, where, permission in rows.values_list(
            "pk", "group_id", place, "permission_id"
        )
    }
    model.objects.filter(pk__in=[pk for row, pk in there.items() if row not in wanted]).delete()
    model.objects.bulk_create(
        model(group_id=group, permission_id=permission, **{place: where})
        for group, where, permission in sorted(wanted - there.keys())
    )


def _page_saved(instance: Page, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw and instance.depth == HOME_DEPTH:
        keep_trees()


def _page_moved(parent_page_before: Page, parent_page_after: Page, **kwargs: Any) -> None:
    if parent_page_before.pk != parent_page_after.pk and HOME_DEPTH - 1 in (
        parent_page_before.depth,
        parent_page_after.depth,
    ):
        keep_trees()


def connect_signals() -> None:
    """Give a new page tree its rights. Called once, when all apps are loaded."""
    for model in get_page_models():
        post_save.connect(_page_saved, sender=model)
    post_page_move.connect(_page_moved)
