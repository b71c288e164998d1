"""The tables of ``docs/operations/roles.md``, and people who have one role each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from wagtail.models import APIToken

from site_core.accounts.roles import ROLES
from site_core.models import User
from tests.support.commands import ROOT
from tests.support.database import forget

DOCUMENT = ROOT / "docs/operations/roles.md"
#: The head of a column → the role.
COLUMNS = {role.group: name for name, role in ROLES.items()}


@dataclass(frozen=True)
class Row:
    """What one line says: an act, its doors, and role → in which languages it may be done.

    What has no language is done in ``{"yes"}``, or in none.
    """

    section: str
    act: str
    doors: tuple[str, ...]
    may: dict[str, frozenset[str]]


@cache
def rows() -> tuple[Row, ...]:
    """Every line of every table with doors."""
    return tuple(_rows())


def _rows() -> Iterator[Row]:
    section = ""
    head: list[str] = []
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            section, head = line.lstrip("# "), []
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if cells[:2] == ["Act", "Doors"]:
                head = [COLUMNS[cell] for cell in cells[2:]]
            elif head and not line.startswith("|---"):
                may = {
                    role: frozenset(cell.replace("–", "").split())
                    for role, cell in zip(head, cells[2:], strict=True)
                }
                yield Row(section, cells[0], tuple(cells[1].split(", ")), may)


@dataclass
class Person:
    """Somebody with one role: a browser that is signed in, and a client of API v3."""

    user: User
    browser: Client
    app: Client


def person(*roles: str, name: str = "") -> Person:
    """Somebody who has these roles."""
    name = name or "-".join(roles)
    user = User.objects.create_user(name, f"{name}@example.org", "x")
    user.groups.set(Group.objects.filter(name__in=[ROLES[role].group for role in roles]))
    browser = Client()
    browser.force_login(user)
    token = APIToken.create_token(user=user, name=name)[1]
    return Person(user, browser, Client(headers={"authorization": f"Bearer {token}"}))


def one_of_each() -> dict[str, Person]:
    """Role → somebody who has it and no other."""
    return {role: person(role) for role in ROLES}


def tried(act: Callable[..., bool], *args: Any) -> bool:
    """What comes of an act, which is taken back."""
    place = transaction.savepoint_create()
    try:
        return act(*args)
    finally:
        transaction.savepoint_rollback(place)
        forget()
