"""A full disk costs what was to be saved, and nothing else: no text, no half file, no page, no 500."""

from __future__ import annotations

import errno
import html
import io
import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from PIL import Image

from home.models import HomePage
from offices.models import ContactPage, Enquiry
from relations.models import ArticlePage
from site_core.jobs.queues import run_due
from site_core.models import RenditionJob, SiteDocument, SiteImage, SiteRendition
from site_core.published import renditions, sync
from site_core.published.images import ALL_COPIES
from tests.support.enquiries import send
from tests.support.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
#: What SQLite says. PostgreSQL has a code for it.
DATABASE_FULL = OperationalError("database or disk is full")


def picture() -> bytes:
    file = io.BytesIO()
    Image.radial_gradient("L").resize((640, 480)).convert("RGB").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def disk(settings: Any, tmp_path: Path) -> Path:
    """The folder of the uploads, on a disk."""
    folder = tmp_path / "media"
    folder.mkdir()
    options = {"location": str(folder), "base_url": "/media/"}
    backend = "site_core.media.storage.WholeFileStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": backend, "OPTIONS": options},
    }
    return folder


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def upload(editor: Client, kind: str, **headers: str) -> Any:
    """Send a picture or a document, by the form for one or by the one for many."""
    content = picture() if kind.startswith("wagtailimages") else b"%PDF-1.7 ..."
    name = "flag.jpg" if kind.startswith("wagtailimages") else "paper.pdf"
    field = "files[]" if kind.endswith("multiple") else "file"
    sent = {"title": "A file", field: SimpleUploadedFile(name, content), "collection": "1"}
    return editor.post(reverse(kind), sent, headers=headers)


ONE = ["wagtailimages:add", "wagtaildocs:add"]
MANY = ["wagtailimages:add_multiple", "wagtaildocs:add_multiple"]
AJAX = {"x-requested-with": "XMLHttpRequest"}


class TestUploads:
    @pytest.mark.parametrize("kind", [*ONE, *MANY])
    def test_without_room_are_refused_with_a_sentence(
        self, admin_client: Client, home: HomePage, disk: Path, kind: str
    ) -> None:
        headers = AJAX if kind in MANY else {}
        with mock.patch.object(shutil, "disk_usage", return_value=SimpleNamespace(free=1000)):
            answer = upload(admin_client, kind, **headers)
        assert answer.status_code == 200
        told = answer.json()["error_message"] if kind in MANY else answer.content.decode()
        assert "There is no room left on the disk of the site for this file." in told
        assert files(disk) == []
        assert not SiteImage.objects.exists()
        assert not SiteDocument.objects.exists()
        assert upload(admin_client, kind, **headers).status_code in (200, 302)
        assert SiteImage.objects.count() + SiteDocument.objects.count() == 1

    @pytest.mark.parametrize("kind", [*ONE, *MANY])
    def test_for_which_the_room_ends_half_way_leave_nothing(
        self, admin_client: Client, home: HomePage, disk: Path, kind: str
    ) -> None:
        admin_client.raise_request_exception = False
        headers = AJAX if kind in MANY else {}
        with mock.patch.object(os, "fsync", side_effect=FULL):
            answer = upload(admin_client, kind, **headers)
        assert answer.status_code == 507
        told = answer.json()["error_message"] if kind in MANY else answer.content.decode()
        assert "nothing was saved" in told.lower()
        assert files(disk) == []
        assert not SiteImage.objects.exists()
        assert not SiteDocument.objects.exists()


def test_copies_wait_for_room_and_the_picture_is_shown_meanwhile(
    admin_client: Client, home: HomePage, disk: Path
) -> None:
    upload(admin_client, "wagtailimages:add")
    image = SiteImage.objects.get()
    page = ArticlePageFactory(parent=home, lead_image=image, lead_image_alternative_text="A flag")

    with mock.patch.object(os, "fsync", side_effect=FULL):
        run_due(renditions.QUEUE)

    assert not SiteRendition.objects.exists()
    assert files(disk) == [Path(str(image.file.name)).name]
    sync.refresh([page.pk])
    assert image.file.url in admin_client.get(page.url).content.decode()
    RenditionJob.objects.update(next_attempt_at=None)
    run_due(renditions.QUEUE)
    assert image.renditions.count() == len(ALL_COPIES)
    assert not RenditionJob.objects.exists()


class TestTheDatabase:
    @pytest.fixture
    def article(self, home: HomePage) -> ArticlePage:
        return ArticlePageFactory(parent=home, title="Before", slug="before")

    def publish(self, editor: Client, article: ArticlePage) -> Any:
        return editor.post(f"/admin/bulk/wagtailcore/page/publish/?id={article.pk}")

    def test_that_is_full_refuses_a_publication_whole(
        self, admin_client: Client, client: Client, article: ArticlePage
    ) -> None:
        admin_client.raise_request_exception = False
        article.title = "After"
        article.save_revision()
        with mock.patch.object(sync, "_write_content", side_effect=DATABASE_FULL):
            answer = self.publish(admin_client, article)
        assert answer.status_code == 507
        assert "Nothing was saved" in answer.content.decode().replace("nothing", "Nothing")
        assert client.get(f"/api/v2/pages/{article.pk}/").json()["title"] == "Before"
        assert client.get(article.url).status_code == 200
        assert self.publish(admin_client, article).status_code == 302
        assert client.get(f"/api/v2/pages/{article.pk}/").json()["title"] == "After"

    def test_that_is_full_loses_no_enquiry(self, client: Client, home: HomePage) -> None:
        page = ContactPage(
            title="Contact", slug="contact", form_is_on=True, recipients="press@example.org"
        )
        home.add_child(instance=page)
        page.save_revision().publish()
        with mock.patch.object(Enquiry, "save", side_effect=DATABASE_FULL):
            answer = send(client)
        shown = html.unescape(answer.content.decode())
        assert answer.status_code == 503
        assert "Your message could not be received just now." in shown
        assert "When was the office opened?" in shown
        assert "ana@example.org" in shown
        assert not Enquiry.objects.exists()
        send(client)
        assert Enquiry.objects.count() == 1


def test_a_file_is_written_beside_the_others_and_then_named(disk: Path) -> None:
    storage = storages["default"]
    names = {storage.save("paper.pdf", SimpleUploadedFile("x", b"%PDF" * 1000)) for _ in range(3)}
    assert len(names) == 3
    assert sorted(files(disk)) == sorted(names)
    assert {(disk / name).stat().st_size for name in names} == {4000}
    assert {oct((disk / name).stat().st_mode & 0o777) for name in names} == {"0o644"}
