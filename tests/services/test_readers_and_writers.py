"""Readers and writers at once: nobody is answered with what was not true any more when they asked.

A long run by hand: ``HAMMER_SECONDS=3600 pytest -s tests/services/test_readers_and_writers.py``.
"""

from __future__ import annotations

import os
import random
import re
import sys
import threading
import time
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from wagtail.models import Site

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.delivery.front import Front
from site_core.models import SiteSettings
from tests.support.factories import ArticlePageFactory, SectionPageFactory
from tests.support.front import FrontClient

SECONDS = float(os.environ.get("HAMMER_SECONDS", "6"))
READERS, WRITERS, ARTICLES = 4, 2, 3
_NUMBER = re.compile(r"Number (\d+)")


class Hammer:
    """Articles whose lead is a number that only grows, and what was published when."""

    def __init__(self, articles: list[Any]) -> None:
        self.articles = articles
        self.published = [0] * len(articles)
        self.wrong: list[str] = []
        self.reads = self.writes = self.confirmed = 0
        self.locks = [threading.Lock() for _ in articles]
        self.front = Front(WSGIHandler())
        self.end = time.monotonic() + SECONDS

    def run(self, act: Any) -> None:
        chance = random.Random()  # noqa: S311 - not for secrets
        try:
            while time.monotonic() < self.end and not self.wrong:
                act(chance)
        except Exception as error:
            self.wrong.append(repr(error))
        finally:
            connection.close()

    def write(self, chance: random.Random) -> None:
        place = chance.randrange(len(self.articles))
        with self.locks[place]:
            number = self.published[place] + 1
            page = ArticlePage.objects.get(pk=self.articles[place].pk)
            page.lead = f"Number {number}"
            page.save_revision().publish()
            self.published[place] = number  # from now on nobody may read an older one
        self.writes += 1
        time.sleep(chance.random() / 20)

    def read(self, chance: random.Random) -> None:
        place = chance.randrange(len(self.articles))
        # As a server asks, and as one whose front knows nothing.
        client = FrontClient(self.front) if chance.random() < 0.7 else Client()
        slug = self.articles[place].slug
        url = chance.choice(
            [
                f"/en/hammered/{slug}/",
                f"/en/hammered/{slug}/?utm_source={chance.random()}",
                f"/en/hammered/{slug}/index.md",
                f"/api/v2/pages/{self.articles[place].pk}/",
            ]
        )
        tag, before = "", 0
        for _ in range(5):
            expected = self.published[place]
            response = client.get(url, headers={"if-none-match": tag} if tag else {})
            self.reads += 1
            if response.status_code == 304:
                self.confirmed += 1
                found = before
            else:
                found = int(_NUMBER.search(response.content.decode()).group(1))  # type: ignore[union-attr] # it has one
            if found < expected:
                self.wrong.append(f"{url}: {found} was read after {expected} was published")
            tag, before = response["ETag"], found


@pytest.mark.usefixtures("served_site")
def test_nobody_reads_what_is_not_true_any_more() -> None:
    home = HomePage.objects.get(locale__language_code="en")
    SiteSettings.for_site(Site.objects.get(is_default_site=True))
    section: SectionPage = SectionPageFactory(parent=home, slug="hammered", title="Hammered")
    articles = [
        ArticlePageFactory(parent=section, slug=f"article-{number}", lead="Number 0")
        for number in range(ARTICLES)
    ]
    hammer = Hammer(articles)
    threads = [
        threading.Thread(target=hammer.run, args=(act,))
        for act in [hammer.read] * READERS + [hammer.write] * WRITERS
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(
        f"{hammer.reads} reads, {hammer.confirmed} confirmed, {hammer.writes} writes\n"
    )
    hammer.front.reader.close()
    assert hammer.wrong == []
    assert hammer.reads > hammer.writes > 0
