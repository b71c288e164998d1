"""Pages of a plugin that is off: marked, shown to nobody, moved and deleted like others, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client, TestCase
from wagtail.models import Page

from home.models import HomePage
from relations.models import SectionPage
from site_core.models import PublishedDocument, User
from site_core.plugins import leftovers
from tests.support.factories import ArticlePageFactory, SectionPageFactory

pytestmark = pytest.mark.django_db

TABLES = """
CREATE TABLE noticeboard_noticepage (
    page_ptr_id bigint NOT NULL PRIMARY KEY REFERENCES wagtailcore_page (id) DEFERRABLE INITIALLY DEFERRED,
    text text NOT NULL
);
CREATE TABLE noticeboard_place (
    id bigint NOT NULL PRIMARY KEY,
    notice_id bigint NOT NULL
        REFERENCES noticeboard_noticepage (page_ptr_id) DEFERRABLE INITIALLY DEFERRED,
    section_id bigint NULL REFERENCES wagtailcore_page (id) DEFERRABLE INITIALLY DEFERRED
);
"""


@pytest.fixture
def tables(db: None) -> Iterator[None]:
    """The tables of a plugin that was here once."""
    with connection.cursor() as cursor:
        for statement in filter(str.strip, TABLES.split(";")):
            cursor.execute(statement)
    leftovers._references.cache_clear()
    yield
    leftovers._references.cache_clear()


@pytest.fixture
def notice(section: SectionPage, tables: None) -> Page:
    """A live page of that plugin, with a row for its own fields and one of a child."""
    page = Page(title="Closed on Monday", slug="closed", locale=section.locale, live=True)
    section.add_child(instance=page)
    kind, _ = ContentType.objects.get_or_create(app_label="noticeboard", model="noticepage")
    Page.objects.filter(pk=page.pk).update(content_type=kind)
    PublishedDocument.objects.filter(pk=page.pk).update(type="noticeboard.NoticePage")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO noticeboard_noticepage VALUES (%s, 'Come on Tuesday')", [page.pk]
        )
        cursor.execute("INSERT INTO noticeboard_place VALUES (1, %s, %s)", [page.pk, section.pk])
    return cast("Page", Page.objects.get(pk=page.pk))


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608 - our own name
        return cursor.fetchone()[0]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "x"))
    return client


@pytest.mark.parametrize(
    "path", ["delete/", "unpublish/", "move/", "history/", "view_draft/", "usage/", "privacy/", ""]
)
def test_the_admin_has_an_answer(editor: Client, notice: Page, path: str) -> None:
    answer = editor.get(f"/admin/pages/{notice.pk}/{path}", follow=True)
    assert answer.status_code in (200, 403)


def test_it_is_marked_in_lists(editor: Client, section: SectionPage, notice: Page) -> None:
    shown = editor.get(f"/admin/pages/{section.pk}/").content.decode()
    assert "Closed on Monday (plugin “noticeboard” is off)" in shown
    assert "/en/about/closed/" not in shown


def test_its_editor_says_what_can_be_done(editor: Client, notice: Page) -> None:
    shown = editor.get(f"/admin/pages/{notice.pk}/edit/").content.decode()
    assert "belongs to the plugin “noticeboard”" in shown
    for act in ("move", "unpublish", "delete"):
        assert f"/admin/pages/{notice.pk}/{act}/" in shown


def test_it_is_shown_nowhere(client: Client, section: SectionPage, notice: Page) -> None:
    assert client.get("/en/about/closed/").status_code == 404
    for path in ("/en/about/", "/api/v2/pages/", "/sitemap-en.xml", "/en/search/?q=monday"):
        assert "Closed on Monday" not in client.get(path).content.decode()


def test_it_can_be_deleted(editor: Client, notice: Page) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert editor.post(f"/admin/pages/{notice.pk}/delete/").status_code == 302
    connection.check_constraints()
    assert not Page.objects.filter(pk=notice.pk).exists()
    assert rows("noticeboard_noticepage") == rows("noticeboard_place") == 0


def test_what_it_refers_to_can_be_deleted(editor: Client, home: HomePage, notice: Page) -> None:
    other = SectionPageFactory(parent=home, title="Other", slug="other")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE noticeboard_place SET section_id = %s", [other.pk])
    assert editor.post(f"/admin/pages/{other.pk}/delete/").status_code == 302
    connection.check_constraints()
    assert rows("noticeboard_place") == 1


def test_it_can_be_moved(editor: Client, home: HomePage, notice: Page) -> None:
    other = SectionPageFactory(parent=home, title="Other", slug="other")
    answer = editor.post(f"/admin/pages/{notice.pk}/move/{other.pk}/confirm/")
    assert answer.status_code == 302
    moved = Page.objects.get(pk=notice.pk)
    assert moved.get_parent().pk == other.pk
    assert moved.url_path.endswith("/other/closed/")
    assert rows("noticeboard_noticepage") == 1


def test_it_can_be_unpublished(editor: Client, notice: Page) -> None:
    assert editor.post(f"/admin/pages/{notice.pk}/unpublish/").status_code == 302
    assert not Page.objects.get(pk=notice.pk).live
    assert not PublishedDocument.objects.filter(pk=notice.pk).exists()


def test_it_is_not_copied(editor: Client, notice: Page) -> None:
    answer = editor.post(
        f"/admin/pages/{notice.pk}/copy/",
        {"new_title": "x", "new_slug": "x", "new_parent_page": notice.get_parent().pk},
        follow=True,
    )
    assert "cannot be copied while its plugin is off" in answer.content.decode()
    assert Page.objects.filter(title="x").count() == 0


def test_the_section_above_it_is_edited_as_ever(
    editor: Client, section: SectionPage, notice: Page
) -> None:
    article = ArticlePageFactory(parent=section, title="Mission", slug="mission")
    section.slug = "who-we-are"
    section.save_revision().publish()
    assert editor.get("/en/who-we-are/mission/").status_code == 200
    answer = editor.post(f"/admin/pages/{section.pk}/unpublish/", {"include_descendants": "on"})
    assert answer.status_code == 302
    assert not Page.objects.get(pk=article.pk).live
    assert not Page.objects.get(pk=notice.pk).live
    assert editor.post(f"/admin/pages/{section.pk}/delete/").status_code == 302
    assert rows("noticeboard_noticepage") == 0
