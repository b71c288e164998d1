"""Subtrees submitted and files exchanged: in steps that can be interrupted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.models import TranslationJob, User
from site_core.translations import jobs
from site_core.translations.status import statuses
from tests.support.editing import stored
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    office_with_channels,
)
from tests.support.translating import submit, translate

pytestmark = pytest.mark.django_db
FILES = "/admin/translations/files/"


@pytest.fixture
def tree(home: HomePage, serbian_home: HomePage) -> SectionPage:
    """A section with two sections of two articles, none of it submitted."""
    section = SectionPageFactory(parent=home, title="Top")
    for name in ("A", "B"):
        below = SectionPageFactory(parent=section, title=name)
        for number in (1, 2):
            ArticlePageFactory(parent=below, title=f"{name}{number}")
    return SectionPage.objects.get(pk=section.pk)


class TestSubmission:
    def test_a_subtree_goes_parents_first_and_stays_whole(
        self, editor: Client, tree: SectionPage, serbian: Locale
    ) -> None:
        response = editor.post(
            f"/admin/localize/submit/page/{tree.pk}/",
            {"locales": [serbian.pk], "include_subtree": "on"},
        )
        job = TranslationJob.objects.get()
        assert response["Location"] == f"/admin/translations/work/{job.pk}/"
        assert (job.done, job.total) == (0, 7)

        editor.post(response["Location"])
        job.refresh_from_db()
        while job.finished_at is None:
            editor.post(response["Location"])
            job.refresh_from_db()

        counterpart = Page.objects.get(pk=tree.get_translation(serbian).pk)
        assert [page.title for page in counterpart.get_descendants()] == [
            *("A", "A1", "A2"),
            *("B", "B1", "B2"),
        ]
        assert not counterpart.get_descendants(inclusive=True).live().exists()
        assert Page.find_problems() == ([], [], [], [], [])
        assert job.report == {}

    def test_an_interrupted_one_goes_on_where_it_stopped(
        self, tree: SectionPage, serbian: Locale, user: User
    ) -> None:
        job = jobs.submit(tree, serbian, user, include_subtree=True)
        job = jobs.advance(job.pk, seconds=0)
        assert (job.done, job.finished_at) == (1, None)

        call_command("translation_jobs", verbosity=0)

        job.refresh_from_db()
        assert job.finished_at is not None
        assert {status.state for status in statuses(tree.get_descendants(), serbian).values()} == {
            "in_progress"
        }
        assert jobs.submit(tree, serbian, user, include_subtree=True).total == 0

    def test_what_is_above_a_page_is_submitted_before_it(
        self, editor: Client, tree: SectionPage, serbian: Locale
    ) -> None:
        article = ArticlePage.objects.get(title="A1")

        editor.post(f"/admin/localize/submit/page/{article.pk}/", {"locales": [serbian.pk]})
        call_command("translation_jobs", verbosity=0)

        assert Translation.objects.filter(target_locale=serbian, enabled=True).count() == 3
        assert not Page.objects.filter(alias_of__isnull=False).exists()

    def test_a_page_that_was_deleted_since_is_passed_over(
        self, tree: SectionPage, serbian: Locale, user: User
    ) -> None:
        job = jobs.submit(tree, serbian, user, include_subtree=True)
        Page.objects.get(title="B").delete()

        job = jobs.advance(job.pk)

        assert job.finished_at is not None
        assert job.report == {}


class TestFiles:
    @pytest.fixture
    def section(self, home: HomePage, serbian_home: HomePage, serbian: Locale) -> SectionPage:
        section = SectionPageFactory(parent=home, title="Section", slug="section")
        translate(section, serbian)
        return section

    @pytest.fixture
    def pages(self, section: SectionPage, serbian: Locale) -> list[ArticlePage]:
        """One page that is outdated in its lead, and one with nothing translated."""
        outdated = ArticlePageFactory(parent=section, title="Outdated")
        outdated.save_revision().publish()
        translate(outdated, serbian)
        outdated.lead = "Another lead."
        outdated.save_revision().publish()
        fresh = ArticlePageFactory(parent=section, title="Fresh", lead="A fresh lead.")
        submit(fresh, serbian)
        return [outdated, fresh]

    def export(self, editor: Client, section: Page, file_format: str = "po") -> str:
        response = editor.post(
            FILES, {"action": "export", "below": section.pk, "file_format": file_format}
        )
        assert response["Content-Disposition"].startswith('attachment; filename="section-sr-')
        return response.content.decode()

    def take(self, editor: Client, content: str, **options: str) -> TranslationJob:
        file = SimpleUploadedFile("back.po", content.encode())
        response = editor.post(FILES, {"action": "import", "file": file, **options})
        assert response.status_code == 302, response.content.decode()
        editor.post(response["Location"])
        return TranslationJob.objects.latest("created_at")

    def fill(self, content: str, change: Callable[[Any], None] = lambda entry: None) -> str:
        catalogue = polib.pofile(content)
        for entry in catalogue:
            entry.msgstr = f"Превод: {entry.msgid}"
            change(entry)
        return str(catalogue)

    def test_what_is_new_goes_out_and_comes_back(
        self, editor: Client, section: SectionPage, pages: list[ArticlePage], serbian: Locale
    ) -> None:
        content = self.export(editor, section)
        assert [entry.msgid for entry in polib.pofile(content)] == [
            *("Another lead.", "Fresh", "A fresh lead.", "Something was agreed."),
        ]

        job = self.take(editor, self.fill(content))

        assert job.report["is_applied"]
        assert len(job.report["taken"]) == 4
        found = statuses([stored(page) for page in pages], serbian)
        assert [found[page.pk].translated for page in pages] == [
            found[page.pk].total for page in pages
        ]
        assert found[pages[1].pk].state == "draft"
        shown = editor.get(f"/admin/translations/work/{job.pk}/").content.decode()
        assert "Превод: A fresh lead." in shown

    def test_xliff_is_offered_too(
        self, editor: Client, section: SectionPage, pages: list[ArticlePage]
    ) -> None:
        assert "<source>Another lead.</source>" in self.export(editor, section, "xliff")

    def test_a_bad_file_changes_nothing_and_is_explained(
        self, editor: Client, section: SectionPage, pages: list[ArticlePage], serbian: Locale
    ) -> None:
        before = StringTranslation.objects.count()

        def break_one(entry: Any) -> None:
            if entry.msgid == "Fresh":
                entry.msgstr = "<b>Ново"

        content = self.fill(self.export(editor, section), break_one)
        job = self.take(editor, content)

        assert not job.report["is_applied"]
        assert StringTranslation.objects.count() == before
        shown = editor.get(f"/admin/translations/work/{job.pk}/").content.decode()
        assert "The markup is" in shown
        assert "Nothing was imported" in shown

        job = self.take(editor, content, in_part="on")
        assert job.report["is_applied"]
        assert len(job.report["taken"]) == 3

    def test_what_is_no_file_is_named_at_the_field(self, editor: Client, site: Any) -> None:
        response = editor.post(
            FILES, {"action": "import", "file": SimpleUploadedFile("x.po", b"hello")}
        )

        assert "The file is neither PO nor XLIFF 1.2." in response.content.decode()
        assert not TranslationJob.objects.exists()

    def test_with_nothing_to_translate_it_says_so(
        self, editor: Client, section: SectionPage
    ) -> None:
        response = editor.post(
            FILES, {"action": "export", "below": section.pk, "file_format": "po"}, follow=True
        )

        assert "There is nothing to translate here." in response.content.decode()

    def test_they_are_for_translators(self, client: Client, site: Any) -> None:
        client.force_login(User.objects.create_user("somebody", "somebody@example.org", "password"))

        assert client.get(FILES).status_code in (302, 403)


class TestOnePage:
    def test_its_po_file_names_the_language(
        self, editor: Client, article: ArticlePage, serbian: Locale
    ) -> None:
        translation = submit(article, serbian)
        url = reverse("wagtail_localize:download_pofile", args=[translation.pk])
        catalogue = polib.pofile(editor.get(url).content.decode())
        assert catalogue.metadata["Language"] == "sr"
        assert "What the office does." in [entry.msgid for entry in catalogue]

    def test_the_only_language_is_ticked(self, editor: Client, article: ArticlePage) -> None:
        url = reverse("wagtail_localize:submit_page_translation", args=[article.pk])
        (box,) = editor.get(url).context["form"]["locales"].subwidgets
        assert box.data["selected"]

    def test_so_it_is_for_an_office(self, editor: Client, serbian: Locale) -> None:
        office = office_with_channels()
        url = reverse(
            "wagtail_localize:submit_snippet_translation", args=["offices", "office", office.pk]
        )
        (box,) = editor.get(url).context["form"]["locales"].subwidgets
        assert box.data["selected"]

    def test_nothing_is_ticked_where_there_is_a_choice(
        self, editor: Client, article: ArticlePage
    ) -> None:
        Locale.objects.create(language_code="de")
        url = reverse("wagtail_localize:submit_page_translation", args=[article.pk])
        boxes = editor.get(url).context["form"]["locales"].subwidgets
        assert [box.data["selected"] for box in boxes] == [False, False]
