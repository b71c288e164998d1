"""What is configured badly is said in a sentence; what cannot work stops the start."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from site_core.exceptions import StartupError
from site_core.plugins.discovery import discover
from site_core.settings.environment import VARIABLES
from tests.support.commands import manage, python

pytestmark = pytest.mark.django_db  # Django checks what the database can do

PRODUCTION: dict[str, Any] = {
    "DJANGO_SETTINGS_MODULE": "site_core.settings.production",
    "SECRET_KEY": "a-text-of-fifty-characters-or-more-that-nobody-uses-anywhere",
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "press@example.org",
}


def warnings_of(number: str) -> list[str]:
    found = run_checks(include_deployment_checks=True)
    return [message.msg for message in found if message.id == f"liaison.{number}"]


def test_a_production_site_has_nothing_to_be_warned_of(tmp_path: Path) -> None:
    checked = manage("check", "--deploy", data_dir=tmp_path, **PRODUCTION)
    assert checked.returncode == 0, checked.stderr
    assert "WARNINGS" not in checked.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "https://www.example.org"),
        ("ADMIN_HOSTS", "admin.example.org:443"),
        ("DEFAULT_FROM_EMAIL", "press office"),
        ("DEFAULT_FROM_EMAIL", "press@"),
        ("DATABASE_URL", "mysql://liaison@localhost/liaison"),
        ("SECRET_KEY", "short"),
        ("SECOND_FACTOR", "sometimes"),
    ],
)
def test_what_cannot_work_is_malformed(name: str, text: str) -> None:
    with pytest.raises(StartupError, match=f"^{name} is malformed: it takes "):
        VARIABLES[name].read({name: text})


def test_a_sender_may_have_a_name() -> None:
    text = "Press office <press@example.org>"
    assert VARIABLES["DEFAULT_FROM_EMAIL"].read({"DEFAULT_FROM_EMAIL": text}) == text


def test_a_plugin_that_is_not_there_cannot_be_switched_off() -> None:
    built_in = ["home.apps.HomeConfig", "offices.apps.OfficesConfig"]
    with pytest.raises(StartupError) as caught:
        discover(built_in, [], ["officess"], found=())
    assert str(caught.value) == (
        "DISABLED_PLUGINS names 'officess', which is not installed: there are home, offices. "
        "Did you mean 'offices'?"
    )


def test_without_its_folder_production_does_not_start(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    started = manage("check", data_dir=missing, **PRODUCTION)
    assert started.returncode == 1
    assert started.stderr.strip() == (
        f"manage.py: DATA_DIR is {missing}, where there is no folder: make it, or name another."
    )


def test_a_folder_that_cannot_be_written_in(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert warnings_of("W013") == [
        f"DATA_DIR is {settings.DATA_DIR}, where this process may not write."
    ]


def test_the_sites_own_address_without_https(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SITE_URL = "http://www.example.org"
    assert warnings_of("W011") == [
        "SITE_URL is http://www.example.org, and this site answers HTTPS alone."
    ]


def test_a_redis_that_does_not_answer(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert warnings_of("W012") == ["The Redis of REDIS_URL does not answer (ConnectionError)."]


def test_no_folder_for_backups(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_FOLDER = str(tmp_path / "nowhere")
    assert len(warnings_of("W014")) == 1
    settings.BACKUP_FOLDER = str(tmp_path)
    assert warnings_of("W014") == []


def test_an_admin_on_a_host_that_is_not_answered(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["www.example.org"]
    settings.ADMIN_HOSTS = ["admin.example.org"]
    assert warnings_of("W015") == [
        "ADMIN_HOSTS names admin.example.org, and ALLOWED_HOSTS does not."
    ]


def test_caches_that_nobody_purges(settings: Any) -> None:
    settings.SHARED_CACHE_SECONDS = 60
    settings.WAGTAILFRONTENDCACHE = {}
    assert len(warnings_of("W016")) == 1


def test_the_application_tells_at_its_start(tmp_path: Path) -> None:
    environment = {**PRODUCTION, "SITE_URL": "http://www.example.org", "LOG_LEVEL": "WARNING"}
    started = python("-c", "import site_core.wsgi", data_dir=tmp_path, **environment)
    assert started.returncode == 0
    assert "configuration liaison.W011 SITE_URL is http://www.example.org" in started.stderr


@pytest.mark.parametrize("is_meant", [True, False])
def test_whether_names_below_the_sites_insist_on_https(tmp_path: Path, is_meant: bool) -> None:
    environment = {**PRODUCTION, "HSTS_SUBDOMAINS": str(is_meant).lower()}
    ask = "from django.conf import settings; print(settings.SECURE_HSTS_INCLUDE_SUBDOMAINS)"
    asked = python("-c", ask, data_dir=tmp_path, **environment)
    assert asked.stdout.strip() == str(is_meant), asked.stderr
