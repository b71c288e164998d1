"""Somebody who signs in with a password and a code from an app."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django_otp.oath import totp

from site_core.models import User

PASSWORD = "a-password-of-some-length"
KEY = "3132333435363738393031323334353637383930"
ASKED = "/admin/second-factor/"
SET_UP = "/admin/second-factor/set-up/"


def code(key: str = KEY) -> str:
    """What the app shows now."""
    return f"{totp(bytes.fromhex(key)):06d}"


def give_password(client: Client, user: User, where: str = "/admin/login/", **more: str) -> Any:
    """Send the form that asks for a password."""
    return client.post(where, {"username": user.username, "password": PASSWORD, **more})


def is_let_in(client: Client) -> bool:
    """Whether the dashboard is shown."""
    return client.get("/admin/").status_code == 200


def words(response: Any) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
