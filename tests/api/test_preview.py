"""A draft leaves the house by a signed link alone: one draft, for an hour, until it is revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import jsonschema_rs
import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from home.models import HomePage
from relations.models import ArticlePage
from site_core.models import PreviewLink, User
from tests.support.factories import ArticlePageFactory, SectionPageFactory, key_point

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(home: HomePage) -> ArticlePage:
    section = SectionPageFactory(parent=home, slug="about", title="About")
    page = ArticlePageFactory(parent=section, slug="secret", title="A secret", live=False)
    page.key_points = [key_point("Nothing is agreed yet.", date=(2026, 12, 1))]
    page.save_revision()
    return page


def address(link: PreviewLink) -> str:
    return f"/api/v2/preview/?token={link.token}"


@pytest.fixture
def link(draft: ArticlePage) -> PreviewLink:
    return PreviewLink.make(draft, None)


def test_shows_the_draft_as_it_will_be_served(
    client: Client, draft: ArticlePage, link: PreviewLink
) -> None:
    answer = client.get(address(link)).json()
    described = client.get("/api/v2/openapi.json").json()
    responses = described["paths"]["/api/v2/preview/"]["get"]["responses"]
    schema = responses["200"]["content"]["application/json"]["schema"]
    jsonschema_rs.Draft202012Validator({**schema, "components": described["components"]}).validate(
        answer
    )
    assert answer["outcome"] == "preview"
    assert [item["title"] for item in answer["page"]["breadcrumb"]] == ["Home", "About"]

    assert client.get(f"/api/v2/pages/{draft.pk}/").status_code == 404
    draft.get_latest_revision().publish()
    served = client.get(f"/api/v2/pages/{draft.pk}/").json()
    for name in ("first_published_at", "last_published_at"):
        served["meta"].pop(name), answer["page"]["meta"].pop(name)
    previewed = answer["page"]
    assert previewed.pop("alternates") == []  # of what is published
    assert served.pop("alternates") != []
    assert previewed == served


def test_the_draft_of_a_published_page(client: Client, home: HomePage) -> None:
    page = SectionPageFactory(parent=home, slug="about", title="Published")
    page.title = "Draft"
    page.save_revision()
    link = PreviewLink.make(page, None)
    assert client.get(address(link)).json()["page"]["title"] == "Draft"
    assert client.get(f"/api/v2/pages/{page.pk}/").json()["title"] == "Published"


def test_shows_what_stood_there_when_it_was_made(
    client: Client, draft: ArticlePage, link: PreviewLink
) -> None:
    draft.title = "Another secret"
    # As Wagtail saves while an editor goes on writing: into the same revision.
    draft.save_revision(overwrite_revision=draft.get_latest_revision())
    draft.title = "A third secret"
    draft.save_revision()
    assert client.get(address(link)).json()["page"]["title"] == "A secret"


def test_serbian_drafts_are_read_in_both_scripts(client: Client, serbian_home: HomePage) -> None:
    page = SectionPageFactory(
        parent=serbian_home, locale=serbian_home.locale, title="Тајна", slug="tajna", live=False
    )
    page.save_revision()
    token = address(PreviewLink.make(page, None))
    cyrillic, latin = client.get(token), client.get(f"{token}&locale=sr-Latn")
    assert (cyrillic.json()["page"]["title"], cyrillic["Content-Language"]) == ("Тајна", "sr-Cyrl")
    assert (latin.json()["page"]["title"], latin["Content-Language"]) == ("Tajna", "sr-Latn")
    assert client.get(f"{token}&locale=en").status_code == 404


def test_ends_after_an_hour(client: Client, link: PreviewLink) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=59), tick=False):
        assert client.get(address(link)).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        response = client.get(address(link))
    assert (response.status_code, response.json()["code"]) == (410, "preview_ended")


def test_ends_when_it_is_revoked(client: Client, link: PreviewLink) -> None:
    assert client.get(address(link)).status_code == 200
    PreviewLink.objects.update(revoked_at=timezone.now())
    assert client.get(address(link)).status_code == 410


def test_ends_when_its_maker_leaves(client: Client, draft: ArticlePage) -> None:
    maker = User.objects.create_user("maker", "maker@example.org", "x")
    link = PreviewLink.make(draft, maker)
    assert client.get(address(link)).status_code == 200
    maker.is_active = False
    maker.save()
    response = client.get(address(link))
    assert (response.status_code, response.json()["code"]) == (410, "preview_ended")


def test_is_kept_by_nobody(client: Client, link: PreviewLink) -> None:
    response = client.get(address(link))
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response
    # A validator of the public content does not stand for a draft.
    newest = client.get("/api/v2/pages/")["ETag"]
    PreviewLink.objects.update(revoked_at=timezone.now())
    response = client.get(address(link), headers={"if-none-match": newest})
    assert response.status_code == 410
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("change", ["x{}", "{}x", "{}:", "nothing", ""])
def test_a_token_of_ones_own_making_opens_nothing(
    client: Client, link: PreviewLink, change: str
) -> None:
    token = change.format(link.token)
    response = client.get("/api/v2/preview/", {"token": token})
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_a_token_opens_one_draft(client: Client, draft: ArticlePage, link: PreviewLink) -> None:
    other = PreviewLink.make(draft.get_parent(), None)
    claims, signature = link.token.rsplit(":", 1)
    swapped = f"{other.token.rsplit(':', 1)[0]}:{signature}"
    assert claims
    assert client.get("/api/v2/preview/", {"token": swapped}).status_code == 404


def test_a_token_is_needed(client: Client, home: HomePage) -> None:
    response = client.get("/api/v2/preview/")
    assert (response.status_code, response.json()["code"]) == (400, "missing_parameter")


def test_old_links_are_forgotten(client: Client, draft: ArticlePage, link: PreviewLink) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        PreviewLink.make(draft, None)
        assert PreviewLink.objects.count() == 1
        assert client.get(address(link)).status_code == 410


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("chief", "chief@example.org", "x"))
    return client


def test_links_are_made_and_revoked_in_the_admin(editor: Client, draft: ArticlePage) -> None:
    page = f"/admin/pages/{draft.pk}/preview-links/"
    assert page in editor.get(f"/admin/pages/{draft.pk}/edit/").content.decode()
    assert "No active links." in editor.get(page).content.decode()

    editor.post(page, {"action": "make"})
    made = PreviewLink.objects.get()
    assert made.made_by is not None
    shown = editor.get(page).content.decode()
    whole = f"http://localhost/api/v2/preview/?token={made.token.replace(':', '%3A')}"
    assert f'value="{escape(whole)}"' in shown
    parts = urlsplit(whole)
    assert Client().get(f"{parts.path}?{parts.query}").status_code == 200

    editor.post(page, {"action": "revoke", "link": made.pk})
    assert "No active links." in editor.get(page).content.decode()
    assert Client().get(address(made)).status_code == 410


def test_who_may_not_edit_a_page_makes_no_link_to_it(client: Client, draft: ArticlePage) -> None:
    client.force_login(get_user_model().objects.create_user("reader", "reader@example.org", "x"))
    client.post(f"/admin/pages/{draft.pk}/preview-links/", {"action": "make"})
    assert not PreviewLink.objects.exists()


def test_a_link_of_another_page_is_not_revoked_by_the_way(
    editor: Client, draft: ArticlePage, link: PreviewLink
) -> None:
    other: Any = draft.get_parent()
    editor.post(f"/admin/pages/{other.pk}/preview-links/", {"action": "revoke", "link": link.pk})
    assert PreviewLink.objects.get().revoked_at is None
