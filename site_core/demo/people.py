"""The people of the demo: one of each role, with a login."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction

from site_core.accounts.models import User
from site_core.accounts.roles import (
    ADMINISTRATOR,
    AUTHOR,
    EDITOR,
    MEDIA_DESK,
    ROLES,
    TRANSLATOR,
)

PASSWORD_BYTES = 12
#: Login → role, first name and last name.
PEOPLE = {
    "author": (AUTHOR, "Ana", "Author"),
    "translator": (TRANSLATOR, "Teodora", "Translator"),
    "editor": (EDITOR, "Emil", "Editor"),
    "media-desk": (MEDIA_DESK, "Mina", "Media"),
    "administrator": (ADMINISTRATOR, "Aleksa", "Administrator"),
}
DOMAIN = "example.org"


@dataclass(frozen=True)
class Login:
    """A login, and its password where it was made just now: it is not known at any other time."""

    username: str
    role: str
    password: str | None


@transaction.atomic
def logins(new_passwords: bool = False) -> list[Login]:
    """Return a login for each role; made where there is none, with new passwords where asked for.

    Nobody of them has full access. Whoever was there before keeps what they have.
    """
    return [_login(username, new_password=new_passwords) for username in PEOPLE]


def _login(username: str, *, new_password: bool) -> Login:
    role_name, first_name, last_name = PEOPLE[username]
    role = ROLES[role_name]
    person = User.objects.filter(username=username).first()
    is_new = person is None
    if person is None:
        person = User(username=username, first_name=first_name, last_name=last_name)
    if not person.email:  # without one, the account page cannot be saved
        person.email = f"{username}@{DOMAIN}"
        person.save()
    person.groups.add(Group.objects.get(name=role.group))
    if not (is_new or new_password):
        return Login(username, str(role.label), None)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    person.set_password(password)
    person.is_active = True
    person.save()
    return Login(username, str(role.label), password)
