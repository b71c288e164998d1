"""Word pastes characters that no reader sees and no XML may hold: they go when something is saved."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from django.test import Client

from home.models import HomePage
from offices.models import Office
from relations.models import ArticlePage, SectionPage
from tests.support.factories import ArticlePageFactory, key_point, office_with_channels

pytestmark = pytest.mark.django_db
BAD = "One\x0btwo\x00\x1f\ufffe"
UNREADABLE = ("\x0b", "\x00", "\x1f", "\ufffe", "\\u000b", "\\u0000", "\\u001f", "\\ufffe")


def test_they_go_from_all_texts_of_a_page(client: Client, section: SectionPage) -> None:
    made = ArticlePageFactory(
        parent=section,
        slug="news",
        title=BAD,
        lead=BAD,
        key_points=[key_point(BAD, detail=f"<p>{BAD}</p>")],
    )
    page = ArticlePage.objects.get(pk=made.pk)
    assert page.title == "One two "
    page.lead = page.search_description = BAD
    page.save_revision().publish()
    page = ArticlePage.objects.get(pk=made.pk)
    stored = json.dumps([page.title, page.lead, page.search_description], ensure_ascii=False)
    stored += json.dumps(page.latest_revision.content)
    stored += ArticlePage._meta.get_field("key_points").value_to_string(page)
    assert not [sign for sign in UNREADABLE if sign in stored]
    for path in ("/en/feed.atom", "/en/about/feed.atom", "/sitemap-en.xml"):
        answer = client.get(path)
        assert answer.status_code == 200
        ElementTree.fromstring(answer.content)  # noqa: S314 - our own


def test_a_feed_holds_what_an_older_version_has_saved(client: Client, section: SectionPage) -> None:
    made = ArticlePageFactory(parent=section, slug="news")
    from site_core.models import PublishedDocument  # noqa: PLC0415

    PublishedDocument.objects.filter(pk=made.pk).update(title="One\x0btwo")
    assert client.get("/en/feed.atom").status_code == 200


def test_they_go_from_snippets(home: HomePage) -> None:
    office = office_with_channels(name="Press\x0boffice")
    assert Office.objects.get(pk=office.pk).name == "Press office"
