"""What a reader's browser is told, and what it is never given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from home.models import HomePage
from site_core.models import SiteDocument
from tests.support.factories import ArticlePageFactory, SectionPageFactory

pytestmark = pytest.mark.django_db

PAGES = ("/en/", "/en/about/", "/en/about/news/", "/en/search/?q=news", "/en/nowhere/")


@pytest.fixture
def content(home: HomePage, serbian_home: HomePage) -> None:
    section = SectionPageFactory(parent=home, slug="about")
    ArticlePageFactory(parent=section, slug="news")


@pytest.mark.parametrize("path", [*PAGES, "/sr/", "/sr-latn/", "/en/feed.atom", "/sitemap.xml"])
def test_readers_get_no_cookie(client: Client, content: None, path: str) -> None:
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_for_this_sites_own_windows(client: Client, content: None, path: str) -> None:
    response = client.get(path)
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=()" in response["Permissions-Policy"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]


def test_the_admin_runs_no_text_as_a_program(
    client: Client, home: HomePage, admin_user: Any
) -> None:
    client.force_login(admin_user)
    for path in ("/admin/", "/admin/login/", f"/admin/pages/{home.pk}/edit/"):
        policy = client.get(path)["Content-Security-Policy"]
        assert "script-src 'self' 'unsafe-inline';" in policy
        assert "unsafe-eval" not in policy


@pytest.mark.parametrize("path", ["/api/v2/pages/", "/en/feed.json", "/en/events.ics"])
def test_content_is_for_everybody(client: Client, content: None, path: str) -> None:
    assert client.get(path)["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("name", "disposition"),
    [("page.html", "attachment"), ("picture.svg", "attachment"), ("paper.pdf", "inline")],
)
def test_uploads_run_nothing_here(
    client: Client, home: HomePage, settings: Any, tmp_path: Path, name: str, disposition: str
) -> None:
    on_disk = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}
    document = SiteDocument.objects.create(
        title="Upload", file=ContentFile(b"<script>alert(1)</script>", name=name)
    )
    response = client.get(document.url)
    assert response["Content-Disposition"].startswith(disposition)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_weaknesses_are_reported_to_whom_the_administrator_names(
    client: Client, home: HomePage, settings: Any
) -> None:
    path = "/.well-known/security.txt"
    assert client.get(path).status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    response = client.get(path)
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Canonical"] == f"http://localhost{path}"
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=100) < expires - timezone.now() < timedelta(days=365)
