"""What editors and translators meet at the doors of the admin, and at those of scripts."""

from __future__ import annotations

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from home.models import HomePage
from offices.models import Office
from relations.models import ArticlePage, SectionPage
from site_core.delivery.deadlocks import is_deadlock, once_more_after_a_deadlock
from site_core.exceptions import Refused
from site_core.models import User
from site_core.translations import exchange, jobs
from site_core.translations.exchange import Unit
from site_core.translations.parity import differences
from site_core.translations.status import statuses
from tests.support.editing import stored
from tests.support.factories import ArticlePageFactory, office_with_channels
from tests.support.people import with_permissions
from tests.support.translating import submit, translate, write

pytestmark = pytest.mark.django_db


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class TestAnOfficeThatIsDeleted:
    def test_leaves_the_translation_editor_of_its_page_alone(
        self, section: SectionPage, serbian: Locale, editor: Client
    ) -> None:
        office = office_with_channels()
        office.save_revision().publish()
        translate(Office.objects.get(pk=office.pk), serbian)
        article = ArticlePageFactory(
            parent=section, slug="card", body=[("office_card", {"office": office})]
        )
        article.save_revision().publish()
        translate(ArticlePage.objects.get(pk=article.pk), serbian)
        counterpart = article.get_translation(serbian)
        Office.objects.get(pk=office.pk).delete()

        assert editor.get(edit_url(counterpart)).status_code == 200


class TestExpiry:
    def test_of_the_original_is_that_of_its_translation(
        self, article: ArticlePage, serbian: Locale
    ) -> None:
        translate(article, serbian)
        article = ArticlePage.objects.get(pk=article.pk)
        article.expire_at = timezone.now() + datetime.timedelta(days=1)
        article.save_revision().publish()
        assert article.get_translation(serbian).expire_at == article.expire_at

        Page.objects.update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
        call_command("publish_scheduled")
        assert not stored(article).live
        assert not article.get_translation(serbian).live

    def test_that_is_taken_back_is_taken_back_there_too(
        self, article: ArticlePage, serbian: Locale
    ) -> None:
        article.expire_at = timezone.now() + datetime.timedelta(days=1)
        article.save_revision().publish()
        translate(ArticlePage.objects.get(pk=article.pk), serbian)
        article = ArticlePage.objects.get(pk=article.pk)
        assert article.get_translation(serbian).expire_at == article.expire_at
        article.expire_at = None
        article.save_revision().publish()
        assert article.get_translation(serbian).expire_at is None


class TestStopping:
    def test_asks_first_and_then_the_page_is_independent(
        self, article: ArticlePage, serbian: Locale, editor: Client
    ) -> None:
        counterpart = translate(article, serbian)
        translation = Translation.objects.get(source__object_id=article.translation_key)
        url = reverse("wagtail_localize:stop_translation", args=[translation.pk])
        # The question answers a GET, so that the browser's Back shows it again after the answer.
        asked = editor.post(url, {"next": edit_url(counterpart)}, follow=True)
        translation.refresh_from_db()
        assert [status for _url, status in asked.redirect_chain] == [302]
        assert 'name="confirmed"' in asked.content.decode()
        assert Translation.objects.get(pk=translation.pk).enabled

        stopped = editor.post(url, {"next": edit_url(counterpart), "confirmed": "yes"})
        translation.refresh_from_db()
        assert stopped["Location"] == edit_url(counterpart)
        assert not Translation.objects.get(pk=translation.pk).enabled
        assert statuses([article], serbian)[article.pk].state == "independent"

    def test_the_page_says_so_and_what_leads_back(
        self, article: ArticlePage, serbian: Locale, editor: Client
    ) -> None:
        counterpart = translate(article, serbian)
        Translation.objects.filter(source__object_id=article.translation_key).update(enabled=False)

        seen = editor.get(edit_url(counterpart)).content.decode()
        assert "This page is written by itself" in seen
        assert edit_url(article) in seen
        assert 'name="localize-restart-translation"' in seen
        publish = reverse("liaison_publish_page", args=[article.pk])
        at_the_original = editor.get(publish).content.decode()
        assert f"“{counterpart.title}” is independent" in at_the_original
        assert edit_url(counterpart) in at_the_original
        assert "Nobody has submitted" not in at_the_original
        assert "/admin/localize/submit/" not in at_the_original

        editor.post(edit_url(counterpart), {"localize-restart-translation": "1"})
        assert "Texts that need work" in editor.get(edit_url(counterpart)).content.decode()

    def test_a_page_that_nobody_translated_is_independent(
        self, section: SectionPage, article: ArticlePage, serbian: Locale
    ) -> None:
        copy = article.copy_for_translation(serbian, copy_parents=True)
        copy.title = "Својом руком"
        copy.live = True
        copy.alias_of = None
        copy.save()
        assert statuses([article], serbian)[article.pk].state == "independent"


