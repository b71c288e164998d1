"""``/api/v3-preview/``: Wagtail's own, off unless switched on, and then for tools with a token alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import APIToken

from home.models import HomePage
from relations.models import SectionPage
from site_core.models import User
from tests.support.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db
PAGES = "/api/v3-preview/pages/"


@pytest.fixture(autouse=True)
def switched_on(settings: Any) -> None:
    settings.API_V3_PREVIEW = True


@pytest.fixture
def tool(home: HomePage) -> Client:
    """An app with a token of somebody who may nothing."""
    user = User.objects.create_user("tool", "tool@example.org", "x")
    return Client(
        headers={"authorization": f"Bearer {APIToken.create_token(user=user, name='tool')[1]}"}
    )


def titles(client: Client) -> set[str]:
    return {item["title"] for item in client.get(PAGES).json()["items"]}


def test_a_tool_gets_what_its_owner_may_edit(tool: Client, section: SectionPage) -> None:
    article = ArticlePageFactory(parent=section, title="Draft", live=False)

    assert titles(tool) == set()
    assert tool.get(f"{PAGES}{article.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["", "docs", "docs/", "openapi.json", "nothing/", "pages/99999/"])
def test_unknown_paths_answer_json(client: Client, home: HomePage, path: str) -> None:
    response = client.get(f"/api/v3-preview/{path}")

    assert response.status_code == 404
    assert "json" in response["Content-Type"]


def test_nobody_writes_without_signing_in(client: Client, home: HomePage) -> None:
    written = client.post(PAGES, {"title": "x"}, content_type="application/json")

    assert written.status_code == 404
