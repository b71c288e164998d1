"""What a public server sends and keeps, asked of the production settings in a process of their own."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import manage
from tests.support.database import migrated_copy

PRODUCTION: dict[str, Any] = {
    "DJANGO_SETTINGS_MODULE": "site_core.settings.production",
    "SECRET_KEY": "a-text-of-fifty-characters-or-more-that-nobody-uses-anywhere",
    "ALLOWED_HOSTS": "testserver",
    "SITE_URL": "https://testserver",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
}
ASK = """
import json
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.storage import storages
from django.test import Client

def cookie(response, name):
    morsel = response.cookies[name]
    return {key: morsel[key] for key in ("secure", "httponly", "samesite")}

def titled(response):
    return {name.title(): value for name, value in response.headers.items()}

get_user_model().objects.create_superuser("admin", "admin@example.org", "a-long-password")
client = Client(headers={"origin": "https://app.example"})
plain = client.get("/en/about/?a=b")
page = client.get("/en/", secure=True)
login = client.get("/admin/login/", secure=True)
api = client.get("/api/v2/pages/", secure=True)
entered = Client().post(
    "/admin/login/", {"username": "admin", "password": "a-long-password"}, secure=True
)
print(json.dumps({
    "plain": [plain.status_code, plain["Location"]],
    "page": [page.status_code, titled(page)],
    "login": titled(login),
    "api": [api.status_code, titled(api)],
    "csrf": cookie(login, "csrftoken"),
    "session": cookie(entered, settings.SESSION_COOKIE_NAME),
    "private": storages["private"].location,
    "public": [str(settings.MEDIA_ROOT), str(settings.STATIC_ROOT)],
    "debug": settings.DEBUG,
}))
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the production settings answer, on a database that holds an empty site."""
    folder = tmp_path_factory.mktemp("production")
    copy = migrated_copy("production")
    shutil.move(copy, folder / "liaison.sqlite3")
    # The names of static files are in a manifest, which has to be collected first.
    collected = manage("collectstatic", "--no-input", "-v0", data_dir=folder, **PRODUCTION)
    assert collected.returncode == 0, collected.stderr
    asked = manage("shell", "-v0", "-c", ASK, data_dir=folder, **PRODUCTION)
    assert asked.returncode == 0, asked.stderr
    answer: dict[str, Any] = json.loads(asked.stdout.splitlines()[-1])
    answer["folder"] = str(folder)
    return answer


def test_plain_http_leads_to_https(served: dict[str, Any]) -> None:
    assert served["plain"] == [301, "https://testserver/en/about/?a=b"]
    assert served["debug"] is False


def test_browsers_are_told_to_stay_with_https(served: dict[str, Any]) -> None:
    status, headers = served["page"]
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("name", ["csrf", "session"])
def test_cookies_go_over_https_and_to_this_site_alone(served: dict[str, Any], name: str) -> None:
    assert served[name]["secure"] is True
    assert served[name]["samesite"] == "Lax"
    assert served["session"]["httponly"] is True


def test_a_page_takes_everything_from_this_site_alone(served: dict[str, Any]) -> None:
    policy = dict(
        directive.strip().split(" ", 1)
        for directive in served["page"][1]["Content-Security-Policy"].split(";")
    )
    own = "'self'"
    assert policy == {
        "default-src": own,
        "script-src": own,
        "style-src": own,
        "img-src": f"{own} data:",
        "font-src": own,
        "connect-src": own,
        "object-src": "'none'",
        "base-uri": own,
        "form-action": own,
        "frame-ancestors": own,
    }


def test_the_admin_relaxes_scripts_and_styles_and_nothing_else(served: dict[str, Any]) -> None:
    policy = served["login"]["Content-Security-Policy"]
    for directive in (
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ):
        assert directive in policy


@pytest.mark.parametrize("which", ["page", "login"])
def test_what_browsers_must_not_do_with_it(served: dict[str, Any], which: str) -> None:
    headers = served["page"][1] if which == "page" else served["login"]
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_other_origins_read_the_api_and_nothing_else(served: dict[str, Any]) -> None:
    status, headers = served["api"]
    assert (status, headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert "Access-Control-Allow-Credentials" not in headers
    for others in (served["page"][1], served["login"]):
        assert not [name for name in others if name.startswith("Access-Control-")]


def test_attachments_lie_where_no_url_leads(served: dict[str, Any]) -> None:
    private = Path(served["private"])
    assert private.is_relative_to(served["folder"])
    for public in served["public"]:
        assert not private.is_relative_to(public)
        assert not Path(public).is_relative_to(private)


def test_a_page_names_its_collected_files(served: dict[str, Any]) -> None:
    """``collectstatic`` with the storage of production: every file that a page names is there."""
    manifest = Path(served["folder"]) / "static/staticfiles.json"
    paths = json.loads(manifest.read_text(encoding="utf-8"))["paths"]
    assert "site_core/css/site.css" in paths
    for hashed in paths.values():
        assert (manifest.parent / hashed).exists()


def test_django_has_no_complaint(tmp_path: Path) -> None:
    checked = manage(
        "check", "--deploy", "--fail-level", "WARNING", data_dir=tmp_path, **PRODUCTION
    )
    found = set(re.findall(r"\((\w+\.\w+)\)", checked.stderr))
    # Editors see previews in a frame of the site's own. Preloading binds every sub-domain of an
    # institution for years: that is its own decision.
    assert found <= {"security.W019", "security.W021"}, checked.stderr