class TestTextsWithoutWords:
    @pytest.fixture
    def with_times(self, section: SectionPage) -> ArticlePage:
        article = ArticlePageFactory(parent=section, slug="times", title="Times")
        article.body = (
            '[{"type": "table", "id": "0f6b1d4e-0000-4000-8000-000000000001", "value": {"caption": '
            '"When", "columns": [{"type": "text", "heading": "Start"}, {"type": "text", "heading": '
            '"–"}], "rows": [{"values": ["09.00", "10.30"]}]}}]'
        )
        article.save_revision().publish()
        return ArticlePage.objects.get(pk=article.pk)

    def test_hold_nothing_up(self, with_times: ArticlePage, serbian: Locale) -> None:
        translation = submit(with_times, serbian)
        for segment in StringSegment.objects.filter(source=translation.source):
            if any(map(str.isalpha, segment.string.data)):
                StringTranslation.objects.get_or_create(
                    translation_of=segment.string,
                    context=segment.context,
                    locale=serbian,
                    defaults={"data": f"Превод: {segment.string.data}"},
                )
        total, translated = translation.get_progress()
        assert translated == total
        assert not exchange.untranslated_units([stored(with_times)], serbian)
        translation.save_target(publish=True)
        with_times.get_translation(serbian).get_latest_revision().publish()
        assert statuses([with_times], serbian)[with_times.pk].state == "current"

    @pytest.mark.parametrize(
        ("english", "serbian_text", "found"),
        [("09.00", "9.00", 0), ("At 08.05", "У 8.05", 0), ("09.00", "19.00", 2), ("0", "0", 0)],
    )
    def test_a_leading_zero_is_no_other_number(
        self, english: str, serbian_text: str, found: int
    ) -> None:
        assert len(differences(english, serbian_text)) == found


class TestANewPage:
    def test_has_a_place_for_the_panel_of_translations(
        self, section: SectionPage, editor: Client
    ) -> None:
        url = reverse("wagtailadmin_pages:add", args=["relations", "articlepage", section.pk])
        html = editor.get(url).content.decode()
        edited = editor.get(edit_url(section)).content.decode()
        for place in ('data-side-panel="translations"', 'data-side-panel-toggle="translations"'):
            assert (place in html) == (place in edited), place
        assert 'data-side-panel="translations"' in html


class TestALanguageTree:
    @pytest.fixture
    def serbian_section(self, section: SectionPage, serbian: Locale) -> SectionPage:
        return section.get_translation(serbian)

    def test_takes_no_page_of_another_language(
        self, article: ArticlePage, serbian_section: SectionPage
    ) -> None:
        with pytest.raises(Refused, match="Translate it instead"):
            article.move(serbian_section, pos="last-child")
        with pytest.raises(Refused, match="Translate it instead"):
            article.copy(to=serbian_section, update_attrs={"slug": "copy"})
        with pytest.raises(Refused, match="Translate it instead"):
            article.create_alias(parent=serbian_section, update_slug="alias")
        assert stored(article).get_parent().locale.language_code == "en"

    def test_the_admin_says_so(
        self, article: ArticlePage, serbian_section: SectionPage, editor: Client
    ) -> None:
        url = reverse("wagtailadmin_pages:copy", args=[article.pk])
        data = {
            "new_title": "Copy",
            "new_slug": "copy",
            "new_parent_page": serbian_section.pk,
        }
        response = editor.post(url, data, headers={"referer": f"http://testserver{url}"})
        assert response["Location"] == f"http://testserver{url}"
        assert "Translate it instead" in editor.get(url).content.decode()

    def test_a_check_names_what_stands_wrong(self, article: ArticlePage, serbian: Locale) -> None:
        Page.objects.filter(pk=article.pk).update(locale=serbian)
        out = StringIO()
        with pytest.raises(CommandError, match="1 pages stand below a page of another language"):
            call_command("rebuild_published", check=True, stdout=out)
        assert f"page {article.pk} (Mission)" in out.getvalue()


