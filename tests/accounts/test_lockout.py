"""Who guesses a password has to wait, and nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import ModelLogEntry, PageViewRestriction

from relations.models import SectionPage
from site_core.models import User
from tests.support.second_factor import PASSWORD

HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def locking(settings: Any) -> None:
    settings.AXES_ENABLED = True


def attempt(
    name: str, password: str, address: str = HERE, path: str = "/admin/login/", **more: str
) -> Any:
    data = {"username": name, "password": password, **more}
    return Client(REMOTE_ADDR=address).post(path, data)


def lock(name: str = "ana", **more: Any) -> Any:
    for _number in range(5):
        response = attempt(name, "wrong", **more)
    return response


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_five_wrong_passwords_lock_the_name_for_the_address(editor: User) -> None:
    response = lock()
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    assert "cannot sign in from your connection for 15 minutes" in words(response)
    assert "ask an administrator" in words(response)
    assert attempt("ana", PASSWORD).status_code == 429


def test_the_page_is_dressed_as_the_admin(editor: User) -> None:
    assert "'unsafe-inline'" in lock()["Content-Security-Policy"]


def test_from_elsewhere_the_same_name_signs_in(editor: User) -> None:
    lock()
    assert attempt("ana", PASSWORD, THERE).status_code == 302


def test_others_at_the_address_sign_in(editor: User) -> None:
    User.objects.create_superuser("bojan", "bojan@example.org", PASSWORD)
    lock()
    assert attempt("bojan", PASSWORD).status_code == 302


def test_a_name_that_nobody_has_is_locked_alike(db: None) -> None:
    assert lock("nobody").status_code == 429


def test_a_quarter_of_an_hour_later_it_is_over_tried_meanwhile_or_not(
    editor: User, clock: Any
) -> None:
    lock()
    clock.shift(timedelta(minutes=10))
    assert attempt("ana", PASSWORD).status_code == 429
    clock.shift(timedelta(minutes=5, seconds=1))
    assert attempt("ana", PASSWORD).status_code == 302


@pytest.mark.parametrize("command", [("axes_reset",), ("axes_reset_username", "ana")])
def test_a_command_unlocks(editor: User, command: tuple[str, ...]) -> None:
    lock()
    call_command(*command)
    assert attempt("ana", PASSWORD).status_code == 302


def test_a_right_password_begins_the_count_anew(editor: User) -> None:
    for _number in range(4):
        attempt("ana", "wrong")
    attempt("ana", PASSWORD)
    assert attempt("ana", "wrong").status_code == 200


def test_it_is_written_down_once(editor: User, caplog: Any) -> None:
    lock()
    attempt("ana", "wrong")
    assert ModelLogEntry.objects.filter(action="liaison.locked_out").count() == 1
    told = [record.getMessage() for record in caplog.records if record.name == "liaison.audit"]
    assert [line for line in told if "locked_out" in line and HERE in line]


def test_the_door_of_private_pages_is_the_same(editor: User, section: SectionPage) -> None:
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    path = Client().get(section.url)["Location"].partition("?")[0]
    response = lock(path=path)
    assert response.status_code == 429
    assert "15 minutes" in words(response) or "900 seconds" in words(response)
    assert attempt("ana", PASSWORD).status_code == 429


def test_no_password_is_kept(editor: User) -> None:
    from axes.models import AccessAttempt  # noqa: PLC0415 - beside its only use

    lock()
    kept = " ".join(AccessAttempt.objects.values_list("post_data", flat=True))
    assert "wrong" not in kept


def test_all_addresses_of_one_network_count_as_one(editor: User) -> None:
    for number in range(5):
        attempt("ana", "wrong", f"2001:db8:0:1::{number}")
    assert attempt("ana", PASSWORD, "2001:db8:0:1::99").status_code == 429
    assert attempt("ana", PASSWORD, "2001:db8:0:2::99").status_code == 302


def test_the_cache_is_not_asked(editor: User, settings: Any) -> None:
    """Redis is optional, and may fail: what locks somebody out does not hang on it."""
    settings.CACHES = {
        name: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"} for name in settings.CACHES
    }
    assert lock().status_code == 429
