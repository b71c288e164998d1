"""What a plugin's field or block raises refuses the page that is being published, and no other."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from offices.blocks import OfficeCardBlock
from relations.models import ArticlePage, SectionPage
from site_core.exceptions import Refused
from site_core.models import PublishedDocument, User
from site_core.published.rebuild import differences
from site_core.published.rebuild_queue import request_if_changed
from tests.support.drafts import posted
from tests.support.factories import ArticlePageFactory, office_with_channels

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(section: SectionPage) -> ArticlePage:
    """An article whose body names an office by a block of a plugin."""
    office = office_with_channels()
    items = [{"type": "office_card", "value": {"office": office.pk}, "id": "1" * 8}]
    return published(
        ArticlePageFactory(
            parent=section, title="Where we are", slug="where", body=json.dumps(items)
        )
    )


def published(page: ArticlePage) -> ArticlePage:
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def linking(section: SectionPage, card: ArticlePage) -> ArticlePage:
    """Another article, of which nothing is at fault."""
    link = f'<p><a linktype="page" id="{section.pk}">About</a></p>'
    items = [{"type": "paragraph", "value": link, "id": "2" * 8}]
    return published(
        ArticlePageFactory(parent=section, title="Other", slug="other", body=json.dumps(items))
    )


@pytest.fixture
def failing(
    monkeypatch: pytest.MonkeyPatch, card: ArticlePage, linking: ArticlePage
) -> pytest.MonkeyPatch:
    """From now on the block raises."""

    def raises(*args: Any, **kwargs: Any) -> Any:
        raise KeyError("telephone")

    monkeypatch.setattr(OfficeCardBlock, "get_api_representation", raises)
    return monkeypatch


def representation(page: Any) -> Any:
    return PublishedDocument.objects.get(pk=page.pk).representation


def test_what_it_refers_to_can_still_change(
    failing: pytest.MonkeyPatch, card: ArticlePage, caplog: pytest.LogCaptureFixture
) -> None:
    before = representation(card)
    office = card.body[0].value["office"]
    office.street = "Another street 1"
    office.save_revision().publish()
    assert type(office).objects.get(pk=office.pk).street == "Another street 1"
    assert representation(card) == before
    record = next(record for record in caplog.records if record.levelno == logging.ERROR)
    for words in (f"page={card.pk}", "field=body.office_card", "plugin=offices"):
        assert words in record.getMessage()


def test_a_page_it_stands_under_can_be_renamed(
    failing: pytest.MonkeyPatch, section: SectionPage, card: ArticlePage, client: Client
) -> None:
    section.slug = "who-we-are"
    section.save_revision().publish()
    assert client.get(f"/api/v2/pages/{card.pk}/").status_code == 200
    assert PublishedDocument.objects.get(pk=card.pk).path == "/en/who-we-are/where/"


def test_the_page_itself_is_refused_with_a_sentence(
    failing: pytest.MonkeyPatch, card: ArticlePage
) -> None:
    card.title = "Where to find us"
    with pytest.raises(Refused, match=r"its field “body\.office_card” cannot be shown") as refused:
        card.save_revision().publish()
    assert "plugin “offices”" in str(refused.value)
    assert PublishedDocument.objects.get(pk=card.pk).title == "Where we are"


def test_a_schedule_goes_on_without_it(
    failing: pytest.MonkeyPatch, card: ArticlePage, linking: ArticlePage
) -> None:
    for page in (card, linking):
        page.title += " again"
        page.go_live_at = timezone.now() + timedelta(minutes=1)
        page.save_revision().publish()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        call_command("publish_scheduled", verbosity=0)
    assert PublishedDocument.objects.get(pk=linking.pk).title == "Other again"
    assert PublishedDocument.objects.get(pk=card.pk).title == "Where we are"


def test_an_editor_reads_the_sentence_and_keeps_the_draft(
    failing: pytest.MonkeyPatch, card: ArticlePage, client: Client
) -> None:
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "x"))
    url = reverse("wagtailadmin_pages:edit", args=[card.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(url, {**form(card), "action-publish": "1"}, follow=True)
    assert answer.status_code == 200
    assert "cannot be shown" in answer.content.decode()
    page = ArticlePage.objects.get(pk=card.pk)
    assert page.title == "Where we are"
    assert page.get_latest_revision_as_object().title == "Where to find us"


def form(page: ArticlePage) -> dict[str, str]:
    office = page.body[0].value["office"]
    return {
        **posted(page),
        "title": "Where to find us",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "office_card",
        "body-0-id": "1" * 8,
        "body-0-value-office": str(office.pk),
    }


def test_a_rebuild_goes_on_and_lists_it(
    failing: pytest.MonkeyPatch, card: ArticlePage, linking: ArticlePage
) -> None:
    before = representation(card)
    PublishedDocument.objects.filter(pk=linking.pk).update(representation={}, digest="x")
    out = StringIO()
    call_command("rebuild_published", stdout=out)
    assert representation(card) == before
    assert representation(linking)["lead"]
    assert (
        f"page {card.pk} keeps its last document: body.office_card of the plugin offices raises "
        "KeyError('telephone')"
    ) in out.getvalue()
    [found] = differences()
    assert (found.page_id, found.columns) == (
        card.pk,
        ("body.office_card of the plugin offices cannot be shown",),
    )


def test_a_page_without_a_good_document_has_none(
    failing: pytest.MonkeyPatch, card: ArticlePage, client: Client
) -> None:
    PublishedDocument.objects.filter(pk=card.pk).delete()
    call_command("rebuild_published", stdout=StringIO())
    assert client.get(f"/api/v2/pages/{card.pk}/").status_code == 404
    assert client.get("/api/v2/pages/").status_code == 200


def test_the_worker_makes_the_others_anew(
    failing: pytest.MonkeyPatch, card: ArticlePage, linking: ArticlePage
) -> None:
    before = representation(card)
    PublishedDocument.objects.filter(pk=linking.pk).update(representation={}, digest="x")
    request_if_changed()
    call_command("worker", once=True, stdout=StringIO(), stderr=StringIO())
    assert representation(linking)["lead"]
    assert representation(card) == before


def test_words_that_cannot_be_found_refuse_the_page_alone(
    monkeypatch: pytest.MonkeyPatch, card: ArticlePage
) -> None:
    def raises(*args: Any, **kwargs: Any) -> Any:
        raise KeyError("telephone")

    monkeypatch.setattr(OfficeCardBlock, "get_searchable_content", raises)
    office = card.body[0].value["office"]
    office.save_revision().publish()
    with pytest.raises(Refused, match="field “body”"):
        card.save_revision().publish()
