"""The newsroom in two languages and three scripts: translated, read, and put into other pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from conftest import stream
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

import newsroom
from newsroom.models import NewsIndexPage, NewsItemPage, Topic
from relations.models import ArticlePage, SectionPage

LOCALE = Path(newsroom.__file__).parent / "locale"
WORDS = {
    "A visit": "Посета",
    "a-visit": "poseta",
    "Belgrade": "Београд",
    "What a visit is about.": "О чему је посета.",
    "A guest": "Гост",
    "Hello.": "Здраво.",
    "The month was wrong.": "Месец је био погрешан.",
    "Defence reform": "Реформа одбране",
}


@pytest.fixture
def translated(
    serbian_news: NewsIndexPage,
    item: Callable[..., NewsItemPage],
    topic: Callable[..., Topic],
    translate: Callable[..., Any],
) -> NewsItemPage:
    """An item in Serbian with all that is translated of one."""
    about = topic()
    translate(about, WORDS)
    page = item(
        slug="a-visit",
        place="Belgrade",
        topics=(about,),
        body=stream(
            (
                "source_quotation",
                {
                    "original": "Bonjour à tous.",
                    "language": "fr",
                    "translation": "Hello.",
                    "source": "A guest",
                },
            )
        ),
        corrections=stream(
            ("correction", {"date": "2026-11-04", "text": "<p>The month was wrong.</p>"})
        ),
    )
    return translate(page, WORDS)


@pytest.mark.django_db
class TestTranslated:
    """An item that was translated in every text."""

    def test_everything_but_what_was_said(self, client: Client, translated: NewsItemPage) -> None:
        assert translated.live
        text = client.get("/sr/vesti/poseta/").content.decode()
        for word in ("Београд", "3. новембра 2026.", "Здраво.", "Месец је био погрешан."):
            assert word in text
        assert "Bonjour à tous." in text
        assert "Original language" not in text
        assert 'href="/sr/vesti/?topic=defence-reform">Реформа одбране<' in " ".join(text.split())

    def test_in_latin_too(self, client: Client, translated: NewsItemPage) -> None:
        page = client.get("/sr-latn/vesti/poseta/").content.decode()
        listed = client.get("/sr-latn/vesti/").content.decode()
        feed = client.get("/sr-latn/news-feed.atom").content.decode()
        answer = client.get(f"/api/v2/news/{translated.pk}/?locale=sr-Latn").json()
        assert "Mesec je bio pogrešan." in page
        assert "Po godinama i mesecima" in listed.replace("\u00a0", " ")
        assert '<category term="Reforma odbrane"/>' in feed
        assert "Mesec je bio pogrešan." in feed
        assert "Месец" not in feed
        assert answer["topics"][0]["topic"]["name"] == "Reforma odbrane"
        assert answer["corrections"][0]["value"]["date"] == "2026-11-04"

    def test_words_in_another_cyrillic_stay_in_a_feed(
        self, client: Client, translated: NewsItemPage
    ) -> None:
        quotation = {"original": "Наука.", "language": "ru", "translation": "", "source": "Гост"}
        translated.body = stream(("source_quotation", quotation))
        translated.save_revision().publish()
        for kind in ("atom", "json"):
            feed = client.get(f"/sr-latn/news-feed.{kind}").content.decode()
            assert "Наука." in feed
            assert "Gost" in feed


@pytest.mark.django_db
def test_the_latest_news_stand_on_the_home_page(
    client: Client, item: Callable[..., NewsItemPage]
) -> None:
    for day in (1, 2, 3, 4):
        item(f"Day {day}", datetime.date(2026, 11, day))
    text = client.get("/en/").content.decode()
    for day in (2, 3, 4):
        assert f">Day {day}<" in text
        assert f'datetime="2026-11-0{day}"' in text
    assert ">Day 1<" not in text
    assert 'href="/en/news/">All news<' in text


@pytest.mark.django_db
def test_and_at_the_end_of_articles(
    client: Client, home: Any, item: Callable[..., NewsItemPage]
) -> None:
    section = SectionPage(title="About", slug="about")
    home.add_child(instance=section)
    section.save_revision().publish()
    article = ArticlePage(title="Mission", slug="mission", lead="What it is for.")
    section.add_child(instance=article)
    article.save_revision().publish()
    first = item("First")
    assert ">First<" in client.get(article.url).content.decode()
    own = client.get(first.url).content.decode()
    assert 'id="more-news"' not in own  # it does not name itself, and there is no other
    item("Second")
    assert ">Second<" in client.get(first.url).content.decode()


@pytest.mark.django_db
def test_where_there_is_no_news_nothing_is_said_of_it(client: Client, home: Any) -> None:
    assert "latest-news" not in client.get("/en/").content.decode()


@pytest.mark.django_db
def test_who_may_keep_topics() -> None:
    acts = {
        group.name: {codename.removesuffix("_topic") for codename in codenames}
        for group in Group.objects.all()
        if (
            codenames := group.permissions.filter(
                content_type__app_label="newsroom", content_type__model="topic"
            ).values_list("codename", flat=True)
        )
    }
    keeping = {"add", "change", "delete", "publish"}
    assert acts.pop("Administrator", keeping) == keeping
    assert acts == {"Translator": {"change"}, "Editor": keeping, "Media desk": keeping}


def test_every_word_is_translated_and_compiled_in_both_scripts() -> None:
    catalogue = polib.pofile(str(LOCALE / "sr" / "LC_MESSAGES" / "django.po"))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    for name in ("sr", "sr_Latn"):
        folder = LOCALE / name / "LC_MESSAGES"
        written = {entry.msgid: entry.msgstr for entry in polib.pofile(str(folder / "django.po"))}
        compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(folder / "django.mo"))}
        assert compiled == written


def test_the_latin_catalogue_is_what_the_cyrillic_one_says() -> None:
    call_command("latin_catalogue", check=True, folder=LOCALE)
