"""The editor's login."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.snippets.models import get_snippet_models

USERNAME = "editor"
#: Wagtail's own groups: they may edit and publish every page, image and document.
GROUPS = ("Editors", "Moderators")
PASSWORD_BYTES = 12


@dataclass(frozen=True)
class Login:
    """A login, and its password where it was made just now: it is not known at any other time."""

    username: str
    password: str | None


@transaction.atomic
def editor_login(new_password: bool = False) -> Login:
    """Return the editor's login; made where there is none, with a new password where asked for.

    The editor is no superuser: the groups of Wagtail, and what they lack for snippets and translations,
    make up all that the editor may do.
    """
    user_model = get_user_model()
    editor = user_model.objects.filter(username=USERNAME).first()
    if editor is not None and not new_password:
        return Login(USERNAME, None)
    if editor is None:
        editor = user_model(username=USERNAME, first_name="Demo", last_name="Editor")
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    editor.set_password(password)
    editor.is_active = True
    editor.save()
    groups = Group.objects.filter(name__in=GROUPS)
    for group in groups:
        group.permissions.add(*_permissions())
    editor.groups.add(*groups)
    return Login(USERNAME, password)


def _permissions() -> list[Permission]:
    """Every permission on snippets, and the one to translate."""
    content_types = ContentType.objects.get_for_models(*get_snippet_models()).values()
    return [
        *Permission.objects.filter(content_type__in=content_types),
        *Permission.objects.filter(
            content_type__app_label="wagtail_localize", codename="submit_translation"
        ),
    ]
