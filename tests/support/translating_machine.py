"""The life of a page in two languages, at random: what an editor, a translator and a schedule do to it.

The acts go through wagtail-localize's own operations, Wagtail's revisions and the page tree. After each
one the invariants of ``tests/translations/test_editors_life.py`` are asked.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

import hypothesis.strategies as st
from django.core.management import call_command
from django.db.models import F
from django.test import TestCase
from django.utils import timezone, translation
from hypothesis.stateful import rule
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import (
    StringTranslation,
)
from wagtail_localize.operations import translate_object

from home.models import HomePage
from offices.models import Office
from relations.models import ArticlePage, RelatedPage, SectionPage
from site_core.pages.privacy import restrictions_of
from site_core.translations import together
from tests.support.block_samples import Samples
from tests.support.editing import published
from tests.support.factories import (
    SectionPageFactory,
)
from tests.support.translating import translate, write
from tests.support.two_languages import BLOCKS, LANGUAGES, NUMBERS, WORDS, TwoLanguages


class EditorsActs(TwoLanguages):
    """What an editor does to English pages and offices."""

    @rule(number=NUMBERS, word=WORDS, language=LANGUAGES)
    def change_a_text_and_publish(self, number: int, word: str, language: str) -> None:
        article = self.pick(number)
        if article is None:
            return
        article = article.get_latest_revision_as_object()
        self.counter += 1
        article.lead = f"{word} {self.counter}."
        with translation.override(language):
            self.done(lambda: article.save_revision().publish())

    @rule(number=NUMBERS)
    def publish_without_a_change(self, number: int) -> None:
        article = self.pick(number)
        if article is None or article.has_unpublished_changes or not article.live:
            return
        before = self.public()
        self.done(
            lambda: (
                ArticlePage.objects.get(pk=article.pk)
                .get_latest_revision_as_object()
                .save_revision()
                .publish()
            )
        )
        changed = set(self.public()) ^ set(before)
        assert not changed, f"a publish without a change changed something: {changed}"

    @rule(number=NUMBERS, block=st.sampled_from(BLOCKS))
    def add_a_block_and_publish(self, number: int, block: str) -> None:
        article = self.pick(number)
        if article is None:
            return
        article = article.get_latest_revision_as_object()
        child = ArticlePage._meta.get_field("body").stream_block.child_blocks[block]
        item = Samples(self.section.pk).item(block, child)
        if block == "office_card":
            office = self.office()
            if office is None:
                return
            item["value"]["office"] = office.pk
        raw = [dict(value) for value in article.body.raw_data][:3]
        article.body = json.dumps([*raw, item])
        self.done(lambda: article.save_revision().publish())

    @rule(number=NUMBERS, other=NUMBERS)
    def relate_pages_and_publish(self, number: int, other: int) -> None:
        article, target = self.pick(number), self.pick(other)
        if article is None or target is None:
            return
        article = article.get_latest_revision_as_object()
        article.related_pages.set([RelatedPage(page=target, locale=article.locale)])
        self.done(lambda: article.save_revision().publish())

    @rule(number=NUMBERS, word=WORDS)
    def save_a_draft(self, number: int, word: str) -> None:
        article = self.pick(number)
        if article is None:
            return
        article = article.get_latest_revision_as_object()
        self.counter += 1
        article.title = f"{word} draft {self.counter}"
        self.done(article.save_revision)

    @rule(number=NUMBERS, word=WORDS)
    def rename(self, number: int, word: str) -> None:
        article = self.pick(number)
        if article is None:
            return
        article = article.get_latest_revision_as_object()
        self.counter += 1
        article.slug = f"{word.lower()}-{self.counter}"
        self.done(lambda: article.save_revision().publish())

    @rule(telephone=NUMBERS)
    def change_the_telephone(self, telephone: int) -> None:
        office = self.office()
        if office is None:
            return
        office = office.get_latest_revision_as_object()
        for channel in office.channels.all():
            if channel.kind == "telephone":
                channel.value = f"+381 11 {telephone:03} 0000"
                office.channels.add(channel)
        self.done(lambda: office.save_revision().publish())
        counterpart = office.get_translation_or_none(self.serbian)
        if office.live and counterpart is not None and counterpart.live:
            numbers = [
                [channel.value for channel in item.channels.all() if channel.kind == "telephone"]
                for item in (Office.objects.get(pk=office.pk), counterpart)
            ]
            assert numbers[0] == numbers[1], "an office has two telephone numbers"

    @rule(number=NUMBERS)
    def withdraw(self, number: int) -> None:
        article = self.pick(number)
        if article is not None and article.live:
            self.take_down(article)
            for alias in article.aliases.all():
                self.take_down(alias)
            self.done(article.unpublish)

    @rule(number=NUMBERS)
    def let_it_expire(self, number: int) -> None:
        article = self.pick(number)
        if article is None or not article.live:
            return
        article = article.get_latest_revision_as_object()
        article.expire_at = timezone.now() + datetime.timedelta(minutes=5)
        self.done(lambda: article.save_revision().publish())
        fresh = ArticlePage.objects.get(pk=article.pk)
        if fresh.expire_at is None:
            return
        self.take_down(fresh)
        for alias in fresh.aliases.all():
            self.take_down(alias)
        counterpart = fresh.get_translation_or_none(self.serbian)
        if counterpart is not None:
            self.take_down(counterpart)
        past = timezone.now() - datetime.timedelta(minutes=1)
        Page.objects.filter(translation_key=fresh.translation_key).update(expire_at=past)
        self.done(lambda: call_command("publish_scheduled"))
        Page.objects.filter(translation_key=fresh.translation_key).update(expire_at=None)

    @rule()
    def delete_the_office(self) -> None:
        office = self.office()
        if office is None or self.counter % 3:
            return
        self.take_down(office)
        self.done(office.delete)

    @rule(number=NUMBERS, language=LANGUAGES)
    def move(self, number: int, language: str) -> None:
        article = self.pick(number)
        sections = list(SectionPage.objects.filter(locale__language_code="en").order_by("pk"))
        if article is None:
            return
        if len(sections) < 2:
            SectionPageFactory(
                parent=HomePage.objects.get(locale__language_code="en"),
                title="Other",
                slug="other",
            )
            self.remember()
            return
        with translation.override(language):
            self.done(lambda: article.move(sections[number % len(sections)], pos="last-child"))

    @rule(number=NUMBERS, is_alias=st.booleans())
    def show_at_a_second_place(self, number: int, is_alias: bool) -> None:
        """Copy an article, or show it as an alias, into another section."""
        article = self.pick(number)
        if article is None or ArticlePage.objects.count() > 16:
            return
        self.counter += 1
        target = self._section(number)
        before = restrictions_of(article)
        made: list[Any] = []

        def act() -> None:
            if is_alias:
                made.append(
                    article.create_alias(parent=target, update_slug=f"alias-{self.counter}")
                )
            else:
                made.append(article.copy(to=target, update_attrs={"slug": f"copy-{self.counter}"}))

        self.done(act)
        assert set(before) <= set(restrictions_of(made[0])), "more public at its second place"

    @rule(number=NUMBERS)
    def let_an_alias_be_a_page(self, number: int) -> None:
        aliases = list(
            ArticlePage.objects.filter(
                alias_of__isnull=False, alias_of__locale=F("locale")
            ).order_by("pk")
        )
        if aliases:
            alias = aliases[number % len(aliases)]
            before = restrictions_of(alias)
            self.done(lambda: ConvertAliasPageAction(alias).execute())
            assert set(before) <= set(restrictions_of(alias)), "more public as its own page"

    @rule(number=NUMBERS, is_section=st.booleans())
    def restrict_or_free(self, number: int, is_section: bool) -> None:
        page = self._section(number) if is_section else self.pick(number)
        if page is None:
            return
        existing = page.view_restrictions.first()
        if existing is not None:
            self.done(existing.delete)
        else:
            self.done(
                lambda: PageViewRestriction.objects.create(
                    page=page, restriction_type=PageViewRestriction.LOGIN
                )
            )

    @rule(number=NUMBERS)
    def delete(self, number: int) -> None:
        article = self.pick(number)
        if article is None or ArticlePage.objects.filter(locale=article.locale).count() < 3:
            return
        for page in Page.objects.filter(translation_key=article.translation_key):
            self.take_down(page)
            for alias in Page.objects.filter(alias_of=page.pk):
                self.take_down(alias)
        self.done(article.delete)

    @rule(number=NUMBERS)
    def stop_translating(self, number: int) -> None:
        article = self.pick(number)
        record = self.record_of(article) if article is not None else None
        if record is not None and self.counter % 4 == 0:
            record.enabled = False
            self.done(record.save)

    def _section(self, number: int) -> SectionPage:
        sections = list(SectionPage.objects.filter(locale__language_code="en").order_by("pk"))
        return sections[number % len(sections)]


class TranslatingMachine(EditorsActs):
    """Three articles in a section, an office on a card, and whoever works on them."""

    @rule(number=NUMBERS)
    def submit(self, number: int) -> None:
        article = self.pick(number)
        if article is not None:
            self.done(lambda: translate_object(article, [self.serbian]))

    @rule(number=NUMBERS, count=st.integers(min_value=1, max_value=40))
    def write_texts(self, number: int, count: int) -> None:
        article = self.pick(number)
        record = self.record_of(article) if article is not None else None
        if record is not None:
            self.done(lambda: write(record, count))

    @rule(number=NUMBERS)
    def take_new_texts(self, number: int) -> None:
        article = self.pick(number)
        record = self.record_of(article) if article is not None else None
        if record is not None:
            self.done(record.source.update_from_db)

    @rule(number=NUMBERS)
    def save_the_translation(self, number: int) -> None:
        article = self.pick(number)
        record = self.record_of(article) if article is not None else None
        if record is not None:
            self.done(lambda: record.save_target(publish=False))

    @rule(number=NUMBERS)
    def publish_the_translation(self, number: int) -> None:
        article = self.pick(number)
        record = self.record_of(article) if article is not None else None
        if record is not None:
            self.done(lambda: record.save_target(publish=True))

    @rule(number=NUMBERS)
    def publish_together(self, number: int) -> None:
        article = self.pick(number)
        if article is not None:
            self.done(lambda: together.publish(article, None))

    @rule(number=NUMBERS)
    def finish_and_publish(self, number: int) -> None:
        """Whatever happened before: what is translated whole, can be published."""
        article = self.pick(number)
        record = self.record_of(article) if article is not None else None
        if article is None or record is None or not article.live:
            return
        for office in Office.objects.filter(locale__language_code="en", live=True):
            if office.get_translation_or_none(self.serbian) is None:
                translate(office, self.serbian)
        with TestCase.captureOnCommitCallbacks(execute=True):
            record.source.update_from_db()
            write(record)
            record.save_target(publish=True)
        counterpart = article.get_translation(self.serbian)
        assert counterpart.live, "a translation that is complete does not go live"
        if not article.has_unpublished_changes:
            assert counterpart.lead == f"Превод: {published(article).lead}"

    @rule(number=NUMBERS)
    def correct_a_text(self, number: int) -> None:
        article = self.pick(number)
        if article is None:
            return
        text = StringTranslation.objects.filter(
            context__object_id=article.translation_key, context__path="lead"
        ).first()
        if text is not None:
            self.counter += 1
            text.data = f"{text.data} Исправка {self.counter}."
            text.save()
