"""Blocks of a plugin that is off are kept, whoever saves the page meanwhile, and shown to nobody."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import APIToken, Locale

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.blocks.streams import UNAVAILABLE
from site_core.models import User
from site_core.published.models import PublishedDocument
from tests.support.drafts import posted
from tests.support.factories import ArticlePageFactory, SectionPageFactory, key_point
from tests.support.translating import translate

pytestmark = pytest.mark.django_db

HEADING = {"type": "heading", "value": {"text": "Hours", "level": "2"}, "id": "1" * 8}
NOTICE = {"type": "notice", "value": {"text": "Xylophone", "places": [1, 2]}, "id": "2" * 8}
OTHER = {"type": "bare", "value": "Whatever it was", "id": "3" * 8}


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    """An article with two blocks that no plugin brings."""
    body = json.dumps([NOTICE, HEADING, OTHER])
    return ArticlePageFactory(parent=section, title="Mission", slug="mission", body=body)


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "x"))
    return client


def stored(page: Any) -> list[dict[str, Any]]:
    """The items of the body as the database has them."""
    return _prepared(type(page).objects.get(pk=page.pk))


def _prepared(page: Any) -> list[dict[str, Any]]:
    return page._meta.get_field("body").get_prep_value(page.body)


def in_draft(page: Any) -> list[dict[str, Any]]:
    return _prepared(type(page).objects.get(pk=page.pk).get_latest_revision_as_object())


def test_what_is_stored_comes_back_as_it_was(article: ArticlePage) -> None:
    page = ArticlePage.objects.get(pk=article.pk)
    list(page.body)  # every block is made
    page.save()
    assert [item for item in stored(page) if item["type"] != "heading"] == [NOTICE, OTHER]


def test_an_editor_who_saves_the_page_keeps_them(editor: Client, article: ArticlePage) -> None:
    url = f"/admin/pages/{article.pk}/edit/"
    shown = html.unescape(editor.get(url).content.decode())
    assert "site_core.OpenStreamBlock" in shown
    signed = re.findall(r'\{\\"kind\\": \\"(\w+)\\", \\"signed\\": \\"([^"\\]+)\\"\}', shown)
    assert [kind for kind, _ in signed] == ["notice", "bare"]
    states = [json.dumps({"kind": kind, "signed": text}) for kind, text in signed]

    answer = editor.post(url, form(article, states))

    assert answer.status_code == 302, answer.context["form"].errors
    assert [item["type"] for item in in_draft(article)] == ["notice", "heading", "bare"]
    assert [item for item in in_draft(article) if item["type"] != "heading"] == [NOTICE, OTHER]


def test_an_editor_cannot_change_them(editor: Client, article: ArticlePage) -> None:
    url = f"/admin/pages/{article.pk}/edit/"
    states = [json.dumps({"kind": "notice", "signed": "WyJ4Il0:forged"})] * 2
    answer = editor.post(url, {**form(article, states), "action-publish": "1"})
    assert answer.status_code == 200
    assert not ArticlePage.objects.get(pk=article.pk).has_unpublished_changes
    assert NOTICE in stored(article)


def form(article: ArticlePage, states: list[str]) -> dict[str, str]:
    """What the editor's form sends: the heading between the two locked blocks."""
    blocks = [
        (UNAVAILABLE, NOTICE["id"], {"": states[0]}),
        ("heading", HEADING["id"], {"-text": "Opening hours", "-level": "2", "-keep_script": ""}),
        (UNAVAILABLE, OTHER["id"], {"": states[1]}),
    ]
    data = {**posted(article), "body-count": str(len(blocks))}
    for order, (kind, identifier, values) in enumerate(blocks):
        prefix = f"body-{order}"
        data |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": str(order),
            f"{prefix}-type": kind,
            f"{prefix}-id": str(identifier),
            **{f"{prefix}-value{name}": value for name, value in values.items()},
        }
    return data


def test_readers_and_apps_get_nothing_of_them(client: Client, article: ArticlePage) -> None:
    shown = client.get("/en/about/mission/")
    assert shown.status_code == 200
    assert "Hours" in shown.content.decode()
    detail = client.get(f"/api/v2/pages/{article.pk}/").json()
    assert [item["type"] for item in detail["body"]] == ["heading"]
    assert "Hours" in client.get("/en/about/mission/index.md").content.decode()
    everything = json.dumps(detail) + shown.content.decode()
    assert "Xylophone" not in everything
    assert "xylophon" not in PublishedDocument.objects.get(pk=article.pk).search_text
    schema = client.get("/api/v2/openapi.json").json()
    assert f"Block.{UNAVAILABLE}" not in schema["components"]["schemas"]


def test_a_tool_that_writes_the_page_back_keeps_them(
    client: Client, article: ArticlePage, settings: Any
) -> None:
    settings.API_V3_PREVIEW = settings.API_V3_PREVIEW_WRITES = True
    owner = User.objects.create_superuser("tool", "tool@example.org", "x")
    token = APIToken.create_token(user=owner, name="tool")[1]
    headers = {"authorization": f"Bearer {token}"}
    url = f"/api/v3-preview/pages/{article.pk}/"
    body = client.get(url, headers=headers).json()["body"]
    assert [item["type"] for item in body] == [UNAVAILABLE, "heading", UNAVAILABLE]

    answer = client.patch(
        url,
        json.dumps({"meta": {"type": "relations.ArticlePage"}, "title": "Missions", "body": body}),
        content_type="application/json",
        headers=headers,
    )

    assert answer.status_code == 200, answer.content
    assert (
        ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object().title == "Missions"
    )
    assert [item for item in in_draft(article) if item["type"] != "heading"] == [NOTICE, OTHER]


def test_a_translation_that_is_made_anew_keeps_its_own(
    home: HomePage, serbian_home: HomePage, serbian: Locale
) -> None:
    section = SectionPageFactory(parent=home, title="About", slug="about")
    translate(section, serbian)
    body = json.dumps([NOTICE, HEADING, OTHER])
    page = ArticlePageFactory(parent=section, body=body, key_points=[key_point("Agreed.")])
    counterpart = translate(page, serbian)
    own = {**NOTICE, "value": {"text": "Ксилофон", "places": [1, 2]}}
    items = [own if item["id"] == NOTICE["id"] else item for item in stored(counterpart)]
    counterpart.body = json.dumps(items)
    with_own = type(counterpart)._base_manager.filter(pk=counterpart.pk)
    with_own.update(body=counterpart.body)
    assert own in stored(counterpart)

    page.title = "Another title"
    page.save_revision().publish()
    translate(page, serbian)

    assert own in stored(counterpart)
    assert own in in_draft(counterpart)
    assert OTHER in stored(counterpart)
