"""What editors upload and link to: known kinds of a limited size, and links that somebody can follow."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.models import SiteDocument, SiteImage
from site_core.pages.safe_links import is_safe, with_safe_links
from tests.support.factories import ArticlePageFactory, key_point

pytestmark = pytest.mark.django_db
WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
OPEN_DOCUMENT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}


def archive(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name, content)
    return made.getvalue()


def upload(client: Client, name: str, content: bytes) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(
        reverse("wagtaildocs:add"), {"title": "Paper", "file": file, "collection": 1, "tags": ""}
    )


class TestDocuments:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("paper.pdf", b"%PDF-1.7 ..."),
            ("paper.docx", archive(WORD)),
            ("paper.odt", archive(OPEN_DOCUMENT)),
            ("paper.rtf", b"{\\rtf1 x}"),
            ("LIST.CSV", "град;број\n".encode()),
        ],
    )
    def test_of_known_kinds_are_published(
        self, admin_client: Client, home: HomePage, name: str, content: bytes
    ) -> None:
        assert upload(admin_client, name, content).status_code == 302
        assert SiteDocument.objects.count() == 1

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("tool.exe", b"MZ\x90", "of this kind cannot be published"),
            ("page.html", b"<script>", "of this kind cannot be published"),
            ("picture.svg", b"<svg/>", "of this kind cannot be published"),
            ("paper", b"%PDF-1.7", "of this kind cannot be published"),
            ("tool.pdf", b"MZ\x90" + b"x" * 2000, "does not match its name"),
            ("tool.txt", b"MZ\x90\x00", "does not match its name"),
            ("paper.docx", archive(OPEN_DOCUMENT), "does not match its name"),
            ("paper.odt", archive(WORD), "does not match its name"),
            ("paper.docx", archive(WORD)[:-30], "is damaged"),
            ("paper.docx", archive(WORD | {"word/vbaProject.bin": b"x"}), "holds macros"),
            ("paper.docx", archive(WORD | {"word/x": b"0" * 12_000_000}), "unfolds to far more"),
        ],
    )
    def test_of_others_are_refused_with_a_sentence(
        self, admin_client: Client, home: HomePage, name: str, content: bytes, sentence: str
    ) -> None:
        answer = upload(admin_client, name, content)
        assert answer.status_code == 200
        assert sentence in answer.content.decode()
        assert not SiteDocument.objects.exists()

    def test_that_are_large_are_refused(
        self, admin_client: Client, home: HomePage, settings: Any
    ) -> None:
        settings.MAX_DOCUMENT_BYTES = 1000
        answer = upload(admin_client, "paper.pdf", b"%PDF-" + b"x" * 2000)
        assert "The limit is 1000" in answer.content.decode()

    def test_made_by_a_command_have_a_digest_and_no_encoding(
        self, client: Client, home: HomePage, settings: Any, tmp_path: Path
    ) -> None:
        on_disk = {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
        settings.STORAGES = {**settings.STORAGES, "default": on_disk}
        document = SiteDocument.objects.create(
            title="Paper", file=ContentFile(b"%PDF-1.7", name="paper.pdf")
        )
        assert document.file_size == 8
        answer = client.get(document.url)
        assert answer["ETag"] == f'"{document.file_hash}"' != '""'
        assert not answer.has_header("Content-Encoding")
        SiteDocument.objects.filter(pk=document.pk).update(file_hash="")
        assert not client.get(document.url).has_header("ETag")


def test_a_drawing_that_is_a_program_is_no_picture(admin_client: Client, home: HomePage) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"/>'
    answer = admin_client.post(
        reverse("wagtailimages:add"),
        {"title": "Flag", "file": SimpleUploadedFile("flag.svg", drawing), "collection": 1},
    )
    assert answer.status_code == 200
    assert not SiteImage.objects.exists()


class TestLinks:
    @pytest.mark.parametrize(
        "url",
        [
            "/en/",
            "#top",
            "about/",
            "https://example.org/a:b",
            "mailto:a@b.rs",
            "tel:+381",
            "",
            "?a=b:c",
        ],
    )
    def test_that_may_be_followed(self, url: str) -> None:
        assert is_safe(url)

    @pytest.mark.parametrize(
        "url",
        [
            *("javascript:alert(1)", "JavaScript:x", "java\tscript:x", " javascript:x", "data:,x"),
            *(
                "јавасцрипт:alert(1)",
                "јаваscript:x",
                "vbscript:x",
                "file:///x",
                "јава\u00adсцрипт:x",
            ),
        ],
    )
    def test_that_may_not(self, url: str) -> None:
        assert not is_safe(url)

    @pytest.mark.parametrize(
        "link",
        [
            '<a href="јавасцрипт:alert(1)">word</a>',
            "<a href='јавасцрипт:alert(1)'>word</a>",
            '<a class="x" href="јавасцрипт&colon;alert(1)">word</a>',
            "<a href=јавасцрипт:alert(1)>word</a>",
        ],
    )
    def test_lead_nowhere_when_they_are_saved(
        self, client: Client, section: SectionPage, link: str
    ) -> None:
        points = [key_point("It was agreed.", detail=f"<p>{link}</p>")]
        made = ArticlePageFactory(parent=section, slug="news", key_points=points)
        assert "сцрипт" not in str(ArticlePage.objects.get(pk=made.pk).key_points.raw_data)
        shown = client.get("/en/about/news/").content.decode()
        assert "word" in shown
        assert "сцрипт" not in shown

    def test_others_are_left_as_they_are(self) -> None:
        kept = (
            '<p><a href="https://sr.wikipedia.org/wiki/Београд?a=1&amp;b=2">a</a> '
            '<a id="3" linktype="page">b</a></p>'
        )
        assert with_safe_links(kept) == kept
