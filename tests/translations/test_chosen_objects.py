"""What wagtail-localize's editor is told of the pages, images and documents that a text refers to."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from relations.models import SectionPage
from site_core.models import SiteDocument, SiteImage, User
from tests.support import factories
from tests.support.people import with_permissions

MAIN = "/admin/api/main"


@pytest.fixture
def editor(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "x"))
    return client


def told(client: Client, path: str) -> Any:
    response = client.get(f"{MAIN}/{path}/")
    assert response.status_code == 200
    return response.json()


def test_an_image_is_shown(editor: Client) -> None:
    image = factories.SiteImageFactory(title="The square")
    answer = told(editor, f"images/{image.pk}")
    assert (answer["id"], answer["title"]) == (image.pk, "The square")
    assert answer["thumbnail"]["url"].startswith("/media/")
    assert max(answer["thumbnail"]["width"], answer["thumbnail"]["height"]) <= 165


def test_an_image_that_is_gone_has_a_stand_in(editor: Client) -> None:
    answer = told(editor, "images/4711")
    assert answer["title"] == "This image no longer exists."
    assert answer["thumbnail"]["url"].startswith("data:image/gif")


def test_an_image_without_a_file_has_one_too(editor: Client) -> None:
    image = factories.SiteImageFactory()
    SiteImage.objects.get(pk=image.pk).file.storage.delete(image.file.name)
    assert told(editor, f"images/{image.pk}")["thumbnail"]["url"].startswith("data:image/gif")


def test_a_document_and_a_page(editor: Client, section: SectionPage) -> None:
    document = SiteDocument.objects.create(title="Rules", file=ContentFile(b"x", "rules.txt"))
    assert told(editor, f"documents/{document.pk}")["title"] == "Rules"
    assert told(editor, f"pages/{section.pk}")["title"] == section.title


def test_strangers_are_sent_to_sign_in(db: None) -> None:
    for kind in ("images", "documents", "pages"):
        response = Client().get(f"{MAIN}/{kind}/1/")
        assert response.status_code in (302, 403), kind
        assert "title" not in response.content.decode()


def test_whoever_sees_no_page_learns_no_title(section: SectionPage) -> None:
    response = with_permissions("outsider").get(f"{MAIN}/pages/{section.pk}/")
    assert f'"title": "{section.title}"' not in response.content.decode()
