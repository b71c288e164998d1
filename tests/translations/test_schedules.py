"""What is set for one language of a page is said at both, and asked about the other."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from relations.models import ArticlePage
from site_core.models import User
from site_core.translations import schedules, together
from site_core.translations.admin_hooks import warn_outdated_translations
from tests.support.editing import stored
from tests.support.translating import translate

pytestmark = pytest.mark.django_db

AT = datetime.datetime(2126, 12, 12, 8, 0, tzinfo=datetime.UTC)


@pytest.fixture
def translated(article: ArticlePage, serbian: Locale) -> ArticlePage:
    translate(article, serbian)
    return ArticlePage.objects.get(pk=article.pk)


def schedule(page: Any) -> None:
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = AT
    draft.save_revision().publish()


def seen(editor: Client, page: Any) -> str:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return editor.get(url).content.decode()


def test_both_pages_say_that_they_go_live_together(
    translated: ArticlePage, serbian: Locale, editor: Client, user: User
) -> None:
    together.publish(translated, user, at=AT)
    sentence = (
        f"“Mission” (English) goes live on {schedules.shown_time(AT)} together with "
        "“Превод: Mission” (Serbian)."
    )
    assert sentence in seen(editor, translated)
    assert sentence in seen(editor, translated.get_translation(serbian))


def test_both_pages_say_that_one_goes_live_alone(
    translated: ArticlePage, serbian: Locale, editor: Client
) -> None:
    schedule(translated)
    sentence = (
        f"“Mission” (English) goes live on {schedules.shown_time(AT)} without its translation."
    )
    assert sentence in seen(editor, translated)
    assert sentence in seen(editor, translated.get_translation(serbian))


def test_whoever_schedules_one_is_offered_the_same_time_for_both(
    translated: ArticlePage, editor: Client
) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[translated.pk])
    schedule(translated)
    request: Any = editor.get(edit).wsgi_request
    warn_outdated_translations(request, translated)
    message = "".join(str(found) for found in request._messages)
    assert message.count("without its translation") == 1
    assert "without its translation" in message
    assert "Publish both at that time" in message
    form = editor.get(reverse("liaison_publish_page", args=[translated.pk])).content.decode()
    assert 'value="2126-12-12' in form


def test_the_time_is_named_when_it_is_chosen(translated: ArticlePage, editor: Client) -> None:
    url = reverse("liaison_publish_page", args=[translated.pk])
    answer = editor.post(url, {"action": "together", "at": "2126-12-12 09:00"}, follow=True)
    local = timezone.make_aware(datetime.datetime(2126, 12, 12, 9, 0))
    assert f"in both languages on {schedules.shown_time(local)}" in answer.content.decode()


def test_both_pages_say_when_they_expire(
    translated: ArticlePage, serbian: Locale, editor: Client
) -> None:
    draft = translated.get_latest_revision_as_object()
    draft.expire_at = AT
    draft.save_revision().publish()
    counterpart = translated.get_translation(serbian)
    sentence = (
        "“Mission” (English), “Превод: Mission” (Serbian): unpublished by itself on "
        f"{schedules.shown_time(AT).removesuffix(chr(46))}."
    )
    assert schedules.sentences(stored(translated)) == [sentence]
    assert sentence in seen(editor, counterpart)


def test_nothing_is_said_where_nothing_is_set(translated: ArticlePage) -> None:
    assert schedules.sentences(stored(translated)) == []
