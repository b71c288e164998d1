"""Somebody without an account reads a draft as a page, and says what they think of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.models import GuestAnswer, GuestLink, GuestOpening, User
from site_core.previews.marking import marked
from tests.support.factories import ArticlePageFactory, key_point
from tests.support.people import with_permissions
from tests.support.translating import translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss", "boss@example.org", "password"))
    return client


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    page = ArticlePageFactory(
        parent=section, title="The plan", slug="plan", lead="The office opens in March."
    )
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def draft(article: ArticlePage) -> ArticlePage:
    article.lead = "The office opens in May."
    article.save_revision()
    return article


def link_to(editor: Client, page: ArticlePage, **entered: str) -> str:
    """Two clicks: the menu of the page, and the button."""
    page_of_links = reverse("liaison_preview_links", args=[page.pk])
    editor.post(page_of_links, {"action": "invite", **entered})
    html = editor.get(page_of_links).content.decode()
    found = re.search(r'value="https?://[^/"]+(/[^"]+guest-draft/[^"]+)"', html)
    assert found is not None
    return found[1]


def test_a_guest_sees_the_draft_with_its_changes_marked(editor: Client, draft: ArticlePage) -> None:
    url = link_to(editor, draft)
    answer = Client().get(url)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert '<del class="guest-gone">March.</del>' in html
    assert '<ins class="guest-new">May.</ins>' in html
    assert "The office opens in" in html
    plain = Client().get(f"{url}?plain").content.decode()
    assert "The office opens in May." in plain
    assert "March" not in plain


def test_nobody_keeps_or_indexes_it(editor: Client, draft: ArticlePage) -> None:
    answer = Client().get(link_to(editor, draft))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex' in answer.content.decode()
    assert not answer.cookies
    assert "guest-draft" not in Client().get("/sitemap.xml").content.decode()


def test_all_three_variants(
    editor: Client, section: SectionPage, article: ArticlePage, serbian_home: HomePage
) -> None:
    translate(section, serbian_home.locale)
    translated = translate(article, serbian_home.locale)
    translated.lead = "Канцеларија се отвара у мају."
    translated.save_revision()
    url = link_to(editor, article)
    below = url.removeprefix("/en/")
    english = Client().get(url).content.decode()
    assert f"/sr/{below}" in english
    assert f"/sr-latn/{below}" in english
    assert "у мају" in Client().get(f"/sr/{below}").content.decode()
    latin = Client().get(f"/sr-latn/{below}")
    assert "u maju" in latin.content.decode()
    assert latin["Content-Language"] == "sr-Latn"


def test_a_language_without_a_draft_says_where_there_is_one(
    editor: Client, draft: ArticlePage
) -> None:
    url = link_to(editor, draft)
    answer = Client().get(url.replace("/en/", "/sr/"))
    assert answer.status_code == 404
    assert url in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("approved", "", "Ana Petrović, a guest, approves the draft."),
        ("rejected", "The date is wrong.", "rejects the draft: The date is wrong."),
        (
            "commented",
            "Fine <b>so far</b>.",
            "comments on the draft: Fine &lt;b&gt;so far&lt;/b&gt;.",
        ),
    ],
)
def test_an_answer_stands_in_the_history(
    editor: Client, draft: ArticlePage, kind: str, text: str, said: str
) -> None:
    url = link_to(editor, draft)
    guest = Client(enforce_csrf_checks=True)
    answer = guest.post(url, {"name": "Ana Petrović", "kind": kind, "text": text}, follow=True)
    assert "Thank you." in answer.content.decode()
    entry = PageLogEntry.objects.get(page=draft.pk, action=f"liaison.guest_{kind}")
    assert entry.data == {"name": "Ana Petrović", "text": text}
    history = editor.get(reverse("wagtailadmin_pages:history", args=[draft.pk])).content.decode()
    assert said in history
    links = editor.get(reverse("liaison_preview_links", args=[draft.pk])).content.decode()
    assert "Ana Petrović" in links


@pytest.mark.parametrize(
    "entered", [{"kind": "approved"}, {"name": "Ana"}, {"name": "Ana", "kind": "rejected"}]
)
def test_an_answer_without_a_name_or_a_reason_is_not_taken(
    editor: Client, draft: ArticlePage, entered: dict[str, str]
) -> None:
    answer = Client().post(link_to(editor, draft), entered)
    assert answer.status_code == 200
    assert not GuestAnswer.objects.exists()


def test_each_opening_is_noted(editor: Client, draft: ArticlePage) -> None:
    url = link_to(editor, draft)
    Client().get(url)
    Client().head(url)
    Client().get(url)
    assert GuestOpening.objects.filter(variant="en").count() == 2
    links = editor.get(reverse("liaison_preview_links", args=[draft.pk])).content.decode()
    assert "Opened 2 times" in links


def test_it_ends(editor: Client, draft: ArticlePage) -> None:
    url = link_to(editor, draft, days="1")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        answer = Client().get(url)
    assert answer.status_code == 410
    assert answer["Cache-Control"] == "private, no-store"
    assert "The office opens" not in answer.content.decode()


def test_it_is_revoked(editor: Client, draft: ArticlePage) -> None:
    url = link_to(editor, draft)
    link = GuestLink.objects.get()
    page_of_links = reverse("liaison_preview_links", args=[draft.pk])
    editor.post(page_of_links, {"action": "revoke-guest", "link": link.pk})
    assert Client().get(url).status_code == 410
    assert Client().post(url, {"name": "Ana", "kind": "approved"}).status_code == 410
    assert not GuestAnswer.objects.exists()


def test_it_opens_nothing_else(editor: Client, draft: ArticlePage) -> None:
    url = link_to(editor, draft)
    assert Client().get(f"{url[:-3]}x/").status_code == 404
    assert Client().get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).status_code == 302


def test_the_draft_stays_as_it_was(editor: Client, draft: ArticlePage) -> None:
    url = link_to(editor, draft)
    draft.lead = "Nobody was asked about this."
    draft.save_revision()
    assert "Nobody was asked" not in Client().get(url).content.decode()


def test_a_translation_that_the_maker_may_not_edit_is_shown_as_published(
    section: SectionPage, article: ArticlePage, serbian_home: HomePage
) -> None:
    translate(section, serbian_home.locale)
    translated = translate(article, serbian_home.locale)
    translated.lead = "Тајна."
    translated.save_revision()
    writer = with_permissions("writer", pages=(section,))
    url = link_to(writer, article)
    html = Client().get(url.replace("/en/", "/sr/")).content.decode()
    assert "Тајна" not in html
    assert "Превод: The office opens" in html


def test_only_an_editor_of_the_page_makes_one(draft: ArticlePage) -> None:
    far = with_permissions("far")
    far.post(reverse("liaison_preview_links", args=[draft.pk]), {"action": "invite"})
    assert not GuestLink.objects.exists()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("<p>one two</p>", "<p>one two</p>", "<p>one two</p>"),
        (
            "<p>one</p>",
            "<p>one</p><p>two three</p>",
            '<p>one</p><p><ins class="guest-new">two three</ins></p>',
        ),
        (
            "<ul><li>one</li><li>two</li></ul>",
            "<ul><li>one</li></ul>",
            '<ul><li>one</li></ul><del class="guest-gone">two</del> ',
        ),
        ('<a href="/a/">one</a>', '<a href="/b/">one</a>', '<a href="/b/">one</a>'),
    ],
)
def test_marks(before: str, after: str, expected: str) -> None:
    def page(inner: str) -> Any:
        return f"<main>{inner}</main>"

    assert marked(page(before), page(after))[0] == page(expected)


def test_a_page_that_was_never_published_is_new_as_a_whole(
    editor: Client, section: SectionPage
) -> None:
    page = ArticlePageFactory(
        parent=section, title="New", live=False, key_points=[key_point("It is new.")]
    )
    page.save_revision()
    html = Client().get(link_to(editor, page)).content.decode()
    assert "has never been published" in html
    assert "It is new." in html
    assert "<ins" not in html
