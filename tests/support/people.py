"""People with rights of their own, and their browsers."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from site_core.models import User

PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page")


def with_permissions(
    name: str,
    *codenames: str,
    pages: tuple[Page, ...] = (),
    for_pages: Iterable[str] = PAGE_PERMISSIONS,
) -> Client:
    """Somebody with access to the admin and these permissions; ``for_pages`` are those for ``pages``."""
    group = Group.objects.create(name=name)
    found = Permission.objects.filter(codename__in=["access_admin", *codenames])
    group.permissions.set(found)
    for page in pages:
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=list(for_pages)
        ):
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user = User.objects.create_user(name, f"{name}@example.org", "x")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client