class TestALockOfAColleague:
    @pytest.fixture
    def locked(self, article: ArticlePage, serbian: Locale) -> ArticlePage:
        """A translation with a text to write, which a colleague has locked."""
        translate(article, serbian)
        colleague = User.objects.create_superuser("colleague", "c@example.org", "password")
        counterpart = article.get_translation(serbian)
        counterpart.locked = True
        counterpart.locked_by = colleague
        counterpart.locked_at = timezone.now()
        counterpart.save(update_fields=["locked", "locked_by", "locked_at"])
        changed = ArticlePage.objects.get(pk=article.pk)
        changed.lead = "What the office does now."
        changed.save_revision().publish()
        translation = Translation.objects.get(source__object_id=article.translation_key)
        translation.source.update_from_db()
        return counterpart

    def translation(self, locked: ArticlePage) -> Translation:
        return Translation.objects.get(source__object_id=locked.translation_key)

    def test_keeps_it_from_being_published(
        self, locked: ArticlePage, editor: Client, commits: Any
    ) -> None:
        write(self.translation(locked))
        with commits(execute=True):
            response = editor.post(edit_url(locked), {"action": "publish"}, follow=True)
        assert "is locked by colleague" in response.content.decode()
        assert stored(locked).specific.lead == "Превод: What the office does."

    def test_keeps_it_from_being_published_with_its_original(
        self, locked: ArticlePage, article: ArticlePage, editor: Client
    ) -> None:
        write(self.translation(locked))
        url = reverse("liaison_publish_page", args=[article.pk])
        response = editor.post(url, {"action": "together"}, follow=True)
        assert "is locked by colleague" in response.content.decode()
        assert stored(locked).specific.lead == "Превод: What the office does."

    def test_keeps_its_texts(self, locked: ArticlePage, editor: Client) -> None:
        translation = self.translation(locked)
        segment = StringSegment.objects.get(source=translation.source, context__path="lead")
        url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        response = editor.put(url, "value=Нешто", content_type="application/x-www-form-urlencoded")
        assert response.status_code in {302, 409}
        assert not StringTranslation.objects.filter(data="Нешто").exists()

    def test_keeps_a_file_out(self, locked: ArticlePage, editor: Client, user: User) -> None:
        translation = self.translation(locked)
        unit = Unit(f"{locked.translation_key}|lead", "What the office does now.", "Нешто")
        report = exchange.apply([unit], locked.locale, user)
        assert not report.taken
        assert "is locked by colleague" in report.skipped[0].reason

        file = SimpleUploadedFile("page.po", translation.export_po().__unicode__().encode())
        url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
        response = editor.post(url, {"file": file}, follow=True)
        assert "is locked by colleague" in response.content.decode()

    def test_keeps_work_on_a_subtree_off(
        self, section: SectionPage, article: ArticlePage, serbian: Locale, user: User
    ) -> None:
        colleague = User.objects.create_superuser("colleague", "c@example.org", "password")
        Page.objects.filter(pk=article.pk).update(locked=True, locked_by=colleague)
        job = jobs.submit(stored(section), serbian, user, include_subtree=True)
        job = jobs.advance(job.pk)
        assert "is locked by colleague" in " ".join(job.report["failed"])
        assert article.get_translation_or_none(serbian) is None

    def test_is_none_for_who_holds_it(self, locked: ArticlePage, commits: Any) -> None:
        write(self.translation(locked))
        client = Client()
        client.force_login(User.objects.get(username="colleague"))
        with commits(execute=True):
            client.post(edit_url(locked), {"action": "publish"})
        assert stored(locked).specific.lead == "Превод: What the office does now."


class TestADeadlock:
    def request(self) -> HttpRequest:
        request: Any = RequestFactory().post("/admin/")
        request.session = {}
        request._messages = type("Storage", (list,), {"_queued_messages": ["said once"]})()
        return request

    def test_is_tried_once_more(self) -> None:
        attempts = []

        def view(request: HttpRequest) -> HttpResponse:
            attempts.append(list(request._messages._queued_messages))  # type: ignore[attr-defined]
            if len(attempts) == 1:
                raise OperationalError("database is locked")
            return HttpResponse("done")

        assert once_more_after_a_deadlock(view)(self.request()).status_code == 200
        assert attempts == [["said once"], []]

    def test_not_a_third_time(self) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            raise OperationalError("database is locked")

        with pytest.raises(OperationalError):
            once_more_after_a_deadlock(view)(self.request())

    def test_other_errors_are_not_tried_again(self) -> None:
        assert not is_deadlock(OperationalError("server closed the connection unexpectedly"))


def test_the_report_and_the_dashboard_show_a_translator_their_work(
    article: ArticlePage, serbian: Locale, serbian_home: HomePage
) -> None:
    """Somebody who may edit the Serbian tree only."""
    translate(article, serbian)
    changed = ArticlePage.objects.get(pk=article.pk)
    changed.lead = "What the office does now."
    changed.save_revision().publish()
    client = with_permissions(
        "translator", pages=(stored(serbian_home),), for_pages=["change_page"]
    )

    report = client.get(reverse("liaison_translations"), {"state": "outdated"}).content.decode()
    assert "Mission" in report
    dashboard = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Mission" in dashboard
    assert 'id="work-translations"' in dashboard
