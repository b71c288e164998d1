"""``/api/v3-preview/``: Wagtail's own, with nothing in it that v2 would not show."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from home.models import HomePage
from relations.models import SectionPage
from tests.support.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db
PAGES = "/api/v3-preview/pages/"


def titles(client: Client) -> set[str]:
    return {item["title"] for item in client.get(PAGES).json()["items"]}


def test_lists_what_is_public(client: Client, section: SectionPage) -> None:
    ArticlePageFactory(parent=section, title="Draft", live=False)

    assert titles(client) == {"Home", "About"}


def test_private_pages_do_not_appear(client: Client, section: SectionPage) -> None:
    article = ArticlePageFactory(parent=section, title="Private")
    PageViewRestriction.objects.create(page=section, restriction_type="login")

    assert titles(client) == {"Home"}
    assert client.get(f"{PAGES}{article.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["", "docs", "docs/", "openapi.json", "nothing/", "pages/99999/"])
def test_unknown_paths_answer_json(client: Client, home: HomePage, path: str) -> None:
    response = client.get(f"/api/v3-preview/{path}")

    assert response.status_code == 404
    assert "json" in response["Content-Type"]


def test_nobody_writes_without_signing_in(client: Client, home: HomePage) -> None:
    written = client.post(PAGES, {"title": "x"}, content_type="application/json")

    assert written.status_code in (401, 403, 405)
