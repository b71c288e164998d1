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


@pytest.mark.parametrize("method", ["post", "patch", "put", "delete"])
@pytest.mark.parametrize("path", ["pages/", "pages/{page}/", "pages/{page}/actions/publish/"])
def test_nobody_writes_unless_a_setting_says_so(
    admin_user: User, home: HomePage, settings: Any, method: str, path: str
) -> None:
    token = APIToken.create_token(user=admin_user, name="tool")[1]
    client = Client(headers={"authorization": f"Bearer {token}"})
    url = f"/api/v3-preview/{path.format(page=home.pk)}"

    refused = getattr(client, method)(url, {}, content_type="application/json")

    assert (refused.status_code, refused.json()["code"]) == (405, "method_not_allowed")
    assert refused["Allow"] == "GET, HEAD, OPTIONS"
    settings.API_V3_PREVIEW_WRITES = True
    let_through = getattr(client, method)(url, {}, content_type="application/json")
    assert b"read only on this site" not in let_through.content


def test_a_setting_lets_a_tool_write(admin_user: User, home: HomePage, settings: Any) -> None:
    settings.API_V3_PREVIEW_WRITES = True
    token = APIToken.create_token(user=admin_user, name="tool")[1]
    client = Client(headers={"authorization": f"Bearer {token}"})
    assert client.get(PAGES).status_code == 200

    client.post(f"{PAGES}{home.pk}/actions/unpublish/", {}, content_type="application/json")

    home.refresh_from_db()
    assert not home.live
