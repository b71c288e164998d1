"""A small site in two languages: what the acts of editors and translators begin with."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import hypothesis.strategies as st
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    Translation,
)

from home.models import HomePage
from offices.models import Office
from relations.models import ArticlePage, SectionPage
from site_core.blocks.streams import offered_blocks
from site_core.exceptions import Refused
from site_core.published.models import PublishedDocument
from tests.support.block_samples import Samples
from tests.support.database import forget
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    key_point,
    office_with_channels,
    serbian,
)
from tests.support.translating import translate

NUMBERS = st.integers(min_value=0, max_value=1000)
WORDS = st.sampled_from(["Alpha", "Beta", "Gamma", "Delta"])
BLOCKS = sorted(offered_blocks(ArticlePage._meta.get_field("body").stream_block))
LANGUAGES = st.sampled_from(["en", "sr", "sr-latn"])


class TwoLanguages(RuleBasedStateMachine):
    """Three articles in a section, an office on a card, and whoever works on them."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        forget()
        #: Ids of pages and offices that somebody took down or let expire.
        self.taken_down: set[tuple[str, int]] = set()
        self.was_live: set[tuple[str, int]] = set()
        self.counter = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        forget()

    @initialize()
    def begin(self) -> None:
        home = HomePage.objects.get(locale__language_code="en")
        self.serbian: Locale = serbian()
        serbian_home = home.copy_for_translation(self.serbian)
        serbian_home.title = "Почетна"
        serbian_home.save_revision().publish()
        self.section = SectionPageFactory(parent=home, title="Section", slug="section")
        translate(self.section, self.serbian)
        office = office_with_channels(name="Press office")
        office.save_revision().publish()
        self.office_key = office.translation_key
        translate(Office.objects.get(pk=office.pk), self.serbian)
        for number, block in enumerate(("image", "table", "office_card")):
            made = ArticlePageFactory(
                parent=SectionPage.objects.get(pk=self.section.pk),
                slug=f"article-{number}",
                title=f"Article {number}",
                key_points=[key_point("It was agreed.", date=(2015, 1, 20))],
            )
            article = ArticlePage.objects.get(pk=made.pk)
            child = ArticlePage._meta.get_field("body").stream_block.child_blocks[block]
            samples = Samples(self.section.pk)
            item = samples.item(block, child)
            if block == "office_card":
                item["value"]["office"] = office.pk
            article.body = json.dumps([item])
            article.tags.add("dialogue")
            article.save_revision().publish()
        self.remember()

    # What there is

    def articles(self) -> list[ArticlePage]:
        english = ArticlePage.objects.filter(locale__language_code="en", alias_of__isnull=True)
        return list(english.order_by("pk"))

    def pick(self, number: int) -> ArticlePage | None:
        articles = self.articles()
        return articles[number % len(articles)] if articles else None

    def office(self) -> Office | None:
        return Office.objects.filter(
            translation_key=self.office_key, locale__language_code="en"
        ).first()

    def record_of(self, instance: Any) -> Translation | None:
        return Translation.objects.filter(
            source__object_id=instance.translation_key, target_locale=self.serbian, enabled=True
        ).first()

    def live(self) -> set[tuple[str, int]]:
        pages = {("page", pk) for pk in Page.objects.filter(live=True).values_list("pk", flat=True)}
        return pages | {
            ("office", pk) for pk in Office.objects.filter(live=True).values_list("pk", flat=True)
        }

    def remember(self) -> None:
        self.was_live = self.live()
        self.taken_down = set()

    def take_down(self, instance: Any) -> None:
        self.taken_down.add(("page" if isinstance(instance, Page) else "office", instance.pk))

    def done(self, act: Any) -> None:
        """Do something as a request does: in one transaction, and then what waits for its end."""
        with (
            # A sentence for who asked; the invariants say whether anything else happened.
            suppress(Refused, ValidationError),
            TestCase.captureOnCommitCallbacks(execute=True),
            suppress(Refused, ValidationError),
            transaction.atomic(),
        ):
            act()

    # What readers have

    def public(self) -> list[tuple[int, str, str]]:
        """Id, path and content of every public page."""
        return [
            (document.page_id, document.path, json.dumps(document.representation, sort_keys=True))
            for document in PublishedDocument.objects.order_by("pk")
        ]
