"""How long somebody stays signed in, and what ends it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from site_core.models import User
from tests.support.second_factor import PASSWORD


@pytest.fixture
def signed_in(client: Client, editor: User, clock: Any) -> Client:
    client.post("/admin/login/", {"username": "ana", "password": PASSWORD})
    return client


@pytest.fixture
def boss(editor: User) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("boss", "boss@example.org", PASSWORD))
    return client


def is_let_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_however_busy_a_session_ends(signed_in: Client, clock: Any, settings: Any) -> None:
    for _hour in range(settings.SESSION_HOURS):
        assert is_let_in(signed_in)
        clock.shift(timedelta(hours=1))
    clock.shift(timedelta(seconds=1))
    assert not is_let_in(signed_in)


def test_a_session_of_an_earlier_version_ends(signed_in: Client) -> None:
    session = signed_in.session
    del session["liaison_signed_in_at"]
    session.save()
    assert not is_let_in(signed_in)


def test_a_new_password_ends_every_other_session(
    signed_in: Client, editor: User, settings: Any
) -> None:
    other = Client()
    other.post("/admin/login/", {"username": "ana", "password": PASSWORD})
    new = "another-password-of-some-length"
    page = signed_in.get("/admin/account/")
    data = {
        "name_email-first_name": "Ana",
        "name_email-last_name": "A",
        "name_email-email": "ana@example.org",
        "locale-preferred_language": "",
        "locale-current_time_zone": "",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
        "password-old_password": PASSWORD,
        "password-new_password1": new,
        "password-new_password2": new,
    }
    assert page.status_code == 200
    changed = signed_in.post("/admin/account/", data)
    assert changed.status_code == 302, [
        panel.get_form().errors
        for panels in changed.context["panels_by_tab"].values()
        for panel in panels
    ]
    assert is_let_in(signed_in)
    assert not is_let_in(other)


def test_who_is_deactivated_is_out_at_once_and_for_good(
    signed_in: Client, editor: User, clock: Any
) -> None:
    clock.shift(timedelta(seconds=1))
    editor.is_active = False
    editor.save()
    editor.is_active = True
    editor.save()
    assert not is_let_in(signed_in)


def test_so_are_several_at_once(signed_in: Client, editor: User, boss: Client, clock: Any) -> None:
    clock.shift(timedelta(seconds=1))
    path = f"/admin/bulk/site_core/user/set_active_state/?id={editor.pk}&next=/admin/users/"
    assert boss.post(path, {"mark_as_active": False}).status_code == 302
    assert not User.objects.get(pk=editor.pk).is_active
    User.objects.filter(pk=editor.pk).update(is_active=True)
    assert not is_let_in(signed_in)


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("elevenchars", False),
        ("password12345", False),
        ("ana-example-org", False),
        ("4821950376291", False),
        ("four words in a row", True),
    ],
)
def test_which_passwords_are_taken(
    client: Client, editor: User, password: str, is_taken: bool
) -> None:
    from django.contrib.auth.tokens import default_token_generator  # noqa: PLC0415 - as the e-mail
    from django.utils.encoding import force_bytes  # noqa: PLC0415 - likewise
    from django.utils.http import urlsafe_base64_encode  # noqa: PLC0415 - likewise

    editor.first_name, editor.email = "Ana", "ana-example-org@example.org"
    editor.save()
    name = urlsafe_base64_encode(force_bytes(editor.pk))
    token = default_token_generator.make_token(editor)
    path = client.get(f"/admin/password_reset/confirm/{name}/{token}/")["Location"]
    client.post(path, {"new_password1": password, "new_password2": password})
    editor.refresh_from_db()
    assert editor.check_password(password) is is_taken
