"""The newsroom as editors meet it, in English and in Serbian."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from newsroom.models import NewsIndexPage, NewsItemPage, PressEventPage, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client: Client) -> Client:
    """Somebody who may do everything."""
    client.force_login(get_user_model().objects.create_superuser("chief", "a@example.org", "x"))
    return client


def written(**fields: Any) -> dict[str, Any]:
    """What the form of an item sends."""
    return nested_form_data(
        {
            "title": "A visit",
            "slug": "a-visit",
            "date": "2026-11-03",
            "place": "Belgrade",
            "lead": "They came.",
            "lead_image": "",
            "topics": inline_formset([]),
            "body": streamfield([]),
            "gallery": streamfield([]),
            "press_files": streamfield([]),
            "corrections": streamfield([]),
            "comments": inline_formset([]),
            **fields,
        }
    )


def create(chief: Client, parent: NewsIndexPage, kind: str, data: dict[str, Any]) -> Any:
    return chief.post(
        reverse("wagtailadmin_pages:add", args=["newsroom", kind, parent.pk]), data, follow=True
    )


def test_an_item_is_written_and_published(
    chief: Client, news: NewsIndexPage, topic: Callable[..., Topic]
) -> None:
    about = topic()
    correction = {"date": "2026-11-04", "text": rich_text("<p>A month.</p>")}
    create(
        chief,
        news,
        "newsitempage",
        written(
            **{"action-publish": "1"},
            topics=inline_formset([{"topic": str(about.pk), "ORDER": "1"}]),
            corrections=streamfield([("correction", correction)]),
        ),
    )
    page = NewsItemPage.objects.get()
    assert page.live
    assert [entry.topic for entry in page.topics.all()] == [about]


def test_an_item_with_a_minute_to_come_is_scheduled(chief: Client, news: NewsIndexPage) -> None:
    moment = timezone.localtime(timezone.now() + datetime.timedelta(days=1))
    data = written(**{"action-publish": "1"}, go_live_at=moment.strftime("%Y-%m-%d %H:%M"))
    create(chief, news, "newsitempage", data)
    page = NewsItemPage.objects.get()
    assert not page.live
    assert page.scheduled_revision is not None
    form = chief.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Under embargo until" in form


def test_the_forms_speak_serbian(chief: Client, news: NewsIndexPage) -> None:
    profile = UserProfile.get_for_user(get_user_model().objects.get(username="chief"))
    profile.preferred_language = "sr"
    profile.save()
    for model, words in (
        (NewsItemPage, ("Ембарго", "Документи за медије", "Исправке")),
        (PressEventPage, ("Назив у календару", "Почиње у")),
    ):
        name = model._meta.model_name
        url = reverse("wagtailadmin_pages:add", args=["newsroom", name, news.pk])
        form = chief.get(url).content.decode()
        for word in words:
            assert word.lower() in form.lower(), word


def test_two_topics_have_different_names_in_addresses(
    chief: Client, topic: Callable[..., Topic]
) -> None:
    topic()
    answer = chief.post(
        reverse("wagtailsnippets_newsroom_topic:add"),
        {"name": "Reform of defence", "slug": "defence-reform"},
    )
    assert answer.status_code == 200
    assert "Another topic has this name in addresses." in answer.content.decode()
    assert Topic.objects.count() == 1
