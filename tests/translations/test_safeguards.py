"""What stands beside a translation and must hold: errors, stops, schedules, order, groups, files."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import StringTranslation, Translation

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.models import User
from site_core.published.models import Change
from site_core.translations import exchange, requirement, together
from site_core.translations.completeness import untranslated_in, untranslated_paths
from site_core.translations.exchange import Unit
from site_core.translations.parity import differences
from site_core.translations.refusal import PublishingRefused
from site_core.translations.status import statuses
from tests.support.editing import stored
from tests.support.factories import ArticlePageFactory, SectionPageFactory, key_point
from tests.support.translating import submit, translate, write

pytestmark = pytest.mark.django_db

LATER = datetime.timedelta(hours=2)


def lead_of(article: ArticlePage, serbian: Locale) -> StringTranslation:
    return StringTranslation.objects.get(
        context__object_id=article.translation_key, context__path="lead", locale=serbian
    )


def with_an_error(article: ArticlePage, serbian: Locale) -> None:
    lead = lead_of(article, serbian)
    StringTranslation.objects.filter(pk=lead.pk).update(has_error=True, field_error="Too long.")


class TestATextWithAnError:
    def test_is_not_written(self, translated: ArticlePage, serbian: Locale) -> None:
        assert untranslated_in(translated, serbian)[0] == []
        with_an_error(translated, serbian)
        assert untranslated_in(translated, serbian)[0] == ["lead"]

    def test_does_not_count_in_reports_and_files(
        self, article: ArticlePage, serbian: Locale
    ) -> None:
        translation = submit(article, serbian)
        write(translation)
        before = statuses([article], serbian)[article.pk]
        assert (before.translated, before.state) == (before.total, "draft")
        with_an_error(article, serbian)
        after = statuses([article], serbian)[article.pk]
        assert (after.translated, after.state) == (after.total - 1, "in_progress")
        page = stored(article)
        sent = exchange.untranslated_units([page], serbian)
        assert [unit.context.partition("|")[2] for unit in sent] == ["lead"]

    def test_a_translation_that_is_the_same_in_both_languages_is_not_excused_by_it(
        self, translated: ArticlePage, serbian: Locale
    ) -> None:
        counterpart = translated.get_translation(serbian)
        counterpart.lead = translated.lead
        StringTranslation.objects.filter(pk=lead_of(translated, serbian).pk).update(
            data=translated.lead, has_error=False
        )
        assert untranslated_paths(counterpart) == []
        with_an_error(translated, serbian)
        assert untranslated_paths(counterpart) == ["lead"]


def test_one_text_at_two_places_is_translated_at_each(
    section: SectionPage, serbian: Locale
) -> None:
    page = ArticlePageFactory(
        parent=section, lead="The same.", key_points=[key_point("The same.")], title="Twice"
    )
    translation = submit(page, serbian)
    segment = translation.source.stringsegment_set.get(context__path="lead")
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=serbian, data="Исто."
    )
    missing, total = untranslated_in(page, serbian)
    assert "lead" not in missing
    assert [path for path in missing if path.startswith("key_points")]
    assert total - len(missing) == 1


class TestWhatIsRequired:
    def test_the_section_itself(self, article: ArticlePage, required: SectionPage) -> None:
        beside = SectionPageFactory(parent=required.get_parent(), title="Beside", slug="beside")
        assert requirement.is_required(stored(required))
        assert requirement.is_required(article)
        assert not requirement.is_required(beside)
        assert not requirement.is_required(required.get_parent())

    def test_a_translation_that_was_stopped_is_not_submitted(
        self, translated: ArticlePage, required: SectionPage, serbian: Locale
    ) -> None:
        assert requirement.readiness(translated, serbian).is_submitted
        Translation.objects.update(enabled=False)
        assert not requirement.readiness(translated, serbian).is_submitted
        translated.lead = "New."
        with pytest.raises(PublishingRefused, match="is independent"):
            translated.save_revision().publish()


class TestJointSchedules:
    def test_are_refused_when_they_are_made(
        self, translated: ArticlePage, user: User, serbian: Locale
    ) -> None:
        translated.lead = "What the office does now."
        translated.save_revision()
        with pytest.raises(PublishingRefused):
            together.publish(translated, user, at=timezone.now() + LATER)
        assert not Page.objects.filter(go_live_at__isnull=False).exists()
        call_command("publish_scheduled")
        assert ArticlePage.objects.get(pk=translated.pk).lead == "What the office does."

    def test_now_means_now_for_a_draft_that_was_scheduled(
        self, translated: ArticlePage, user: User, serbian: Locale
    ) -> None:
        translated.lead = "What the office does now."
        translated.go_live_at = timezone.now() + LATER
        translated.save_revision()
        source = together.sync_source_texts(translated.get_latest_revision_as_object())
        write(Translation.objects.get(source=source))
        together.publish(translated, user)
        page = ArticlePage.objects.get(pk=translated.pk)
        assert (page.lead, page.go_live_at) == ("What the office does now.", None)
        assert page.get_translation(serbian).lead == "Превод: What the office does now."
        assert page.get_translation(serbian).live


def test_mirrors_are_told_that_a_translation_is_current_again(
    client: Client, translated: ArticlePage, serbian: Locale
) -> None:
    counterpart = translated.get_translation(serbian)

    def told() -> list[str]:
        lines = Change.objects.filter(page_id=counterpart.pk).order_by("number")
        return list(lines.values_list("kind", flat=True))

    def outdated() -> Any:
        detail = client.get(f"/api/v2/pages/{counterpart.pk}/").json()
        return detail["translation"]["source_changed_at"]

    start = len(told())
    translated.lead = "What the office does now."
    translated.save_revision().publish()
    assert outdated() is not None
    assert told()[start:] == [Change.TRANSLATION_OUTDATED]
    # It is published again as it was: the counterpart's own content does not change.
    translated.lead = "What the office does."
    translated.save_revision().publish()
    assert outdated() is None
    assert told()[start:] == [Change.TRANSLATION_OUTDATED, Change.UPDATED]


class TestCounterparts:
    def test_a_group_that_is_taken_off_is_taken_off_the_translation(
        self, translated: ArticlePage, serbian: Locale
    ) -> None:
        groups = [Group.objects.create(name=name) for name in ("Press", "Staff")]
        restriction = PageViewRestriction.objects.create(
            page=stored(translated), restriction_type="groups"
        )
        restriction.groups.set(groups)
        counterpart = translated.get_translation(serbian)

        def names() -> list[str]:
            found = counterpart.view_restrictions.get().groups.order_by("name")
            return list(found.values_list("name", flat=True))

        assert names() == ["Press", "Staff"]
        restriction.groups.remove(groups[0])
        assert names() == ["Staff"]
        restriction.groups.clear()
        assert names() == []

    @pytest.mark.parametrize(
        ("moved", "target", "position", "order"),
        [
            ("c", "a", "left", ["c", "a", "b"]),
            ("a", "c", "right", ["b", "c", "a"]),
            ("b", "a", "left", ["b", "a", "c"]),
            ("a", "b", "right", ["b", "a", "c"]),
        ],
    )
    def test_a_new_order_is_that_of_the_translations(
        self,
        section: SectionPage,
        serbian: Locale,
        moved: str,
        target: str,
        position: str,
        order: list[str],
    ) -> None:
        pages = {}
        for name in "abc":
            pages[name] = SectionPageFactory(parent=section, title=name, slug=name)
            translate(pages[name], serbian)
        fresh = {name: Page.objects.get(pk=page.pk) for name, page in pages.items()}
        fresh[moved].move(fresh[target], pos=position)
        parent = Page.objects.get(pk=section.get_translation(serbian).pk)
        keys = {page.translation_key: name for name, page in pages.items()}
        assert [keys[child.translation_key] for child in parent.get_children()] == order
        source = Page.objects.get(pk=section.pk)
        assert [child.title for child in source.get_children()] == order


class TestFiles:
    def units(self, article: ArticlePage, serbian: Locale) -> list[Unit]:
        submit(article, serbian)
        found = exchange.untranslated_units([stored(article)], serbian)
        return [Unit(unit.context, unit.source, f"Превод: {unit.source}") for unit in found]

    def test_a_text_that_is_in_the_file_twice_is_refused(
        self, article: ArticlePage, serbian: Locale
    ) -> None:
        sent = self.units(article, serbian)
        again = Unit(sent[0].context, sent[0].source, "Други превод")
        report = exchange.apply([*sent, again], serbian, None)
        assert [verdict.unit for verdict in report.refused] == [again]
        assert report.refused[0].reason == "The file holds this text twice."
        assert not report.is_applied
        assert not StringTranslation.objects.filter(
            locale=serbian, context__object_id=article.translation_key
        ).exists()
        exchange.apply([*sent, again], serbian, None, in_part=True)
        assert not StringTranslation.objects.filter(data="Други превод").exists()

    def test_an_import_that_fails_half_way_leaves_nothing(
        self, article: ArticlePage, serbian: Locale, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent = self.units(article, serbian)
        assert len(sent) > 1
        save = StringTranslation.save
        written: list[str] = []

        def fail(self: StringTranslation, *args: Any, **kwargs: Any) -> None:
            if self.data == sent[-1].target:
                raise IntegrityError("the disk is full")
            written.append(self.data)
            save(self, *args, **kwargs)

        monkeypatch.setattr(StringTranslation, "save", fail)
        with pytest.raises(IntegrityError):
            exchange.apply(sent, serbian, None)
        assert written
        assert not StringTranslation.objects.filter(
            locale=serbian, context__object_id=article.translation_key
        ).exists()


@pytest.mark.parametrize(
    ("english", "serbian", "is_noticed"),
    [
        ('<a id="a1">a</a>', '<a id="a1">а</a>', False),
        ("a", '<a id="a1">а</a>', True),
        ('<a id="a1">a</a>', "а", True),
        ('<a id="a1">a</a>', '<a id="a1">а</a> <a id="a2">б</a>', True),
    ],
)
def test_links_that_were_added_or_lost_are_noticed(
    english: str, serbian: str, is_noticed: bool
) -> None:
    assert bool(differences(english, serbian)) is is_noticed


class TestTheReadSide:
    def test_aliases_of_a_renamed_page_are_announced(
        self, home: HomePage, section: SectionPage, article: ArticlePage
    ) -> None:
        alias = article.create_alias(parent=section, update_slug="alias")
        start = Change.objects.latest("number").number
        article.slug = "renamed"
        article.save()
        lines = Change.objects.filter(number__gt=start)
        assert (alias.pk, Change.UPDATED) in set(lines.values_list("page_id", "kind"))

    def test_the_check_of_the_documents_finds_what_differs(
        self, article: ArticlePage, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("rebuild_published", check=True)
        assert "Every published document is what its page says." in capsys.readouterr().out
        Page.objects.filter(pk=article.pk).update(title="Changed behind Wagtail's back")
        with pytest.raises(CommandError, match="1 published document"):
            call_command("rebuild_published", check=True)
        assert "title" in capsys.readouterr().out
        article.published_document.refresh_from_db()
        assert article.published_document.title == "Mission"  # a check changes nothing
        call_command("rebuild_published")
        call_command("rebuild_published", check=True)


def test_a_number_that_stands_more_often_is_not_said_to_be_missing() -> None:
    assert differences("In 2026 it opened.", "Отворено 2026. године, дакле 2026.") == [
        "The number 2026 stands 1× in the original and 2× in the translation."
    ]
