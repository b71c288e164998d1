"""What readers, apps and translators learn about a translation that is behind its original."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import Translation

from relations.models import ArticlePage
from site_core.models import OutdatedTranslation
from site_core.translations import together
from tests.support.translating import translate, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def translated(article: ArticlePage, serbian: Locale) -> ArticlePage:
    translate(article, serbian)
    return article


def change(article: ArticlePage) -> ArticlePage:
    article.lead = "What the office does now."
    article.save_revision().publish()
    return ArticlePage.objects.get(pk=article.pk)


def told_by_the_api(client: Client, page: Any) -> Any:
    return client.get(f"/api/v2/pages/{page.pk}/").json()["translation"]


def test_a_current_translation_says_nothing(
    client: Client, translated: ArticlePage, serbian: Locale
) -> None:
    counterpart = translated.get_translation(serbian)

    assert 'class="outdated"' not in client.get(counterpart.url).content.decode()
    assert told_by_the_api(client, counterpart) == {"state": "current", "source_changed_at": None}
    assert told_by_the_api(client, translated) == {"state": "original", "source_changed_at": None}


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("sr", "Изворник ове странице је у\u00a0међувремену измењен"),
        ("sr-latn", "Izvornik ove stranice je u\u00a0međuvremenu izmenjen"),
    ],
)
def test_readers_are_told_with_the_date_and_led_to_the_original(
    client: Client, translated: ArticlePage, serbian: Locale, prefix: str, words: str
) -> None:
    change(translated)

    path = translated.get_translation(serbian).url.split("/", 2)[2]
    page = client.get(f"/{prefix}/{path}").content.decode()

    assert words in page
    assert f'href="{translated.url}"' in page
    assert 'class="outdated"' not in client.get(translated.url).content.decode()


def test_apps_are_told_when_the_original_changed(
    client: Client, translated: ArticlePage, serbian: Locale
) -> None:
    changed_at = change(translated).last_published_at

    told = told_by_the_api(client, translated.get_translation(serbian))

    assert told["state"] == "outdated"
    assert changed_at is not None
    assert datetime.fromisoformat(told["source_changed_at"]) == changed_at


def test_an_updated_translation_is_current_again(
    client: Client, translated: ArticlePage, serbian: Locale
) -> None:
    translate(change(translated), serbian)

    told = told_by_the_api(client, translated.get_translation(serbian))

    assert told == {"state": "current", "source_changed_at": None}


def test_a_draft_in_translation_outdates_nothing(
    client: Client, translated: ArticlePage, serbian: Locale
) -> None:
    translated.lead = "What the office will do."
    translated.save_revision()
    together.sync_source_texts(translated.get_latest_revision_as_object())
    OutdatedTranslation.objects.all().delete()
    call_command("rebuild_published", verbosity=0)

    told = told_by_the_api(client, translated.get_translation(serbian))

    assert told["state"] == "current"


def test_a_rebuild_comes_to_the_same(translated: ArticlePage) -> None:
    change(translated)
    kept = list(OutdatedTranslation.objects.values())
    OutdatedTranslation.objects.all().delete()

    call_command("rebuild_published", verbosity=0)

    assert list(OutdatedTranslation.objects.values()) == kept != []


def test_opening_the_translation_offers_the_new_texts(
    editor: Client, translated: ArticlePage, serbian: Locale
) -> None:
    change(translated)
    counterpart = translated.get_translation(serbian)

    shown = editor.get(f"/admin/pages/{counterpart.pk}/edit/").content.decode()

    assert "What the office does now." in shown
    assert "ready to be translated" in shown
    # Who opens it again is not told again, and it is outdated until it is published.
    again = editor.get(f"/admin/pages/{counterpart.pk}/edit/").content.decode()
    assert "ready to be translated" not in again
    assert OutdatedTranslation.objects.filter(page=counterpart.pk).exists()
    write(Translation.objects.get(source__object_id=translated.translation_key))
    editor.post(f"/admin/pages/{counterpart.pk}/edit/", {"action": "publish"})
